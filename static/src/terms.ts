// Links to terms of the glossary tell the definition in their place. What shows
// it is fetched with the first that is pointed at, reached or touched.
const term = 'main a[href^="/chapters/glossary#"]';

export function terms(): void {
  if (location.pathname === "/chapters/glossary") return;
  for (const type of ["pointerover", "focusin", "click"] as const) {
    addEventListener(type, (event) => {
      const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>(term) : null;
      if (link === null || link.closest(".term") !== null) return;
      // A finger cannot hover: its first touch shows, the second follows.
      const touched = event instanceof PointerEvent && event.pointerType === "touch";
      if (type === "click") {
        if (!touched || link.hasAttribute("aria-describedby")) return;
        event.preventDefault();
      } else if (touched) return;
      void import("./definition").then(({ define }) => define(link, type));
    });
  }
}
