// Which events of a trace could have caused which. The page has the events and
// messages from the attributes of the drawing.

export interface TraceEvent {
  id: string;
  kind: string;
  node: string; // empty for what concerns the whole network
  vector: number[]; // in the order of the nodes; empty for what has no time
  says: string;
  at?: string | undefined; // the time since the run began, where it is known
}

export interface TraceMessage {
  from: string; // the event that sent it
  to: string; // the event that received or lost it
}

export interface Causality {
  past(id: string): ReadonlySet<string>;
  future(id: string): ReadonlySet<string>;
}

// What stands in its node's order. A note is a remark, and a loss happens on
// the way.
const ordered = new Set(["local", "send", "receive", "fail", "crash", "restart", "pause", "resume"]);

export function causality(events: readonly TraceEvent[], messages: readonly TraceMessage[]): Causality {
  const after = new Map<string, string[]>();
  const before = new Map<string, string[]>();
  const edge = (from: string, to: string): void => {
    after.set(from, [...(after.get(from) ?? []), to]);
    before.set(to, [...(before.get(to) ?? []), from]);
  };
  const last = new Map<string, string>();
  for (const e of events) {
    if (!ordered.has(e.kind)) continue;
    const earlier = last.get(e.node);
    if (earlier !== undefined) edge(earlier, e.id);
    last.set(e.node, e.id);
  }
  for (const m of messages) edge(m.from, m.to);
  return { past: (id) => reach(before, id), future: (id) => reach(after, id) };
}

function reach(edges: ReadonlyMap<string, string[]>, from: string): Set<string> {
  const reached = new Set<string>();
  const open = [...(edges.get(from) ?? [])];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    open.push(...(edges.get(id) ?? []));
  }
  return reached;
}

// shiViz writes the trace as ShiViz reads it by default: a host with its vector
// clock on one line, what happened on the next. Only what advances a clock is
// an event there. Where the run's time is known, it stands before what happened:
// ^(?:@(?<at>\S+) )?(?<event>.*) reads it as a field of its own.
export function shiViz(nodes: readonly string[], events: readonly TraceEvent[]): string {
  const host = (node: string): string => node.replaceAll(/\s+/g, "_");
  const lines: string[] = [];
  for (const e of events) {
    if (!["local", "send", "receive", "fail"].includes(e.kind) || e.vector.length === 0) continue;
    const clock: Record<string, number> = {};
    nodes.forEach((node, i) => {
      const n = e.vector[i] ?? 0;
      if (n > 0) clock[host(node)] = n;
    });
    lines.push(`${host(e.node)} ${JSON.stringify(clock)}`, (e.at === undefined ? "" : `@${e.at} `) + e.says.replaceAll("\n", " "));
  }
  return lines.join("\n") + "\n";
}
