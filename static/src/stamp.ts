// Output with the virtual time at which each line began.

export interface Chunk {
  text: string;
  at?: number; // milliseconds since the program's clock began
}

export interface Line {
  text: string;
  at: string;
}

// stamped is undefined where a chunk has no time: half a truth is none.
export function stamped(chunks: readonly Chunk[]): Line[] | undefined {
  if (chunks.length === 0 || chunks.some((c) => c.at === undefined)) return undefined;
  const lines: Line[] = [];
  let open = false;
  for (const { text, at } of chunks) {
    const parts = text.split("\n");
    parts.forEach((part, i) => {
      const last = lines.at(-1);
      if (open && last !== undefined) last.text += part;
      else if (part !== "" || i < parts.length - 1) lines.push({ text: part, at: seconds(at ?? 0) });
      open = i === parts.length - 1 && (part !== "" || (open && parts.length === 1));
    });
  }
  return lines;
}

// seconds writes 1.5 s as "1.500 s", and an hour and a half as "1:30:00.000".
function seconds(milliseconds: number): string {
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(3)} s`;
  const two = (n: number): string => String(n).padStart(2, "0");
  const minutes = Math.floor(milliseconds / 60_000);
  const rest = ((milliseconds % 60_000) / 1000).toFixed(3).padStart(6, "0");
  return minutes < 60 ? `${minutes}:${rest}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${rest}`;
}
