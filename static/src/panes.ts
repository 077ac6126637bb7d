// Panes share a page's room, and a separator between two of them moves with
// the mouse, a finger or the arrow keys.
import { choice, choose } from "./choice";

export interface Separation {
  name: string; // under which the place is remembered
  label: string;
  before: HTMLElement; // the pane whose share is set; the separator comes after it
  within: HTMLElement; // what both are panes of
  property: string; // the custom property of within that holds the share, in percent
  upright: boolean; // the panes stand side by side
  share: number;
  least: number;
  most: number;
}

export function separate(s: Separation): HTMLElement {
  const bar = document.createElement("div");
  bar.className = s.upright ? "separator upright" : "separator";
  bar.tabIndex = 0;
  bar.setAttribute("role", "separator");
  bar.setAttribute("aria-orientation", s.upright ? "vertical" : "horizontal");
  bar.setAttribute("aria-label", s.label);
  bar.setAttribute("aria-controls", s.before.id);
  bar.setAttribute("aria-valuemin", String(s.least));
  bar.setAttribute("aria-valuemax", String(s.most));
  let share = s.share;
  const set = (wanted: number): void => {
    share = Math.round(Math.min(s.most, Math.max(s.least, wanted)));
    s.within.style.setProperty(s.property, String(share));
    bar.setAttribute("aria-valuenow", String(share));
    bar.setAttribute("aria-valuetext", `${share} percent`);
  };
  const keep = (): void => choose(s.name, String(share));
  set(Number(choice(s.name) ?? s.share) || s.share);

  bar.addEventListener("keydown", (event) => {
    const steps: Record<string, number> = {
      [s.upright ? "ArrowLeft" : "ArrowUp"]: share - 2,
      [s.upright ? "ArrowRight" : "ArrowDown"]: share + 2,
      PageUp: share - 10,
      PageDown: share + 10,
      Home: s.least,
      End: s.most,
      Enter: s.share,
    };
    const wanted = steps[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    set(wanted);
    keep();
  });
  bar.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    bar.setPointerCapture(event.pointerId);
    bar.focus();
  });
  bar.addEventListener("pointermove", (event) => {
    if (!bar.hasPointerCapture(event.pointerId)) return;
    const room = s.within.getBoundingClientRect();
    set(s.upright ? (100 * (event.clientX - room.left)) / room.width : (100 * (event.clientY - room.top)) / room.height);
  });
  bar.addEventListener("pointerup", keep);
  bar.addEventListener("dblclick", () => {
    set(s.share);
    keep();
  });
  s.before.after(bar);
  return bar;
}
