// One run of a job in one worker, from its start to its end.
import type { Progress } from "./contract";
import type { Exit, Reply, Request } from "./protocol";

// Ending is package tally's, as JSON.
export interface Ending {
  frames: unknown[];
  clean: boolean;
  output: string; // bytes in base64
  flooded: boolean;
  timed_out: boolean;
  over_memory: boolean;
  stderr: string;
  elapsed: number; // nanoseconds
}

export interface Attempt {
  ending: Ending;
  status: number; // the process's, where it has one
  crash: string; // what the browser ended it for; empty
}

interface Frame {
  kind: string;
}

// slack is how long a worker may take before it begins. In milliseconds.
const slack = 60_000;

export interface AttemptOptions {
  wall: number; // milliseconds
  signal: AbortSignal;
  progress: (p: Progress) => void;
  accepted?: () => void; // the front end lets the source through
}

// attempt sends the request and hears the worker out. The worker is of no more
// use afterwards; the caller ends it.
export function attempt(worker: Worker, request: Request, transfer: Transferable[], options: AttemptOptions): Promise<Attempt> {
  let began = performance.now();
  const frames: Frame[] = [];
  const chunks: Uint8Array[] = [];
  const decoder = new TextDecoder();
  return new Promise((resolve, reject) => {
    const end = (how: Partial<Exit> & { timedOut?: boolean }): void => {
      stop();
      resolve({
        crash: how.crash ?? "",
        status: how.status ?? -1,
        ending: {
          frames,
          clean: how.status === 0 && how.crash === "" && how.overMemory === false && frames.at(-1)?.kind === "end",
          output: base64(chunks),
          flooded: how.flooded ?? false,
          timed_out: how.timedOut ?? false,
          over_memory: how.overMemory ?? false,
          stderr: how.stderr ?? "",
          elapsed: Math.round((performance.now() - began) * 1e6),
        },
      });
    };
    const heard = ({ data }: MessageEvent<Reply>): void => {
      switch (data.kind) {
        case "begun":
          began = performance.now();
          clearTimeout(timer);
          timer = setTimeout(() => end({ timedOut: true }), options.wall);
          options.progress({ stage: "running" });
          break;
        case "frame": {
          const frame = JSON.parse(data.text) as Frame;
          if (frame.kind === "accepted") options.accepted?.();
          else frames.push(frame);
          break;
        }
        case "output": {
          chunks.push(data.bytes);
          const output = decoder.decode(data.bytes, { stream: true });
          options.progress({ stage: "running", output, ...(data.at >= 0 ? { virtualTime: data.at } : {}) });
          break;
        }
        case "exit":
          end(data.exit);
          break;
      }
    };
    const failed = (event: ErrorEvent): void => end({ crash: event.message || "the worker failed" });
    const aborted = (): void => {
      stop();
      reject(options.signal.reason);
    };
    let timer = setTimeout(() => end({ crash: "the worker did not begin" }), slack);
    const stop = (): void => {
      clearTimeout(timer);
      worker.removeEventListener("message", heard);
      worker.removeEventListener("error", failed);
      options.signal.removeEventListener("abort", aborted);
    };
    if (options.signal.aborted) {
      aborted();
      return;
    }
    worker.addEventListener("message", heard);
    worker.addEventListener("error", failed);
    options.signal.addEventListener("abort", aborted);
    worker.postMessage(request, transfer);
  });
}

function base64(chunks: Uint8Array[]): string {
  let text = "";
  for (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += 8192) text += String.fromCharCode(...chunk.subarray(at, at + 8192));
  }
  return btoa(text);
}
