// A space-time diagram to walk through: with the arrow keys or the mouse, an
// event shows its clocks, what could have caused it and what it could cause.
import { causality, shiViz, type TraceEvent } from "./causality";

export function diagrams(root: ParentNode): void {
  for (const svg of root.querySelectorAll<SVGSVGElement>(":is(.figure-trace, .verdict) svg.trace:not([data-walkable])")) walkable(svg);
}

// steps are shares of the width that the page gives a diagram by itself.
const steps = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];
// reach is how far from an event a finger may touch it, in pixels.
const reach = 22;

function walkable(svg: SVGSVGElement): void {
  svg.dataset["walkable"] = "";
  const drawn = svg.cloneNode(true) as SVGSVGElement; // to be kept, without what follows
  const nodes = [...svg.querySelectorAll<SVGElement>(".trace-head")].map((g) => g.dataset["node"] ?? "");
  const groups = [...svg.querySelectorAll<SVGGElement>(".trace-event")];
  const arrows = [...svg.querySelectorAll<SVGGElement>(".trace-message")];
  if (groups.length === 0) return;
  const byID = new Map(groups.map((g) => [g.dataset["id"] ?? "", g]));
  const events = groups.map(
    (g): TraceEvent => ({
      id: g.dataset["id"] ?? "",
      kind: g.dataset["kind"] ?? "",
      node: g.dataset["node"] ?? "",
      vector: (g.dataset["vector"] ?? "").split(",").filter((n) => n !== "").map(Number),
      at: g.dataset["at"],
      // The title ends with the clocks, which are said apart.
      says: (g.querySelector("title")?.textContent ?? "").replace(/ \(Lamport .*\)$/, ""),
    }),
  );
  const messages = arrows.flatMap((g) => (g.dataset["to"] === undefined ? [] : [{ from: g.dataset["from"] ?? "", to: g.dataset["to"] }]));
  const order = causality(events, messages);

  const told = document.createElement("p");
  told.className = "trace-told";
  const hint = matchMedia("(hover: none)").matches ? "Touch an event to see its causes and effects." : "Arrow keys walk the events: up and down in time, left and right along a message.";

  const tell = (e: TraceEvent): string => {
    const [past, future] = [order.past(e.id), order.future(e.id)];
    const g = byID.get(e.id);
    const lamport = g?.dataset["lamport"];
    const clocks = lamport === undefined ? "" : ` Lamport time ${lamport}, vector time ${nodes.map((n, i) => `${n} ${e.vector[i] ?? 0}`).join(", ")}.`;
    const said = `${e.says}${e.at === undefined ? "" : `, at ${e.at}`}.`;
    if (past.size + future.size === 0 && lamport === undefined) return said;
    return `${said}${clocks} ${count(past.size)} before it, ${count(future.size)} after it.`;
  };

  function light(e: TraceEvent | undefined): void {
    svg.toggleAttribute("data-lit", e !== undefined);
    const past = e === undefined ? undefined : order.past(e.id);
    const future = e === undefined ? undefined : order.future(e.id);
    const place = (id: string | undefined): string | undefined => (id === undefined ? undefined : id === e?.id ? "here" : past?.has(id) ? "past" : future?.has(id) ? "future" : undefined);
    for (const g of groups) set(g, place(g.dataset["id"]));
    for (const g of arrows) {
      const [from, to] = [place(g.dataset["from"]), place(g.dataset["to"])];
      // An arrow is part of the past up to the event, and of the future from it.
      set(g, to === "past" || (to === "here" && from === "past") ? "past" : from === "future" || (from === "here" && to === "future") ? "future" : undefined);
    }
    told.textContent = e === undefined ? hint : tell(e);
  }

  svg.setAttribute("role", "group");
  svg.setAttribute("aria-roledescription", "space-time diagram");
  let here = 0;
  groups.forEach((g, i) => {
    const e = events[i];
    if (e === undefined) return;
    g.setAttribute("role", "img");
    g.setAttribute("aria-label", tell(e));
    g.setAttribute("tabindex", i === 0 ? "0" : "-1");
    g.addEventListener("focus", () => {
      groups[here]?.setAttribute("tabindex", "-1");
      here = i;
      g.setAttribute("tabindex", "0");
      light(e);
    });
    g.addEventListener("blur", (event) => {
      if (!(event.relatedTarget instanceof Node && tools.contains(event.relatedTarget))) light(undefined);
    });
    g.addEventListener("pointerenter", () => light(e));
    g.addEventListener("pointerleave", () => light(svg.contains(document.activeElement) ? events[here] : undefined));
  });

  const go = (id: string | undefined): boolean => {
    const g = id === undefined ? undefined : byID.get(id);
    g?.focus();
    return g !== undefined;
  };
  const moves: Record<string, (e: TraceEvent) => string | undefined> = {
    ArrowDown: (e) => events[events.indexOf(e) + 1]?.id,
    ArrowUp: (e) => events[events.indexOf(e) - 1]?.id,
    ArrowRight: (e) => messages.find((m) => m.from === e.id)?.to,
    ArrowLeft: (e) => messages.find((m) => m.to === e.id)?.from,
    Home: () => events[0]?.id,
    End: () => events.at(-1)?.id,
  };
  svg.addEventListener("keydown", (event) => {
    const e = events[here];
    if (e === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const move = moves[event.key];
    if (move !== undefined) {
      go(move(e));
      event.preventDefault();
    } else if (event.key === "+" || event.key === "-") {
      zoom(event.key === "+" ? 1 : -1);
      event.preventDefault();
    } else if (event.key === "Escape") (document.activeElement as SVGElement | null)?.blur();
  });

  // An event is smaller than a fingertip, so the nearest is meant.
  svg.addEventListener("click", (event) => {
    const far = (g: Element): number => {
      const box = (g.querySelector(".trace-marker") ?? g).getBoundingClientRect();
      return Math.hypot(event.clientX - (box.left + box.right) / 2, event.clientY - (box.top + box.bottom) / 2);
    };
    const own = event.target instanceof Element ? event.target.closest<SVGGElement>(".trace-event") : null;
    const near = own ?? [...groups].sort((a, b) => far(a) - far(b))[0];
    if (near === own || (near !== undefined && far(near) <= reach)) near?.focus();
  });

  const frame = document.createElement("div");
  frame.className = "trace-frame";
  svg.replaceWith(frame);
  frame.append(svg);
  let size = steps.indexOf(1);
  let usual = 0; // its width without zoom
  function zoom(by: number): void {
    if (size === steps.indexOf(1)) usual = svg.getBoundingClientRect().width;
    size = Math.max(0, Math.min(steps.length - 1, size + by));
    const share = steps[size] ?? 1;
    frame.toggleAttribute("data-zoomed", share !== 1);
    svg.style.width = share === 1 ? "" : `${share * usual}px`;
    if (share > 1) center(frame, groups[here] ?? svg);
    larger.setAttribute("aria-disabled", String(size === steps.length - 1));
    smaller.setAttribute("aria-disabled", String(size === 0));
  }

  const name = (drawn.querySelector("title")?.textContent ?? "trace").toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-|-$/g, "");
  const tools = document.createElement("div");
  tools.className = "trace-tools";
  tools.setAttribute("role", "group");
  tools.setAttribute("aria-label", `Tools for the diagram ${drawn.querySelector("title")?.textContent ?? ""}`);
  const smaller = tool("−", "Smaller", () => zoom(-1));
  const larger = tool("+", "Larger", () => zoom(1));
  tools.append(
    smaller,
    larger,
    tool("SVG", "Save as SVG", () => {
      drawn.removeAttribute("data-walkable");
      drawn.setAttribute("color", "#18212d");
      save(`${name}.svg`, "image/svg+xml", `<?xml version="1.0"?>\n${new XMLSerializer().serializeToString(drawn)}\n`);
    }),
    tool("ShiViz", "Save as a log for ShiViz", () => save(`${name}.log`, "text/plain", shiViz(nodes, events))),
  );
  (frame.parentElement?.querySelector("figcaption") ?? frame).after(told, tools);
  light(undefined);
}

// center scrolls what is inside a frame to its middle.
function center(frame: HTMLElement, g: Element): void {
  const [outer, inner] = [frame.getBoundingClientRect(), g.getBoundingClientRect()];
  frame.scrollLeft += (inner.left + inner.right - outer.left - outer.right) / 2;
  frame.scrollTop += (inner.top + inner.bottom - outer.top - outer.bottom) / 2;
}

function set(g: SVGGElement, place: string | undefined): void {
  if (place === undefined) delete g.dataset["place"];
  else g.dataset["place"] = place;
}

function count(n: number): string {
  return n === 1 ? "1 event" : `${n === 0 ? "no" : n} events`;
}

function tool(text: string, label: string, act: () => void): HTMLButtonElement {
  const b = document.createElement("button");
  b.type = "button";
  b.className = "quiet";
  b.textContent = text;
  b.setAttribute("aria-label", label);
  b.title = label;
  b.addEventListener("click", () => {
    if (b.getAttribute("aria-disabled") !== "true") act();
  });
  return b;
}

function save(name: string, type: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
