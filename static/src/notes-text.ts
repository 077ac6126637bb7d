// The running text of a chapter, read from the page as the server's anchor.Text
// reads it from the HTML: blocks, a line each, with white space as it is shown.

const blocks = new Set(["P", "LI", "H2", "H3", "H4", "H5", "H6", "DT", "DD", "TD", "TH", "BLOCKQUOTE", "DIV", "SECTION", "ASIDE", "CAPTION"]);
const skipped = new Set(["FIGURE", "PRE", "SVG", "SCRIPT", "STYLE", "FORM", "BUTTON", "TEXTAREA", "TEMPLATE", "NOSCRIPT", "DETAILS"]);

// A Spot is a character of the page: a text node and the offset in it.
type Spot = readonly [Text, number];

interface Block {
  element: Element;
  spots: Spot[];
  text: string;
  start: number; // in the whole text
}

export class Reading {
  readonly text: string;
  readonly blocks: Block[] = [];
  private readonly spots: Spot[] = [];

  constructor(readonly root: Element) {
    const found = new Map<Element, Block>();
    const read = (node: Node, block: Element): void => {
      if (node instanceof Text) {
        let b = found.get(block);
        if (b === undefined) {
          if (/^[\0- ]*$/.test(node.data)) return;
          b = { element: block, spots: [], text: "", start: 0 };
          found.set(block, b);
        }
        for (let i = 0; i < node.data.length; i++) {
          const white = node.data.charCodeAt(i) <= 32;
          if (white && (b.text === "" || b.text.endsWith(" "))) continue;
          b.text += white ? " " : node.data[i];
          b.spots.push([node, i]);
        }
        return;
      }
      if (!(node instanceof Element) || skipped.has(node.tagName.toUpperCase()) || node.className === "sidenote") return;
      for (const child of node.childNodes) read(child, blocks.has(node.tagName) ? node : block);
    };
    for (const child of root.childNodes) read(child, root);
    let text = "";
    for (const b of found.values()) {
      if (b.text.endsWith(" ")) {
        b.text = b.text.slice(0, -1);
        b.spots.pop();
      }
      if (b.text === "") continue;
      const last = this.spots.at(-1);
      if (last !== undefined) {
        text += "\n";
        this.spots.push(last);
      }
      b.start = text.length;
      text += b.text;
      this.spots.push(...b.spots);
      this.blocks.push(b);
    }
    this.text = text;
  }

  // range is the part of the page from start to end, which are not equal.
  range(start: number, end: number): Range {
    const range = document.createRange();
    const first = this.spots[start];
    const last = this.spots[end - 1];
    if (first !== undefined && last !== undefined) {
      range.setStart(...first);
      range.setEnd(last[0], last[1] + 1);
    }
    return range;
  }

  // place is where a range of the page begins and ends, white space at its
  // edges left out; undefined where it holds none of the text.
  place(range: Range): [number, number] | undefined {
    let start = -1;
    let end = -1;
    const inside = new Map<Text, boolean>();
    this.spots.forEach(([node, offset], i) => {
      let touched = inside.get(node);
      if (touched === undefined) inside.set(node, (touched = range.intersectsNode(node)));
      if (!touched || this.text[i] === "\n") return;
      if (range.comparePoint(node, offset) !== 0 || range.comparePoint(node, offset + 1) !== 0) return;
      if (start < 0) start = i;
      end = i + 1;
    });
    while (start < end && start >= 0 && /\s/.test(this.text[start] ?? "")) start++;
    while (end > start && /\s/.test(this.text[end - 1] ?? "")) end--;
    return start >= 0 && start < end ? [start, end] : undefined;
  }

  // find is where words stand that were at a place in the server's text: there,
  // or else where they are next to it.
  find(words: string, at: number): [number, number] | undefined {
    let best = -1;
    if (this.text.startsWith(words, at)) best = at;
    else {
      for (let i = this.text.indexOf(words); i >= 0; i = this.text.indexOf(words, i + 1)) {
        if (best < 0 || Math.abs(i - at) < Math.abs(best - at)) best = i;
      }
    }
    return best < 0 || words === "" ? undefined : [best, best + words.length];
  }

  blockAt(place: number): Block | undefined {
    return this.blocks.findLast((b) => b.start <= place);
  }

  // section is the anchor of the heading that a place stands under.
  section(place: number): string {
    return this.blocks.findLast((b) => b.start <= place && /^H[2-4]$/.test(b.element.tagName) && b.element.id !== "")?.element.id ?? "";
  }
}
