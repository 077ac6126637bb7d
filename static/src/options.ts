// What a learner may choose about the editor, beside its buttons.
import type { Extension } from "@codemirror/state";
import { choice, choose } from "./choice";
import { keysChoice } from "./keys";

export interface Options {
  readonly element: HTMLElement;
  readonly rerun: boolean; // run the visible tests at a pause
}

export function options(after: HTMLElement, bind: (keys: Extension) => void, tell: (text: string) => void, changed: () => void): Options {
  const details = document.createElement("details");
  details.className = "editor-options";
  const name = document.createElement("summary");
  name.textContent = "Options";
  const label = document.createElement("label");
  const rerun = document.createElement("input");
  rerun.type = "checkbox";
  rerun.checked = choice("rerun") !== "off";
  rerun.addEventListener("change", () => {
    choose("rerun", rerun.checked ? "on" : "off");
    changed();
  });
  label.append(rerun, " Run the visible tests as I pause, where this page can");
  details.append(name, label, keysChoice(bind, tell));
  after.after(details);
  return {
    element: details,
    get rerun() {
      return rerun.checked;
    },
  };
}
