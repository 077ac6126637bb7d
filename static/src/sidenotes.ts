// Footnotes beside the text, on windows wide enough for a margin. What stands
// there is a copy for the eye: at the foot the notes stay for everybody else, and
// show there once somebody goes to one.
export function sidenotes(): void {
  for (const reference of document.querySelectorAll<HTMLAnchorElement>(".prose a.footnote-ref")) {
    const at = reference.closest("sup") ?? reference;
    const note = document.getElementById(decodeURIComponent(reference.hash.slice(1)));
    if (note === null || at.closest(".table, figure, li .sidenote") !== null) continue;
    const copy = note.cloneNode(true) as HTMLElement;
    copy.querySelectorAll(".footnote-backref").forEach((back) => back.remove());
    copy.querySelectorAll<HTMLElement>("a").forEach((link) => (link.tabIndex = -1));
    copy.querySelectorAll("[id]").forEach((named) => named.removeAttribute("id"));
    const aside = document.createElement("span");
    aside.className = "sidenote";
    aside.setAttribute("aria-hidden", "true");
    const number = document.createElement("sup");
    number.textContent = reference.textContent;
    aside.append(number, " ");
    const paragraphs = [...copy.children];
    if (paragraphs.every((p) => p.localName === "p")) for (const p of paragraphs) aside.append(...p.childNodes, " ");
    else aside.append(copy.textContent?.trim() ?? "");
    at.after(aside);
  }
  document.body.classList.add("noted");
}
