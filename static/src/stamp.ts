// Output with the virtual time at which each line began.

export interface Chunk {
  text: string;
  at?: number; // milliseconds since the program's clock began
}

export interface Line {
  text: string;
  at: string;
}

// A Stamper gathers output as it comes.
export class Stamper {
  readonly lines: Line[] = [];
  private open = false; // the last line has no end yet

  // add returns the index of the first line that changed.
  add(text: string, at: number): number {
    const from = this.lines.length - (this.open ? 1 : 0);
    const parts = text.split("\n");
    parts.forEach((part, i) => {
      const last = this.lines.at(-1);
      const whole = i < parts.length - 1;
      if (this.open && last !== undefined) last.text += part;
      else if (part !== "" || whole) this.lines.push({ text: part, at: seconds(at) });
      this.open = !whole && (part !== "" || (this.open && parts.length === 1));
    });
    return from;
  }
}

// stamped is undefined where a chunk has no time: half a truth is none.
export function stamped(chunks: readonly Chunk[]): Line[] | undefined {
  if (chunks.length === 0 || chunks.some((c) => c.at === undefined)) return undefined;
  const all = new Stamper();
  for (const { text, at } of chunks) all.add(text, at ?? 0);
  return all.lines;
}

// seconds writes 1.5 s as "1.500 s", and an hour and a half as "1:30:00.000".
function seconds(milliseconds: number): string {
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(3)} s`;
  const two = (n: number): string => String(n).padStart(2, "0");
  const minutes = Math.floor(milliseconds / 60_000);
  const rest = ((milliseconds % 60_000) / 1000).toFixed(3).padStart(6, "0");
  return minutes < 60 ? `${minutes}:${rest}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${rest}`;
}
