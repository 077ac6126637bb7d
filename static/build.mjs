// Bundles src into dist: hashed names, minified, with .br and .gz copies and a
// manifest from plain names ("site.css") to hashed ones. What the engines load
// comes from bin/page, and lies in dist compressed only. Run it from anywhere.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { icon } from "./icon.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const src = join(here, "src");
const dist = join(here, "dist");
const engines = join(here, "..", "bin", "page");

const common = {
  absWorkingDir: here,
  outdir: dist,
  bundle: true,
  minify: true,
  metafile: true,
  target: ["chrome111", "firefox114", "safari16.4"],
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  legalComments: "none",
  logLevel: "warning",
};

// The Emacs keys mark the calls that set them up as free of effects, and would
// be left out.
const emacs = {
  name: "emacs",
  setup: (build) =>
    build.onLoad({ filter: /codemirror-emacs[\\/]dist[\\/]index\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replaceAll("/*@__PURE__*/EmacsHandler", "EmacsHandler"),
      loader: "js",
    })),
};

await mkdir(dist, { recursive: true });
for (const name of await readdir(dist)) {
  if (name !== ".keep") await rm(join(dist, name), { recursive: true });
}

const results = await Promise.all([
  // theme.js blocks the first paint, so that no page flashes in the wrong
  // colours. It stands alone and is tiny.
  build({ ...common, entryPoints: [join(src, "theme.ts")], format: "iife" }),
  // The pages' modules share chunks; the editor is fetched when it is wanted.
  build({ ...common, entryPoints: [join(src, "page.ts"), join(src, "lab.ts"), join(src, "remembering.ts"), join(src, "ask.ts"), join(src, "symptoms.ts"), join(src, "engine/engine.ts")], format: "esm", splitting: true, plugins: [emacs] }),
  // A preview's pages alone load it, so it shares nothing with the others.
  build({ ...common, entryPoints: [join(src, "preview.ts")], format: "esm" }),
  // A worker loads Go's own script, which a module could not.
  build({
    ...common,
    entryPoints: { "engine-worker": join(src, "engine/worker.ts"), "service-worker": join(src, "engine/service-worker.ts") },
    format: "iife",
  }),
  build({
    ...common,
    entryPoints: [join(src, "site.css"), join(src, "book.css"), join(src, "remembering.css"), join(src, "finding.css"), join(src, "mark.svg")],
    loader: { ".woff2": "file", ".svg": "copy" },
  }),
]);

const manifest = {};
for (const { metafile } of results) {
  for (const [path, output] of Object.entries(metafile.outputs)) {
    if (output.entryPoint === undefined) continue;
    // esbuild puts a dash and eight characters behind the plain name.
    manifest[basename(path).replace(/-[A-Z0-9]{8}(\.\w+)$/, "$1")] = basename(path);
  }
}
// Fonts are named in the manifest too, so that a page can ask for them early.
for (const name of await readdir(dist)) {
  if (extname(name) === ".woff2") manifest[name.replace(/-[A-Z0-9]{8}\.woff2$/, ".woff2")] = name;
}
const hash = (bytes) => createHash("sha256").update(bytes).digest("base64url").replaceAll(/[-_]/g, "").slice(0, 8).toUpperCase();

function compressed(bytes, quality, window) {
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_LGWIN]: window,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
}

// Compressing the engines takes longer than all the rest, so it is done once for
// each content. The hardest level would take ten times as long for a tenth less.
const listed = {};
for (const plain of ["engine.wasm", "compile.wasm", "link.wasm", "archives.bin"]) {
  const bytes = await readFile(join(engines, plain)).catch(() => {
    throw new Error(`there is no ${join(engines, plain)}: run make engines`);
  });
  const hashed = plain.replace(".", `-${hash(bytes)}.`);
  const kept = join(engines, hashed + ".br");
  if (!(await readdir(engines)).includes(basename(kept))) {
    for (const name of await readdir(engines)) {
      if (name.startsWith(plain.replace(/\..*/, "-")) && name.endsWith(".br")) await rm(join(engines, name));
    }
    await writeFile(kept + ".new", compressed(bytes, 9, constants.BROTLI_MAX_WINDOW_BITS));
    await rename(kept + ".new", kept);
  }
  await copyFile(kept, join(dist, hashed + ".br"));
  manifest[plain] = hashed;
  listed[plain.replace(/\..*/, "")] = { url: hashed, size: bytes.length };
}
const { compile, link, archives } = listed;
for (const [plain, bytes] of [
  ["wasm_exec.js", await readFile(join(engines, "wasm_exec.js"))],
  ["compiler.json", Buffer.from(JSON.stringify({ compile, link, archives }))],
  ["icon-192.png", icon(192, 0.8)],
  ["icon-512.png", icon(512, 0.8)],
  ["icon-maskable.png", icon(512, 0.55)],
]) {
  manifest[plain] = plain.replace(".", `-${hash(bytes)}.`);
  await writeFile(join(dist, manifest[plain]), bytes);
}

for (const plain of ["theme.js", "page.js", "lab.js", "remembering.js", "ask.js", "symptoms.js", "preview.js", "engine.js", "engine-worker.js", "service-worker.js", "site.css", "remembering.css", "finding.css", "book.css", "mark.svg"]) {
  if (manifest[plain] === undefined) throw new Error(`dist has no ${plain}`);
}
const sorted = Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1)));
await writeFile(join(dist, "manifest.json"), JSON.stringify(sorted, null, 2) + "\n");

for (const name of await readdir(dist)) {
  if (![".js", ".css", ".svg"].includes(extname(name))) continue; // a font is compressed already
  const bytes = await readFile(join(dist, name));
  await writeFile(join(dist, name + ".gz"), gzipSync(bytes, { level: 9 }));
  await writeFile(join(dist, name + ".br"), compressed(bytes, constants.BROTLI_MAX_QUALITY, constants.BROTLI_DEFAULT_WINDOW));
}
