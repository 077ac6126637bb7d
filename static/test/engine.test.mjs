// The parts of the engines that need no browser.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const src = join(dirname(fileURLToPath(import.meta.url)), "..", "src", "engine");
const outdir = await mkdtemp(join(tmpdir(), "happensbefore-engine-"));
after(() => rm(outdir, { recursive: true }));
await build({
  entryPoints: ["memory.ts", "wasi.ts"].map((name) => join(src, name)),
  bundle: true,
  format: "esm",
  outdir,
  outExtension: { ".js": ".mjs" },
  logLevel: "warning",
});
const module = (name) => import(pathToFileURL(join(outdir, `${name}.mjs`)));
const { bounded } = await module("memory");
const { realClock, start, virtualClock } = await module("wasi");

// A module with two pages of memory, exported, and a function that grows it.
const growing = new Uint8Array([
  0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
  1, 6, 1, 0x60, 1, 0x7f, 1, 0x7f, // type: (i32) -> i32
  3, 2, 1, 0, // one function of it
  5, 3, 1, 0, 2, // memory: at least 2 pages
  7, 14, 2, 3, 0x6d, 0x65, 0x6d, 2, 0, 4, 0x67, 0x72, 0x6f, 0x77, 0, 0, // exports: mem, grow
  10, 8, 1, 6, 0, 0x20, 0, 0x40, 0, 0x0b, // memory.grow
]);

test("a module's memory grows to its bound and no further", () => {
  const free = new WebAssembly.Instance(new WebAssembly.Module(growing)).exports;
  assert.equal(free.grow(1000), 2);
  const held = new WebAssembly.Instance(new WebAssembly.Module(bounded(growing, 200 * 65536))).exports;
  assert.equal(held.grow(198), 2);
  assert.equal(held.grow(1), -1);
  assert.equal(held.mem.buffer.byteLength, 200 * 65536);
});

test("a bound below what a module needs leaves it what it needs", () => {
  const held = new WebAssembly.Instance(new WebAssembly.Module(bounded(growing, 0))).exports;
  assert.equal(held.grow(1), -1);
  assert.equal(held.grow(0), 2);
});

test("a module without a memory cannot be bounded", () => {
  assert.throws(() => bounded(growing.slice(0, 20), 65536));
});

test("a program in virtual time waits without time passing, and starts where the playground does", () => {
  const clock = virtualClock();
  assert.equal(new Date(Number(clock.now() / 1000000n)).toISOString(), "2009-11-10T23:00:00.000Z");
  const before = performance.now();
  clock.wait(3600n * 1000000000n);
  assert.ok(performance.now() - before < 100);
  assert.equal(clock.elapsed(), 3600 * 1000);
});

test("waiting for real time gives up the core", () => {
  const clock = realClock();
  const [began, used] = [performance.now(), process.cpuUsage()];
  clock.wait(400n * 1000000n);
  const { user, system } = process.cpuUsage(used);
  assert.ok(performance.now() - began >= 399);
  assert.ok(user + system < 200_000, `${user + system} µs of work`);
});

test("a program that a browser cannot go on with is told as that", () => {
  const trap = new Uint8Array([
    0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    1, 4, 1, 0x60, 0, 0,
    3, 2, 1, 0,
    5, 3, 1, 0, 1,
    7, 19, 2, 6, 0x6d, 0x65, 0x6d, 0x6f, 0x72, 0x79, 2, 0, 6, 0x5f, 0x73, 0x74, 0x61, 0x72, 0x74, 0, 0,
    10, 5, 1, 3, 0, 0x00, 0x0b, // unreachable
  ]);
  const end = start(new WebAssembly.Module(trap), ["program"], [], [], virtualClock());
  assert.notEqual(end.status, 0);
  assert.match(end.crash, /unreachable/);
});
