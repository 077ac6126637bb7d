// What a calculator computes, as the server's package estimate does.

// A Formula is a number, the name of a line, or an operator and its operands.
export type Formula = number | string | [string, ...Formula[]];

// evaluate computes a formula over the values of the lines above, in base units.
export function evaluate(formula: Formula, values: Readonly<Record<string, number>>): number {
  if (typeof formula === "number") return formula;
  if (typeof formula === "string") return values[formula] ?? NaN;
  const [operator, ...operands] = formula;
  const [x = NaN, y = NaN, ...more] = operands.map((operand) => evaluate(operand, values));
  switch (operator) {
    case "+":
      return x + y;
    case "-":
      return x - y;
    case "*":
      return x * y;
    case "/":
      return x / y;
    case "ceil":
      // A quotient that should be whole may lie a little above it.
      return Math.ceil(x - 1e-9 * Math.abs(x));
    case "min":
      return Math.min(x, y, ...more);
    case "max":
      return Math.max(x, y, ...more);
    default:
      return NaN;
  }
}

// shown is a quantity with its unit; a number is rounded, a text is the reader's own.
export function shown(quantity: number | string, unit: string): string {
  const text = typeof quantity === "string" ? quantity : round(quantity);
  if (unit === "") return text;
  return unit === "%" ? `${text}%` : `${text}\u00a0${unit}`;
}

// round gives three significant digits, and whole numbers below 10,000 in full.
export function round(value: number): string {
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 10_000) return grouped(value);
  // 1.825 is 1.83 to people, though its binary fraction lies below it.
  const up = value * (1 + 1e-12);
  return size >= 1e15 || size < 1e-4 ? up.toExponential(2) : grouped(Number(up.toPrecision(3)));
}

function grouped(value: number): string {
  return value.toLocaleString("en", { maximumFractionDigits: 20 });
}
