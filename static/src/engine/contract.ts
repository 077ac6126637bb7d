// What the page and its engines say to each other. The verdict is the grader's
// own, as JSON: package course in Go has the words for each field.
export interface SourceFile {
  name: string;
  source: string;
}

export interface Check {
  test: string;
  says: string;
  points: number;
  seeds: number;
}

export interface Limits {
  wallMilliseconds: number;
  memoryBytes: number;
  outputBytes: number;
}

// A Job without tests is a program.
export interface Job {
  files: SourceFile[];
  tests: SourceFile[];
  checks: Check[];
  limits: Limits;
}

export interface Diagnostic {
  file: string;
  line: number; // 1-based
  column: number; // 1-based, in bytes
  message: string;
}

export type Outcome =
  | "ungraded"
  | "passed"
  | "failed"
  | "did not compile"
  | "deadlocked"
  | "raced"
  | "panicked"
  | "timed out"
  | "over memory"
  | "too much output";

export interface CheckResult {
  test: string;
  says: string;
  outcome: Outcome;
  passed: boolean;
  points: number;
  message?: string;
  seed?: number;
  failed?: number;
  seeds?: number;
  trace?: string; // what happened, in package trace's format
}

export interface Verdict {
  outcome: Outcome;
  says: string;
  checks: CheckResult[] | null;
  score: number;
  max_score: number;
  engine: string;
  diagnostics?: Diagnostic[];
  output?: string;
  elapsed_ns: number;
  figures?: Record<string, string>; // what happened in failed checks, drawn, by their tests
}

export interface Answer {
  engine: "interpreted" | "compiled" | "server";
  elapsed: number; // milliseconds
  verdict: Verdict;
  html?: string; // the verdict as the server would have written it
}

export interface Progress {
  stage: "loading" | "compiling" | "running";
  share?: number; // of what there is to do in this stage, 0 to 1
  engine?: "interpreted" | "compiled"; // whose output it is: both may be at work
  output?: string; // what the learner's code has printed since the last
  virtualTime?: number; // milliseconds since the program's clock began
}

export interface Completion {
  label: string;
  detail: string; // its type, as Go writes it
  doc: string; // the first sentence of its documentation
  kind: string; // "function", "method", "type", "variable", "constant", "field", "namespace" or "keyword"
}

export interface Checked {
  diagnostics: Diagnostic[];
  exact: boolean; // the interpreter does as the compiler would
  reasons: Diagnostic[]; // why not, where it is not
}

export interface RunOptions {
  signal?: AbortSignal;
  onProgress?: (p: Progress) => void;
  engine?: "interpreted" | "compiled"; // this one alone, whatever it says; otherwise the first whose verdict stands
}

export interface Engine {
  ready(): Promise<void>;
  // Fetches the compiler before anybody needs it, and gives false where the
  // reader saves data or there is none.
  prepare(onProgress?: (p: Progress) => void): Promise<boolean>;
  // Rejects with an AbortError when the signal is, and with a NeedsServer where
  // no engine of the page can do the job.
  run(job: Job, options: RunOptions): Promise<Answer>;
  check(files: SourceFile[], tests: SourceFile[]): Promise<Checked>;
  format(source: string): Promise<string>; // rejects with a Diagnostic where it does not parse
  complete(files: SourceFile[], file: string, offset: number): Promise<Completion[]>; // offset in UTF-16 units, as the editor counts
  hover(files: SourceFile[], file: string, offset: number): Promise<{ text: string; doc: string } | null>;
}

export interface EngineURLs {
  worker: string;
  engine: string;
  wasmExec: string;
  compiler?: string;
  offline?: string; // the service worker, "/service-worker.js" without it; "" for none
}

// No engine of the page can do this job: the server can.
export class NeedsServer extends Error {
  override readonly name = "NeedsServer";

  constructor(why: string) {
    super(`needs the server: ${why}`);
  }
}
