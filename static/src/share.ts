// A program in an address: compressed, in the fragment, which a browser does
// not send. Nothing is stored anywhere.

const mark = "#run=";

// shareable is where the program can be opened again, on this page.
export async function shareable(page: string, example: string, source: string): Promise<string> {
  const packed = await through(new CompressionStream("deflate-raw"), new TextEncoder().encode(source));
  return `${page.split("#", 1)[0]}${mark}${example}.${base64(packed)}`;
}

export interface Shared {
  example: string;
  source: string;
}

// largest is of what a fragment may grow to; a program is a tenth of it.
const largest = 64 * 1024;

export async function shared(fragment: string): Promise<Shared | undefined> {
  const m = /^#run=([\w-]+)\.([\w-]+)$/.exec(fragment);
  if (m === null) return undefined;
  try {
    const bytes = await through(new DecompressionStream("deflate-raw"), bytesOf(m[2] ?? ""), largest);
    return { example: m[1] ?? "", source: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return undefined; // cut off on its way, or not ours
  }
}

async function through(stream: CompressionStream | DecompressionStream, bytes: Uint8Array<ArrayBuffer>, most = Infinity): Promise<Uint8Array> {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let size = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > most) {
      await reader.cancel();
      throw new RangeError("the program is too large");
    }
    parts.push(value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
}
