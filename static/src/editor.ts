// The editor: CodeMirror in Go mode. It lives in a shadow root, because there
// its styles are adopted sheets, which a strict Content-Security-Policy allows;
// in the document they would be inline style elements, which it refuses.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { go } from "@codemirror/lang-go";
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { utf16 } from "./position";

export interface Mark {
  line: number; // 1-based
  column: number; // 1-based, in bytes
  message: string;
}

export interface Editor {
  readonly text: string;
  replace(text: string): void;
  mark(marks: Mark[]): void;
  goTo(line: number, column: number): void;
  focus(): void;
}

export interface EditorOptions {
  text: string;
  label: string;
  changed?: () => void;
  run: () => void; // Mod-Enter
  submit?: () => void; // Mod-Shift-Enter
}

export function editor(host: HTMLElement, options: EditorOptions): Editor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open", delegatesFocus: true });
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        // First, so that the editor's own Mod-Enter does not take it.
        keymap.of([
          { key: "Mod-Enter", run: () => (options.run(), true) },
          ...(options.submit === undefined ? [] : [{ key: "Mod-Shift-Enter", run: () => (options.submit?.(), true) }]),
        ]),
        lineNumbers(),
        lintGutter(),
        highlightActiveLineGutter(),
        highlightSpecialChars(),
        history(),
        drawSelection(),
        EditorState.tabSize.of(4),
        indentUnit.of("\t"),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        autocompletion({ activateOnTyping: true, maxRenderedOptions: 12 }),
        highlightActiveLine(),
        ...(narrow() ? [EditorView.lineWrapping] : []),
        go(),
        syntaxHighlighting(colours),
        look,
        EditorView.contentAttributes.of({ "aria-label": options.label, spellcheck: "false", autocapitalize: "off", autocorrect: "off" }),
        keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap, ...lintKeymap, indentWithTab]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) options.changed?.();
        }),
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
    mark(marks) {
      const list = marks.map((m): Diagnostic => {
        const from = place(m.line, m.column);
        const end = view.state.wordAt(from)?.to ?? Math.min(from + 1, view.state.doc.lineAt(from).to);
        return { from, to: Math.max(from, end), severity: "error", message: m.message };
      });
      view.dispatch(setDiagnostics(view.state, list));
    },
    goTo(line, column) {
      const at = place(line, column);
      view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
      view.focus();
    },
    focus() {
      view.focus();
    },
  };
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
  ".cm-diagnostic": { padding: "0.4rem 0.7rem", borderLeft: "3px solid var(--fail)" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--fail) 1px", textUnderlineOffset: "3px" },
  ".cm-lint-marker-error": { content: "none", width: "0.5rem", height: "0.5rem", borderRadius: "50%", backgroundColor: "var(--fail)", margin: "0.45em 0 0 0.2rem" },
});
