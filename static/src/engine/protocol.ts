// What the page and its workers say to each other. A worker becomes one thing
// and stays it: an engine, the tools, or a program.
export type Method = "read" | "check" | "sum" | "plan" | "refused" | "format" | "complete" | "hover";

export interface Step {
  tool: "compile" | "link";
  args: string[];
}

// A Plan is grader/page's: how a job becomes a program.
export interface Plan {
  files: Record<string, string>;
  steps: Step[];
  program: string;
  args: string[];
  env: string[];
}

export type Request =
  | { kind: "engine"; module: WebAssembly.Module; wasmExec: string; runs: boolean } // runs: one job, and answers nothing
  | { kind: "call"; id: number; method: Method; args: string[] }
  | { kind: "run"; job: string; tests: string[]; memory: number }
  | { kind: "tools"; compile: WebAssembly.Module; link: WebAssembly.Module; archives: ArrayBuffer }
  | { kind: "build"; id: number; plan: Plan }
  | { kind: "program"; bytes: ArrayBuffer; args: string[]; env: string[]; virtual: boolean; memory: number; output: number };

export type Reply =
  | { kind: "ready" }
  | { kind: "answer"; id: number; text: string }
  | { kind: "begun" } // the run has its worker to itself
  | { kind: "frame"; text: string }
  | { kind: "output"; bytes: Uint8Array; at: number } // at: milliseconds of the program's own clock, or negative
  | { kind: "built"; id: number; program: ArrayBuffer | null; said: string }
  | { kind: "exit"; exit: Exit };

// An Exit is how a worker's one run ended.
export interface Exit {
  status: number;
  stderr: string;
  flooded: boolean; // it printed more than its limit
  overMemory: boolean;
  crash: string; // what the browser's engine, not Go, ended it for; empty
}
