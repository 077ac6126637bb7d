// The page's workers: one engine that answers as the reader types, one that
// stands ready for the next run, and the tools.
import type { EngineURLs, Progress } from "./contract";
import { type CompilerFiles, fetchCompiler, fetchModule } from "./fetching";
import { keepOffline } from "./offline";
import type { Built } from "./tools";
import type { Method, Plan, Reply, Request } from "./protocol";

type Pending = { resolve: (text: string) => void; reject: (cause: unknown) => void };

export class Workers {
  private module: Promise<WebAssembly.Module> | undefined;
  private service: Promise<Worker> | undefined;
  private spare: Promise<Worker> | undefined;
  private readonly pending = new Map<number, Pending>();
  private last = 0;

  private files: Promise<CompilerFiles> | undefined;
  private tools: Promise<Worker> | undefined;
  private compilerReady = false;
  private readonly watching = new Set<(p: Progress) => void>();

  constructor(private readonly urls: EngineURLs) {}

  async ready(): Promise<void> {
    await Promise.all([this.services(), this.standby()]);
    this.keep();
  }

  // keep has what was loaded so far kept for when there is no network.
  private keep(): void {
    const { worker, engine, wasmExec, compiler, offline = "/service-worker.js" } = this.urls;
    if (offline === "") return;
    const besides = [worker, engine, wasmExec, ...(compiler !== undefined && this.compilerReady ? [compiler] : [])];
    keepOffline(offline, besides).catch((cause: unknown) => console.warn("nothing is kept for offline use", cause));
  }

  // call asks the engine that answers as the reader types.
  async call<T>(method: Method, ...args: string[]): Promise<T> {
    const worker = await this.services();
    const id = ++this.last;
    const text = await new Promise<string>((resolve, reject) => {
      this.pending.set(id, { resolve, reject });
      worker.postMessage({ kind: "call", id, method, args } satisfies Request);
    });
    const reply = JSON.parse(text) as { value: T; error?: string };
    if (reply.error !== undefined) throw new Error(reply.error);
    return reply.value;
  }

  // take gives the engine that stands ready, or is to. It is nobody else's from
  // now on, unless the signal comes first.
  take(signal: AbortSignal): Promise<Worker> {
    const mine = this.standby();
    this.spare = undefined;
    return new Promise((resolve, reject) => {
      const aborted = (): void => {
        if (this.spare === undefined) this.spare = mine;
        else mine.then((worker) => worker.terminate()).catch(() => {});
        reject(signal.reason);
      };
      if (signal.aborted) {
        aborted();
        return;
      }
      signal.addEventListener("abort", aborted);
      mine.then(resolve, reject).finally(() => signal.removeEventListener("abort", aborted));
    });
  }

  // end ends a worker that was taken, and has a fresh one stand ready.
  end(worker: Worker): void {
    worker.terminate();
    this.standby().catch(() => {});
  }

  fresh(): Worker {
    return new Worker(this.urls.worker);
  }

  // hasCompiler says whether a build can begin at once.
  get hasCompiler(): boolean {
    return this.compilerReady;
  }

  get mayHaveCompiler(): boolean {
    return this.urls.compiler !== undefined && (this.files !== undefined || !savesData());
  }

  // compiler loads the compiler where it is not there yet.
  async compiler(progress: (p: Progress) => void): Promise<void> {
    this.watching.add(progress);
    try {
      await this.toolsWorker();
    } finally {
      this.watching.delete(progress);
    }
  }

  async build(plan: Plan, signal: AbortSignal): Promise<Built> {
    const worker = await this.toolsWorker();
    signal.throwIfAborted();
    const id = ++this.last;
    return new Promise<Built>((resolve, reject) => {
      const heard = ({ data }: MessageEvent<Reply>): void => {
        if (data.kind !== "built" || data.id !== id) return;
        stop();
        resolve(data);
      };
      const failed = (event: ErrorEvent): void => {
        stop();
        this.dropTools(worker);
        reject(new Error(event.message));
      };
      const aborted = (): void => {
        stop();
        this.dropTools(worker); // it cannot be interrupted
        reject(signal.reason);
      };
      const stop = (): void => {
        worker.removeEventListener("message", heard);
        worker.removeEventListener("error", failed);
        signal.removeEventListener("abort", aborted);
      };
      worker.addEventListener("message", heard);
      worker.addEventListener("error", failed);
      signal.addEventListener("abort", aborted);
      worker.postMessage({ kind: "build", id, plan } satisfies Request);
    });
  }

  private services(): Promise<Worker> {
    this.service ??= this.engine(false).then((worker) => {
      worker.addEventListener("message", ({ data }: MessageEvent<Reply>) => {
        if (data.kind === "answer") {
          this.pending.get(data.id)?.resolve(data.text);
          this.pending.delete(data.id);
        } else if (data.kind === "exit") {
          this.lost(worker);
        }
      });
      return worker;
    });
    this.service.catch(() => (this.service = undefined));
    return this.service;
  }

  // lost is for an engine that source too large or too deep for it has brought down.
  private lost(worker: Worker): void {
    worker.terminate();
    this.service = undefined;
    for (const { reject } of this.pending.values()) reject(new Error("the engine ended"));
    this.pending.clear();
  }

  private standby(): Promise<Worker> {
    if (this.spare === undefined) {
      const made = this.engine(true);
      made.catch(() => {
        if (this.spare === made) this.spare = undefined;
      });
      this.spare = made;
    }
    return this.spare;
  }

  private async engine(runs: boolean): Promise<Worker> {
    const module = (this.module ??= fetchModule(this.urls.engine));
    module.catch(() => (this.module = undefined));
    const become = async (): Promise<Worker> => {
      const worker = this.fresh();
      return called(worker, { kind: "engine", module: await module, wasmExec: new URL(this.urls.wasmExec, location.href).href, runs });
    };
    // A script that was lost on its way, or memory that was short for a moment,
    // may be there the next time.
    return become().catch(become);
  }

  private toolsWorker(): Promise<Worker> {
    const url = this.urls.compiler;
    if (url === undefined) return Promise.reject(new Error("there is no compiler"));
    this.files ??= fetchCompiler(url, (share) => {
      for (const progress of this.watching) progress({ stage: "loading", share });
    });
    this.files.catch(() => (this.files = undefined));
    this.tools ??= this.files.then(({ compile, link, archives }) => called(this.fresh(), { kind: "tools", compile, link, archives }));
    this.tools.then(
      () => {
        if (!this.compilerReady) {
          this.compilerReady = true;
          this.keep();
        }
      },
      () => (this.tools = undefined),
    );
    return this.tools;
  }

  private dropTools(worker: Worker): void {
    worker.terminate();
    this.tools = undefined;
    this.compilerReady = false;
    void this.toolsWorker().catch(() => {});
  }
}

// called gives the worker once it has become what the request says.
function called(worker: Worker, request: Request): Promise<Worker> {
  return new Promise((resolve, reject) => {
    const heard = ({ data }: MessageEvent<Reply>): void => {
      if (data.kind !== "ready" && data.kind !== "exit") return;
      worker.removeEventListener("message", heard);
      if (data.kind === "ready") resolve(worker);
      else failed(data.exit.crash || data.exit.stderr);
    };
    const failed = (cause: string): void => {
      worker.terminate();
      reject(new Error(cause));
    };
    worker.addEventListener("message", heard);
    worker.addEventListener("error", (event) => failed(event.message || "the worker's script could not be loaded"), { once: true });
    worker.postMessage(request);
  });
}

function savesData(): boolean {
  return (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
}
