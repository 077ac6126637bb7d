// What belongs to the learner comes after the page, which is the same for
// everybody: ticks for what was read and passed, and the mark for reading this
// chapter to its end.
import type { Place } from "./place";
import { remembered } from "./remember";

export interface Me {
  read: string[];
  passed: string[];
  kept: string[]; // chapters in which there is something of the reader's
  due: number; // questions to be asked again
  places?: Place[]; // where the reader is, the latest first; none for a stranger
}

export async function ticks(): Promise<Me | undefined> {
  const wanted = document.querySelector("[data-chapter], [data-lab-card], [data-due]");
  if (wanted === null) return undefined;
  let me: Me;
  try {
    const response = await fetch("/me", { credentials: "same-origin", headers: { Accept: "application/json" } });
    if (!response.ok) return undefined;
    me = (await response.json()) as Me;
  } catch {
    return undefined; // a page without ticks reads as well
  }
  for (const slug of me.read ?? []) tickChapter(slug);
  const slug = document.querySelector<HTMLElement>("main[data-chapter]")?.dataset["chapter"];
  if (slug !== undefined && me.kept?.includes(slug)) void remembered();
  if (me.due > 0) for (const due of document.querySelectorAll<HTMLElement>("[data-due]")) due.hidden = false;
  for (const slug of me.passed ?? []) {
    for (const card of document.querySelectorAll(`[data-lab-card="${CSS.escape(slug)}"]`)) {
      for (const mark of card.querySelectorAll<HTMLElement>("[data-passed-mark]")) mark.hidden = false;
    }
  }
  return me;
}

function tickChapter(slug: string): void {
  for (const link of document.querySelectorAll<HTMLElement>(`a[data-chapter="${CSS.escape(slug)}"]`)) {
    if (link.hasAttribute("data-ticked")) continue;
    link.setAttribute("data-ticked", "");
    const said = document.createElement("span");
    said.className = "unseen";
    said.textContent = " (read)";
    link.append(said);
  }
  const page = document.querySelector<HTMLElement>(`main[data-chapter="${CSS.escape(slug)}"]`);
  if (page === null) return;
  for (const mark of page.querySelectorAll<HTMLElement>("[data-read-mark], [data-read]")) mark.hidden = false;
  for (const part of page.querySelectorAll<HTMLElement>("[data-unread]")) part.hidden = true;
}

// A chapter counts as read when its end has stayed in view for a moment, and
// not when a reader has only jumped to the end and back.
const lingering = 2_000;
const shortest = 20_000;

export function markRead(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-mark-read]");
  const slug = form?.dataset["markRead"];
  if (form === null || slug === undefined) return;

  const send = async (): Promise<void> => {
    try {
      const response = await fetch(form.action, { method: "POST", credentials: "same-origin", headers: { "X-Fragment": "true" } });
      if (response.ok) tickChapter(slug);
    } catch {
      // Offline: the button is still there.
    }
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send();
  });

  const opened = performance.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const watch = new IntersectionObserver(([entry]) => {
    clearTimeout(timer);
    if (entry === undefined || !entry.isIntersecting) return;
    const wait = Math.max(lingering, shortest - (performance.now() - opened));
    timer = setTimeout(() => {
      if (document.visibilityState !== "visible" || form.querySelector("[data-unread][hidden]") !== null) return;
      watch.disconnect();
      void send();
    }, wait);
  });
  watch.observe(form);
}

// localTimes writes the instants of a page in the reader's own time zone.
export function localTimes(root: ParentNode): void {
  const format = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short" });
  for (const time of root.querySelectorAll<HTMLTimeElement>("time[datetime]")) {
    const at = new Date(time.dateTime);
    if (!Number.isNaN(at.getTime())) time.textContent = format.format(at);
  }
}
