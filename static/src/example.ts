// The runnable examples of a chapter. Without this script the Run button sends
// the program as it stands to a page of its own; with it the answer comes into
// the chapter, and the program can be changed, copied and shared.
import type { Editor } from "./editor";
import { open as openEngines, ready, sparing } from "./engines";
import type { Job } from "./engine/contract";
import { fragment, refusal } from "./fragment";
import { chosenKeys } from "./choice";
import { running, stamp } from "./progress";
import { shareable, shared } from "./share";
import { watch } from "./watch";

// The limits of a program, as the server's are for a lab that sets none.
const limits = { wallMilliseconds: 5_000, memoryBytes: 256 << 20, outputBytes: 64 << 10 };

export function examples(root: ParentNode): void {
  const all = new Map<string, (source: string) => Promise<void>>();
  for (const form of root.querySelectorAll<HTMLElement>("figure.example form")) {
    const figure = form.closest<HTMLElement>("figure.example");
    if (figure === null) continue;
    const load = upgrade(figure);
    if (load !== undefined) all.set(figure.dataset["example"] ?? "", load);
  }
  const follow = async (): Promise<void> => {
    const given = await shared(location.hash);
    if (given !== undefined) await all.get(given.example)?.(given.source);
  };
  addEventListener("hashchange", () => void follow());
  void follow();
}

// upgrade returns what puts another program into the figure.
function upgrade(figure: HTMLElement): ((source: string) => Promise<void>) | undefined {
  const form = figure.querySelector<HTMLFormElement>("form");
  const shown = form?.querySelector<HTMLElement>("pre");
  const area = form?.querySelector<HTMLTextAreaElement>('textarea[name="source"]');
  const run = form?.querySelector<HTMLButtonElement>("button");
  if (!form || !shown || !area || !run) return undefined;
  const original = area.value;
  const printed = figure.querySelector<HTMLElement>(".example-output");
  let open: Editor | undefined;
  let turn: AbortController | undefined;

  const actions = document.createElement("div");
  actions.className = "actions";
  run.before(actions);
  const stop = button("Stop", "quiet");
  stop.hidden = true;
  const edit = button("Edit", "quiet");
  edit.dataset["action"] = "edit";
  const reset = button("Reset", "bare");
  reset.hidden = true;
  const copy = button("Copy", "bare");
  const share = button("Share", "bare");
  const status = document.createElement("span");
  status.className = "status";
  status.setAttribute("role", "status");
  actions.append(run, stop, edit, reset, copy, share, status);

  const answer = document.createElement("div");
  answer.className = "example-answer";
  answer.hidden = true;
  figure.append(answer);

  const job = (): Job => ({ files: [{ name: "main.go", source: area.value }], tests: [], checks: [], limits });
  const watcher = watch({ job, found: (diagnostics) => open?.mark(diagnostics), may: () => false, ran: () => {} });
  const changed = (): void => {
    reset.hidden = area.value === original;
    watcher.changed();
  };

  async function edited(): Promise<void> {
    if (open !== undefined || !area?.hidden) return;
    const host = document.createElement("div");
    host.className = "editor fit";
    try {
      const [{ editor }, keys] = await Promise.all([import("./editor"), chosenKeys() === "plain" ? [] : import("./keys").then((m) => m.bindings(chosenKeys()))]);
      shown?.before(host);
      open = editor(host, {
        text: area.value,
        label: "The example. Press Escape, then Tab, to leave the editor.",
        keys,
        language: () => {
          const engine = ready();
          const files = [{ name: "main.go", source: area.value }];
          return engine && { complete: (offset) => engine.complete(files, "main.go", offset), hover: (offset) => engine.hover(files, "main.go", offset) };
        },
        run: () => form?.requestSubmit(),
        format: () => void format(),
        changed: () => {
          if (open === undefined) return;
          area.value = open.text;
          changed();
        },
      });
      if (shown) shown.hidden = true;
      if (!sparing()) void openEngines();
    } catch {
      // The editor could not be fetched; the plain field does.
      host.remove();
      if (shown) shown.hidden = true;
      area.hidden = false;
      area.rows = original.split("\n").length + 1;
      area.addEventListener("input", changed);
    }
    edit.hidden = true;
  }

  async function format(): Promise<void> {
    const source = area?.value ?? "";
    try {
      const formatted = await ready()?.format(source);
      if (formatted !== undefined && area?.value === source) open?.reformat(formatted);
    } catch {
      status.textContent = "It does not parse, so it cannot be formatted.";
    }
  }

  edit.addEventListener("click", async () => {
    edit.setAttribute("aria-disabled", "true");
    await edited();
    (open ?? area).focus();
  });

  reset.addEventListener("click", () => {
    if (open === undefined) area.value = original;
    else open.replace(original);
    open?.mark([]);
    reset.hidden = true;
    answer.hidden = true;
    if (printed !== null) printed.hidden = false;
    (open ?? area).focus();
  });

  copy.addEventListener("click", () => void give(area.value, "Copied."));
  share.addEventListener("click", async () => {
    const address = await shareable(location.href, figure.dataset["example"] ?? "", area.value);
    history.replaceState(null, "", address);
    await give(address, "The link is copied; it holds the program, and nothing is stored.");
  });

  async function give(text: string, says: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      status.textContent = says;
    } catch {
      status.textContent = text === area?.value ? "This browser does not let the page copy." : "The link is in the address bar; it holds the program.";
    }
  }

  stop.addEventListener("click", () => {
    turn?.abort();
    run.focus();
  });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (turn !== undefined) return;
    turn = new AbortController();
    watcher.stop();
    const { signal } = turn;
    run.setAttribute("aria-disabled", "true");
    stop.hidden = false;
    status.textContent = "Running…";
    const source = area.value;
    const live = running();
    try {
      const { answered } = await import("./runner");
      const section = await answered({
        job: job(),
        shown: { example: true, files: ["main.go"] },
        signal,
        server: (signal) => fragment("/run", new URLSearchParams({ source }), signal),
        progress: (p) => {
          live.progress(p);
          if (!live.element.isConnected) answer.replaceChildren(live.element);
          answer.hidden = false;
        },
      });
      open?.mark(
        [...section.querySelectorAll<HTMLElement>(".diagnostics li")].map((li) => ({
          line: Number(li.dataset["line"]),
          column: Number(li.dataset["column"]),
          message: li.querySelector(".text")?.textContent ?? "",
        })),
      );
      stamp(section.querySelector(".output"), live.printed);
      answer.replaceChildren(section);
      status.textContent = section.querySelector(".headline")?.textContent ?? "Done.";
    } catch (cause) {
      live.element.remove();
      if (signal.aborted) {
        status.textContent = "Stopped.";
        return;
      }
      answer.replaceChildren(refusal(cause));
      status.textContent = "";
    } finally {
      turn = undefined;
      // Whoever runs one example runs more.
      if (!sparing()) void openEngines();
      if (document.activeElement === stop) run.focus();
      stop.hidden = true;
      run.removeAttribute("aria-disabled");
    }
    answer.hidden = false;
    if (printed !== null) printed.hidden = true;
  });

  // A message's line leads to its place in the editor.
  answer.addEventListener("click", (event) => {
    const place = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-line]") : null;
    if (place === null || open === undefined) return;
    event.preventDefault();
    open.goTo(Number(place.dataset["line"]), Number(place.dataset["column"]));
  });

  return async (source) => {
    await edited();
    if (open === undefined) area.value = source;
    else open.replace(source);
    changed();
    status.textContent = "This is the program of the link, not the chapter’s. Reset brings that back.";
    figure.scrollIntoView({ block: "center" });
  };
}

function button(text: string, kind: string): HTMLButtonElement {
  const b = document.createElement("button");
  b.type = "button";
  b.className = kind;
  b.textContent = text;
  return b;
}
