// Numeric questions: the reader types a number and hears what it means. Without
// this script the answers stand in a closed details element, which stays.
import { answerTo, number } from "./number";


export function numericQuestions(root: ParentNode): void {
  for (const details of root.querySelectorAll<HTMLDetailsElement>("details[data-numeric]")) upgrade(details);
}

function upgrade(details: HTMLDetailsElement): void {
  const expected = [...details.querySelectorAll<HTMLElement>("li[data-value]")].map(
    (li) => ({
      right: li.dataset["right"] === "true",
      value: Number(li.dataset["value"]),
      tolerance: Number(li.dataset["tolerance"]),
      why: li.querySelector(".why")?.innerHTML ?? "",
    }),
  );
  const id = details.closest("[id]")?.id ?? "answer";

  const form = document.createElement("form");
  form.className = "answer";
  form.noValidate = true;
  const label = document.createElement("label");
  label.htmlFor = `${id}-answer`;
  label.textContent = "Your answer";
  const input = document.createElement("input");
  input.id = `${id}-answer`;
  input.inputMode = "decimal";
  input.autocomplete = "off";
  input.size = 10;
  const button = document.createElement("button");
  button.className = "quiet";
  button.textContent = "Check";
  const ruling = document.createElement("div");
  ruling.className = "answered";
  ruling.setAttribute("role", "status");
  form.append(label, input, button, ruling);
  details.before(form);
  const summary = details.querySelector("summary");
  if (summary !== null) summary.textContent = "Show the answer";

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = number(input.value);
    const p = document.createElement("p");
    p.className = "ruling";
    if (given === undefined) {
      p.textContent = "That is not a number. Leave out the unit.";
      ruling.dataset["right"] = "false";
      ruling.replaceChildren(p);
      return;
    }
    const met = answerTo(given, expected);
    form.dispatchEvent(new CustomEvent("numbered", { bubbles: true, detail: { given: input.value.trim(), right: met?.right === true } }));
    ruling.dataset["right"] = String(met?.right === true);
    p.textContent = met?.right === true ? "Right." : "No.";
    const why = document.createElement("div");
    why.className = "why";
    // The reason is the page's own HTML, which the server has sanitised.
    why.innerHTML = met?.why ?? "<p>Check the units, then the step you are least sure of.</p>";
    ruling.replaceChildren(p, why);
  });
}
