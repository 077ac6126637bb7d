// Notes in a chapter: what is marked is drawn, a selection can be marked, and
// each paragraph has a place in the margin for a note of its own.
import { keep, NotKept, told } from "./keeping";
import { Reading } from "./notes-text";

export interface Note {
  id: number;
  version: number;
  text: string;
  quote: string;
  whole: boolean;
  at: number; // in UTF-16
  found: string; // the passage as it reads now; empty: it has lost its place
  changed: string;
}

interface Placed {
  note: Note;
  range: Range;
  start: number;
  end: number;
}

const context = 48; // characters kept of what is around a passage
const longest = 1500;

let slug = "";
let reading: Reading;
let all: Note[] = [];
let placed: Placed[] = [];

// notes draws the notes of a chapter, and begins to take others.
export function notes(chapter: string, prose: HTMLElement, kept: Note[]): void {
  const style = document.querySelector<HTMLElement>("[data-notes-button]")?.dataset["style"];
  if (style !== undefined) {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = style;
    document.head.append(link);
  }
  slug = chapter;
  all = kept;
  reading = new Reading(prose);
  draw();
  selections(prose);
  margin(prose);
}

// Drawing. The Custom Highlight API colours ranges and leaves the page as it
// is; where it is missing, the ranges are wrapped.

function draw(): void {
  unwrap();
  reading = new Reading(reading.root);
  placed = all.flatMap((note) => {
    const at = reading.find(note.found, note.at);
    return at === undefined ? [] : [{ note, range: reading.range(...at), start: at[0], end: at[1] }];
  });
  const marked = placed.filter((p) => !p.note.whole);
  if ("highlights" in CSS) {
    for (const [name, noted] of [["kept-highlight", false], ["kept-note", true]] as const) {
      CSS.highlights.set(name, new Highlight(...marked.filter((p) => (p.note.text !== "") === noted).map((p) => p.range)));
    }
  } else {
    for (const p of marked) wrap(p);
    reading = new Reading(reading.root);
    for (const p of placed) p.range = reading.range(p.start, p.end);
  }
  counts();
  lost();
}

function wrap({ note, start, end }: Placed): void {
  // Anew for each: wrapping moves what was read before.
  const now = new Reading(reading.root);
  const walker = document.createTreeWalker(reading.root, NodeFilter.SHOW_TEXT);
  const range = now.range(start, end);
  const texts: Text[] = [];
  while (walker.nextNode()) if (range.intersectsNode(walker.currentNode)) texts.push(walker.currentNode as Text);
  for (let text of texts) {
    const from = text === range.startContainer ? range.startOffset : 0;
    const to = text === range.endContainer ? range.endOffset : text.length;
    if (from >= to || text.data.slice(from, to).trim() === "") continue;
    if (to < text.length) text.splitText(to);
    if (from > 0) text = text.splitText(from);
    const mark = document.createElement("mark");
    mark.className = note.text === "" ? "kept-highlight" : "kept-note";
    text.replaceWith(mark);
    mark.append(text);
  }
}

function unwrap(): void {
  for (const mark of reading.root.querySelectorAll("mark.kept-highlight, mark.kept-note")) {
    const parent = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    parent?.normalize();
  }
}

// lost lists what has lost its place, behind the text.
function lost(): void {
  document.querySelector(".lost-notes")?.remove();
  const gone = all.filter((note) => !placed.some((p) => p.note === note));
  if (gone.length === 0) return;
  const section = element("section", "lost-notes aside");
  section.setAttribute("aria-label", "Notes that have lost their place");
  section.append(element("p", "", "The chapter has changed, and these of your notes have lost their place:"));
  const list = element("ul", "");
  for (const note of gone) {
    const item = element("li", "");
    item.append(element("q", "", short(note.quote)), " ", element("span", "written", note.text));
    list.append(item);
  }
  const link = element("a", "", "All your notes");
  link.setAttribute("href", `/notes#${slug}`);
  section.append(list, link);
  reading.root.after(section);
}

function short(text: string): string {
  return text.length > 160 ? `${text.slice(0, 150).trimEnd()}…` : text;
}

function element(tag: string, name: string, text = ""): HTMLElement {
  const e = document.createElement(tag);
  if (name !== "") e.className = name;
  e.textContent = text;
  return e;
}

function button(name: string, text: string, act: () => void): HTMLButtonElement {
  const b = element("button", name, text) as HTMLButtonElement;
  b.type = "button";
  b.addEventListener("click", act);
  return b;
}

// Selections.

function selections(prose: HTMLElement): void {
  const bar = element("div", "selection-bar");
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", "The selected words");
  bar.hidden = true;
  const state = element("span", "");
  state.setAttribute("role", "status");
  let at: [number, number] | undefined;

  const mark = button("", "Highlight", () => void make(""));
  mark.setAttribute("aria-keyshortcuts", "h");
  const write = button("", "Note", () => {
    if (at !== undefined) open([], at, false);
    hide();
  });
  write.setAttribute("aria-keyshortcuts", "n");
  bar.append(mark, write, state);
  bar.addEventListener("pointerdown", (event) => event.preventDefault()); // the selection stays
  (prose.closest("main") ?? document.body).append(bar);

  const make = async (text: string): Promise<void> => {
    if (at === undefined) return;
    try {
      await add(at, false, text);
      getSelection()?.removeAllRanges();
      hide();
    } catch (cause) {
      told(state, cause);
    }
  };
  const hide = (): void => {
    bar.hidden = true;
    at = undefined;
  };
  const show = (): void => {
    const selection = getSelection();
    if (selection === null || selection.isCollapsed || selection.rangeCount === 0 || document.querySelector("dialog[open]") !== null) return hide();
    const range = selection.getRangeAt(0);
    if (!prose.contains(range.commonAncestorContainer) && !range.intersectsNode(prose)) return hide();
    reading = new Reading(reading.root);
    at = reading.place(range);
    if (at === undefined) return hide();
    const tooLong = at[1] - at[0] > longest;
    state.textContent = tooLong ? "too much for one note; select less" : "";
    mark.disabled = write.disabled = tooLong;
    bar.hidden = false;
    // Beside the selection, below it, where a mouse is used. A finger's own menu
    // is there; then the bar stands at the foot of the window.
    bar.style.top = bar.style.left = "";
    if (matchMedia("(pointer: coarse), (max-width: 40rem)").matches) return;
    const box = range.getBoundingClientRect();
    const top = box.bottom + 8 + bar.offsetHeight > innerHeight ? Math.max(8, box.top - bar.offsetHeight - 8) : box.bottom + 8;
    const left = Math.max(8, Math.min(box.left, innerWidth - bar.offsetWidth - 8));
    const from = (bar.offsetParent ?? document.documentElement).getBoundingClientRect();
    bar.style.top = `${top - from.top}px`;
    bar.style.left = `${left - from.left}px`;
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(show, 150);
  };
  document.addEventListener("selectionchange", later);
  addEventListener("resize", later);
  later();
  // Before the page's own keys, and only while something is selected.
  document.addEventListener(
    "keydown",
    (event) => {
      if (bar.hidden || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof HTMLElement && event.target.closest("input, textarea, select, [contenteditable]") !== null) return;
      if (event.key === "h") mark.click();
      else if (event.key === "n") write.click();
      else if (event.key === "Escape") hide();
      else return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );
  // What is marked opens where it is clicked.
  prose.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || event.target.closest("a, button, summary, input, textarea") !== null) return;
    if (getSelection()?.isCollapsed === false) return;
    const hit = placed.filter((p) => !p.note.whole && [...p.range.getClientRects()].some((r) => event.clientX >= r.left && event.clientX <= r.right && event.clientY >= r.top && event.clientY <= r.bottom));
    if (hit.length > 0) open(hit.map((p) => p.note), undefined, false);
  });
}

// add keeps a new note.
async function add([start, end]: readonly [number, number], whole: boolean, text: string): Promise<void> {
  const said = reading.text;
  const exact = said.slice(start, end);
  const body = await keep("/notes", {
    chapter: slug,
    section: reading.section(start),
    exact,
    prefix: last(said.slice(0, start)),
    suffix: [...said.slice(end, end + 2 * context)].slice(0, context).join(""),
    at: String([...said.slice(0, start)].length),
    whole: String(whole),
    note: text,
  });
  all.push(JSON.parse(body) as Note);
  draw();
}

function last(text: string): string {
  return [...text.slice(-2 * context)].slice(-context).join("");
}

// The margin: one control, which goes from paragraph to paragraph, and one for
// each paragraph that has notes.

let roving: HTMLButtonElement;
let rovingAt = 0;

function margin(prose: HTMLElement): void {
  roving = button("margin-control", "", () => openBlock(rovingAt));
  roving.append(element("span", "unseen", ""), plus());
  roving.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) rove(rovingAt + step, true);
    else if (event.key === "Escape") roving.remove();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  prose.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse" || roving.matches(":focus") || !(event.target instanceof Element)) return;
    const target = event.target;
    const i = reading.blocks.findLastIndex((b) => b.element.contains(target) && b.element !== reading.root);
    if (i >= 0 && i !== rovingAt) rove(i, false);
  });
}

// enterMargin puts the control beside the first paragraph in view.
export function enterMargin(): void {
  const first = reading.blocks.findIndex((b) => b.element.getBoundingClientRect().bottom > 90 && !/^H/.test(b.element.tagName));
  rove(Math.max(0, first), true);
}

function rove(to: number, focus: boolean): void {
  const block = reading.blocks[to];
  if (block === undefined) return;
  rovingAt = to;
  const label = roving.querySelector("span");
  if (label !== null) label.textContent = `Note on: ${short(block.text).slice(0, 80)}`;
  beside(block.element, roving);
  if (!focus) return;
  roving.focus({ preventScroll: true });
  block.element.scrollIntoView({ block: "nearest" });
}

function beside(block: Element, control: HTMLElement): void {
  block.classList.add("has-margin-control");
  block.append(control);
}

function plus(): Element {
  const sign = element("span", "", "+");
  sign.setAttribute("aria-hidden", "true");
  return sign;
}

// counts puts a control beside every paragraph that has notes.
function counts(): void {
  for (const control of reading.root.querySelectorAll(".margin-count")) control.remove();
  reading.blocks.forEach((block, i) => {
    const here = placed.filter((p) => p.note.text !== "" && p.start >= block.start && p.start <= block.start + block.text.length);
    if (here.length === 0) return;
    const control = button("margin-control margin-count", "", () => openBlock(i));
    const n = element("span", "", String(here.length));
    n.setAttribute("aria-hidden", "true");
    control.append(element("span", "unseen", here.length === 1 ? "Your note on this paragraph" : `Your ${here.length} notes on this paragraph`), n);
    beside(block.element, control);
  });
}

function openBlock(i: number): void {
  const block = reading.blocks[i];
  if (block === undefined) return;
  const here = placed.filter((p) => (p.note.whole || p.note.text !== "") && p.start >= block.start && p.start <= block.start + block.text.length);
  open(here.map((p) => p.note), [block.start, block.start + Math.min(block.text.length, longest)], true);
}

// The dialog, in which notes are read and written: those that are there, and a
// new one at a place.
function open(list: readonly Note[], at: readonly [number, number] | undefined, whole: boolean): void {
  const dialog = document.createElement("dialog");
  dialog.className = "note-dialog";
  const heading = element("h2", "", list.length > 0 ? "Your notes here" : "Your note");
  heading.id = "note-dialog-title";
  dialog.setAttribute("aria-labelledby", heading.id);
  dialog.append(heading);
  for (const note of list) dialog.append(entry(dialog, note));
  if (at !== undefined) dialog.append(fresh(dialog, at, whole));
  const close = button("bare", "Close", () => dialog.close());
  dialog.append(close);
  const before = document.activeElement;
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (before instanceof HTMLElement && before.isConnected) before.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector<HTMLTextAreaElement>(list.length === 0 ? "textarea" : "textarea, button")?.focus();
}

function form(quote: string, text: string, label: string): { form: HTMLFormElement; area: HTMLTextAreaElement; state: HTMLElement; line: HTMLElement } {
  const form = element("form", "answer-form") as HTMLFormElement;
  const area = element("textarea", "") as HTMLTextAreaElement;
  area.rows = 4;
  area.value = text;
  area.setAttribute("aria-label", label);
  const line = element("p", "kept-line");
  const save = element("button", "", "Keep") as HTMLButtonElement;
  const state = element("span", "");
  state.setAttribute("role", "status");
  line.append(save, state);
  form.append(element("blockquote", "", short(quote)), area, line);
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  return { form, area, state, line };
}

function fresh(dialog: HTMLDialogElement, at: readonly [number, number], whole: boolean): HTMLElement {
  const f = form(reading.text.slice(...at), "", "Your note");
  f.form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (f.area.value.trim() === "" && whole) return dialog.close();
    add(at, whole, f.area.value).then(
      () => dialog.close(),
      (cause: unknown) => told(f.state, cause),
    );
  });
  return f.form;
}

function entry(dialog: HTMLDialogElement, note: Note): HTMLElement {
  const f = form(note.quote, note.text, `Your note on: ${short(note.quote)}`);
  const put = (changed: Note): void => {
    const i = all.findIndex((n) => n.id === changed.id);
    if (i < 0) all.push(changed);
    else all[i] = changed;
    draw();
  };
  f.form.addEventListener("submit", (event) => {
    event.preventDefault();
    keep(`/notes/${note.id}`, { version: String(note.version), note: f.area.value }).then(
      (body) => {
        note = JSON.parse(body) as Note;
        put(note);
        dialog.close();
      },
      (cause: unknown) => {
        if (!(cause instanceof NotKept) || cause.status !== 409) return told(f.state, cause);
        note = JSON.parse(cause.body) as Note;
        put(note);
        f.state.textContent = "This note was changed in another window. Both are kept: the other one, and yours as a note of its own.";
      },
    );
  });
  f.line.append(
    button("bare", "Delete", () => {
      keep(`/notes/${note.id}/forget`, {}).then(
        () => {
          all = all.filter((n) => n.id !== note.id);
          draw();
          dialog.close();
        },
        (cause: unknown) => told(f.state, cause),
      );
    }),
  );
  return f.form;
}
