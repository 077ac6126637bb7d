// What people type when they are asked for a number, and what it answers.

export interface Expected {
  right: boolean;
  value: number;
  tolerance: number;
}

// number reads "1,200", "1 200", "−3" and "2.5"; anything else is undefined.
export function number(text: string): number | undefined {
  const plain = text
    .trim()
    .replace(/−/g, "-")
    .replace(/(?<=\d)[,\s_](?=\d{3}(?!\d))/g, "");
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain)) return undefined;
  const n = Number(plain);
  return Number.isFinite(n) ? n : undefined;
}

// answerTo is the expected answer that a number meets, a right one first.
export function answerTo<E extends Expected>(given: number, expected: readonly E[]): E | undefined {
  const met = expected.filter((e) => within(given, e));
  return met.find((e) => e.right) ?? met[0];
}

// within allows for what binary fractions cannot hold.
function within(given: number, e: Expected): boolean {
  return Math.abs(given - e.value) <= e.tolerance + 1e-9 * Math.max(1, Math.abs(e.value));
}
