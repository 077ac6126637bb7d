// The script of every worker of the page's engines. Its first message says what
// it is; whatever it runs, the page ends it by ending the worker.
import { type GoEngine, goEngine } from "./go";
import { program } from "./program";
import type { Reply, Request } from "./protocol";
import { Tools } from "./tools";

const post = (reply: Reply, transfer: Transferable[] = []): void => {
  (postMessage as (message: Reply, transfer: Transferable[]) => void)(reply, transfer);
};

addEventListener("unhandledrejection", (event) => {
  if (engine !== undefined) return; // which listens itself
  post({ kind: "exit", exit: { status: 2, stderr: "", flooded: false, overMemory: false, crash: String(event.reason) } });
});

let engine: GoEngine | undefined;
let tools: Tools | undefined;

addEventListener("message", (event: MessageEvent<Request>) => {
  const request = event.data;
  answer(request).catch((fault: unknown) => {
    if (request.kind === "build") post({ kind: "built", id: request.id, program: null, said: String(fault) });
    else throw fault;
  });
});

async function answer(request: Request): Promise<void> {
  switch (request.kind) {
    case "engine":
      engine = await goEngine(request.module, request.wasmExec, post);
      // Now, because there is nothing to do yet.
      if (request.runs) await engine.warm();
      else engine.call("read", []);
      post({ kind: "ready" });
      break;
    case "call":
      if (engine !== undefined) post({ kind: "answer", id: request.id, text: engine.call(request.method, request.args) });
      break;
    case "run":
      post({ kind: "begun" });
      engine?.run(request.job, request.tests, request.memory);
      break;
    case "tools":
      tools = new Tools({ compile: request.compile, link: request.link }, request.archives);
      post({ kind: "ready" });
      break;
    case "build": {
      if (tools === undefined) break;
      const { program, said } = tools.build(request.plan);
      post({ kind: "built", id: request.id, program, said }, program === null ? [] : [program]);
      break;
    }
    case "program":
      post({ kind: "begun" });
      program(request, post);
      break;
  }
}
