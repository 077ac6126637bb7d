// The files of the workbench: an editor in place of each text area, the
// visible tests beside them, drafts in this browser.
import type { Extension } from "@codemirror/state";
import { draft, forget, keep, unsaved } from "./draft";
import { type Editor, editor, type Language, type Mark } from "./editor";
import type { SourceFile } from "./engine/contract";
import { type Tab, tabs } from "./tabs";

interface OpenFile {
  name: string;
  field: string;
  starter: string;
  editor: Editor;
}

export interface Files {
  readonly names: string[];
  sources(): SourceFile[];
  fields(): URLSearchParams;
  save(): void;
  reset(): void;
  mark(find: (file: string) => Mark[]): void;
  goTo(file: string, line: number, column: number): boolean; // false where there is no such file
  bind(keys: Extension): void;
  reformat(file: string, text: string): void;
}

export interface FileOptions {
  tests: SourceFile[];
  language: (file: string) => Language | undefined;
  changed: () => void;
  run: () => void;
  submit: () => void;
  format: (file: string) => void;
  tell: (text: string) => void;
}

export function openFiles(form: HTMLFormElement, lab: string, options: FileOptions): Files {
  const starters = new Map<string, string>();
  for (const template of form.querySelectorAll<HTMLTemplateElement>("template[data-starter]")) {
    starters.set(template.dataset["starter"] ?? "", template.content.textContent ?? "");
  }
  const list: OpenFile[] = [];
  const front: Tab[] = [];
  let keys: Extension = [];
  let restored = false;

  for (const area of form.querySelectorAll<HTMLTextAreaElement>("textarea[data-file]")) {
    const name = area.dataset["file"] ?? "";
    const served = area.value.replaceAll("\r\n", "\n");
    const kept = draft(lab, name);
    const host = document.createElement("div");
    host.className = "editor";
    const file: OpenFile = {
      name,
      field: area.name,
      starter: starters.get(name) ?? served,
      editor: editor(host, {
        text: kept ?? served,
        label: `${name}. Press Escape, then Tab, to leave the editor.`,
        language: () => options.language(name),
        run: options.run,
        submit: options.submit,
        format: () => options.format(name),
        changed: () => {
          save(file); // at once: a tab may end without a word
          options.changed();
        },
      }),
    };
    area.hidden = true;
    area.before(host);
    const label = form.querySelector<HTMLElement>(`label[for="${CSS.escape(area.id)}"]`);
    label?.addEventListener("click", () => file.editor.focus());
    list.push(file);
    const panel = area.closest<HTMLElement>(".file");
    if (panel !== null) front.push({ name, panel });
    if (form.dataset["origin"] === "starter") {
      restored ||= kept !== undefined && kept !== served;
      void late(file, kept ?? served);
    } else if (file.editor.text !== served) file.editor.replace(served); // undo brings the draft back
  }
  if (restored) options.tell("Your draft is back, as you left it.");
  if (form.dataset["origin"] === "submission") {
    // A reload after this must find what was typed since, not the submission again.
    history.replaceState(null, "", location.pathname);
    options.tell("Loaded. Undo brings back what you had.");
  }

  const readers: Editor[] = [];
  for (const test of options.tests) {
    const panel = document.createElement("div");
    panel.className = "file";
    const host = document.createElement("div");
    host.className = "editor";
    panel.append(host);
    front.at(-1)?.panel.after(panel);
    let open = false;
    front.push({
      name: test.name,
      note: "read only",
      panel,
      shown: () => {
        if (open) return;
        open = true;
        readers.push(editor(host, { text: test.source, label: `${test.name}, a visible test, read only`, readOnly: true, keys }));
      },
    });
  }
  const bar = front.length > 1 ? tabs("Files", front) : undefined;
  if (bar !== undefined) {
    form.querySelector(".file")?.before(bar.list);
    form.dataset["tabs"] = "";
  }

  function save(file: OpenFile): void {
    const text = file.editor.text;
    if (text === file.starter) forget(lab, file.name);
    else if (!keep(lab, file.name, text)) options.tell("This browser keeps no drafts: copy your work elsewhere before you leave.");
  }
  addEventListener("pagehide", () => list.forEach(save));

  // late brings back what a browser that was killed could not write in time.
  // What has been typed meanwhile outranks it.
  async function late(file: OpenFile, shown: string): Promise<void> {
    const found = await unsaved(lab, file.name);
    const text = found === undefined ? undefined : (found.text ?? file.starter);
    if (text === undefined || text === shown || file.editor.text !== shown) return;
    file.editor.replace(text);
    options.tell("Your draft is back, as you left it.");
  }

  return {
    names: list.map((f) => f.name),
    sources: () => list.map((f) => ({ name: f.name, source: f.editor.text })),
    fields: () => new URLSearchParams(list.map((f) => [f.field, f.editor.text])),
    save: () => list.forEach(save),
    reset() {
      for (const file of list) file.editor.replace(file.starter);
      bar?.show(list[0]?.name ?? "");
      list[0]?.editor.focus();
    },
    mark(find) {
      for (const file of list) {
        const marks = find(file.name);
        file.editor.mark(marks);
        bar?.count(file.name, marks.length);
      }
    },
    goTo(name, line, column) {
      const file = list.find((f) => f.name === name);
      if (file === undefined) return false;
      bar?.show(name);
      file.editor.goTo(line, column);
      return true;
    },
    bind(bindings) {
      keys = bindings;
      for (const e of [...list.map((f) => f.editor), ...readers]) e.bind(bindings);
    },
    reformat(name, text) {
      list.find((f) => f.name === name)?.editor.reformat(text);
    },
  };
}
