// The engines' files, fetched once and kept compiled.
export interface CompilerFiles {
  compile: WebAssembly.Module;
  link: WebAssembly.Module;
  archives: ArrayBuffer;
}

interface Listed {
  url: string;
  size: number; // uncompressed
}

// Manifest is what the compiler's address names: addresses are relative to it.
interface Manifest {
  compile: Listed;
  link: Listed;
  archives: Listed;
}

export async function fetchModule(url: string): Promise<WebAssembly.Module> {
  return WebAssembly.compileStreaming(expect(await fetch(url)));
}

export async function fetchCompiler(url: string, progress: (share: number) => void): Promise<CompilerFiles> {
  const manifest = (await expect(await fetch(url)).json()) as Manifest;
  const base = new URL(url, location.href);
  const total = manifest.compile.size + manifest.link.size + manifest.archives.size;
  let come = 0;
  let told = 0;
  const counted = async ({ url }: Listed): Promise<Response> => {
    const response = expect(await fetch(new URL(url, base)));
    const counter = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        come += chunk.length;
        if (come - told > total / 100 || come === total) progress((told = come) / total);
        controller.enqueue(chunk);
      },
    });
    return new Response(response.body?.pipeThrough(counter) ?? null);
  };
  // The browser keeps what it has made of a module only where it compiles the
  // network's own response, so the bytes are counted on their way into its cache.
  const module = async (listed: Listed): Promise<WebAssembly.Module> => {
    await (await counted(listed)).body?.pipeTo(new WritableStream());
    return fetchModule(new URL(listed.url, base).href);
  };
  const [compile, link, archives] = await Promise.all([
    module(manifest.compile),
    module(manifest.link),
    counted(manifest.archives).then((r) => r.arrayBuffer()),
  ]);
  return { compile, link, archives };
}

function expect(response: Response): Response {
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  return response;
}
