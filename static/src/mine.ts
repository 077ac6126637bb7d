// What the reader has kept in a chapter: fetched when there is anything, or
// when they begin to keep something.
import { answerForm, type Answer } from "./answers";
import type { Note } from "./notes";
import { choices, type Choice } from "./choices";

interface Mine {
  answers: Answer[];
  choices: Choice[];
  notes: Note[];
}

let fetched: Promise<Mine | undefined> | undefined;

// mine puts what is kept into the page, once.
export function mine(): Promise<Mine | undefined> {
  return (fetched ??= draw());
}

async function draw(): Promise<Mine | undefined> {
  const slug = document.querySelector<HTMLElement>("main[data-chapter]")?.dataset["chapter"];
  if (slug === undefined) return undefined;
  let kept: Mine | undefined;
  try {
    const response = await fetch(`/chapters/${encodeURIComponent(slug)}/mine`, { credentials: "same-origin", headers: { Accept: "application/json" } });
    if (response.ok) kept = (await response.json()) as Mine;
  } catch {
    // What is written now is kept all the same, beside what was there.
  }
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-answer-form]")) {
    const question = form.querySelector<HTMLInputElement>('input[name="question"]')?.value;
    const current = kept?.answers.find((a) => a.question === question && !a.earlier);
    answerForm(form, current);
    const fold = form.closest("details");
    const summary = fold?.querySelector("summary");
    if (current !== undefined && fold && summary) {
      fold.open = true;
      summary.textContent = "Your answer";
    }
    const earlier = kept?.answers.filter((a) => a.question === question && a.earlier).length ?? 0;
    if (earlier > 0) {
      const link = document.createElement("a");
      link.href = `/journal#${slug}`;
      link.textContent = earlier === 1 ? "1 earlier answer" : `${earlier} earlier answers`;
      form.querySelector(".kept-line")?.append(" ", link);
    }
  }
  choices(slug, kept?.choices ?? []);
  if ((kept?.notes.length ?? 0) > 0) void noting();
  return kept;
}

let begun: Promise<typeof import("./notes") | undefined> | undefined;

// noting draws the notes and begins to take others, once.
export function noting(): Promise<typeof import("./notes") | undefined> {
  return (begun ??= begin());
}

async function begin(): Promise<typeof import("./notes") | undefined> {
  const prose = document.querySelector<HTMLElement>("main[data-chapter] .prose");
  const [kept, module] = await Promise.all([mine(), import("./notes")]);
  const slug = document.querySelector<HTMLElement>("main[data-chapter]")?.dataset["chapter"];
  if (prose === null || slug === undefined) return undefined;
  module.notes(slug, prose, kept?.notes ?? []);
  return module;
}
