// Keeping the whole book in this browser, for when there is no network. The
// service worker serves what is in the two caches; this fills and empties them.
import { choice, choose, forget } from "./choice";

interface Kept {
  url: string;
  bytes: number; // on the way, about
}

interface List {
  version: string;
  pages: Kept[];
  files: Kept[];
  interpreter: Kept[];
  others: Kept[];
}

// What is known of the book that is kept.
interface Held {
  version: string;
  interpreter: boolean;
  looked: number; // when its version was last compared, in milliseconds
}

const script = "/service-worker.js";
const often = 60 * 60 * 1000; // between two looks for a newer book, in milliseconds
const atOnce = 6; // requests

export async function keep(): Promise<void> {
  const control = document.querySelector<HTMLElement>("[data-keep-book]");
  if (control !== null) await wire(control);
  else await refresh();
  await showKept();
}

function held(): Held | undefined {
  const text = choice("kept");
  return text === undefined ? undefined : (JSON.parse(text) as Held);
}

async function available(): Promise<List> {
  const response = await fetch("/offline.json");
  if (!response.ok) throw new Error(`/offline.json: ${response.status}`);
  return (await response.json()) as List;
}

const sum = (list: Kept[]): number => list.reduce((total, { bytes }) => total + bytes, 0);

// size is what a download takes, as people say it.
function size(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

// store brings the caches up to the list, and calls progress with the share that
// has come. What the list does not name any more is removed last.
async function store(list: List, interpreter: boolean, progress: (share: number) => void): Promise<void> {
  // Not every page may register it; where it controls the page, none has to.
  if (navigator.serviceWorker.controller === null) await navigator.serviceWorker.register(script);
  await navigator.serviceWorker.ready;
  const [pages, files] = await Promise.all([caches.open("pages"), caches.open("files")]);
  const loaded = interpreter ? [...list.files, ...list.interpreter] : list.files;
  const total = sum(list.pages) + sum(loaded);
  let come = 0;
  const one = async (cache: Cache, { url, bytes }: Kept, fresh: boolean): Promise<void> => {
    if (fresh || (await cache.match(url, { ignoreVary: true })) === undefined) {
      const response = await fetch(url, fresh ? { credentials: "omit", cache: "no-cache" } : {});
      if (!response.ok) throw new Error(`${url}: ${response.status}`);
      await cache.put(url, response);
    }
    progress((come += bytes) / total);
  };
  const waiting = [...loaded.map((file) => () => one(files, file, false)), ...list.pages.map((page) => () => one(pages, page, true))];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await next();
  };
  await Promise.all(Array.from({ length: atOnce }, work));

  const named = new Set([...list.pages, ...list.files, ...list.interpreter, ...list.others].map(({ url }) => new URL(url, location.href).href));
  for (const cache of [pages, files]) {
    for (const { url } of await cache.keys()) if (!named.has(url)) await cache.delete(url);
  }
  choose("kept", JSON.stringify({ version: list.version, interpreter, looked: Date.now() } satisfies Held));
}

// refresh brings a kept book up to date, without a word: who kept it wants to
// read what is there now. It waits where the reader saves data.
async function refresh(): Promise<void> {
  const now = held();
  const saving = (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
  if (now === undefined || saving || !navigator.onLine || Date.now() - now.looked < often) return;
  try {
    const list = await available();
    if (list.version === now.version) choose("kept", JSON.stringify({ ...now, looked: Date.now() }));
    else await store(list, now.interpreter, () => undefined);
  } catch (cause) {
    console.warn("the kept book is as it was", cause);
  }
}

async function wire(control: HTMLElement): Promise<void> {
  const part = <T extends HTMLElement>(name: string): T => control.querySelector<T>(`[data-keep-${name}]`)!;
  const says = part("says");
  const box = part<HTMLInputElement>("interpreter");
  const start = part<HTMLButtonElement>("start");
  const remove = part<HTMLButtonElement>("forget");
  const bar = part<HTMLProgressElement>("progress");
  control.hidden = false;
  if (!("caches" in window) || !("serviceWorker" in navigator)) {
    says.textContent = "This browser keeps pages only over a safe connection (https).";
    return;
  }

  const show = async (): Promise<void> => {
    const now = held();
    const list = await available().catch(() => undefined);
    remove.hidden = now === undefined;
    start.hidden = list === undefined || list.version === now?.version;
    part("choice").hidden = start.hidden;
    if (list === undefined) {
      says.textContent = now === undefined ? "There is no network to fetch the book over." : "The whole book is kept on this device.";
      return;
    }
    part("interpreter-size").textContent = size(sum(list.interpreter));
    const bytes = sum(list.pages) + sum(list.files);
    if (now === undefined) {
      says.textContent = `All chapters and labs can be kept on this device, about ${size(bytes)}, and then open without a network. They are brought up to date when the book changes.`;
      start.textContent = "Keep the whole book on this device";
    } else if (start.hidden) {
      says.textContent = `The whole book is kept on this device${now.interpreter ? ", with the interpreter" : ""}. It is brought up to date when the book changes.`;
    } else {
      says.textContent = "The book has changed since it was kept on this device.";
      start.textContent = "Bring it up to date";
      box.checked = now.interpreter;
    }
  };

  start.addEventListener("click", () => {
    void (async () => {
      start.disabled = remove.disabled = box.disabled = true;
      bar.value = 0;
      bar.hidden = false;
      says.textContent = "Fetching the book …";
      let fault = "";
      try {
        // Without this a browser that runs out of room may drop it.
        await navigator.storage?.persist?.();
        await store(await available(), box.checked, (share) => (bar.value = share));
      } catch (cause) {
        console.warn("the book is not kept", cause);
        fault = cause instanceof DOMException && cause.name === "QuotaExceededError" ? "There is not enough room on this device for the whole book." : "The book did not come whole. What came is kept; try again for the rest.";
      }
      bar.hidden = true;
      start.disabled = remove.disabled = box.disabled = false;
      await show();
      if (fault !== "") says.textContent = fault;
      await showKept();
    })();
  });
  remove.addEventListener("click", () => {
    void (async () => {
      await Promise.all([caches.delete("pages"), caches.delete("files")]);
      forget("kept");
      await show();
      await showKept();
      start.focus();
    })();
  });
  await refresh();
  await show();
}

// showKept marks the chapters that open without a network, and lists all pages
// that do where there is a place for them.
async function showKept(): Promise<void> {
  if (!("caches" in window)) return;
  const cache = await caches.open("pages");
  const paths = (await cache.keys()).map(({ url }) => new URL(url).pathname);
  for (const entry of document.querySelectorAll<HTMLElement>(".contents a[data-chapter]")) {
    entry.toggleAttribute("data-kept", paths.includes(new URL((entry as HTMLAnchorElement).href).pathname));
  }
  const list = document.querySelector<HTMLElement>("[data-kept-list]");
  if (list === null) return;
  const titles = new Map([...document.querySelectorAll<HTMLAnchorElement>(".outline a")].map((a) => [new URL(a.href).pathname, a.textContent?.trim() ?? ""]));
  const items = paths
    .filter((path) => path !== "/offline")
    .map((path) => {
      const link = document.createElement("a");
      link.href = path;
      link.textContent = path === "/" ? "Contents" : (titles.get(path) ?? path.slice(1));
      const item = document.createElement("li");
      item.append(link);
      return item;
    });
  list.querySelector("ul")?.replaceChildren(...items);
  list.hidden = items.length === 0;
}
