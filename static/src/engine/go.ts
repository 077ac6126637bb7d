// The engine's Go program inside a worker, through the script that comes with
// Go's distribution.
import type { Exit, Method, Reply } from "./protocol";

interface GoProgram {
  importObject: { gojs: Record<string, (sp: number) => void> } & WebAssembly.Imports;
  exit: (status: number) => void;
  run(instance: WebAssembly.Instance): Promise<void>;
}

type Functions = Record<Method, (...args: string[]) => string> & {
  warm(done: () => void): void;
  run(job: string, frame: (text: string) => void, output: (bytes: Uint8Array, at: number) => void, ...tests: string[]): void;
};

declare const Go: new () => GoProgram;
declare function importScripts(url: string): void;

export interface GoEngine {
  warm(): Promise<void>;
  call(method: Method, args: string[]): string;
  run(job: string, tests: string[], memory: number): void;
}

// maxErrors bounds what is kept of standard error, in bytes: as of a worker on the server.
const maxErrors = 64 << 10;
// overhead is what memory may grow by besides the job's own, as on the server.
// In bytes.
const overhead = 32 << 20;

class OverMemory extends Error {}

export async function goEngine(module: WebAssembly.Module, wasmExec: string, post: (reply: Reply, transfer?: Transferable[]) => void): Promise<GoEngine> {
  importScripts(wasmExec);
  const exit: Exit = { status: 0, stderr: "", flooded: false, overMemory: false, crash: "" };
  const decoder = new TextDecoder();
  (globalThis as unknown as { fs: { writeSync(fd: number, bytes: Uint8Array): number } }).fs.writeSync = (_fd, bytes) => {
    if (exit.stderr.length < maxErrors) exit.stderr += decoder.decode(bytes);
    return bytes.length;
  };
  let over = false;
  const end = (): void => {
    if (over) return;
    over = true;
    post({ kind: "exit", exit });
  };
  const failed = (cause: unknown): void => {
    if (cause instanceof OverMemory) exit.overMemory = true;
    else exit.crash = String(cause);
    end();
  };
  addEventListener("error", (event) => {
    event.preventDefault();
    failed(event.error ?? event.message);
  });
  addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    failed(event.reason);
  });

  const go = new Go();
  let most = Infinity;
  let instance: WebAssembly.Instance | undefined;
  const size = (): number => (instance?.exports["mem"] as WebAssembly.Memory).buffer.byteLength;
  const grown = go.importObject.gojs["runtime.resetMemoryDataView"];
  go.importObject.gojs["runtime.resetMemoryDataView"] = (sp) => {
    grown?.(sp);
    if (size() > most) throw new OverMemory();
  };
  go.exit = (status) => {
    exit.status = status;
  };
  const functions = new Promise<Functions>((resolve) => {
    (globalThis as unknown as { engineReady: (f: Functions) => void }).engineReady = resolve;
  });
  instance = await WebAssembly.instantiate(module, go.importObject);
  void go.run(instance).then(end);
  const offered = await functions;
  return {
    warm: () => new Promise((resolve) => offered.warm(resolve)),
    call: (method, args) => offered[method](...args),
    run(job, tests, memory) {
      most = size() + memory + overhead;
      offered.run(
        job,
        (text) => post({ kind: "frame", text }),
        (bytes, at) => post({ kind: "output", bytes, at }, [bytes.buffer]),
        ...tests,
      );
    },
  };
}
