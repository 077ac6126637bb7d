// An answer to a question, shown while it is written. What comes is set as text,
// whatever it looks like.
import { Events } from "./server-events";

const form = document.querySelector<HTMLFormElement>("form[data-answer]");

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  void answer(form);
});

async function answer(form: HTMLFormElement): Promise<void> {
  const section = document.createElement("section");
  section.className = "asked-answer";
  section.setAttribute("aria-labelledby", "answer");
  const title = document.createElement("h2");
  title.id = "answer";
  title.textContent = "An answer";
  const text = document.createElement("p");
  text.className = "written";
  const note = document.createElement("p");
  note.className = "aside";
  note.setAttribute("role", "status");
  note.textContent = "It is being written …";
  const stop = document.createElement("button");
  stop.type = "button";
  stop.className = "quiet";
  stop.textContent = "Stop";
  section.append(title, text, note, stop);
  form.replaceWith(section);
  stop.focus();

  const ending = new AbortController();
  stop.addEventListener("click", () => ending.abort());
  try {
    note.textContent = await write(new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)])), text, ending.signal);
  } catch (cause) {
    note.textContent = ending.signal.aborted ? "Stopped." : cause instanceof Error ? cause.message : String(cause);
  }
  stop.remove();
  if (text.textContent === "") text.remove();
}

// write shows the answer as it comes and returns what is said of its ending.
async function write(fields: URLSearchParams, into: HTMLElement, signal: AbortSignal): Promise<string> {
  const response = await fetch("/ask/answer", { method: "POST", headers: { "X-Fragment": "true" }, body: fields, credentials: "same-origin", signal }).catch((cause: unknown) => {
    if (signal.aborted) throw cause;
    throw new Error("The server could not be reached. The passages below are still here.");
  });
  if (!response.ok || response.body === null) {
    throw new Error(response.status === 429 ? "That were many answers in a short time. Wait a minute, or read the passages below." : "The server could not have an answer written. The passages below are still here.");
  }
  const events = new Events();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    for (const { name, data } of events.read(value)) {
      const said = JSON.parse(data) as { text?: string; cite?: number; says?: string };
      if (name === "ending") return said.says ?? "";
      if (said.cite) into.append(citation(said.cite));
      else into.append(said.text ?? "");
    }
  }
  throw new Error("The answer broke off. The passages below are what it would have rested on.");
}

function citation(passage: number): HTMLAnchorElement {
  const link = document.createElement("a");
  link.className = "cite";
  link.href = `#passage-${passage}`;
  link.textContent = String(passage);
  link.setAttribute("aria-label", `Passage ${passage}`);
  return link;
}
