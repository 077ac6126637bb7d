// The page's own engines, where the server has them and the browser can run
// them. They are opened once, in the background; until they are ready, and
// where they cannot be had, the server does the work.
import type { Engine, EngineURLs, Progress } from "./engine/contract";

let opening: Promise<Engine | undefined> | undefined;
let engine: Engine | undefined;

// ready is the engine as soon as it can answer.
export function ready(): Engine | undefined {
  return engine;
}

export function open(): Promise<Engine | undefined> {
  opening ??= load().catch((cause: unknown) => {
    console.warn("the page's engines cannot be had; the server answers instead", cause);
    return undefined;
  });
  return opening;
}

// sparing says that the reader has asked not to be sent what is not needed.
export function sparing(): boolean {
  return (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
}

// prepare fetches the compiler before anybody needs it.
export async function prepare(progress: (p: Progress) => void): Promise<boolean> {
  return (await (await open())?.prepare(progress)) ?? false;
}

async function load(): Promise<Engine | undefined> {
  const { worker, engine: module, wasmExec, compiler } = document.body.dataset;
  if (worker === undefined || module === undefined || wasmExec === undefined) return undefined;
  if (typeof WebAssembly === "undefined" || typeof Worker === "undefined") return undefined;
  const urls: EngineURLs = { worker, engine: module, wasmExec, ...(compiler === undefined ? {} : { compiler }) };
  const { openEngine } = await import("./engine/engine");
  const opened = openEngine(urls);
  await opened.ready();
  engine = opened;
  return engine;
}
