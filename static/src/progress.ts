// What is to be seen of a run before its answer: what it is doing, and what it
// prints.
import type { Progress } from "./engine/contract";
import { type Chunk, type Line, stamped, Stamper } from "./stamp";

const stages: Record<Progress["stage"], string> = { loading: "Loading the engine", compiling: "Compiling", running: "Running" };

export interface Running {
  readonly element: HTMLElement;
  readonly printed: Chunk[];
  progress(p: Progress): void;
}

export function running(): Running {
  const element = document.createElement("div");
  element.className = "running";
  const stage = document.createElement("p");
  stage.textContent = "Running…";
  element.append(stage);
  const printed: Chunk[] = [];
  let pre: HTMLPreElement | undefined;
  let stamper: Stamper | undefined = new Stamper(); // as long as everything has its time
  let rows: HTMLElement[] = [];
  let engine: Progress["engine"];

  const write = (into: HTMLPreElement, text: string, at: number | undefined): void => {
    if (stamper !== undefined && at === undefined) {
      stamper = undefined;
      into.textContent = printed.map((c) => c.text).join("");
      return;
    }
    if (stamper === undefined || at === undefined) {
      into.append(text);
      return;
    }
    for (let i = stamper.add(text, at); i < stamper.lines.length; i++) {
      const line = stamper.lines[i];
      if (line === undefined) continue;
      const made = row(line);
      if (rows[i] === undefined) into.append(made);
      else rows[i]?.replaceWith(made);
      rows[i] = made;
    }
  };
  return {
    element,
    printed,
    progress(p) {
      // A program that the interpreter is slow at is begun again by the
      // compiler's, which prints it all once more.
      if (engine === "compiled" && p.engine !== engine) return;
      if (p.engine === "compiled" && p.engine !== engine) {
        printed.length = 0;
        rows = [];
        stamper = new Stamper();
        pre?.replaceChildren();
      }
      engine = p.engine ?? engine;
      stage.textContent = `${stages[p.stage]}…${p.share === undefined ? "" : ` ${Math.round(100 * p.share)} %`}`;
      if (p.output === undefined || p.output === "") return;
      printed.push({ text: p.output, ...(p.virtualTime === undefined ? {} : { at: p.virtualTime }) });
      if (pre === undefined) {
        pre = document.createElement("pre");
        pre.className = "output";
        pre.tabIndex = 0;
        pre.setAttribute("role", "group");
        pre.setAttribute("aria-label", "Output so far");
        element.append(pre);
      }
      write(pre, p.output, p.virtualTime);
      pre.scrollTop = pre.scrollHeight;
    },
  };
}

// stamp puts the virtual time before each line of what was printed, where the
// engine has told it.
export function stamp(output: HTMLElement | null, printed: readonly Chunk[]): void {
  const lines = stamped(printed);
  if (output === null || lines === undefined || lines.map((l) => l.text).join("\n") !== (output.textContent ?? "").replace(/\n$/, "")) return;
  output.replaceChildren(...lines.map(row));
}

function row(line: Line): HTMLElement {
  const row = document.createElement("span");
  row.className = "stamped";
  const at = document.createElement("span");
  at.className = "at";
  at.textContent = `${line.at} `;
  row.append(at, `${line.text}\n`);
  return row;
}
