// The pages of what a reader has kept: the journal, the review and the notes.
import { answerForm } from "./answers";
import { fragment } from "./piece";
import { keep, NotKept, told } from "./keeping";

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-answer-form]")) answerForm(form);

// The review goes on in its place. Whatever fails falls back to the form and
// the link themselves.
const body = (): HTMLElement | null => document.querySelector<HTMLElement>("[data-recall]");

function put(html: string): void {
  const next = fragment(html, "[data-recall]");
  if (next === null) return location.reload();
  body()?.replaceWith(next);
  next.querySelector<HTMLElement>("[data-ruled], #asked, .summary")?.focus();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.hasAttribute("data-ask")) return;
  event.preventDefault();
  const fields = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
  keep("/review", fields).then(put, (cause: unknown) => {
    if (cause instanceof NotKept) told(form.querySelector("[data-state]"), cause);
  });
});

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("[data-recall] a[data-next]") : null;
  if (link === null || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  fetch(link.href, { headers: { "X-Fragment": "true" }, credentials: "same-origin" })
    .then((response) => (response.ok ? response.text() : Promise.reject(new Error(String(response.status)))))
    .then(put)
    .catch(() => location.assign(link.href));
});

// The notes, as far as they hold what is looked for.
const filter = document.querySelector<HTMLElement>("[data-filter]");
const field = filter?.querySelector("input");
if (filter && field) {
  filter.hidden = false;
  const items = [...document.querySelectorAll<HTMLElement>(".note-list > li")];
  const text = (item: HTMLElement): string => `${item.querySelector("blockquote")?.textContent ?? ""} ${item.querySelector("textarea")?.value ?? ""}`.toLowerCase();
  field.addEventListener("input", () => {
    const wanted = field.value.trim().toLowerCase();
    for (const item of items) item.hidden = !text(item).includes(wanted);
    for (const section of document.querySelectorAll<HTMLElement>("main section")) section.hidden = section.querySelector("li:not([hidden])") === null;
    const state = filter.querySelector("[data-state]");
    if (state !== null) state.textContent = wanted === "" ? "" : `${items.filter((item) => !item.hidden).length} of ${items.length}`;
  });
}
