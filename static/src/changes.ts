// What became of the checks since the answer before.

export interface Checked {
  test: string;
  passed: boolean;
}

export type Change = "newly passing" | "newly failing";

export function changes(before: readonly Checked[], after: readonly Checked[]): Map<string, Change> {
  const was = new Map(before.map((c) => [c.test, c.passed]));
  const found = new Map<string, Change>();
  for (const { test, passed } of after) {
    const earlier = was.get(test);
    if (earlier !== undefined && earlier !== passed) found.set(test, passed ? "newly passing" : "newly failing");
  }
  return found;
}

// summary says it in a sentence, or nothing where nothing changed.
export function summary(found: ReadonlyMap<string, Change>): string {
  const count = (change: Change): number => [...found.values()].filter((c) => c === change).length;
  const parts: string[] = [];
  if (count("newly passing") > 0) parts.push(`${count("newly passing")} newly passing`);
  if (count("newly failing") > 0) parts.push(`${count("newly failing")} newly failing`);
  return parts.length === 0 ? "" : `Since the last time: ${parts.join(", ")}.`;
}
