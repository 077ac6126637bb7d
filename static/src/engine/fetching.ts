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
    return new Response(response.body?.pipeThrough(counter) ?? null, { headers: { "Content-Type": response.headers.get("Content-Type") ?? "" } });
  };
  const [compile, link, archives] = await Promise.all([
    counted(manifest.compile).then((r) => WebAssembly.compileStreaming(r)),
    counted(manifest.link).then((r) => WebAssembly.compileStreaming(r)),
    counted(manifest.archives).then((r) => r.arrayBuffer()),
  ]);
  return { compile, link, archives };
}

function expect(response: Response): Response {
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  return response;
}
