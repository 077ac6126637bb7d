// Calculators: what is given becomes fields, and a change shows in every step at
// once. Without this script the table stands as its author wrote it.
import { number } from "./number";
import { type Formula, evaluate, shown } from "./estimate";

interface Line {
  name: string;
  unit: string;
  scale: number; // base units in one of the line's unit
  formula: Formula | undefined; // of a step
}

export function calculator(figure: HTMLElement): void {
  const lines: Line[] = [...figure.querySelectorAll<HTMLElement>("tr[data-name]")].map(({ dataset }) => ({
    name: dataset["name"] ?? "",
    unit: dataset["unit"] ?? "",
    scale: Number(dataset["scale"]),
    formula: dataset["formula"] === undefined ? undefined : (JSON.parse(dataset["formula"]) as Formula),
  }));
  const fields = new Map(lines.filter((line) => line.formula === undefined).map((line) => [line.name, field(figure, line)]));
  const tell = (name: string, text: string): void => {
    for (const place of figure.querySelectorAll(`[data-of="${name}"], output[data-value="${name}"]`)) {
      if (place.textContent !== text) place.textContent = text;
    }
  };
  const compute = (): void => {
    const values: Record<string, number> = {};
    for (const { name, unit, scale, formula } of lines) {
      const given = fields.get(name);
      if (given !== undefined) {
        const n = number(given.value);
        given.setAttribute("aria-invalid", String(n === undefined || n < 0));
        values[name] = n === undefined || n < 0 ? NaN : n * scale;
        tell(name, shown(given.value.trim(), unit));
      } else if (formula !== undefined) {
        const value = evaluate(formula, values);
        values[name] = value;
        tell(name, Number.isFinite(value) ? shown(value / scale, unit) : "–");
      }
    }
  };
  for (const cell of figure.querySelectorAll<HTMLElement>("tr[data-formula] > [data-value]")) {
    const output = document.createElement("output");
    output.dataset["value"] = cell.dataset["value"] ?? "";
    output.textContent = cell.textContent;
    cell.replaceChildren(output);
  }
  const reset = document.createElement("button");
  reset.type = "button";
  reset.className = "quiet";
  reset.textContent = "Back to the text’s numbers";
  reset.hidden = true;
  reset.addEventListener("click", () => {
    for (const input of fields.values()) input.value = input.defaultValue;
    reset.hidden = true;
    compute();
    fields.values().next().value?.focus();
  });
  figure.append(reset);
  figure.addEventListener("input", () => {
    reset.hidden = [...fields.values()].every((input) => input.value === input.defaultValue);
    compute();
  });
}

// field takes the place of a given's value. Its unit stands behind it.
function field(figure: HTMLElement, { name, unit }: Line): HTMLInputElement {
  const row = figure.querySelector<HTMLElement>(`tr[data-name="${name}"]`);
  const cell = row?.querySelector<HTMLElement>("[data-value]");
  const input = document.createElement("input");
  input.inputMode = "decimal";
  input.autocomplete = "off";
  input.size = 9;
  input.defaultValue = row?.dataset["given"] ?? "";
  input.setAttribute("aria-labelledby", row?.querySelector("th")?.id ?? "");
  cell?.replaceChildren(input, unit === "" ? "" : `\u00a0${unit}`);
  return input;
}
