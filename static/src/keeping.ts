// Keeping: what a reader writes or chooses is sent as it comes, one thing after
// the other. The order matters: the first thing that is kept makes a stranger a
// learner, and two at once would make two.

export class NotKept extends Error {
  constructor(
    message: string,
    readonly again: boolean, // sending it once more may help
    readonly status = 0,
    readonly body = "",
  ) {
    super(message);
  }
}

let line: Promise<unknown> = Promise.resolve();

// keep sends a form's fields and gives the answer's text.
export function keep(url: string, fields: Record<string, string>): Promise<string> {
  const sent = line.then(() => send(url, fields));
  line = sent.catch(() => undefined);
  return sent;
}

async function send(url: string, fields: Record<string, string>): Promise<string> {
  for (let tries = 0; ; tries++) {
    let response: Response;
    let text: string;
    try {
      response = await fetch(url, {
        method: "POST",
        headers: { "X-Fragment": "true" },
        credentials: "same-origin",
        body: new URLSearchParams(fields),
        // What is under way when the page closes still arrives.
        keepalive: true,
      });
      text = await response.text();
    } catch {
      throw new NotKept("the server cannot be reached", true);
    }
    if (response.ok) return text;
    if (response.status === 429 && tries < 5) {
      const after = Number(response.headers.get("Retry-After")) || 2;
      await new Promise((later) => setTimeout(later, 1000 * after));
      continue;
    }
    const said = new DOMParser().parseFromString(text, "text/html").querySelector("main.error .summary")?.textContent?.trim();
    throw new NotKept(said ?? "the server refused it", response.status >= 500 || response.status === 429, response.status, text);
  }
}

// told says in place how keeping something went.
export function told(state: Element | null, cause?: unknown): void {
  if (state === null) return;
  if (cause === undefined) state.textContent = "kept";
  else state.textContent = `not kept: ${cause instanceof NotKept ? cause.message : "something went wrong in this page"}`;
  state.toggleAttribute("data-failed", cause !== undefined);
}
