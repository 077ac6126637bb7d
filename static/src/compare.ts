// What a failed check got and what it wanted, taken out of its message. It
// reads the same forms as templates/compare.go, and is held to its answers.

export interface Piece {
  text: string;
  differs: boolean;
}

export interface Comparison {
  about: string; // what the two are values of, where the message says so
  got: Piece[];
  want: Piece[];
}

const lines = [
  /^[ \t]*()got:?[ \t]+(.*\S)[ \t]*\n[ \t]*want:?[ \t]+(.*\S)[ \t]*$/gm,
  /^(.*?) = (.*\S), want (.*\S)[ \t]*$/gm,
  /^(.*?)\bgot:? (.*\S)[,;] want:? (.*\S)[ \t]*$/gm,
];
const prose = /^(.*\S), want (.*)$/s;
const verbal = /\b(?:true|false)$|<?nil>?$|\w+\.\w+$/;

const most = 8;

export function compare(message: string): Comparison[] {
  for (const form of lines) {
    const found = [...message.matchAll(form)].slice(0, most).map(([, about = "", got = "", want = ""]) => ({
      ...differences(got.replace(/\.$/, ""), want.replace(/\.$/, "")),
      about: about.trim().replace(/[:,]+$/, ""),
    }));
    if (found.length > 0) return found;
  }
  const m = prose.exec(message);
  const said = m?.[1] ?? "";
  if (m === null || said.includes(", want ")) return [];
  const want = (m[2] ?? "").split(/\.(?:\s|$)/, 1)[0] ?? "";
  const got = valueAtEnd(said, want);
  return got === undefined ? [] : [differences(got, want)];
}

function valueAtEnd(text: string, want: string): string | undefined {
  const first = want[0];
  if (first === undefined) return undefined;
  if (first === "{" || first === "[") {
    const closing = first === "{" ? "}" : "]";
    if (!text.endsWith(closing) || !want.endsWith(closing)) return undefined;
    for (let i = text.length - 1, depth = 0; i >= 0; i--) {
      if (text[i] === closing) depth++;
      if (text[i] === first && --depth === 0) return text.slice(i);
    }
    return undefined;
  }
  if (!/^[^\s,]+(?:, [^\s,]+)*$/.test(want)) return undefined;
  if (/[-+0-9]/.test(first)) {
    const words = text.split(" ");
    const n = want.split(" ").length;
    const got = words.slice(-n);
    return n <= words.length && got.every((w) => /^[-+0-9]/.test(w)) ? got.join(" ") : undefined;
  }
  const got = verbal.exec(text)?.[0];
  return verbal.test(want) ? got : undefined;
}

const longest = 400;

export function differences(got: string, want: string): Comparison {
  const [a, b] = [tokens(got), tokens(want)];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const [inA, inB] = common(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  const mark = (list: string[], middle: boolean[]): Piece[] => {
    const pieces: Piece[] = [];
    list.forEach((text, i) => {
      const differs = i >= head && i < list.length - tail && middle[i - head] !== true;
      const last = pieces.at(-1);
      if (last?.differs === differs) last.text += text;
      else pieces.push({ text, differs });
    });
    return pieces;
  };
  return { about: "", got: mark(a, inA), want: mark(b, inB) };
}

// common says of each token whether it is part of the longest sequence that
// both lists have.
function common(x: string[], y: string[]): [boolean[], boolean[]] {
  const [inX, inY] = [x.map(() => false), y.map(() => false)];
  if (x.length > longest || y.length > longest) return [inX, inY];
  const length = Array.from({ length: x.length + 1 }, () => new Uint16Array(y.length + 1));
  const at = (i: number, j: number): number => length[i]?.[j] ?? 0;
  for (let i = x.length - 1; i >= 0; i--) {
    for (let j = y.length - 1; j >= 0; j--) {
      const row = length[i];
      if (row !== undefined) row[j] = x[i] === y[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  for (let i = 0, j = 0; i < x.length && j < y.length; ) {
    if (x[i] === y[j]) inX[i++] = inY[j++] = true;
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return [inX, inY];
}

function tokens(text: string): string[] {
  return text.match(/[\p{L}\p{Nd}_]+|[^]/gu) ?? [];
}
