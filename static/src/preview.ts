// A preview's page brings itself up to date when what it shows has changed. It
// asks for the page as it is now and replaces what differs from what the server
// sent before, so that the place, and all that the reader has opened, stays.

let before: Document | undefined; // the page as the server sent it last
let busy = Promise.resolve();

async function page(): Promise<Document> {
  const response = await fetch(location.href, { cache: "no-store", headers: { Accept: "text/html" } });
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

async function update(): Promise<void> {
  const now = await page();
  // A lab's bench belongs to who works at it, and its script has moved things.
  const text = now.querySelector(".bench") === null ? "main" : "main > article";
  const [was, main, live] = [before?.querySelector(text), now.querySelector(text), document.querySelector(text)];
  if (was == null || main === null || live === null || editor(before) !== editor(now) || was.className !== main.className) {
    location.reload(); // the browser keeps the place
    return;
  }
  document.title = now.title;
  for (const id of ["outline", "sections"]) list(before?.getElementById(id) ?? null, now.getElementById(id), document.getElementById(id));
  morph(was, main, live);
  before = now;
}

// version is which of the book's versions a page shows.
function version(page: Document | undefined): string | undefined {
  return page?.querySelector<HTMLElement>("script[data-version]")?.dataset["version"];
}

// editor is what a lab's page hands to its script, which reads it once.
function editor(page: Document | undefined): string {
  return [...(page?.querySelectorAll("template") ?? [])].map((t) => t.innerHTML).join("\0");
}

// list replaces what a list of links holds; the list itself may be open.
function list(was: Element | null, now: Element | null, live: Element | null): void {
  if (now === null || live === null) {
    live?.remove();
    if (now !== null) document.querySelector("main")?.after(document.importNode(now, true));
  } else if (was?.innerHTML !== now.innerHTML) live.replaceChildren(...document.importNode(now, true).childNodes);
}

// containers are gone into; everything else is replaced whole where it differs.
const containers = "main, article, .prose, .chapter-head";

// html leaves out what figures are called: they are named for their lines, and
// move with them.
function html(e: Element): string {
  return e.outerHTML.replace(/\b(trace|goat)-\d+/g, "$1");
}

function morph(was: Element, now: Element, live: Element): void {
  if (html(was) === html(now)) return;
  const old = [...was.children];
  const next = [...now.children];
  const shown = [...live.children].filter((e) => !e.hasAttribute("data-faults"));
  if (shown.length !== old.length) {
    // A script has put something between: which is which cannot be said.
    for (const e of shown) e.remove();
    live.append(...next.map((e) => document.importNode(e, true)));
    alive(live);
    return;
  }
  const same = (a: Element | undefined, b: Element | undefined): boolean => a !== undefined && b !== undefined && html(a) === html(b);
  let head = 0;
  while (same(old[head], next[head])) head++;
  let tail = 0;
  while (tail < Math.min(old.length, next.length) - head && same(old[old.length - 1 - tail], next[next.length - 1 - tail])) tail++;
  const [gone, came, here] = [old.slice(head, old.length - tail), next.slice(head, next.length - tail), shown.slice(head, old.length - tail)];
  // Where as many came as went, each is in the place of one.
  const paired = gone.length === came.length;
  const place = shown[old.length - tail] ?? null;
  came.forEach((element, i) => {
    const [from, to] = [gone[i], here[i]];
    if (paired && from !== undefined && to !== undefined) {
      if (same(from, element)) return;
      if (from.className === element.className && element.matches(containers)) {
        morph(from, element, to);
        return;
      }
    }
    const fresh = document.importNode(element, true);
    if (paired && to !== undefined) to.replaceWith(fresh);
    else live.insertBefore(fresh, place);
    alive(fresh);
  });
  if (!paired) for (const e of here) e.remove();
}

// alive has the page's own script do for what came what it did for the rest.
function alive(fresh: Element): void {
  fresh.dispatchEvent(new CustomEvent("fresh", { bubbles: true }));
}

// banner shows what is wrong with the book as such.
function banner(html: string): void {
  const main = document.querySelector("main");
  let place = main?.querySelector<HTMLElement>(":scope > [data-faults]") ?? null;
  if (main === null || (html === "" && place === null)) return;
  if (place === null) {
    place = document.createElement("div");
    place.setAttribute("data-faults", "");
    place.setAttribute("role", "alert");
    main.prepend(place);
  }
  place.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
}

// A page in the background does not listen: a browser has few connections for
// each server, and catches up when it is looked at again.
let stream: EventSource | undefined;
function listen(): void {
  if (document.visibilityState !== "visible") {
    stream?.close();
    stream = undefined;
    return;
  }
  if (stream !== undefined) return;
  stream = new EventSource("/preview/changes");
  stream.addEventListener("changed", (event: MessageEvent<string>) => {
    banner(event.data);
    if (event.lastEventId === version(before)) return;
    busy = busy.then(update).catch((cause: unknown) => console.error(cause));
  });
}

before = await page();
if (version(before) !== version(document)) location.reload(); // it changed meanwhile
document.addEventListener("visibilitychange", listen);
listen();

export {};
