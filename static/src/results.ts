// The answers to runs and submissions: the list of checks keeps its place from
// one to the next, and what changed is marked.
import { type Checked, changes, summary } from "./changes";
import { localTimes } from "./reading";
import { advance } from "./stages";
import { walk } from "./walk";

export interface Results {
  // show returns what there is to announce.
  show(section: HTMLElement): string;
}

export function results(region: HTMLElement): Results {
  // A run's checks and a submission's are not the same, so each has its own past.
  const past = { run: new Past(), submission: new Past() };
  return {
    show(section) {
      const before = region.querySelector<HTMLElement>(".verdict");
      const id = section.dataset["submission"];
      const sameOne = id !== undefined && before?.dataset["submission"] === id;
      const changed = mark(section, id === undefined ? past.run : past.submission, id);
      const news = [advance(sameOne ? before : null, section), changed].filter((s) => s !== "").join(" ");
      localTimes(section);
      walk(section);
      keepPlace(region, () => region.replaceChildren(section));
      // Once, when the answer begins: the reader may have gone back to the code.
      if (!sameOne && section.getBoundingClientRect().top > innerHeight * 0.8) {
        section.scrollIntoView({ block: "nearest", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
      }
      return news;
    },
  };
}

// A Past is the answer before the one that is shown; a submission's first and
// final answer count as one.
class Past {
  before: Checked[] = [];
  shown: Checked[] = [];
  id: string | undefined;

  add(list: Checked[], id: string | undefined): Checked[] {
    if (id === undefined || id !== this.id) this.before = this.shown;
    this.shown = list;
    this.id = id;
    return this.before;
  }
}

function mark(section: HTMLElement, past: Past, id: string | undefined): string {
  const items = [...section.querySelectorAll<HTMLElement>(".checks > li[data-test]")];
  if (items.length === 0) return "";
  const list = items.map((li) => ({ test: li.dataset["test"] ?? "", passed: li.dataset["passed"] === "true" }));
  const found = changes(past.add(list, id), list);
  for (const li of items) {
    const change = found.get(li.dataset["test"] ?? "");
    if (change === undefined) continue;
    li.dataset["change"] = change;
    const said = document.createElement("span");
    said.className = "change";
    said.textContent = change;
    li.querySelector(".says")?.after(said);
  }
  return summary(found);
}

// keepPlace leaves the check that is uppermost in view where it is.
export function keepPlace(region: HTMLElement, replace: () => void): void {
  const pane = region.closest<HTMLElement>(".results") ?? region;
  const scroller = pane.scrollHeight > pane.clientHeight + 1 && getComputedStyle(pane).overflowY === "auto" ? pane : document.documentElement;
  const edge = scroller === pane ? pane.getBoundingClientRect().top : 0;
  const seen = [...region.querySelectorAll<HTMLElement>(".checks > li[data-test]")].find((li) => li.getBoundingClientRect().bottom > edge);
  const top = seen?.getBoundingClientRect().top ?? 0;
  const scrolled = scroller.scrollTop;
  replace();
  if (scrolled === 0 || seen === undefined) return;
  const same = region.querySelector<HTMLElement>(`.checks > li[data-test="${CSS.escape(seen.dataset["test"] ?? "")}"]`);
  if (same === null) return;
  scroller.scrollTop = scrolled;
  scroller.scrollTop += same.getBoundingClientRect().top - top;
}
