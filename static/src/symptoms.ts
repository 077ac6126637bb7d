// The symptom index, filtered in place: what has none of the words goes away.
import { matches } from "./filter";

const page = document.querySelector<HTMLElement>("[data-symptoms]");
const field = page?.querySelector<HTMLInputElement>("input[name=q]");
const left = page?.querySelector<HTMLElement>("[data-symptoms-left]");

if (page && field && left) {
  const all = [...page.querySelectorAll<HTMLElement>(".symptom-group")].map((group) => ({
    group,
    cause: group.querySelector(".cause")?.textContent ?? "",
    lines: [...group.querySelectorAll<HTMLLIElement>("li")],
  }));
  const filter = (): void => {
    let shown = 0;
    for (const { group, cause, lines } of all) {
      let here = 0;
      for (const line of lines) {
        line.hidden = !matches(field.value, `${line.textContent ?? ""} ${cause}`);
        if (!line.hidden) here++;
      }
      group.hidden = here === 0;
      shown += here;
    }
    for (const part of page.querySelectorAll<HTMLElement>(".symptom-part")) {
      part.hidden = part.querySelector(".symptom-group:not([hidden])") === null;
    }
    const count = all.reduce((sum, { lines }) => sum + lines.length, 0);
    left.textContent = field.value.trim() === "" ? "" : shown === 0 ? "No symptom has these words. Press Enter to search the whole course." : `${shown} of ${count}`;
  };
  field.addEventListener("input", filter);
  filter(); // a browser may have kept what was typed before
}
