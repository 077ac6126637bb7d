// Keys for reading. Which of them is meant is decided at once; what it does is
// fetched with the first.
import { choice, choose, forget } from "./choice";

const name = "shortcuts";
const known = /^(ArrowLeft|ArrowRight|[?/stge])$/i;

export function keysAreOn(): boolean {
  return choice(name) !== "off";
}

export function turnKeys(on: boolean): void {
  if (on) forget(name);
  else choose(name, "off");
}

export function shortcuts(): void {
  document.querySelector("[data-reading-keys]")?.addEventListener("click", () => void import("./help").then(({ help }) => help()));
  addEventListener("keydown", (event) => {
    if (!known.test(event.key) || event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (!keysAreOn() || event.composedPath().some((at) => at instanceof Element && takes(at, event.key))) return;
    event.preventDefault();
    const { key } = event;
    void import("./press").then(({ press }) => press(key));
  });
}

// takes says whether an element has a use of its own for the key: what is typed
// into, what is open on top of the page, and for arrows what they move.
function takes(at: Element, key: string): boolean {
  if (at.matches("input, textarea, select, [contenteditable]:not([contenteditable=false]), dialog, [popover]:popover-open")) return true;
  if (!key.startsWith("Arrow")) return false;
  if (at.matches("svg, [role=tab], [role=separator], [role=slider], video, audio")) return true;
  return at !== document.documentElement && at !== document.body && at.scrollWidth > at.clientWidth && /auto|scroll/.test(getComputedStyle(at).overflowX);
}
