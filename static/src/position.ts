// Go counts columns in bytes of UTF-8, a browser counts UTF-16 units.

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
