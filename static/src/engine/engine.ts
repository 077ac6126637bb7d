// The page's engines: real Go, on the reader's own machine. The interpreter
// answers where it is exact; otherwise Go's own compiler does, once it has been
// fetched; otherwise the server has to.
import { attempt, type Ending } from "./attempt";
import { type Answer, type Checked, type Completion, type Diagnostic, type Engine, type EngineURLs, type Job, NeedsServer, type Progress, type RunOptions, type SourceFile, type Verdict } from "./contract";
import type { Plan } from "./protocol";
import { Workers } from "./workers";

export * from "./contract";

// patience is how long the interpreter may take before the compiler is asked
// the same, as on the server. In milliseconds.
const patience = 1000;

export function openEngine(urls: EngineURLs): Engine {
  return new Engines(new Workers(urls));
}

// Sum is grader/page's: where a job stands after some of its processes.
interface Sum {
  over: boolean;
  left: string[];
  verdict: Verdict;
  figures: Record<string, string>;
}

type Name = "interpreted" | "compiled";

class Engines implements Engine {
  constructor(private readonly workers: Workers) {}

  ready(): Promise<void> {
    return this.workers.ready();
  }

  async prepare(onProgress: (p: Progress) => void = () => {}): Promise<boolean> {
    if (!this.workers.mayHaveCompiler) return false;
    await this.workers.compiler(onProgress);
    return true;
  }

  async run(job: Job, options: RunOptions): Promise<Answer> {
    const began = performance.now();
    const stop = new AbortController();
    const aborted = (): void => stop.abort(options.signal?.reason);
    options.signal?.throwIfAborted();
    options.signal?.addEventListener("abort", aborted);
    try {
      const { engine, verdict } = await this.answer(new Run(job, stop.signal, options.onProgress ?? (() => {})), options.engine);
      return { engine, verdict, elapsed: performance.now() - began };
    } finally {
      options.signal?.removeEventListener("abort", aborted);
      stop.abort(new DOMException("another engine has answered", "AbortError"));
    }
  }

  check(files: SourceFile[], tests: SourceFile[]): Promise<Checked> {
    return this.workers.call<Checked>("check", jobText({ files, tests, checks: tests.length > 0 ? [{ test: "", says: "", points: 0, seeds: 1 }] : [], limits: { wallMilliseconds: 0, memoryBytes: 0, outputBytes: 0 } }));
  }

  async format(source: string): Promise<string> {
    const { text, fault } = await this.workers.call<{ text: string; fault?: Diagnostic }>("format", source);
    if (fault !== undefined) throw fault;
    return text;
  }

  complete(files: SourceFile[], file: string, offset: number): Promise<Completion[]> {
    return this.workers.call<Completion[]>("complete", JSON.stringify(files), file, bytesBefore(files, file, offset));
  }

  hover(files: SourceFile[], file: string, offset: number): Promise<{ text: string; doc: string } | null> {
    return this.workers.call<{ text: string; doc: string } | null>("hover", JSON.stringify(files), file, bytesBefore(files, file, offset));
  }

  private async answer(run: Run, only: RunOptions["engine"]): Promise<{ engine: Name; verdict: Verdict }> {
    switch (only) {
      case "interpreted":
        return { engine: only, verdict: await this.interpreted(run, () => {}) };
      case "compiled":
        return { engine: only, verdict: await this.compiled(run) };
      default:
        return this.quickly(run);
    }
  }

  // quickly gives the first verdict that stands: the interpreter's where it is
  // exact, else the compiler's.
  private async quickly(run: Run): Promise<{ engine: Name; verdict: Verdict }> {
    if (!this.workers.hasCompiler) run.progress({ stage: "loading" });
    let accepted = false;
    const interpreted = this.interpreted(run, () => (accepted = true)).then((verdict) => (stands(verdict) ? { engine: "interpreted" as const, verdict } : undefined));
    interpreted.catch(() => {});
    const compiled = async (): Promise<{ engine: Name; verdict: Verdict }> => ({ engine: "compiled", verdict: await this.compiled(run) });
    const late = Symbol();
    const first = await Promise.race([interpreted, after(patience, late)]);
    if (first !== late) return first ?? compiled();
    if (!accepted || !this.workers.mayHaveCompiler) return (await interpreted) ?? compiled();
    const other = compiled().catch(async (cause: unknown) => {
      const slow = await interpreted;
      if (slow !== undefined) return slow;
      throw cause;
    });
    other.catch(() => {});
    return (await Promise.race([interpreted, other])) ?? other;
  }

  private interpreted(run: Run, accepted: () => void): Promise<Verdict> {
    return this.judge(run, "interpreted", async (tests, wall) => {
      const worker = await this.workers.take(run.signal);
      try {
        return await attempt(worker, { kind: "run", job: run.text, tests, memory: run.job.limits.memoryBytes }, [], {
          wall,
          signal: run.signal,
          progress: (p) => run.progress({ ...p, engine: "interpreted" }),
          accepted,
        });
      } finally {
        this.workers.end(worker);
      }
    });
  }

  private async compiled(run: Run): Promise<Verdict> {
    if (!this.workers.mayHaveCompiler) throw new NeedsServer("the interpreter is not exact for this program, and the compiler is not here");
    await this.workers.compiler(run.progress);
    run.signal.throwIfAborted();
    run.progress({ stage: "compiling" });
    const built = await this.workers.build(await this.workers.call<Plan>("plan", run.text), run.signal);
    const bytes = built.program;
    if (bytes === null) {
      const refused = await this.workers.call<Verdict | null>("refused", run.text, built.said);
      if (refused !== null) return refused;
      throw new NeedsServer(`the compiler in the page gave up: ${built.said}`);
    }
    return this.judge(run, "compiled", async (tests, wall) => {
      const plan = await this.workers.call<Plan>("plan", run.text, ...tests);
      const worker = this.workers.fresh();
      const virtual = run.job.tests.length === 0;
      const { memoryBytes: memory, outputBytes: output } = run.job.limits;
      try {
        const tried = await attempt(worker, { kind: "program", bytes, args: plan.args, env: plan.env, virtual, memory, output }, [], {
          wall,
          signal: run.signal,
          progress: (p) => run.progress({ ...p, engine: "compiled" }),
        });
        if (virtual && tried.status === 0) {
          // A program reports nothing: that it came to its end is its status.
          tried.ending.frames.push({ kind: "checked", test: "main", result: { passed: true, seeds: 1 } });
          tried.ending.clean = true;
        }
        return tried;
      } finally {
        worker.terminate();
      }
    });
  }

  // judge runs the checks in a worker and, where one of them took the worker
  // with it, the checks after that one in another, as long as time is left.
  private async judge(run: Run, engine: Name, once: (tests: string[], wall: number) => ReturnType<typeof attempt>): Promise<Verdict> {
    const endings: Ending[] = [];
    let left: string[] = [];
    let wall = run.job.limits.wallMilliseconds;
    for (;;) {
      const { ending, crash } = await once(left, wall);
      if (crash !== "") {
        if (engine === "interpreted") return { ...unanswered, engine };
        throw new NeedsServer(`the browser ended the program: ${crash}`);
      }
      endings.push(ending);
      const sum = await this.workers.call<Sum>("sum", run.text, engine, JSON.stringify(endings));
      wall -= ending.elapsed / 1e6;
      if (sum.over || wall <= 0) return { ...sum.verdict, figures: sum.figures };
      left = sum.left;
    }
  }
}

// A Run is a job under way.
class Run {
  readonly text: string;

  constructor(
    readonly job: Job,
    readonly signal: AbortSignal,
    readonly progress: (p: Progress) => void,
  ) {
    this.text = jobText(job);
  }
}

const unanswered: Verdict = { outcome: "ungraded", says: "", checks: [], score: 0, max_score: 0, engine: "", elapsed_ns: 0 };

// stands says whether an interpreter's verdict is worth telling before the
// compiler's. Time and memory are the interpreter's own: it needs more of both.
function stands({ outcome }: Verdict): boolean {
  return outcome !== "ungraded" && outcome !== "timed out" && outcome !== "over memory";
}

function jobText(job: Job): string {
  return JSON.stringify(job);
}

function after<T>(milliseconds: number, value: T): Promise<T> {
  return new Promise((resolve) => setTimeout(() => resolve(value), milliseconds));
}

// bytesBefore is an offset as Go counts.
function bytesBefore(files: SourceFile[], file: string, offset: number): string {
  const source = files.find((f) => f.name === file)?.source ?? "";
  return String(new TextEncoder().encode(source.slice(0, offset)).length);
}
