/**
 * Pictures for the documentation: what an attack or a probe does to a few inputs, as PNG. Pixels come from the engine
 * itself; points are drawn as dots. Encodes PNG and nothing else.
 */
import { deflateSync } from "node:zlib";
import type { DatasetMeta } from "../engine/index";

/** 8-bit RGB, rows from the top. */
export interface Canvas { readonly width: number; readonly height: number; readonly rgb: Uint8Array }

const PAPER = 255;
export const canvas = (width: number, height: number): Canvas => ({ width, height, rgb: new Uint8Array(width * height * 3).fill(PAPER) });

export function dot(to: Canvas, x: number, y: number, color: readonly [number, number, number], radius = 2): void {
  for (let dy = -radius; dy <= radius; dy++)
    for (let dx = -radius; dx <= radius; dx++) {
      const px = Math.round(x) + dx, py = Math.round(y) + dy;
      if (dx * dx + dy * dy <= radius * radius + 1 && px >= 0 && py >= 0 && px < to.width && py < to.height) to.rgb.set(color, (py * to.width + px) * 3);
    }
}

/** Draws a picture of the data set at (left, top), each pixel as `zoom` × `zoom`. */
export function drawInput(to: Canvas, input: ArrayLike<number>, meta: Pick<DatasetMeta, "shape" | "valueRange">, left: number, top: number, zoom: number): void {
  const [h = 1, w = 1, channels = 1] = meta.shape, [low, high] = meta.valueRange;
  for (let y = 0; y < h * zoom; y++)
    for (let x = 0; x < w * zoom; x++) {
      const at = (Math.floor(y / zoom) * w + Math.floor(x / zoom)) * channels;
      for (let c = 0; c < 3; c++) {
        const v = (input[at + (channels === 3 ? c : 0)]! - low) / (high - low);
        to.rgb[((top + y) * to.width + left + x) * 3 + c] = Math.round(255 * Math.min(1, Math.max(0, v)));
      }
    }
}

const ZOOM = 3, GAP = 6;

/** One column an example: before, after, and the change spread over the range around its middle. `order` names the rows from the top. */
export function triplets(examples: readonly { readonly before: ArrayLike<number>; readonly after: ArrayLike<number> }[], meta: DatasetMeta, order: readonly ("before" | "after" | "change")[]): Canvas {
  const [h = 1, w = 1] = meta.shape, [low, high] = meta.valueRange, middle = (low + high) / 2;
  const out = canvas(examples.length * (w * ZOOM + GAP) + GAP, order.length * (h * ZOOM + GAP) + GAP);
  const largest = Math.max(1e-6, ...examples.map(({ before, after }) => Array.from(before).reduce((m, v, i) => Math.max(m, Math.abs(after[i]! - v)), 0)));
  examples.forEach(({ before, after }, column) => {
    const change = Array.from(before, (v, i) => middle + ((after[i]! - v) / largest) * (high - middle));
    order.forEach((row, k) => drawInput(out, { before, after, change }[row], meta, GAP + column * (w * ZOOM + GAP), GAP + k * (h * ZOOM + GAP), ZOOM));
  });
  return out;
}

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});
const crc = (bytes: Uint8Array) => (bytes.reduce((c, b) => table[(c ^ b) & 255]! ^ (c >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;

function chunk(kind: string, body: Uint8Array): Uint8Array {
  const out = new Uint8Array(12 + body.length), view = new DataView(out.buffer);
  view.setUint32(0, body.length);
  out.set(new TextEncoder().encode(kind), 4);
  out.set(body, 8);
  view.setUint32(8 + body.length, crc(out.subarray(4, 8 + body.length)));
  return out;
}

export function encodePng({ width, height, rgb }: Canvas): Uint8Array {
  const head = new Uint8Array(13), view = new DataView(head.buffer), lines = new Uint8Array(height * (width * 3 + 1));
  view.setUint32(0, width);
  view.setUint32(4, height);
  head.set([8, 2, 0, 0, 0], 8);
  for (let y = 0; y < height; y++) lines.set(rgb.subarray(y * width * 3, (y + 1) * width * 3), y * (width * 3 + 1) + 1);
  const parts = [Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10), chunk("IHDR", head), chunk("IDAT", deflateSync(lines, { level: 9 })), chunk("IEND", new Uint8Array())];
  const out = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const p of parts) { out.set(p, at); at += p.length; }
  return out;
}
