// What makes reading comfortable: colours, size, measure, keys.
import { appear, type Aspect } from "./appearance";
import { choice, choose, forget } from "./choice";
import { help } from "./help";
import { keysAreOn, turnKeys } from "./shortcuts";

const choices: { aspect: Aspect; legend: string; values: [value: string, label: string][] }[] = [
  {
    aspect: "theme",
    legend: "Colours",
    values: [
      ["system", "System"],
      ["light", "Light"],
      ["dark", "Dark"],
      ["sepia", "Sepia"],
    ],
  },
  {
    aspect: "text",
    legend: "Text",
    values: [
      ["small", "Small"],
      ["usual", "Usual"],
      ["large", "Large"],
      ["larger", "Larger"],
    ],
  },
  {
    aspect: "measure",
    legend: "Lines",
    values: [
      ["narrow", "Short"],
      ["usual", "Usual"],
      ["wide", "Long"],
    ],
  },
];

// asItComes holds where nothing is chosen.
const asItComes = /^(system|usual)$/;

// open shows the choices below their button, which shows and hides them from
// then on by itself.
export function open(button: HTMLButtonElement): void {
  const panel = document.createElement("div");
  panel.id = "comfort";
  panel.className = "comfort";
  panel.popover = "auto";
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-label", "How pages look");
  for (const { aspect, legend, values } of choices) panel.append(group(aspect, legend, values));

  const on = document.createElement("input");
  on.type = "checkbox";
  on.addEventListener("change", () => turnKeys(on.checked));
  const label = document.createElement("label");
  label.append(on, " Keys for reading");
  const list = quiet("Which keys", () => {
    panel.hidePopover();
    help();
  });
  const reset = quiet("Reset", () => {
    for (const { aspect } of choices) set(aspect, "usual");
    turnKeys(true);
    show();
  });
  const foot = document.createElement("p");
  foot.append(label, list, reset);
  panel.append(foot);

  const show = (): void => {
    for (const { aspect } of choices) {
      const now = chosen(aspect);
      for (const input of panel.querySelectorAll<HTMLInputElement>(`input[name="${aspect}"]`)) {
        input.checked = now === undefined ? asItComes.test(input.value) : input.value === now;
      }
    }
    on.checked = keysAreOn();
  };
  panel.addEventListener("toggle", show); // another tab, or a key, may have changed it
  show();
  button.after(panel);
  button.popoverTargetElement = panel;
  panel.showPopover();
}

// nextTheme goes round the colours and says which it came to.
export function nextTheme(): string {
  const values = choices[0]?.values ?? [];
  const at = values.findIndex(([value]) => value === chosen("theme"));
  const [value, label] = values[(Math.max(at, 0) + 1) % values.length] ?? ["system", "System"];
  set("theme", value);
  return label;
}

function chosen(aspect: Aspect): string | undefined {
  return document.documentElement.dataset[aspect] ?? choice(aspect);
}

function set(aspect: Aspect, value: string): void {
  if (asItComes.test(value)) {
    appear(aspect, null);
    forget(aspect);
  } else {
    appear(aspect, value);
    choose(aspect, value);
  }
}

function group(aspect: Aspect, legend: string, values: [string, string][]): HTMLFieldSetElement {
  const field = document.createElement("fieldset");
  const title = document.createElement("legend");
  title.textContent = legend;
  field.append(title);
  for (const [value, text] of values) {
    const input = document.createElement("input");
    input.type = "radio";
    input.name = aspect;
    input.value = value;
    input.addEventListener("change", () => set(aspect, value));
    const label = document.createElement("label");
    label.append(input, text);
    field.append(label);
  }
  return field;
}

function quiet(text: string, act: () => void): HTMLButtonElement {
  const b = document.createElement("button");
  b.type = "button";
  b.className = "bare";
  b.textContent = text;
  b.addEventListener("click", act);
  return b;
}
