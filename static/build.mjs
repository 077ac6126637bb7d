// Bundles src into dist: hashed names, minified, with .br and .gz copies and a
// manifest from plain names ("site.css") to hashed ones. Run it from anywhere.
import { build } from "esbuild";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const src = join(here, "src");
const dist = join(here, "dist");

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

await mkdir(dist, { recursive: true });
for (const name of await readdir(dist)) {
  if (name !== ".keep") await rm(join(dist, name), { recursive: true });
}

const results = await Promise.all([
  // theme.js blocks the first paint, so that no page flashes in the wrong
  // colours. It stands alone and is tiny.
  build({ ...common, entryPoints: [join(src, "theme.ts")], format: "iife" }),
  // The pages' modules share chunks; the editor is fetched when it is wanted.
  build({ ...common, entryPoints: [join(src, "page.ts"), join(src, "lab.ts")], format: "esm", splitting: true }),
  build({
    ...common,
    entryPoints: [join(src, "site.css"), join(src, "mark.svg")],
    loader: { ".woff2": "file", ".svg": "copy" },
  }),
]);

const manifest = {};
for (const { metafile } of results) {
  for (const [path, output] of Object.entries(metafile.outputs)) {
    if (output.entryPoint === undefined) continue;
    const plain = basename(output.entryPoint).replace(/\.ts$/, ".js");
    manifest[plain] = basename(path);
  }
}
// Fonts are named in the manifest too, so that a page can ask for them early.
for (const name of await readdir(dist)) {
  if (extname(name) === ".woff2") manifest[name.replace(/-[A-Z0-9]{8}\.woff2$/, ".woff2")] = name;
}
for (const plain of ["theme.js", "page.js", "lab.js", "site.css", "mark.svg"]) {
  if (manifest[plain] === undefined) throw new Error(`dist has no ${plain}`);
}
const sorted = Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1)));
await writeFile(join(dist, "manifest.json"), JSON.stringify(sorted, null, 2) + "\n");

for (const name of await readdir(dist)) {
  if (![".js", ".css", ".svg"].includes(extname(name))) continue; // a font is compressed already
  const bytes = await readFile(join(dist, name));
  await writeFile(join(dist, name + ".gz"), gzipSync(bytes, { level: 9 }));
  await writeFile(
    join(dist, name + ".br"),
    brotliCompressSync(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  );
}
