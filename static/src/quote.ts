// curled sets straight quotation marks as a printer would, as the server does.
export function curled(text: string): string {
  let before = " ";
  let curled = "";
  for (const c of text) {
    const opens = /[\s([{—–“‘]/u.test(before);
    if (c === '"') curled += opens ? "“" : "”";
    else if (c === "'") curled += opens ? "‘" : "’";
    else curled += c;
    before = c;
  }
  return curled;
}
