// Go's compiler and linker inside a worker, on files in memory.
import { Directory, File, type Inode, OpenFile, PreopenDirectory } from "@bjorn3/browser_wasi_shim";
import type { Plan } from "./protocol";
import { realClock, Sink, start } from "./wasi";

export interface Built {
  program: ArrayBuffer | null;
  said: string; // what the tools said, where there is no program
}

const linkConfig = "link.importcfg";

export class Tools {
  private readonly archives = new Map<string, Inode>();
  private readonly config: string;

  // archives are one file: the length of an index, the index as JSON, the files.
  constructor(
    private readonly modules: Record<"compile" | "link", WebAssembly.Module>,
    archives: ArrayBuffer,
  ) {
    const length = new DataView(archives).getUint32(0, true);
    const text = new TextDecoder();
    const index = JSON.parse(text.decode(new Uint8Array(archives, 4, length))) as { name: string; size: number }[];
    let at = 4 + length;
    for (const { name, size } of index) {
      this.archives.set(name, new File(new Uint8Array(archives, at, size), { readonly: true }));
      at += size;
    }
    const config = this.archives.get(linkConfig);
    this.config = config instanceof File ? text.decode(config.data) : "";
  }

  build(plan: Plan): Built {
    const job = new Directory(new Map());
    const encoder = new TextEncoder();
    for (const [path, source] of Object.entries(plan.files)) {
      const text = path === linkConfig ? this.config + source : source;
      put(job, path.split("/"), new File(encoder.encode(text)));
    }
    const root = (): PreopenDirectory =>
      new PreopenDirectory("/", new Map<string, Inode>([["job", job], ["archives", new Directory(this.archives)], ["tmp", new Directory(new Map())]]));
    for (const step of plan.steps) {
      let said = "";
      const sink = (): Sink => new Sink((bytes) => (said += new TextDecoder().decode(bytes)));
      const files = [new OpenFile(new File([])), sink(), sink(), root()];
      const end = start(this.modules[step.tool], [step.tool, ...step.args], ["PWD=/job", "TMPDIR=/tmp", "GOGC=400", "TZ="], files, realClock());
      if (end.status !== 0) return { program: null, said: `${said}${end.crash}` };
    }
    const program = job.contents.get(plan.program);
    if (!(program instanceof File)) return { program: null, said: "link: no program" };
    return { program: program.data.slice().buffer, said: "" };
  }
}

function put(folder: Directory, [name = "", ...rest]: string[], file: File): void {
  if (rest.length === 0) {
    folder.contents.set(name, file);
    return;
  }
  let next = folder.contents.get(name);
  if (!(next instanceof Directory)) {
    next = new Directory(new Map());
    folder.contents.set(name, next);
  }
  put(next as Directory, rest, file);
}
