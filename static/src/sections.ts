// Shows where the reader is: in the outline, and in the list of sections.
import { appear } from "./appearance";
import { choose, forget } from "./choice";

// outlinePlace leaves the outline where it was on the page before, and scrolls
// it, and nothing else, if this chapter is then out of sight. On a wide window it
// can be folded away.
export function outlinePlace(): void {
  const outline = document.querySelector<HTMLElement>("#outline");
  if (outline === null) return;
  const here = outline.querySelector<HTMLElement>('[aria-current="page"]');
  const place = (): void => {
    try {
      outline.scrollTop = Number(sessionStorage.getItem("outline") ?? 0);
    } catch {
      // It then begins at its top.
    }
    if (here !== null) keepInView(outline, here);
  };
  place();
  outline.addEventListener("toggle", place);
  const keep = (): void => {
    try {
      // One that is hidden is at no place.
      if (outline.clientHeight > 0) sessionStorage.setItem("outline", String(outline.scrollTop));
    } catch {
      // As above.
    }
  };
  addEventListener("pagehide", keep);
  outline.addEventListener("beforetoggle", keep);

  outline.querySelector("[data-fold]")?.addEventListener("click", () => {
    const fold = document.documentElement.dataset["outline"] === undefined;
    if (outline.matches(":popover-open")) outline.hidePopover();
    appear("outline", fold ? "folded" : null);
    if (fold) choose("outline", "folded");
    else forget("outline");
    document.querySelector<HTMLElement>(fold ? ".outline-button" : "[data-fold]")?.focus();
  });
}

// keepInView scrolls a list that is longer than the window so that an entry of
// it is not at or past its edges.
function keepInView(list: HTMLElement, entry: HTMLElement): void {
  if (list.scrollHeight <= list.clientHeight) return;
  const top = entry.getBoundingClientRect().top - list.getBoundingClientRect().top;
  const margin = list.clientHeight / 5;
  if (top < margin || top > list.clientHeight - margin) list.scrollTop += top - list.clientHeight / 3;
}

// sectionSpy marks, in the list of sections, the one that is being read.
export function sectionSpy(): void {
  const list = document.querySelector<HTMLElement>("#sections");
  if (list === null) return;
  const links = new Map<Element, HTMLAnchorElement>();
  for (const link of list.querySelectorAll<HTMLAnchorElement>("a[href^='#']")) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading !== null) links.set(heading, link);
  }
  const headings = [...links.keys()];
  if (headings.length === 0) return;

  let frame = 0;
  const mark = (): void => {
    frame = 0;
    // The section being read is the last whose heading has passed the upper
    // third of the window; at the very end of the page it is the last one.
    const line = window.innerHeight / 3;
    const atEnd = window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 4;
    let reached = -1;
    headings.forEach((heading, i) => {
      if (atEnd || heading.getBoundingClientRect().top <= line) reached = i;
    });
    headings.forEach((heading, i) => {
      const link = links.get(heading);
      if (link === undefined) return;
      if (i === reached) {
        if (!link.hasAttribute("aria-current")) keepInView(list, link);
        link.setAttribute("aria-current", "true");
      } else link.removeAttribute("aria-current");
      link.toggleAttribute("data-passed", i < reached);
    });
  };
  const later = (): void => {
    if (frame === 0) frame = requestAnimationFrame(mark);
  };
  addEventListener("scroll", later, { passive: true });
  addEventListener("resize", later, { passive: true });
  mark();

  // On narrow windows the list is a popover; a choice in it closes it.
  list.addEventListener("click", (event) => {
    if (event.target instanceof HTMLAnchorElement && list.matches(":popover-open")) list.hidePopover();
  });
}
