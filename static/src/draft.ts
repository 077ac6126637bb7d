// Drafts: what the learner has typed, kept in this browser per lab and file. It
// is kept twice: in localStorage, which answers at once but which Chromium
// writes to the disk some seconds late, and in a database, which is written at
// once but answers late. Whichever was written last counts.

const key = (lab: string, file: string): string => `draft:${lab}:${file}`;
const timeKey = (lab: string, file: string): string => `draft-time:${lab}:${file}`;

export function draft(lab: string, file: string): string | undefined {
  try {
    return localStorage.getItem(key(lab, file)) ?? undefined;
  } catch {
    return undefined;
  }
}

// keep says whether the draft could be kept; storage may be full or forbidden.
export function keep(lab: string, file: string, text: string): boolean {
  if (draft(lab, file) === text) return true;
  const time = now(lab, file);
  log(lab, file, { time, text });
  try {
    localStorage.setItem(key(lab, file), text);
    localStorage.setItem(timeKey(lab, file), String(time));
    return true;
  } catch {
    return false;
  }
}

export function forget(lab: string, file: string): void {
  if (draft(lab, file) === undefined) return;
  const time = now(lab, file);
  log(lab, file, { time });
  try {
    localStorage.removeItem(key(lab, file));
    localStorage.setItem(timeKey(lab, file), String(time));
  } catch {
    // Nothing was kept then.
  }
}

// An Entry without text says that the draft was thrown away.
interface Entry {
  time: number;
  text?: string;
}

// unsaved is what the database has where localStorage did not reach the disk.
export async function unsaved(lab: string, file: string): Promise<Entry | undefined> {
  try {
    const entry = await done((await store("readonly")).get(key(lab, file)) as IDBRequest<Entry | undefined>);
    return entry !== undefined && entry.time > time(lab, file) ? entry : undefined;
  } catch {
    return undefined;
  }
}

// now is later than the draft that is kept, whatever the clock does.
function now(lab: string, file: string): number {
  return Math.max(Date.now(), time(lab, file) + 1);
}

function time(lab: string, file: string): number {
  try {
    return Number(localStorage.getItem(timeKey(lab, file)) ?? 0);
  } catch {
    return 0;
  }
}

// Of the entries that come while one is being written, the last is written.
const waiting = new Map<string, Entry>();

function log(lab: string, file: string, entry: Entry): void {
  const idle = waiting.size === 0;
  waiting.set(key(lab, file), entry);
  if (idle) void write();
}

async function write(): Promise<void> {
  try {
    const to = await store("readwrite");
    const batch = new Map(waiting);
    await Promise.all([...batch].map(([at, entry]) => done(to.put(entry, at))));
    for (const [at, entry] of batch) if (waiting.get(at) === entry) waiting.delete(at);
    if (waiting.size > 0) await write();
  } catch {
    waiting.clear(); // localStorage is all there is
  }
}

let database: Promise<IDBDatabase> | undefined;

async function store(mode: IDBTransactionMode): Promise<IDBObjectStore> {
  database ??= open();
  return (await database).transaction("drafts", mode).objectStore("drafts");
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open("happensbefore", 1);
  request.onupgradeneeded = () => request.result.createObjectStore("drafts");
  return done(request);
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("the database failed"));
  });
}
