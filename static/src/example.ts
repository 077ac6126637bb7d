// The runnable examples of a chapter. Without this script the Run button sends
// the program as it stands to a page of its own; with it the answer comes into
// the chapter, and the program can be changed.
import type { Editor } from "./editor";
import { fragment, refusal } from "./fragment";

export function examples(): void {
  for (const figure of document.querySelectorAll<HTMLElement>("figure.example")) upgrade(figure);
}

function upgrade(figure: HTMLElement): void {
  const form = figure.querySelector<HTMLFormElement>("form");
  const shown = form?.querySelector<HTMLElement>("pre");
  const area = form?.querySelector<HTMLTextAreaElement>('textarea[name="source"]');
  const run = form?.querySelector<HTMLButtonElement>("button");
  if (!form || !shown || !area || !run) return;
  const original = area.value;
  const printed = figure.querySelector<HTMLElement>(".example-output");
  let open: Editor | undefined;
  let busy = false;

  const actions = document.createElement("div");
  actions.className = "actions";
  run.before(actions);
  const edit = button("Edit", "quiet");
  const reset = button("Reset", "bare");
  reset.hidden = true;
  const status = document.createElement("span");
  status.className = "status";
  status.setAttribute("role", "status");
  actions.append(run, edit, reset, status);

  const answer = document.createElement("div");
  answer.className = "example-answer";
  answer.hidden = true;
  figure.append(answer);

  edit.addEventListener("click", async () => {
    edit.setAttribute("aria-disabled", "true");
    const host = document.createElement("div");
    host.className = "editor fit";
    try {
      const { editor } = await import("./editor");
      shown.hidden = true;
      shown.before(host);
      open = editor(host, {
        text: area.value,
        label: "The example. Press Escape, then Tab, to leave the editor.",
        run: () => form.requestSubmit(),
        changed: () => {
          if (open === undefined) return;
          area.value = open.text;
          reset.hidden = open.text === original;
        },
      });
      open.focus();
    } catch {
      // The editor could not be fetched; the plain field does.
      host.remove();
      shown.hidden = true;
      area.hidden = false;
      area.rows = original.split("\n").length + 1;
      area.addEventListener("input", () => {
        reset.hidden = area.value === original;
      });
      area.focus();
    }
    edit.hidden = true;
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

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    run.setAttribute("aria-disabled", "true");
    status.textContent = "Running…";
    try {
      const section = await fragment("/run", new URLSearchParams({ source: area.value }));
      open?.mark(
        [...section.querySelectorAll<HTMLElement>(".diagnostics li")].map((li) => ({
          line: Number(li.dataset["line"]),
          column: Number(li.dataset["column"]),
          message: li.querySelector(".text")?.textContent ?? "",
        })),
      );
      answer.replaceChildren(section);
      status.textContent = section.querySelector(".headline")?.textContent ?? "Done.";
    } catch (cause) {
      answer.replaceChildren(refusal(cause));
      status.textContent = "";
    } finally {
      busy = false;
      run.removeAttribute("aria-disabled");
    }
    answer.hidden = false;
    if (printed !== null) printed.hidden = true;
  });
}

function button(text: string, kind: string): HTMLButtonElement {
  const b = document.createElement("button");
  b.type = "button";
  b.className = kind;
  b.textContent = text;
  return b;
}
