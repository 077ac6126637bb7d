// The lab's page: editors in place of the text areas, runs and submissions as
// fragments, the page's own engines where there are any.
import { type Mark } from "./editor";
import { open, prepare, ready } from "./engines";
import type { Job } from "./engine/contract";
import { type Files, openFiles } from "./files";
import { fragment, Refusal, refusal } from "./fragment";
import { options } from "./options";
import { separate } from "./panes";
import { running, stamp } from "./progress";
import { localTimes } from "./reading";
import { results } from "./results";
import { answered, section as shownAnswer } from "./runner";
import { follow } from "./stages";
import { type Watch, watch } from "./watch";

const form = document.querySelector<HTMLFormElement>("form.workbench");
const region = document.querySelector<HTMLElement>("[data-result]");
if (form !== null && region !== null) {
  workbench(form, region);
  layOut();
}

function workbench(form: HTMLFormElement, region: HTMLElement): void {
  const lab = form.dataset["lab"] ?? "";
  const button = (action: string): HTMLButtonElement | null => form.querySelector<HTMLButtonElement>(`button[data-action="${action}"]`);
  const run = button("run");
  const submit = button("submit");
  const status = statusLine(form);
  const kind = readJob(form);
  const answers = results(region);
  let busy = false;
  let watcher: Watch | undefined; // needs the files, which may change while they open

  const files: Files = openFiles(form, lab, {
    tests: kind.tests,
    language: (name) => {
      const engine = ready();
      if (engine === undefined) return undefined;
      return {
        complete: (offset) => engine.complete(files.sources(), name, offset),
        hover: (offset) => engine.hover(files.sources(), name, offset),
      };
    },
    changed: () => watcher?.changed(),
    run: () => run?.click(),
    submit: () => submit?.click(),
    format: (name) => void format(name),
    tell: status,
  });
  const shown = { example: false, files: files.names };
  const job = (): Job => ({ ...kind, files: files.sources() });

  const stop = barButton(form, "Stop", "quiet");
  stop.dataset["action"] = "stop";
  stop.hidden = true;
  let turnOver: AbortController | undefined;
  stop.addEventListener("click", () => {
    turnOver?.abort();
    run?.focus();
  });

  const reset = barButton(form, "Reset to the starter", "bare");
  reset.addEventListener("click", () => {
    files.reset();
    status("Back at the starter. Undo brings your code back.");
  });

  const aside = form.querySelector<HTMLElement>(".aside");
  const chosen = options(aside ?? form, (keys) => files.bind(keys), status, () => watcher?.changed());
  const keys = form.querySelector<HTMLElement>("[data-keys]");
  if (keys !== null && matchMedia("(hover: hover)").matches) {
    const mod = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl";
    keys.textContent = ` ${mod}+Enter runs, ${mod}+Shift+Enter submits, ${mod}+S formats; Esc, then Tab, leaves the editor.`;
    keys.hidden = false;
  }

  // What the page finds out by itself, apart from what was asked for.
  const strip = document.createElement("p");
  strip.className = "live";
  strip.hidden = true;
  region.before(strip);

  watcher = watch({
    job,
    found: (diagnostics) => files.mark((name) => diagnostics.filter((d) => d.file === name)),
    may: () => chosen.rerun && !busy && region.querySelector("[data-pending]") === null,
    ran: (answer) => {
      const checks = answer.verdict.checks ?? [];
      const failed = checks.filter((c) => !c.passed).length;
      // A submission's answer stays until somebody asks for another.
      const before = region.querySelector<HTMLElement>(".verdict");
      strip.hidden = before === null || (before.dataset["submission"] === undefined && before.dataset["stage"] === "final");
      if (strip.hidden) {
        answers.show(shownAnswer(answer, shown));
        return;
      }
      strip.dataset["failed"] = String(failed);
      strip.textContent = `As you typed: ${failed === 0 ? `the visible tests pass` : `${failed} of ${checks.length} visible tests fail`}, ${Math.max(1, Math.round(answer.elapsed))} ms.`;
    },
  });
  void open().then(async (engine) => {
    if (engine === undefined) return;
    watcher?.look();
    const fetching = document.createElement("progress");
    const label = document.createElement("label");
    label.className = "fetching";
    label.append("Fetching Go’s compiler, so that every program runs in this page ", fetching);
    try {
      await prepare((p) => {
        if (!label.isConnected) chosen.element.after(label);
        if (p.share !== undefined) fetching.value = p.share;
      });
    } catch (cause) {
      console.warn("the page has no compiler; the server compiles instead", cause);
    }
    label.remove();
  });

  async function format(name: string): Promise<void> {
    files.save();
    const engine = ready();
    if (engine === undefined) {
      status("Your draft is kept. This page cannot format yet.");
      return;
    }
    const source = files.sources().find((f) => f.name === name)?.source ?? "";
    try {
      const formatted = await engine.format(source);
      // What was typed meanwhile outranks the answer.
      if (files.sources().find((f) => f.name === name)?.source === source) files.reformat(name, formatted);
      status("Formatted. Your draft is kept.");
    } catch (cause) {
      const where = cause as Partial<Mark>;
      status(where.line === undefined ? "Your draft is kept. It could not be formatted." : `Line ${where.line} does not parse: ${where.message ?? ""}`);
    }
  }

  // Each run and each submission is a turn; what comes late of an older one is
  // not shown any more.
  let turn = 0;
  let tried = ""; // the code that was sent again by this page itself

  // during keeps the buttons shut until there is an answer to look at.
  async function during(pressed: HTMLButtonElement, says: string, work: (mine: number, signal: AbortSignal) => Promise<void>): Promise<void> {
    if (busy) return;
    busy = true;
    watcher?.stop();
    strip.hidden = true;
    const mine = ++turn;
    const over = new AbortController();
    const shut = [run, submit].filter((b) => b !== null);
    for (const b of shut) b.setAttribute("aria-disabled", "true");
    pressed.setAttribute("data-busy", "");
    region.setAttribute("aria-busy", "true");
    // What was submitted is kept and will be graded, so only a run can be stopped.
    if (pressed === run) {
      turnOver = over;
      stop.hidden = false;
    }
    status(says);
    files.save();
    try {
      await work(mine, over.signal);
    } catch (cause) {
      if (over.signal.aborted) {
        status("Stopped.");
        return;
      }
      const section = refusal(cause);
      region.replaceChildren(section);
      status(cause instanceof Refusal ? cause.message : "Something went wrong.");
      if (cause instanceof Refusal && cause.after !== undefined) again(section, cause.after, pressed, mine);
    } finally {
      busy = false;
      turnOver = undefined;
      if (document.activeElement === stop) run?.focus();
      stop.hidden = true;
      for (const b of shut) b.removeAttribute("aria-disabled");
      pressed.removeAttribute("data-busy");
      region.removeAttribute("aria-busy");
    }
  }

  // again offers to send once more what was not taken, and does it once by
  // itself where the code is still the same.
  function again(section: HTMLElement, after: number, pressed: HTMLButtonElement, mine: number): void {
    const sent = files.fields().toString();
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet";
    button.textContent = "Try again";
    button.addEventListener("click", () => pressed.click());
    section.append(button);
    if (tried === sent) return;
    const promise = document.createElement("p");
    promise.className = "next-step";
    promise.textContent = `This page tries once more by itself in ${after} s, if you leave your code as it is.`;
    button.before(promise);
    setTimeout(() => {
      promise.remove();
      if (mine !== turn || files.fields().toString() !== sent) return;
      tried = sent;
      pressed.click();
    }, after * 1000);
  }

  function show(section: HTMLElement): void {
    const news = answers.show(section);
    region.removeAttribute("aria-busy");
    files.mark((name) => marks(section, name));
    if (news !== "") status(news);
  }

  // untilAnswered ends when the submission has a first answer; the verdict that
  // confirms or corrects it comes into the page in its own time.
  function untilAnswered(url: string, mine: number): Promise<void> {
    return new Promise((answered, failed) => {
      let answers = 0;
      follow(url, (section) => {
        if (mine === turn) show(section);
        if (section.dataset["stage"] === "place") return;
        answers++;
        answered();
      }).then(
        (section) => remember(section, lab),
        (cause: unknown) => {
          if (answers > 0 && mine === turn) region.append(refusal(cause));
          failed(cause);
        },
      );
    });
  }

  async function runTests(pressed: HTMLButtonElement, signal: AbortSignal): Promise<void> {
    const live = running();
    const section = await answered({
      job: job(),
      shown,
      signal,
      server: (signal) => fragment(pressed.formAction, files.fields(), signal),
      progress: (p) => {
        if (!live.element.isConnected) region.prepend(live.element);
        live.progress(p);
      },
    }).finally(() => live.element.remove());
    stamp(section.querySelector(".printed pre"), live.printed);
    show(section);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const pressed = event.submitter instanceof HTMLButtonElement ? event.submitter : run;
    if (pressed === null || pressed.getAttribute("aria-disabled") === "true") return;
    if (pressed.dataset["action"] === "submit") {
      void during(pressed, "Submitting…", async (mine) => {
        const list = files.fields();
        list.set("key", submissionKey(form, list));
        const section = await fragment(pressed.formAction, list);
        show(section);
        if ("pending" in section.dataset) await untilAnswered(`/labs/${lab}/submissions/${section.dataset["submission"]}`, mine);
        else remember(section, lab);
      });
      return;
    }
    void during(pressed, "Running…", (_, signal) => runTests(pressed, signal));
  });

  // A message's line leads to its place in the editor.
  region.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const place = event.target.closest<HTMLElement>("[data-line]");
    if (place !== null && files.goTo(place.dataset["file"] ?? "", Number(place.dataset["line"]), Number(place.dataset["column"]))) event.preventDefault();
  });
}

// layOut lets the reader give the text, the code and the results their room.
function layOut(): void {
  const page = document.querySelector<HTMLElement>("main.lab");
  const text = page?.querySelector<HTMLElement>("#task");
  const bench = page?.querySelector<HTMLElement>("#bench");
  const code = bench?.querySelector<HTMLElement>("#code");
  if (!page || !text || !bench || !code) return;
  separate({ name: "text-share", label: "Width of the text", before: text, within: page, property: "--text-share", upright: true, share: 42, least: 20, most: 70 });
  separate({ name: "code-share", label: "Height of the code", before: code, within: bench, property: "--code-share", upright: false, share: 62, least: 25, most: 85 });
  page.dataset["panes"] = "";
}

// readJob is what an engine must know of the lab besides the learner's files.
function readJob(form: HTMLFormElement): Omit<Job, "files"> {
  const template = form.querySelector<HTMLTemplateElement>("template[data-job]");
  return JSON.parse(template?.content.textContent ?? "{}") as Omit<Job, "files">;
}

function marks(section: HTMLElement, file: string): Mark[] {
  return [...section.querySelectorAll<HTMLElement>(".diagnostics li")]
    .filter((li) => li.dataset["file"] === file)
    .map((li) => ({
      line: Number(li.dataset["line"]),
      column: Number(li.dataset["column"]),
      message: li.querySelector(".text")?.textContent ?? "",
    }));
}

function barButton(form: HTMLFormElement, text: string, kind: string): HTMLButtonElement {
  const b = document.createElement("button");
  b.type = "button";
  b.className = kind;
  b.textContent = text;
  form.querySelector(".actions")?.append(b);
  return b;
}

// statusLine is one line beside the buttons that a screen reader reads out.
function statusLine(form: HTMLFormElement): (text: string) => void {
  const line = document.createElement("p");
  line.className = "status";
  line.setAttribute("role", "status");
  form.querySelector(".actions")?.append(line);
  return (text) => {
    line.textContent = text;
  };
}

// submissionKey is the idempotency token. The same code sent again, after a
// failed connection for example, keeps its key, so that it counts once; other
// code gets another.
const keys = new Map<string, string>();

function submissionKey(form: HTMLFormElement, list: URLSearchParams): string {
  const code = list.toString();
  let key = keys.get(code);
  if (key === undefined) {
    const served = form.querySelector<HTMLInputElement>('input[name="key"]')?.value ?? "";
    key = keys.size === 0 && served !== "" ? served : random();
    keys.set(code, key);
  }
  return key;
}

function random(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
}

// remember puts a graded submission at the top of the list and, where it
// passed, opens the way to the solutions.
function remember(section: HTMLElement, lab: string): void {
  const id = section.dataset["submission"];
  const history = document.querySelector<HTMLElement>("[data-history]");
  if (id === undefined || history === null) return;
  if (section.dataset["outcome"] === "passed") {
    for (const way of document.querySelectorAll<HTMLElement>("[data-solutions]")) way.hidden = false;
  }
  if (history.querySelector(`li[data-submission="${CSS.escape(id)}"]`) !== null) return;
  const item = document.createElement("li");
  item.dataset["submission"] = id;
  const link = document.createElement("a");
  link.href = `/labs/${lab}/submissions/${id}`;
  link.textContent = [section.dataset["headline"], section.dataset["score"]].filter((s) => s).join(", ");
  const time = document.createElement("time");
  time.dateTime = new Date().toISOString();
  const restore = document.createElement("a");
  restore.className = "restore";
  restore.href = `/labs/${lab}?from=${id}`;
  restore.textContent = "load";
  restore.setAttribute("aria-label", `Load submission ${id} into the editor`);
  item.append(link, " ", time, " ", restore);
  localTimes(item);
  history.querySelector("ol")?.prepend(item);
  for (const select of history.querySelectorAll("select")) select.prepend(new Option(`${id}: ${link.textContent}`, id));
  const [before, after] = history.querySelectorAll("select");
  if (before && after && after.length > 1) {
    before.selectedIndex = 1;
    after.selectedIndex = 0;
    for (const form of history.querySelectorAll<HTMLElement>("[data-compare]")) form.hidden = false;
  }
  history.hidden = false;
}
