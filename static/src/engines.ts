// The page's own engines, where the server has them and the browser can run
// them. They are opened once, in the background; until they are ready, and
// where they cannot be had, the server does the work.
import type { Engine, EngineURLs } from "./engine/contract";

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

async function load(): Promise<Engine | undefined> {
  const { worker, engine: module, wasmExec, compiler } = document.body.dataset;
  if (worker === undefined || module === undefined || wasmExec === undefined) return undefined;
  if (typeof WebAssembly === "undefined" || typeof Worker === "undefined") return undefined;
  const urls: EngineURLs = { worker, engine: module, wasmExec, ...(compiler === undefined ? {} : { compiler }) };
  const found = (await import("./engine/engine")) as { openEngine?: (urls: EngineURLs) => Engine };
  const opened = found.openEngine?.(urls);
  await opened?.ready();
  engine = opened;
  return engine;
}
