// matches says whether a text has a word that begins with each word of a query.
export function matches(query: string, text: string): boolean {
  const has = words(text);
  return words(query).every((word) => has.some((other) => other.startsWith(word)));
}

function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
