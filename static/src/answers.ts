// Answers to the questions for a design review: kept as they are written.
import { keep, NotKept, told } from "./keeping";

export interface Answer {
  id: number;
  version: number;
  question: string;
  text: string;
  changed: string;
  earlier: boolean;
}

const pause = 1500; // milliseconds without a key

// answerForm keeps a form's text while it is written, and again where that failed.
export function answerForm(form: HTMLFormElement, begin?: Answer): void {
  const area = form.querySelector("textarea");
  const state = form.querySelector("[data-state]");
  if (area === null || form.hasAttribute("data-kept-here")) return;
  form.toggleAttribute("data-kept-here", true);
  const field = (name: string): string => form.querySelector<HTMLInputElement>(`input[name="${name}"]`)?.value ?? "";
  let id = field("id");
  let version = field("version");
  let kept = area.defaultValue;
  // What was written before this was fetched is an answer of its own.
  if (begin !== undefined && area.value === "") {
    [id, version] = [String(begin.id), String(begin.version)];
    kept = area.value = begin.text;
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  let busy = false;

  // Where the page closes, what is under way is not waited for: the server
  // keeps both then.
  const save = async (closing = false): Promise<void> => {
    clearTimeout(timer);
    const text = area.value;
    if ((busy && !closing) || text.trim() === kept.trim()) return;
    busy = true;
    try {
      const fields = { chapter: field("chapter"), question: field("question"), answer: text, ...(id === "" ? {} : { id, version }) };
      const answer = JSON.parse(await keep("/journal", fields)) as Answer;
      const another = id !== "" && answer.id !== 0 && String(answer.id) !== id;
      [id, version] = answer.id === 0 ? ["", ""] : [String(answer.id), String(answer.version)];
      kept = text;
      told(state);
      if (another && state !== null) state.textContent = "kept; the answer before is among the earlier ones";
      if (answer.id === 0 && state !== null) state.textContent = "the answer before is among the earlier ones";
    } catch (cause) {
      told(state, cause);
      if (cause instanceof NotKept && cause.again) timer = setTimeout(() => void save(), 2500);
      return;
    } finally {
      busy = false;
    }
    if (area.value !== text) timer = setTimeout(() => void save(), pause);
  };

  const later = (): void => {
    if (state !== null) state.textContent = "";
    clearTimeout(timer);
    timer = setTimeout(() => void save(), pause);
  };
  area.addEventListener("input", later);
  if (area.value !== kept) later();
  area.addEventListener("blur", () => void save());
  addEventListener("pagehide", () => void save(true));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (area.value.trim() === kept.trim() && kept.trim() !== "") told(state);
    void save();
  });
}
