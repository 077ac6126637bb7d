// A program's memory can be bounded from outside only where it is declared, so
// the bound is written into the module.
const page = 64 << 10;
const memorySection = 5;

// bounded is the module with at most so many bytes of memory. Modules of Go's
// linker have one memory, without a maximum.
export function bounded(module: Uint8Array, bytes: number): Uint8Array<ArrayBuffer> {
  for (let at = 8; at < module.length; ) {
    const id = module[at];
    const [size, body] = read(module, at + 1);
    if (id === memorySection) {
      const [, flagsAt] = read(module, body); // how many memories: one
      const [least, end] = read(module, flagsAt + 1);
      const most = Math.max(least, Math.floor(bytes / page));
      const contents = [1, 1, ...written(least), ...written(most)];
      const section = [memorySection, ...written(contents.length), ...contents];
      const whole = new Uint8Array(module.length - (body + size - at) + section.length);
      if (end !== body + size) throw new Error("the memory section is not the linker's");
      whole.set(module.subarray(0, at));
      whole.set(section, at);
      whole.set(module.subarray(body + size), at + section.length);
      return whole;
    }
    at = body + size;
  }
  throw new Error("the module declares no memory");
}

// read reads an unsigned number in LEB128 and says where it ends.
function read(bytes: Uint8Array, at: number): [value: number, end: number] {
  let value = 0;
  for (let scale = 1; ; scale *= 128) {
    const byte = bytes[at++] ?? 0;
    value += (byte & 127) * scale;
    if (byte < 128) return [value, at];
  }
}

function written(value: number): number[] {
  const bytes: number[] = [];
  do {
    const low = value % 128;
    value = Math.floor(value / 128);
    bytes.push(value > 0 ? low | 128 : low);
  } while (value > 0);
  return bytes;
}
