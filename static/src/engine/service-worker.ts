// The service worker keeps what a reader has opened, so that it opens again
// without a network: the engines and every other file whose name holds its hash,
// for good; pages, for when the server cannot be reached. What it keeps of a page
// that knows the learner is the page as a stranger sees it.
interface Extended extends Event {
  waitUntil(done: Promise<unknown>): void;
}

interface Fetching extends Extended {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

interface Messaging extends Extended {
  readonly data: { keep: string[]; page: string };
}

interface Scope {
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
  addEventListener(kind: "install" | "activate", heard: (event: Extended) => void): void;
  addEventListener(kind: "fetch", heard: (event: Fetching) => void): void;
  addEventListener(kind: "message", heard: (event: Messaging) => void): void;
}

const scope = globalThis as unknown as Scope;
const files = "files";
const pages = "pages";
const fresh = 10 * 60 * 1000; // how long a kept page counts as fresh, in milliseconds

scope.addEventListener("install", (event) => {
  event.waitUntil(scope.skipWaiting());
  event.waitUntil(caches.open(pages).then((cache) => keep(cache, new URL("/offline", location.href).href)));
});
scope.addEventListener("activate", (event) => event.waitUntil(scope.clients.claim()));

scope.addEventListener("message", (event) => {
  const wanted = event.data.keep.filter((url) => isFile(new URL(url)));
  event.waitUntil(Promise.all(wanted.map((url) => file(new Request(url), event).catch(() => undefined))));
  // The page that asks was opened before there was a service worker.
  const at = new URL(event.data.page);
  if (isPage(at)) event.waitUntil(caches.open(pages).then((cache) => keep(cache, at.origin + at.pathname)));
});

scope.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (isFile(url)) event.respondWith(file(request, event));
  else if (request.mode === "navigate") event.respondWith(page(event));
});

function isFile(url: URL): boolean {
  return url.origin === location.origin && url.pathname.startsWith("/static/");
}

function isPage({ pathname }: URL): boolean {
  return pathname === "/" || pathname === "/labs" || /^\/(chapters|labs)\/[^/]+$/.test(pathname);
}

async function file(request: Request, event: Extended): Promise<Response> {
  const kept = await caches.match(request, { cacheName: files, ignoreVary: true });
  if (kept !== undefined) return kept;
  const response = await fetch(request);
  if (response.ok) {
    // Where there is no room to keep it, the page has it all the same.
    event.waitUntil(keepFile(request, response.clone()).catch(() => undefined));
  }
  return response;
}

async function keepFile(request: Request, response: Response): Promise<void> {
  const cache = await caches.open(files);
  await cache.put(request, response);
  await outdate(cache, request.url);
}

// outdate removes what the same file was before its content changed.
async function outdate(cache: Cache, url: string): Promise<void> {
  const plain = plainName(url);
  if (/\/(chunk|dist)\.js$/.test(plain)) return; // many share these names
  for (const other of await cache.keys()) {
    if (other.url !== url && plainName(other.url) === plain) await cache.delete(other);
  }
}

function plainName(url: string): string {
  return url.replace(/-[A-Z0-9]{8}(\.\w+)$/, "$1");
}

async function page(event: Fetching): Promise<Response> {
  const cache = await caches.open(pages);
  const address = new URL(event.request.url);
  address.search = "";
  try {
    const response = await fetch(event.request);
    if (isPage(address)) event.waitUntil(keep(cache, address.href));
    return response;
  } catch (cause) {
    const kept = await cache.match(address.href, { ignoreVary: true });
    if (kept !== undefined) return kept;
    const instead = await cache.match("/offline", { ignoreVary: true });
    if (instead === undefined) throw cause;
    return new Response(instead.body, { status: 503, headers: instead.headers });
  }
}

async function keep(cache: Cache, address: string): Promise<void> {
  const kept = await cache.match(address, { ignoreVary: true });
  if (kept !== undefined && Date.now() - Date.parse(kept.headers.get("Date") ?? "") < fresh) return;
  const response = await fetch(address, { credentials: "omit" }).catch(() => undefined);
  if (response?.ok) await cache.put(address, response);
}
