// A compiled program in a worker of its own.
import { File, OpenFile } from "@bjorn3/browser_wasi_shim";
import { bounded } from "./memory";
import type { Exit, Reply, Request } from "./protocol";
import { realClock, Sink, start, virtualClock } from "./wasi";

// maxErrors bounds what is kept of standard error, in bytes: as on the server.
const maxErrors = 256 << 10;
// slack is what a program's memory may have besides the learner's: the
// runtime's own, and what the collector has not yet freed. In bytes.
const slack = 32 << 20;

class Flooded extends Error {}

export function program(request: Extract<Request, { kind: "program" }>, post: (reply: Reply, transfer?: Transferable[]) => void): void {
  const exit: Exit = { status: 0, stderr: "", flooded: false, overMemory: false, crash: "" };
  const clock = request.virtual ? virtualClock() : undefined;
  const decoder = new TextDecoder();
  let left = request.output;
  const stdout = new Sink((bytes) => {
    const kept = bytes.slice(0, left);
    left -= bytes.length;
    if (kept.length > 0) post({ kind: "output", bytes: kept, at: clock?.elapsed() ?? -1 }, [kept.buffer]);
    if (left < 0) throw new Flooded();
  });
  const stderr = new Sink((bytes) => {
    if (exit.stderr.length < maxErrors) exit.stderr += decoder.decode(bytes);
  });
  let line = "";
  const report = new Sink((bytes) => {
    line += decoder.decode(bytes, { stream: true });
    for (let end = line.indexOf("\n"); end >= 0; end = line.indexOf("\n")) {
      post({ kind: "frame", text: line.slice(0, end) });
      line = line.slice(end + 1);
    }
  });
  const files = [new OpenFile(new File([])), stdout, stderr, ...(request.virtual ? [] : [report])];
  const module = new WebAssembly.Module(bounded(new Uint8Array(request.bytes), request.memory + slack));
  try {
    const end = start(module, request.args, request.env, files, clock ?? realClock());
    exit.status = end.status;
    exit.crash = end.crash;
  } catch (fault) {
    exit.crash = String(fault);
  }
  exit.flooded = left < 0;
  if (exit.flooded) exit.crash = "";
  post({ kind: "exit", exit });
}
