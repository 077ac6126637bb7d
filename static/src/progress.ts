// What is to be seen of a run before its answer: what it is doing, and what it
// prints.
import type { Progress } from "./engine/contract";
import { type Chunk, stamped } from "./stamp";

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
  return {
    element,
    printed,
    progress(p) {
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
      pre.append(p.output);
      pre.scrollTop = pre.scrollHeight;
    },
  };
}

// stamp puts the virtual time before each line of what was printed, where the
// engine has told it.
export function stamp(output: HTMLElement | null, printed: readonly Chunk[]): void {
  const lines = stamped(printed);
  if (output === null || lines === undefined || lines.map((l) => l.text).join("\n") !== (output.textContent ?? "").replace(/\n$/, "")) return;
  output.replaceChildren(
    ...lines.map((line) => {
      const row = document.createElement("span");
      row.className = "stamped";
      const at = document.createElement("span");
      at.className = "at";
      at.textContent = line.at;
      row.append(at, `${line.text}\n`);
      return row;
    }),
  );
}
