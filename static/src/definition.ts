// The definition of a term, in a popover at the link. It stays while the link or
// the popover is pointed at or has the focus, and Escape closes it.

// A pointer on its way elsewhere opens nothing, and may leave the link for the
// popover without losing it.
const delay = 350;
const grace = 250;

let glossary: Promise<Document> | undefined;
let shown: { link: HTMLAnchorElement; popover: HTMLElement } | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let wanted: HTMLAnchorElement | undefined;
let closed = { link: undefined as HTMLAnchorElement | undefined, at: 0 };

export function define(link: HTMLAnchorElement, by: "pointerover" | "focusin" | "click"): void {
  // The focus that comes back from what was closed does not open it again.
  if (by === "focusin" && closed.link === link && performance.now() - closed.at < grace) return;
  wanted = link;
  clearTimeout(timer);
  if (shown?.link === link) return;
  glossary ??= load();
  if (by !== "pointerover") {
    void show(link, by === "click");
    link.addEventListener("focusout", leave, { once: true });
    return;
  }
  timer = setTimeout(() => void show(link, false), delay);
  link.addEventListener("pointerleave", leave, { once: true });
}

async function load(): Promise<Document> {
  const response = await fetch("/chapters/glossary", { credentials: "same-origin" });
  if (!response.ok) throw new Error(`the glossary: status ${response.status}`);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

async function show(link: HTMLAnchorElement, follow: boolean): Promise<void> {
  let told: DocumentFragment | undefined;
  try {
    told = definition(await (glossary ??= load()), decodeURIComponent(link.hash.slice(1)));
  } catch {
    glossary = undefined; // the next link tries again
  }
  if (wanted !== link) return;
  if (told === undefined) {
    if (follow) location.assign(link.href);
    return;
  }
  hide();
  const popover = document.createElement("div");
  popover.className = "term";
  popover.popover = "auto";
  popover.setAttribute("role", "dialog");
  popover.setAttribute("aria-label", link.textContent ?? "Term");
  const text = document.createElement("div");
  text.id = "definition";
  text.append(told);
  const more = document.createElement("a");
  more.href = link.href;
  more.textContent = "In the glossary";
  popover.append(text, more);
  // Behind the link, so that Tab leads into it.
  link.after(popover);
  link.setAttribute("aria-describedby", text.id);
  shown = { link, popover };
  popover.showPopover();
  place(popover, link);
  addEventListener("resize", hide, { once: true });
  popover.addEventListener("pointerenter", () => clearTimeout(timer));
  popover.addEventListener("pointerleave", leave);
  popover.addEventListener("focusout", leave);
  popover.addEventListener("beforetoggle", (event) => {
    if ((event as ToggleEvent).newState === "closed" && shown?.popover === popover) closed = { link, at: performance.now() };
  });
  popover.addEventListener("toggle", (event) => {
    if ((event as ToggleEvent).newState === "closed" && shown?.popover === popover) hide();
  });
}

// leave closes the popover, unless the focus or the pointer has come to rest on
// it or on its link.
function leave(): void {
  clearTimeout(timer);
  wanted = undefined;
  timer = setTimeout(() => {
    if (shown === undefined) return;
    const { link, popover } = shown;
    if ([link, popover].some((e) => e.matches(":hover") || e.contains(document.activeElement))) {
      link.addEventListener("pointerleave", leave, { once: true });
      link.addEventListener("focusout", leave, { once: true });
    } else hide();
  }, grace);
}

function hide(): void {
  const was = shown;
  shown = undefined;
  was?.link.removeAttribute("aria-describedby");
  was?.popover.remove();
}

// definition is what stands below a term's heading, up to the next.
function definition(from: Document, id: string): DocumentFragment | undefined {
  const all = document.createDocumentFragment();
  for (let at = from.getElementById(id)?.nextElementSibling; at && !/^H[1-6]$/.test(at.tagName); at = at.nextElementSibling) {
    const copy = document.importNode(at, true);
    for (const link of copy.querySelectorAll<HTMLAnchorElement>('a[href^="#"]')) link.href = `/chapters/glossary${link.getAttribute("href")}`;
    for (const named of copy.querySelectorAll("[id]")) named.removeAttribute("id");
    all.append(copy);
  }
  return all.childElementCount > 0 ? all : undefined;
}

// place puts the popover below its link, or above where it has no room there.
function place(popover: HTMLElement, link: HTMLElement): void {
  const at = link.getClientRects()[0] ?? link.getBoundingClientRect();
  const { width, height } = popover.getBoundingClientRect();
  const edge = 12;
  const below = at.bottom + 6;
  popover.style.left = `${scrollX + Math.max(edge, Math.min(at.left, document.documentElement.clientWidth - width - edge))}px`;
  popover.style.top = `${scrollY + (below + height + edge <= innerHeight || at.top < height + edge ? below : at.top - height - 6)}px`;
}
