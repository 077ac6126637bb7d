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
  entryPoints: ["number.ts", "position.ts", "compare.ts", "verdict.ts"].map((name) => join(src, name)),
  bundle: true,
  format: "esm",
  outdir,
  outExtension: { ".js": ".mjs" },
  logLevel: "warning",
});
const module = (name) => import(pathToFileURL(join(outdir, `${name}.mjs`)));
const { answerTo, number } = await module("number");
const { utf16 } = await module("position");
const { compare } = await module("compare");
const { verdictHTML } = await module("verdict");

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
    assert.deepEqual(compare(message) ?? null, found, name);
  }
});

test("a run in the page looks like one on the server", async () => {
  const settled = (html) => html.replace(/\s*(<[^>]+>)\s*/g, "$1");
  for (const { name, example, files, verdict, html } of await golden("runs.json")) {
    assert.equal(settled(verdictHTML(verdict, { example, files: files ?? [], where: "on the server" })), settled(html), name);
  }
});
