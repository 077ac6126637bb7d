// The lab's page: editors in place of the text areas, drafts, runs and
// submissions as fragments.
import { draft, forget, keep } from "./draft";
import { type Editor, editor, type Mark } from "./editor";
import { fragment, Refusal, refusal } from "./fragment";
import { localTimes } from "./reading";
import { advance, follow } from "./stages";

const form = document.querySelector<HTMLFormElement>("form.workbench");
const region = document.querySelector<HTMLElement>("[data-result]");
if (form !== null && region !== null) workbench(form, region);

interface OpenFile {
  name: string;
  starter: string;
  area: HTMLTextAreaElement;
  editor: Editor;
}

function workbench(form: HTMLFormElement, region: HTMLElement): void {
  const lab = form.dataset["lab"] ?? "";
  const button = (action: string): HTMLButtonElement | null => form.querySelector<HTMLButtonElement>(`button[data-action="${action}"]`);
  const run = button("run");
  const submit = button("submit");
  const status = statusLine(form);
  const files: OpenFile[] = [];
  let busy = false;

  const starters = new Map<string, string>();
  for (const template of form.querySelectorAll<HTMLTemplateElement>("template[data-starter]")) {
    starters.set(template.dataset["starter"] ?? "", template.content.textContent ?? "");
  }

  let restored = false;
  for (const area of form.querySelectorAll<HTMLTextAreaElement>("textarea[data-file]")) {
    const name = area.dataset["file"] ?? "";
    const served = area.value.replaceAll("\r\n", "\n");
    const kept = draft(lab, name);
    const host = document.createElement("div");
    host.className = "editor";
    let timer: ReturnType<typeof setTimeout> | undefined;
    const file: OpenFile = {
      name,
      area,
      starter: starters.get(name) ?? served,
      editor: editor(host, {
        text: kept ?? served,
        label: `${name}. Press Escape, then Tab, to leave the editor.`,
        run: () => run?.click(),
        submit: () => submit?.click(),
        changed: () => {
          clearTimeout(timer);
          timer = setTimeout(() => save(file), 250);
        },
      }),
    };
    area.hidden = true;
    area.before(host);
    form.querySelector(`label[for="${CSS.escape(area.id)}"]`)?.addEventListener("click", () => file.editor.focus());
    files.push(file);
    if (form.dataset["origin"] === "starter") restored ||= kept !== undefined && kept !== served;
    else if (file.editor.text !== served) file.editor.replace(served); // undo brings the draft back
  }
  if (restored) status("Your draft is back, as you left it.");
  if (form.dataset["origin"] === "submission") {
    // A reload after this must find what was typed since, not the submission again.
    history.replaceState(null, "", location.pathname);
    status("Loaded. Undo brings back what you had.");
  }

  function save(file: OpenFile): void {
    const text = file.editor.text;
    if (text === file.starter) forget(lab, file.name);
    else if (!keep(lab, file.name, text)) status("This browser keeps no drafts: copy your work elsewhere before you leave.");
  }
  addEventListener("pagehide", () => files.forEach(save));

  const actions = form.querySelector(".actions");
  const reset = document.createElement("button");
  reset.type = "button";
  reset.className = "bare";
  reset.textContent = "Reset to the starter";
  reset.addEventListener("click", () => {
    for (const file of files) file.editor.replace(file.starter);
    files[0]?.editor.focus();
    status("Back at the starter. Undo brings your code back.");
  });
  actions?.append(reset);
  const keys = form.querySelector<HTMLElement>("[data-keys]");
  if (keys !== null && matchMedia("(hover: hover)").matches) {
    const mod = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl";
    keys.textContent = ` ${mod}+Enter runs, ${mod}+Shift+Enter submits; Esc, then Tab, leaves the editor.`;
    keys.hidden = false;
  }

  const fields = (): URLSearchParams => {
    const list = new URLSearchParams();
    for (const file of files) list.set(file.area.name, file.editor.text);
    return list;
  };

  // Each run and each submission is a turn; what comes late of an older one is
  // not shown any more.
  let turn = 0;
  let tried = ""; // the code that was sent again by this page itself

  // during keeps the buttons shut until there is an answer to look at.
  async function during(pressed: HTMLButtonElement, says: string, work: (mine: number) => Promise<void>): Promise<void> {
    if (busy) return;
    busy = true;
    const mine = ++turn;
    const shut = [run, submit].filter((b) => b !== null);
    for (const b of shut) b.setAttribute("aria-disabled", "true");
    pressed.setAttribute("data-busy", "");
    region.setAttribute("aria-busy", "true");
    status(says);
    files.forEach(save);
    try {
      await work(mine);
    } catch (cause) {
      const section = refusal(cause);
      region.replaceChildren(section);
      status(cause instanceof Refusal ? cause.message : "Something went wrong.");
      if (cause instanceof Refusal && cause.after !== undefined) again(section, cause.after, pressed, mine);
    } finally {
      busy = false;
      for (const b of shut) b.removeAttribute("aria-disabled");
      pressed.removeAttribute("data-busy");
      region.removeAttribute("aria-busy");
    }
  }

  // again offers to send once more what was not taken, and does it once by
  // itself where the code is still the same.
  function again(section: HTMLElement, after: number, pressed: HTMLButtonElement, mine: number): void {
    const sent = fields().toString();
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
      if (mine !== turn || fields().toString() !== sent) return;
      tried = sent;
      pressed.click();
    }, after * 1000);
  }

  function show(section: HTMLElement): void {
    const before = region.querySelector<HTMLElement>(".verdict");
    const stage = section.dataset["submission"] !== undefined && before?.dataset["submission"] === section.dataset["submission"];
    const news = advance(stage ? before : null, section);
    localTimes(section);
    region.replaceChildren(section);
    region.removeAttribute("aria-busy");
    for (const file of files) file.editor.mark(marks(section, file.name));
    if (news !== "") status(news);
    // Once, when the answer begins: the reader may have gone back to the code.
    if (stage) return;
    if (section.getBoundingClientRect().top > window.innerHeight * 0.8) section.scrollIntoView({ block: "nearest", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  }

  // watch ends when the submission has a first answer; the verdict that
  // confirms or corrects it comes into the page in its own time.
  function watch(url: string, mine: number): Promise<void> {
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

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const pressed = event.submitter instanceof HTMLButtonElement ? event.submitter : run;
    if (pressed === null || pressed.getAttribute("aria-disabled") === "true") return;
    if (pressed.dataset["action"] === "submit") {
      void during(pressed, "Submitting…", async (mine) => {
        const list = fields();
        list.set("key", submissionKey(form, list));
        const section = await fragment(pressed.formAction, list);
        show(section);
        if ("pending" in section.dataset) await watch(`/labs/${lab}/submissions/${section.dataset["submission"]}`, mine);
        else remember(section, lab);
      });
      return;
    }
    void during(pressed, "Running…", async () => show(await fragment(pressed.formAction, fields())));
  });

  // A message's line leads to its place in the editor.
  region.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const place = event.target.closest<HTMLElement>("[data-line]");
    const file = files.find((f) => f.name === place?.dataset["file"]);
    if (place === null || file === undefined) return;
    event.preventDefault();
    file.editor.goTo(Number(place.dataset["line"]), Number(place.dataset["column"]));
  });
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
  item.append(link, " ", time);
  localTimes(item);
  history.querySelector("ol")?.prepend(item);
  history.hidden = false;
}
