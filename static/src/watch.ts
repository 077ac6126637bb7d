// What the page's engine says while the learner types: the compiler's messages
// after a short pause, the visible tests after a longer one.
import { ready } from "./engines";
import type { Answer, Checked, Diagnostic, Job } from "./engine/contract";

const shortPause = 300;
const longPause = 900;

export interface Watched {
  job: () => Job;
  found: (diagnostics: Diagnostic[]) => void;
  may: () => boolean; // the visible tests run by themselves now
  ran: (answer: Answer) => void;
}

export interface Watch {
  look(): void; // at text that nobody has changed yet
  changed(): void;
  stop(): void; // what is under way is of no use any more
}

export function watch(watched: Watched): Watch {
  let edits = 0;
  let typed = false; // a page that was only opened runs nothing
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: AbortController | undefined;

  const check = async (): Promise<void> => {
    const engine = ready();
    const mine = edits;
    if (engine === undefined) return;
    const job = watched.job();
    let checked: Checked;
    try {
      checked = await engine.check(job.files, job.tests);
    } catch {
      return; // an engine that was stopped, or cannot: the next run says more
    }
    if (mine !== edits) return;
    watched.found(checked.diagnostics);
    if (!typed || !checked.exact || checked.diagnostics.length > 0 || job.tests.length === 0) return;
    timer = setTimeout(() => void run(job, mine), longPause - shortPause);
  };
  const run = async (job: Job, mine: number): Promise<void> => {
    const engine = ready();
    if (engine === undefined || mine !== edits || !watched.may()) return;
    const turn = new AbortController();
    running = turn;
    try {
      const answer = await engine.run(job, { signal: turn.signal });
      if (mine === edits && !turn.signal.aborted) watched.ran(answer);
    } catch {
      // Nobody asked for this run, so nobody is told that there was none.
    } finally {
      if (running === turn) running = undefined;
    }
  };
  const stop = (): void => {
    edits++;
    clearTimeout(timer);
    running?.abort();
    running = undefined;
  };
  return {
    stop,
    look: () => void check(),
    changed() {
      typed = true;
      edits++;
      clearTimeout(timer);
      timer = setTimeout(() => void check(), shortPause);
    },
  };
}
