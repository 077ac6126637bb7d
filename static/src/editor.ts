// The editor: CodeMirror in Go mode. It lives in a shadow root, because there
// its styles are adopted sheets, which a strict Content-Security-Policy allows;
// in the document they would be inline style elements, which it refuses.
import { autocompletion, closeBrackets, closeBracketsKeymap, type CompletionContext, completionKeymap, type CompletionResult } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { go, localCompletionSource, snippets } from "@codemirror/lang-go";
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting, syntaxTree } from "@codemirror/language";
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, hoverTooltip, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import type { Completion } from "./engine/contract";
import { sameSpot, utf16 } from "./position";

export interface Mark {
  line: number; // 1-based
  column: number; // 1-based, in bytes
  message: string;
}

export interface Editor {
  readonly text: string;
  replace(text: string): void;
  reformat(text: string): void; // the same code, otherwise spaced; the cursor stays where it is
  mark(marks: Mark[]): void;
  goTo(line: number, column: number): void;
  bind(keys: Extension): void; // other keys than the editor's own
  focus(): void;
}

// A Language is what an engine knows about the text; offsets are in UTF-16 units.
export interface Language {
  complete(offset: number): Promise<Completion[]>;
  hover(offset: number): Promise<{ text: string; doc: string } | null>;
}

export interface EditorOptions {
  text: string;
  label: string;
  readOnly?: boolean;
  keys?: Extension;
  language?: () => Language | undefined; // undefined as long as no engine is there
  changed?: () => void;
  run?: () => void; // Mod-Enter
  submit?: () => void; // Mod-Shift-Enter
  format?: () => void; // Mod-S
}

export function editor(host: HTMLElement, options: EditorOptions): Editor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open", delegatesFocus: true });
  const keys = new Compartment();
  const press = (key: string, act: (() => void) | undefined) => (act === undefined ? [] : [{ key, preventDefault: true, run: () => (act(), true) }]);
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        // First, so that the editor's own Mod-Enter does not take it.
        keymap.of([...press("Mod-Enter", options.run), ...press("Mod-Shift-Enter", options.submit), ...press("Mod-s", options.format)]),
        keys.of(options.keys ?? []),
        leave,
        lineNumbers(),
        highlightSpecialChars(),
        drawSelection(),
        EditorState.tabSize.of(4),
        ...(narrow() ? [EditorView.lineWrapping] : []),
        go(),
        syntaxHighlighting(colours),
        look,
        EditorView.contentAttributes.of({ "aria-label": options.label, tabindex: "0", spellcheck: "false", autocapitalize: "off", autocorrect: "off" }),
        options.readOnly === true ? toRead : toWrite(options),
      ],
    }),
  });

  const place = (line: number, column: number): number => {
    const at = view.state.doc.line(Math.max(1, Math.min(line, view.state.doc.lines)));
    return at.from + Math.min(utf16(at.text, column - 1), at.length);
  };
  return {
    get text() {
      return view.state.doc.toString();
    },
    replace(text) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },
    reformat(text) {
      const before = view.state.doc.toString();
      if (text === before) return;
      const { anchor, head } = view.state.selection.main;
      view.dispatch({
        changes: { from: 0, to: before.length, insert: text },
        selection: { anchor: sameSpot(before, anchor, text), head: sameSpot(before, head, text) },
        scrollIntoView: true,
      });
    },
    mark(marks) {
      const list = marks.map((m): Diagnostic => {
        const from = place(m.line, m.column);
        const node = syntaxTree(view.state).resolveInner(from, 1);
        const whole = node.from === from ? node.to : (view.state.wordAt(from)?.to ?? from + 1);
        const end = Math.min(whole, view.state.doc.lineAt(from).to);
        return { from, to: Math.max(from, end), severity: "error", message: m.message };
      });
      view.dispatch(setDiagnostics(view.state, list));
    },
    goTo(line, column) {
      const at = place(line, column);
      view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
      view.focus();
    },
    bind(bindings) {
      view.dispatch({ effects: keys.reconfigure(bindings) });
    },
    focus() {
      view.focus();
    },
  };
}

// Escape, then Tab, leaves the editor, whoever else has a use for Escape.
const leave = EditorView.domEventObservers({
  keydown(event, view) {
    if (event.key === "Escape") view.setTabFocusMode(2000);
  },
});

// A text that is only read can be selected and copied, and Tab leaves it.
const toRead: Extension = [EditorState.readOnly.of(true), keymap.of(defaultKeymap)];

function toWrite(options: EditorOptions): Extension {
  return [
    lintGutter(),
    highlightActiveLineGutter(),
    highlightActiveLine(),
    history(),
    indentUnit.of("\t"),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    autocompletion({ activateOnTyping: true, maxRenderedOptions: 40, override: [(context) => completions(context, options.language?.())] }),
    types(options),
    keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap, ...lintKeymap, indentWithTab]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) options.changed?.();
    }),
  ];
}

// completions are the engine's, who knows the types; until it is there, the
// names that stand in the text itself.
async function completions(context: CompletionContext, language: Language | undefined): Promise<CompletionResult | null> {
  const member = context.matchBefore(/\.\w*$/);
  const word = context.matchBefore(/\w*$/);
  const from = word?.from ?? context.pos;
  if (language === undefined) return member === null ? await localCompletionSource(context) : null;
  if (member === null && from === context.pos && !context.explicit) return null;
  let list: Completion[];
  try {
    list = await language.complete(context.pos);
  } catch {
    return null; // such as an engine that was stopped meanwhile
  }
  if (context.aborted) return null;
  const known = list.map((c) => ({ label: c.label, detail: c.detail, type: c.kind, ...(c.doc === "" ? {} : { info: c.doc }) }));
  return { from, options: member === null ? [...known, ...snippets] : known, validFor: /^\w*$/ };
}

// types shows, over a name, what it is.
function types(options: EditorOptions): Extension {
  return hoverTooltip(async (view, pos) => {
    const word = view.state.wordAt(pos);
    const language = options.language?.();
    if (word === null || language === undefined) return null;
    const found = await language.hover(pos).catch(() => null);
    if (found === null) return null;
    return {
      pos: word.from,
      end: word.to,
      create: () => {
        const dom = document.createElement("div");
        dom.className = "hover";
        const type = document.createElement("code");
        type.textContent = found.text;
        dom.append(type);
        if (found.doc !== "") {
          const doc = document.createElement("p");
          doc.textContent = found.doc;
          dom.append(doc);
        }
        return { dom };
      },
    };
  });
}

// On a phone a line that runs out of sight costs more than one that wraps.
function narrow(): boolean {
  return matchMedia("(max-width: 40rem)").matches;
}

// The colours are the page's custom properties, which reach into a shadow root.
const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier, tags.definitionKeyword], color: "var(--code-keyword)" },
  { tag: [tags.string, tags.character, tags.escape], color: "var(--code-string)" },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: "var(--code-number)" },
  { tag: [tags.comment], color: "var(--code-comment)", fontStyle: "italic" },
  { tag: [tags.function(tags.variableName), tags.function(tags.definition(tags.variableName)), tags.function(tags.propertyName)], color: "var(--code-function)" },
  { tag: [tags.typeName, tags.standard(tags.typeName)], color: "var(--code-type)" },
]);

const look = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "transparent", fontSize: "var(--code-size)", height: "100%" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.55", overflow: "auto" },
  ".cm-content": { padding: "0.75rem 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 1rem 0 0.5rem" },
  ".cm-gutters": { backgroundColor: "var(--raised)", color: "var(--ink-faint)", border: "none" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 0.4rem 0 0.5rem", minWidth: "2.2rem" },
  ".cm-gutter-lint": { width: "0.9rem" },
  ".cm-activeLine": { backgroundColor: "var(--line-tint)" },
  ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--ink)" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--accent)", borderLeftWidth: "2px" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--selection)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--selection)", outline: "1px solid var(--rule-strong)" },
  ".cm-tooltip": { backgroundColor: "var(--raised)", color: "var(--ink)", border: "1px solid var(--rule-strong)", fontFamily: "var(--sans)", fontSize: "0.875rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", fontSize: "0.8125rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--link)", color: "var(--paper)" },
  ".hover": { padding: "0.45rem 0.7rem", maxWidth: "34rem" },
  ".hover code": { fontFamily: "var(--mono)", fontSize: "0.8125rem", whiteSpace: "pre-wrap" },
  ".hover p": { margin: "0.35rem 0 0", color: "var(--ink-soft)" },
  ".cm-completionInfo": { maxWidth: "22rem", padding: "0.5rem 0.7rem" },
  ".cm-completionDetail": { color: "inherit", opacity: "0.75", fontStyle: "normal" },
  ".cm-panels": { backgroundColor: "var(--tint)", color: "var(--ink)", fontFamily: "var(--sans)", fontSize: "0.8125rem" },
  ".cm-panels.cm-panels-bottom": { borderTop: "1px solid var(--rule)" },
  ".cm-panels input": { font: "inherit", color: "inherit", background: "var(--raised)" },
  ".cm-diagnostic": { padding: "0.4rem 0.7rem", borderLeft: "3px solid var(--fail)" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--fail) 1px", textUnderlineOffset: "3px" },
  ".cm-lint-marker-error": { content: "none", width: "0.5rem", height: "0.5rem", borderRadius: "50%", backgroundColor: "var(--fail)", margin: "0.45em 0 0 0.2rem" },
});
