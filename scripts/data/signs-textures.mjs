// Cuts the three textures that scripts/data/signs.mjs puts behind and in front of the signs out of Debian's python3-skimage.
// The package is not on npm, so this is a one-off; its output scripts/data/signs/*.pgm is committed. By hand:
//   apt-get download python3-skimage && dpkg -x python3-skimage_*.deb DIR
//   node scripts/data/signs-textures.mjs DIR/usr/lib/python3/dist-packages/skimage/data
import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import { writeWhenRun } from "./pack.mjs";

const SIDE = 160;

/** The pixels of an 8-bit grey PNG without interlacing. */
function greyPng(bytes) {
  const width = bytes.readUInt32BE(16), height = bytes.readUInt32BE(20), parts = [];
  if (bytes[24] !== 8 || bytes[25] !== 0 || bytes[28] !== 0) throw new Error("not a plain 8-bit grey PNG");
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at))
    if (bytes.toString("latin1", at + 4, at + 8) === "IDAT") parts.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
  const raw = inflateSync(Buffer.concat(parts)), out = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const value = raw[y * (width + 1) + 1 + x], filter = raw[y * (width + 1)];
      const a = x ? out[y * width + x - 1] : 0, b = y ? out[(y - 1) * width + x] : 0, c = x && y ? out[(y - 1) * width + x - 1] : 0;
      const near = [a, b, c].reduce((best, v) => (Math.abs(a + b - c - v) < Math.abs(a + b - c - best) ? v : best), a);
      out[y * width + x] = value + [0, a, b, (a + b) >> 1, near][filter];
    }
  return { width, out };
}

export async function build(folder) {
  return new Map(["brick", "grass", "gravel"].map((name) => {
    const { width, out } = greyPng(readFileSync(`${folder}/${name}.png`)), crop = new Uint8Array(SIDE * SIDE);
    for (let y = 0; y < SIDE; y++) crop.set(out.subarray((y + 100) * width + 100, (y + 100) * width + 100 + SIDE), y * SIDE);
    return [`scripts/data/signs/${name}.pgm`, Buffer.concat([Buffer.from(`P5\n${SIDE} ${SIDE}\n255\n`), crop])];
  }));
}

await writeWhenRun(import.meta.url, build);
