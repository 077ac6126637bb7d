// The parts of the scripts that need no page.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const src = join(dirname(fileURLToPath(import.meta.url)), "..", "src");
const outdir = await mkdtemp(join(tmpdir(), "happensbefore-static-"));
after(() => rm(outdir, { recursive: true }));
await build({
  entryPoints: ["number.ts", "position.ts", "compare.ts", "verdict.ts", "changes.ts", "stamp.ts", "share.ts", "causality.ts", "estimate.ts", "filter.ts", "server-events.ts"].map((name) => join(src, name)),
  bundle: true,
  format: "esm",
  outdir,
  outExtension: { ".js": ".mjs" },
  logLevel: "warning",
});
const module = (name) => import(pathToFileURL(join(outdir, `${name}.mjs`)));
const { answerTo, number } = await module("number");
const { matches } = await module("filter");
const { Events } = await module("server-events");
const { sameSpot, utf16 } = await module("position");
const { compare } = await module("compare");
const { verdictHTML } = await module("verdict");
const { changes, summary } = await module("changes");
const { stamped, Stamper } = await module("stamp");
const { shareable, shared } = await module("share");
const { causality, shiViz } = await module("causality");
const { evaluate, shown } = await module("estimate");

// The server's templates write what they answer to these files.
const golden = async (name) => JSON.parse(await readFile(join(src, "..", "..", "templates", "testdata", name), "utf8"));

test("numbers are read as people type them", () => {
  const cases = [
    ["40", 40],
    [" 2.5 ", 2.5],
    ["1,200", 1200],
    ["1 200 000", 1200000],
    ["1_000", 1000],
    ["−3", -3],
    ["1e3", 1000],
    [".5", 0.5],
    ["", undefined],
    ["about 40", undefined],
    ["40 ms", undefined],
    ["1,2", undefined],
    ["Infinity", undefined],
    ["0x10", undefined],
  ];
  for (const [text, want] of cases) assert.equal(number(text), want, JSON.stringify(text));
});

test("an answer within the tolerance is met, and a right one before a wrong one", () => {
  const right = { right: true, value: 40, tolerance: 2 };
  const wide = { right: false, value: 45, tolerance: 10 };
  assert.equal(answerTo(42, [wide, right]), right);
  assert.equal(answerTo(42.5, [wide, right]), wide);
  assert.equal(answerTo(400, [wide, right]), undefined);
  const exact = { right: true, value: 0.3, tolerance: 0 };
  assert.equal(answerTo(0.1 + 0.2, [exact]), exact);
});

test("columns in bytes become places in a browser's text", () => {
  const line = 'x := "é→🙂" + y';
  const at = (part) => Buffer.byteLength(line.slice(0, line.indexOf(part)));
  for (const part of ["x", ":=", "é", "→", "🙂", '" +', "y"]) {
    assert.equal(utf16(line, at(part)), line.indexOf(part), part);
  }
  assert.equal(utf16(line, 1000), line.length);
  assert.equal(utf16("", 3), 0);
});

test("what a message compares is what the server finds in it", async () => {
  for (const { name, message, found } of await golden("compare.json")) {
    assert.deepEqual(compare(message), found ?? [], name);
  }
});

test("a run in the page looks like one on the server", async () => {
  const settled = (html) => html.replace(/\s*(<[^>]+>)\s*/g, "$1");
  for (const { name, example, files, verdict, figures, html } of await golden("runs.json")) {
    assert.equal(settled(verdictHTML({ ...verdict, figures }, { example, files: files ?? [], where: "on the server" })), settled(html), name);
  }
});

test("what changed since the last answer is told for checks that were there", () => {
  const answer = (passed) => Object.entries(passed).map(([test, passed]) => ({ test, passed }));
  const found = changes(answer({ a: true, b: false, c: false, gone: true }), answer({ a: false, b: true, c: false, fresh: true }));
  assert.deepEqual([...found], [["a", "newly failing"], ["b", "newly passing"]]);
  assert.equal(summary(found), "Since the last time: 1 newly passing, 1 newly failing.");
  assert.equal(summary(changes([], answer({ a: true }))), "");
});

test("each line of output has the virtual time at which it began", () => {
  assert.deepEqual(stamped([{ text: "a\nb", at: 0 }, { text: "c\n", at: 1500 }, { text: "\nd", at: 60_000 }]), [
    { text: "a", at: "0.000 s" },
    { text: "bc", at: "0.000 s" },
    { text: "", at: "1:00.000" },
    { text: "d", at: "1:00.000" },
  ]);
  assert.equal(stamped([{ text: "a", at: 0 }, { text: "b" }]), undefined);
  assert.equal(stamped([]), undefined);
});

test("output is stamped as it comes, and a line that goes on keeps its time", () => {
  const all = new Stamper();
  assert.equal(all.add("a", 0), 0);
  assert.equal(all.add("b\nc", 1500), 0);
  assert.equal(all.add("", 1600), 1);
  assert.equal(all.add("\n", 1700), 1);
  assert.equal(all.add("d\n", 2000), 2);
  assert.deepEqual(all.lines.map((l) => `${l.at} ${l.text}`), ["0.000 s ab", "1.500 s c", "2.000 s d"]);
});

test("the cursor stays at its spot when the code is spaced otherwise", () => {
  const before = "func  f( ){\nx:=1\n}\n";
  const after = "func f() {\n\tx := 1\n}\n";
  const marked = (text, at) => text.slice(0, at) + "|" + text.slice(at);
  for (const [offset, want] of [
    [0, "|func f() {\n\tx := 1\n}\n"],
    [before.indexOf("f("), "func |f() {\n\tx := 1\n}\n"],
    [before.indexOf("x:") + 1, "func f() {\n\tx| := 1\n}\n"],
    [before.indexOf("}"), "func f() {\n\tx := 1\n|}\n"],
    [before.length, "func f() {\n\tx := 1\n}\n|"],
  ]) {
    assert.equal(marked(after, sameSpot(before, offset, after)), want);
  }
  for (let i = 0; i <= after.length; i++) assert.equal(sameSpot(after, i, after), i, `${i}`);
});

test("a program comes back out of its address", async () => {
  const source = 'package main\n\nfunc main() { println("é→🙂") }\n';
  const address = new URL(await shareable("http://host/chapters/clocks?x=1#old", "run-2", source));
  assert.equal(address.pathname + address.search, "/chapters/clocks?x=1");
  assert.deepEqual(await shared(address.hash), { example: "run-2", source });
  for (const other of ["", "#run-2", "#run=run-2.", "#run=run-2.AAAA", address.hash.slice(0, -6), "#run=run-2.%3Cscript%3E"]) {
    assert.equal(await shared(other), undefined, other);
  }
  const bomb = new URL(await shareable("http://host/", "run-1", "x".repeat(1 << 20)));
  assert.ok(bomb.hash.length < 4000);
  assert.equal(await shared(bomb.hash), undefined, "a program of a megabyte");
});

test("causes come before and effects after, through every message", () => {
  const event = (id, kind, node, vector = []) => ({ id, kind, node, vector, says: id });
  const events = [
    event("a1", "local", "A", [1, 0]),
    event("a2", "send", "A", [2, 0]),
    event("b1", "local", "the B", [0, 1]),
    event("split", "partition", ""),
    event("note", "note", "A"),
    event("b2", "receive", "the B", [2, 2]),
    event("a3", "crash", "A", [2, 0]),
    event("lost", "lost", "the B"),
    event("b3", "local", "the B", [2, 3]),
    event("still", "pause", "the B", [2, 3]),
    { ...event("broken", "fail", "the B", [2, 4]), at: "120ms" },
  ];
  const order = causality(events, [
    { from: "a2", to: "b2" },
    { from: "b2", to: "lost" },
  ]);
  const sorted = (ids) => [...ids].sort().join(" ");
  assert.equal(sorted(order.past("b2")), "a1 a2 b1");
  assert.equal(sorted(order.future("a1")), "a2 a3 b2 b3 broken lost still");
  assert.equal(sorted(order.past("a3")), "a1 a2");
  assert.equal(sorted(order.future("lost")), "");
  assert.equal(sorted(order.past("split")) + sorted(order.future("note")), "");
  assert.equal(
    shiViz(["A", "the B"], events),
    'A {"A":1}\na1\nA {"A":2}\na2\nthe_B {"the_B":1}\nb1\nthe_B {"A":2,"the_B":2}\nb2\nthe_B {"A":2,"the_B":3}\nb3\nthe_B {"A":2,"the_B":4}\n@120ms broken\n',
  );
});

test("a symptom is kept where each word of a query begins one of its own", () => {
  const symptom = "All clients come back in the same second after a 429";
  for (const query of ["", "  ", "client", "CLIENTS sec", "429 all"]) assert.ok(matches(query, symptom), query);
  for (const query of ["lients", "client lease", "4290"]) assert.ok(!matches(query, symptom), query);
  assert.ok(matches("größe", "Die Größe"));
});

test("events are read whole, whatever pieces they come in", () => {
  const text = 'event: phrase\ndata: {"text":"a\\n\\nb"}\n\n: still here\n\nevent: ending\ndata: {}\n\nevent: phrase\ndata: lost';
  const want = [
    { name: "phrase", data: '{"text":"a\\n\\nb"}' },
    { name: "ending", data: "{}" },
  ];
  for (let size = 1; size <= text.length; size++) {
    const events = new Events();
    const got = [];
    for (let at = 0; at < text.length; at += size) got.push(...events.read(text.slice(at, at + size)));
    assert.deepEqual(got, want);
  }
});

test("a calculator in the page computes and rounds as the server does", async () => {
  const figure = await readFile(join(src, "..", "..", "content", "estimate", "testdata", "shortener.html"), "utf8");
  const plain = (text) => text.replaceAll("&#34;", '"').replaceAll("&#39;", "'");
  const rows = [...figure.matchAll(/<tr data-name="(\w+)" data-scale="([^"]+)" data-unit="([^"]*)"(?: data-given="([^"]*)")?[^>]*?(?: data-formula="([^"]*)")?>.*?data-value="\w+">([^<]*)</g)];
  assert.equal(rows.length, 10);
  const values = {};
  for (const [, name, scale, unit, given, formula, value] of rows) {
    values[name] = given === undefined ? evaluate(JSON.parse(plain(formula)), values) : number(given) * Number(scale);
    assert.equal(shown(given ?? values[name] / Number(scale), unit), value, name);
  }
  assert.equal(shown(evaluate(["ceil", ["+", 0.1, ["+", 0.2, 0.7]]], {}), ""), "1");
  assert.equal(shown(evaluate(["min", 3, ["max", 1, 2]], {}), ""), "2");
  assert.equal(shown(evaluate(["-", 1, ["/", 1, 3]], {}), "%"), "0.667%");
  assert.equal(shown(1 / 30000, "s"), "3.33e-5\u00a0s");
  assert.equal(shown(100000 / 3, ""), "33,300");
});
