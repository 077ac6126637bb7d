// Fragments are pieces of HTML that the server renders and a script puts into
// the page. The server is asked for them with X-Fragment.

// A Refusal is an answer that is not a fragment, in words for the reader.
export class Refusal extends Error {
  // decided is true where the server has answered and asking again with the
  // same request would give the same answer.
  // Where the server had too much to do, section is its own way of saying so,
  // and after is in how many seconds trying again may help.
  constructor(
    message: string,
    readonly decided: boolean,
    readonly section?: HTMLElement,
    readonly after?: number,
  ) {
    super(message);
  }
}

const words: Record<number, string> = {
  400: "The server could not read that.",
  403: "That is not open to you yet.",
  404: "The server knows nothing at that address. The page may be older than the server: load it again.",
  413: "That is too large. A submission may be 64 KiB in all.",
  429: "That was too fast for this server. Wait a few seconds and try again.",
  503: "The server is starting or stopping. Try again in a moment.",
};

export async function fragment(url: string, fields?: URLSearchParams, signal?: AbortSignal): Promise<HTMLElement> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: fields === undefined ? "GET" : "POST",
      headers: { "X-Fragment": "true", Accept: "text/html" },
      credentials: "same-origin",
      ...(fields === undefined ? {} : { body: fields }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new Refusal("The server could not be reached. Your text is still here; try again when the connection is back.", false);
  }
  const text = await response.text();
  const section = verdict(text);
  if (response.ok) {
    if (section !== undefined) return section;
    throw new Refusal("The server sent something that this page cannot show. Load the page again.", true);
  }
  if (section !== undefined) throw new Refusal(section.dataset["news"] ?? "", false, section, Number(section.dataset["after"]) || 5);
  const said = parse(text).querySelector("main.error .summary")?.textContent?.trim();
  throw new Refusal(
    said ?? words[response.status] ?? (response.status >= 500 ? "Something broke on the server. It is not your code. Try again in a moment." : "The server refused that."),
    response.status < 500 && response.status !== 429,
  );
}

// verdict is the section that a fragment is made of.
export function verdict(html: string): HTMLElement | undefined {
  return parse(html).querySelector<HTMLElement>("section.verdict") ?? undefined;
}

// parse reads HTML without running or fetching anything in it.
function parse(html: string): HTMLElement {
  return new DOMParser().parseFromString(html, "text/html").body;
}

// refusal shows in the page why there is no fragment.
export function refusal(cause: unknown): HTMLElement {
  if (cause instanceof Refusal && cause.section !== undefined) return cause.section;
  const section = document.createElement("section");
  section.className = "verdict refusal";
  section.dataset["outcome"] = "refused";
  const p = document.createElement("p");
  p.textContent = cause instanceof Refusal ? cause.message : "Something went wrong in this page. Load it again; your text is kept.";
  section.append(p);
  if (!(cause instanceof Refusal)) console.error(cause);
  return section;
}

// pause waits unless the page's work is aborted first.
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

// graded asks for a submission's verdict until it is there, and shows how the
// submission stands meanwhile. The server holds each question open for a while,
// so this is not a busy loop even when it answers at once.
export async function graded(url: string, show: (section: HTMLElement) => void): Promise<HTMLElement> {
  for (let failures = 0; ; ) {
    try {
      const section = await fragment(url);
      show(section);
      if (!("pending" in section.dataset)) return section;
      failures = 0;
    } catch (cause) {
      failures++;
      if (failures > 5 || (cause instanceof Refusal && cause.decided)) throw cause;
    }
    await pause(300 + 1000 * failures);
  }
}
