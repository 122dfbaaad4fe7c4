// Makes public/data/signs/: synthetic photographs of twelve road signs, drawn by signs-scene.mjs from the artwork and textures
// in scripts/data/signs/ (see the NOTICE there), four stratified shards of 1,000. Run by hand from the repository root:
// node scripts/data/signs.mjs. The output is committed; running it again changes nothing. Not part of the page.
import { readFileSync } from "node:fs";
import { Resvg } from "@resvg/resvg-js";
import { load, packShards, root, writeWhenRun } from "./pack.mjs";
import { SIDE, photograph } from "./signs-scene.mjs";

const TOTAL = 4000, ICON = 128;
/** File of the artwork by class, in the order of the labels. */
export const ARTWORK = [
  "regulatory--maximum-speed-limit-30--g1", "regulatory--maximum-speed-limit-50--g1", "regulatory--maximum-speed-limit-80--g1", "regulatory--no-overtaking--g1",
  "regulatory--stop--g1", "regulatory--yield--g1", "regulatory--no-entry--g1", "regulatory--priority-road--g1",
  "regulatory--keep-right--g1", "regulatory--roundabout--g1", "warning--roadworks--g3", "warning--pedestrians-crossing--g1",
];

/** The artwork, which is square, at ICON × ICON; premultiplied values 0..1. It holds no text, so no fonts are looked for. */
function draw(svg) {
  const picture = new Resvg(svg, { font: { loadSystemFonts: false }, fitTo: { mode: "width", value: ICON } }).render();
  if (picture.width !== ICON || picture.height !== ICON) throw new Error("the artwork is not square");
  return { side: ICON, values: Float64Array.from(picture.pixels, (v) => v / 255) };
}

function texture(name) {
  const bytes = readFileSync(`${root}scripts/data/signs/${name}.pgm`), side = Number(/^P5\n(\d+) /.exec(bytes.toString("latin1", 0, 16))[1]);
  return { side, values: Float64Array.from(bytes.subarray(bytes.length - side * side), (v) => v / 255) };
}

export async function build() {
  const { packPhotos, unpackPhotos } = await load("src/engine/datasets/photo-coder.ts"), { Rng } = await load("src/engine/core/rng.ts");
  const icons = ARTWORK.map((name) => draw(readFileSync(`${root}scripts/data/signs/${name}.svg`, "utf8")));
  const textures = { brick: texture("brick"), grass: texture("grass"), gravel: texture("gravel") };
  const labels = Uint8Array.from({ length: TOTAL }, (_, i) => i % ARTWORK.length), rng = Rng.fromSeed(0);
  const images = Array.from(labels, (label, i) => photograph(icons[label], textures, rng.fork(`signs/${i}`)));
  // Lossy, mostly in color, which is kept at half the resolution; 12 of 256 levels root mean square at most.
  const check = (a, b) => { let sum = 0; a.forEach((v, i) => { sum += (v - b[i]) ** 2; }); return sum / a.length < 144; };
  const { files, total, table } = await packShards({ id: "signs", constant: "SIGN_SHARDS", script: "signs.mjs", images, labels, classes: ARTWORK.length, each: 1000, pack: packPhotos, unpack: unpackPhotos, height: SIDE, width: SIDE, check });
  files.set("public/data/signs/NOTICE", Buffer.from(`Road signs (synthetic): 4,000 pictures of twelve road signs, drawn by a program. None of them is a photograph.

Source    The artwork of the signs and three textures, in scripts/data/signs/ with their own NOTICE and checksums:
          sign artwork from npm package mapillary_sprite_source, version 1.8.0; textures from Debian package
          python3-skimage, version 0.19.3-8.
Rights    Sign artwork: Copyright (c) 2015 mapillary, under the MIT license below. Textures: CC0. The pictures
          themselves are under this project's MIT license.
Change    Each picture is a sign in random perspective before a random street, with fading, dirt, shadow, sometimes leaves or a
          post in front, blur, exposure, white balance and noise; 32 × 32 pixels in color; cut into four stratified shards
          of 1,000; packed with loss. Made by scripts/data/signs.mjs and signs-scene.mjs from a fixed seed.
Format    Each N.bin: 500 bytes of labels, two a byte, high half first; then the pictures as src/engine/datasets/
          photo-coder.ts packs them. All together ${total.toLocaleString("en-US")} bytes. SHA-256:
${table}

${readFileSync(`${root}scripts/data/signs/LICENSE.mapillary`, "utf8").trim()}
`));
  return files;
}

await writeWhenRun(import.meta.url, build);
