// Places in a text. Go counts columns in bytes of UTF-8, a browser counts UTF-16 units.

// utf16 is how many UTF-16 units the first n bytes of a text's UTF-8 take.
export function utf16(text: string, n: number): number {
  let bytes = 0;
  let units = 0;
  for (const c of text) {
    if (bytes >= n) break;
    const code = c.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    units += c.length;
  }
  return units;
}

// sameSpot is where a spot of a text is after it was spaced otherwise: behind as
// many characters that are no space.
export function sameSpot(before: string, offset: number, after: string): number {
  let ahead = before.slice(0, offset).replace(/\s/g, "").length;
  let at = 0;
  while (at < after.length && ahead > 0) {
    if (/\S/.test(after[at] ?? "")) ahead--;
    at++;
  }
  // At the same distance in a line's indentation, not at the end of the line before.
  const gap = /\s*$/.exec(before.slice(0, offset))?.[0] ?? "";
  const newlines = gap.split("\n").length - 1;
  const room = /^\s*/.exec(after.slice(at))?.[0] ?? "";
  if (newlines === 0) return at + Math.min(gap.length, /^[^\n]*/.exec(room)?.[0].length ?? 0);
  const rows = room.split("\n").slice(0, newlines + 1);
  const indented = gap.length - gap.lastIndexOf("\n") - 1;
  if (rows.length === newlines + 1) rows[newlines] = (rows[newlines] ?? "").slice(0, indented);
  return at + rows.join("\n").length;
}
