// A submission comes to its verdict in stages: its place in line, the
// interpreter's answer, the compiler's.
import { graded, verdict } from "./fragment";

// silence is how long a stream may take to its first word. One that a proxy
// holds back until it ends is no better than none.
const silence = 5_000;

// follow shows each stage as it comes, the verdict last. url is the
// submission's own address. Where there can be no stream it polls.
export function follow(url: string, show: (section: HTMLElement) => void): Promise<HTMLElement> {
  if (typeof EventSource === "undefined") return graded(`${url}/verdict`, show);
  return new Promise((resolve, reject) => {
    const stream = new EventSource(`${url}/events`);
    const poll = (): void => {
      clearTimeout(patience);
      stream.close();
      graded(`${url}/verdict`, show).then(resolve, reject);
    };
    const patience = setTimeout(poll, silence);
    for (const stage of ["place", "first", "final"]) {
      stream.addEventListener(stage, (event: MessageEvent<string>) => {
        clearTimeout(patience);
        const section = verdict(event.data);
        if (section === undefined) return;
        show(section);
        if (stage !== "final") return;
        stream.close();
        resolve(section);
      });
    }
    // A stream that ends or breaks off is opened again by the browser, for as
    // long as it takes. Closed means that the server refused it.
    stream.addEventListener("error", () => {
      if (stream.readyState === EventSource.CLOSED) poll();
    });
  });
}

// advance prepares a stage to take the place of the one before, and returns
// what there is to announce: nothing where nothing is new.
export function advance(before: HTMLElement | null, next: HTMLElement): string {
  const news = next.dataset["news"] ?? next.querySelector("h2")?.textContent ?? "";
  if (before === null) return news;
  if (before.outerHTML === next.outerHTML) return "";
  if (before.dataset["stage"] !== "first" || next.dataset["stage"] !== "final") return news;
  for (const hint of before.querySelectorAll<HTMLDetailsElement>(".hint")) {
    const same = [...next.querySelectorAll<HTMLDetailsElement>(".hint")].find((h) => h.innerHTML === hint.innerHTML);
    if (same !== undefined) same.open = hint.open;
  }
  // Words and times may differ between two engines that agree.
  if (before.dataset["answer"] === next.dataset["answer"]) return `Confirmed: ${news}`;
  const correction = next.querySelector<HTMLElement>(".correction");
  if (correction === null) return news;
  // It stands where the answer's source stood, so that nothing moves.
  next.querySelector(".engine")?.remove();
  correction.hidden = false;
  return `Corrected by the compiler: ${news}`;
}
