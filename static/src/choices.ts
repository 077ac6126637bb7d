// First answers to “Check yourself”: what was chosen is kept, and said where it
// was chosen when the reader comes back.
import { keep, told } from "./keeping";

export interface Choice {
  question: string;
  given: string; // the option's number, or the number typed; empty: looked up
  right: boolean;
  at: string;
}

const date = new Intl.DateTimeFormat("en-GB", { dateStyle: "long" });
const known = new Map<string, Choice>();

export function choices(slug: string, kept: readonly Choice[]): void {
  for (const choice of kept) {
    known.set(choice.question, choice);
    const question = document.querySelector<HTMLElement>(`[data-question="${CSS.escape(choice.question)}"]`);
    if (question !== null) show(question, choice);
  }
  sum();
  chapter = slug;
}

let chapter = "";

// choose keeps an answer, if it is the first to its question.
export async function choose(question: HTMLElement, given: string, right: boolean): Promise<void> {
  const key = question.dataset["question"] ?? "";
  if (known.has(key)) return;
  const choice = { question: key, given, right, at: new Date().toISOString() };
  known.set(key, choice);
  const line = lineOf(question);
  try {
    const numeric = question.querySelector("[data-numeric]") !== null;
    await keep("/review", { chapter, question: key, ...(numeric ? { number: given } : { option: given }) });
    show(question, choice);
    sum();
  } catch (cause) {
    known.delete(key);
    told(line, cause);
  }
}

function show(question: HTMLElement, choice: Choice): void {
  const line = lineOf(question);
  line.dataset["right"] = String(choice.right);
  line.removeAttribute("data-failed");
  const said = choice.given === "" ? "looked up" : choice.right ? "right" : "not right";
  const comesBack = choice.right ? "" : " It is asked again in your review.";
  line.textContent = `Your first answer, on ${date.format(new Date(choice.at))}: ${said}.${comesBack}`;
  const option = question.querySelectorAll(".option")[Number(choice.given)];
  if (choice.given !== "" && option !== undefined) option.toggleAttribute("data-chosen", true);
}

function lineOf(question: HTMLElement): HTMLElement {
  const there = question.querySelector<HTMLElement>(".first-answer");
  if (there !== null) return there;
  const line = document.createElement("p");
  line.className = "first-answer aside";
  line.setAttribute("role", "status");
  question.append(line);
  return line;
}

function sum(): void {
  const all = [...document.querySelectorAll<HTMLElement>("[data-question]")];
  const answered = all.flatMap((q) => known.get(q.dataset["question"] ?? "") ?? []);
  if (answered.length === 0) return;
  let line = document.querySelector<HTMLElement>("[data-tally]");
  if (line === null) {
    line = document.createElement("p");
    line.className = "aside";
    line.dataset["tally"] = "";
    document.querySelector(".questions > ol")?.after(line);
  }
  const right = answered.filter((c) => c.right).length;
  line.textContent = `${right} of ${all.length} right the first time${answered.length < all.length ? ", so far" : ""}.`;
}
