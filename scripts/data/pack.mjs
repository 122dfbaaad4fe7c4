// What the converters in this folder share: loading the engine's own packers, cutting pictures into stratified shards, and
// writing (or, for check.mjs, comparing) the files. Knows no particular data set. Not part of the page.
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

export const root = fileURLToPath(new URL("../../", import.meta.url));
export const load = async (path) => (await runnerImport(`${root}${path}`, { root, configFile: false, logLevel: "error" })).module;
export const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
/** Lines of a NOTICE under its left column. */
export const column = (lines) => lines.map((line) => `          ${line}`).join("\n");

/**
 * Packs pictures (arrays of whole numbers) with their labels into shards of `each`. Returns the files by path: the shards
 * and the table of checksums that the loader imports. `check(pixels, back)` says whether packing kept what it should.
 */
export async function packShards({ id, constant, script, images, labels, classes, each, pack, unpack, height, width, check }) {
  const { stratifiedOrder } = await load("src/engine/datasets/split.ts"), { Rng } = await load("src/engine/core/rng.ts");
  const order = stratifiedOrder(labels, classes, Rng.fromSeed(0).fork(`${id}/shards`));
  const size = images[0].length, files = new Map(), sums = [];
  let total = 0;
  for (let shard = 0; shard * each < labels.length; shard++) {
    const rows = order.slice(shard * each, shard * each + each);
    const pixels = new Uint8Array(each * size), names = new Uint8Array(each / 2);
    rows.forEach((row, i) => {
      pixels.set(images[row], i * size);
      names[i >> 1] |= labels[row] << (i % 2 ? 0 : 4);
    });
    const packed = pack(pixels, each, height, width);
    if (!check(pixels, unpack(packed, each, height, width))) throw new Error(`${id}: shard ${shard} does not survive packing`);
    const bytes = Buffer.concat([names, packed]);
    files.set(`public/data/${id}/${shard}.bin`, bytes);
    sums.push(sha256(bytes));
    total += bytes.length;
  }
  files.set(`src/engine/datasets/${id}-shards.ts`, Buffer.from(`/** SHA-256 of public/data/${id}/N.bin, one a shard. Written by scripts/data/${script}; do not edit by hand. */
export const ${constant}: readonly string[] = [
${sums.map((sum) => `  "${sum}",`).join("\n")}
];
`));
  const table = column(sums.map((sum, i) => `${sum}  ${i}.bin`));
  return { files, total, table };
}

export const same = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)) === 0;

/** Runs `build` and writes its files, when the module that calls this was started by hand. */
export async function writeWhenRun(url, build) {
  if (resolve(process.argv[1] ?? "") !== fileURLToPath(url)) return;
  for (const [path, bytes] of await build(...process.argv.slice(2))) {
    mkdirSync(dirname(`${root}${path}`), { recursive: true });
    writeFileSync(`${root}${path}`, bytes);
    console.log(`${path} ${bytes.length} bytes`);
  }
}
