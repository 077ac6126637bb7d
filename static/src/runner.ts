// A run is answered by the page's own engine where it is ready and can do the
// job, and by the server otherwise.
import { open, ready } from "./engines";
import { type Answer, type Job, NeedsServer, type Progress } from "./engine/contract";
import { Refusal, verdict } from "./fragment";
import { type Shown, verdictHTML } from "./verdict";

export interface Run {
  job: Job;
  shown: Omit<Shown, "where">;
  server: (signal: AbortSignal) => Promise<HTMLElement>;
  signal: AbortSignal;
  progress?: (p: Progress) => void;
}

export async function answered(run: Run): Promise<HTMLElement> {
  const here = ready();
  if (here !== undefined) {
    try {
      return section(await here.run(run.job, options(run)), run.shown);
    } catch (cause) {
      run.signal.throwIfAborted();
      if (!(cause instanceof Error && cause.name === "NeedsServer")) console.warn("the page's engine broke; the server answers instead", cause);
    }
  }
  try {
    return await run.server(run.signal);
  } catch (cause) {
    // Without a connection the page's engine is worth waiting for.
    if (here !== undefined || !(cause instanceof Refusal) || cause.decided || cause.section !== undefined) throw cause;
    const late = await open();
    run.signal.throwIfAborted();
    if (late === undefined) throw cause;
    try {
      return section(await late.run(run.job, options(run)), run.shown);
    } catch (again) {
      throw again instanceof NeedsServer ? cause : again;
    }
  }
}

function options(run: Run): { signal: AbortSignal; onProgress?: (p: Progress) => void } {
  return { signal: run.signal, ...(run.progress === undefined ? {} : { onProgress: run.progress }) };
}

export function section(answer: Answer, shown: Omit<Shown, "where">): HTMLElement {
  const html = answer.html ?? verdictHTML(answer.verdict, { ...shown, where: answer.engine === "server" ? "on the server" : "in this page" });
  const made = verdict(html);
  if (made === undefined) throw new Error("the engine's answer is no verdict");
  return made;
}
