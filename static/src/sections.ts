// Marks, in the list of sections, the one that is being read.

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
      if (i === reached) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
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
