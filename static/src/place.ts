// Where the reader was, on this device or, for who has work kept here, on
// another: noted while they read, and offered when they come back. Nobody is
// ever moved unasked.

export interface Place {
  chapter: string;
  section: string; // the id of its heading; empty above the first
  words: string; // with which the paragraph begins
  device: string; // whose place it is
}

const length = 60; // of the words, in UTF-16 units
const often = 20_000; // how often a place is sent at most, in milliseconds
const blocks = ".prose > *, .prose li, .review > *, .question";

export function goOn(kept: Place[] | undefined): void {
  const main = document.querySelector<HTMLElement>("main[data-chapter]");
  const slug = main?.dataset["chapter"];
  if (main === null || slug === undefined) {
    landing(kept);
    return;
  }
  const was = latest(local(slug), kept?.find(({ chapter }) => chapter === slug));
  if (was !== undefined && location.hash === "" && scrollY < innerHeight / 2) offer(main, was);
  follow(main, slug, kept !== undefined);
}

// latest is the other device's place, if the last word that reached the server
// was not this one's; no clock is asked.
function latest(here: Place | undefined, there: Place | undefined): Place | undefined {
  return there !== undefined && there.device !== device() ? there : (here ?? there);
}

function follow(main: HTMLElement, slug: string, known: boolean): void {
  let now: Place | undefined;
  let sent = "";
  let at = 0;
  const send = (): void => {
    if (!known || now === undefined || now.section + now.words === sent) return;
    sent = now.section + now.words;
    at = performance.now();
    navigator.sendBeacon(`/chapters/${slug}/place`, new URLSearchParams({ section: now.section, words: now.words, device: now.device }));
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const note = (): void => {
    timer = undefined;
    const found = here(main, slug);
    if (found === undefined) return;
    now = found;
    write(`place:${slug}`, JSON.stringify(now));
    write("place", slug);
    if (performance.now() - at > often) send();
  };
  const later = (): void => {
    timer ??= setTimeout(note, 700);
  };
  addEventListener("scroll", later, { passive: true });
  later(); // this came after the page, which may have been scrolled by then
  // The last moment at which a page can be sure to say something.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden") return;
    if (timer !== undefined) {
      clearTimeout(timer);
      note();
    }
    send();
  });
}

// here is the paragraph at the top of the window; none as long as the chapter's
// first window is on show.
function here(main: HTMLElement, slug: string): Place | undefined {
  if (scrollY < innerHeight / 2) return undefined;
  const top = (document.querySelector(".masthead")?.clientHeight ?? 0) + 8;
  const all = [...main.querySelectorAll<HTMLElement>(blocks)];
  const block = all.find((e) => e.getBoundingClientRect().bottom > top && words(e) !== "");
  if (block === undefined) return undefined;
  const heading = headings(main).findLast((h) => h === block || h.contains(block) || (h.compareDocumentPosition(block) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0);
  return { chapter: slug, section: heading?.id ?? "", words: words(block), device: device() };
}

function headings(main: HTMLElement): HTMLElement[] {
  return [...main.querySelectorAll<HTMLElement>("article :is(h2, h3)[id]")];
}

function words(e: HTMLElement): string {
  return (e.textContent ?? "").replace(/\s+/g, " ").trim().slice(0, length);
}

// find is the paragraph of a place: by its words in its section, else anywhere,
// else the section's heading. What was rewritten is not found.
function find(main: HTMLElement, place: Place): HTMLElement | undefined {
  const heading = headings(main).find(({ id }) => id === place.section);
  const same = [...main.querySelectorAll<HTMLElement>(blocks)].filter((e) => words(e) === place.words);
  const behind = same.find((e) => heading !== undefined && (heading === e || (heading.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0));
  return behind ?? same[0] ?? heading;
}

function offer(main: HTMLElement, place: Place): void {
  const target = find(main, place);
  if (target === undefined) return;
  const heading = headings(main).find(({ id }) => id === place.section);
  const box = document.createElement("aside");
  box.className = "resume";
  box.setAttribute("aria-label", "Where you were");
  const link = document.createElement("a");
  link.href = `#${place.section}`;
  const title = heading === undefined ? "" : words(heading).replace(/\s*#$/, "");
  link.textContent = title === "" ? "Go on where you were" : `Go on where you were: ${title}`;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "bare";
  close.textContent = "×";
  close.setAttribute("aria-label", "Close");
  box.append(link, close);

  const end = (): void => {
    removeEventListener("scroll", passed);
    box.remove();
  };
  // Who reads on has answered too.
  const passed = (): void => {
    if (scrollY > innerHeight) end();
  };
  addEventListener("scroll", passed, { passive: true });
  close.addEventListener("click", end);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    end();
    target.scrollIntoView({ block: "start" });
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
  });
  main.before(box);
}

// landing leads on to the chapter that was read last.
function landing(kept: Place[] | undefined): void {
  const button = document.querySelector<HTMLAnchorElement>("[data-go-on]");
  const own = read("place");
  const slug = (kept?.[0]?.device === device() ? undefined : kept?.[0]?.chapter) ?? own ?? kept?.[0]?.chapter;
  if (button === null || slug === undefined) return;
  const entry = document.querySelector<HTMLAnchorElement>(`.outline a[data-chapter="${CSS.escape(slug)}"]`);
  if (entry === null) return;
  button.href = entry.href;
  button.textContent = `Go on reading: ${entry.querySelector(".entry-title")?.textContent ?? ""}`;
}

function local(slug: string): Place | undefined {
  try {
    return JSON.parse(read(`place:${slug}`) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}

// device is a name that this browser gives itself, to know its own places by.
function device(): string {
  const name = read("device") ?? crypto.getRandomValues(new Uint32Array(2)).join("-");
  write("device", name);
  return name;
}

function read(name: string): string | undefined {
  try {
    return localStorage.getItem(name) ?? undefined;
  } catch {
    return undefined;
  }
}

function write(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Then a place lasts as long as its page.
  }
}
