// The pages of what a reader has kept: the journal and the review.
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
