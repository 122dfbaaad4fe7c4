/**
 * A sticker that a person paints pixel by pixel, as one string: ten hexadecimal digits a pixel, `rrccRRGGBB` (row, column,
 * red, green, blue), so that it fits in a spec and a link. Reads, writes and stamps it; decides nothing about labels.
 */
import type { DatasetMeta } from "../core/data";
import { Rng } from "../core/rng";

export interface PaintedPixel {
  readonly row: number;
  readonly column: number;
  /** Red, green and blue, whole numbers from 0 to 255; grey pictures take their mean. */
  readonly rgb: readonly [number, number, number];
}

/** Most pixels that one sticker can have. */
export const MOST_PAINTED = 400;
/** What a written sticker looks like: lowercase, nothing between the pixels; empty while nothing is painted. */
export const PAINTED = new RegExp(`^(?:[0-9a-f]{10}){0,${MOST_PAINTED}}$`);

/** The pixels of a written sticker, in its order; where two stand in one place, the later one shows. */
export function parsePainted(text: string): PaintedPixel[] {
  if (!PAINTED.test(text)) throw new RangeError("not a painted sticker");
  const byte = (at: number) => Number.parseInt(text.slice(at, at + 2), 16);
  return Array.from({ length: text.length / 10 }, (_, i) => ({ row: byte(10 * i), column: byte(10 * i + 2), rgb: [byte(10 * i + 4), byte(10 * i + 6), byte(10 * i + 8)] }));
}

/** The same as one string. Numbers must be whole and from 0 to 255. */
export function formatPainted(pixels: readonly PaintedPixel[]): string {
  return pixels.map(({ row, column, rgb }) => [row, column, ...rgb].map((v) => v.toString(16).padStart(2, "0")).join("")).join("");
}

/** A small pink heart near the top left corner, bright enough to stand out on grey pictures. */
export const HEART = formatPainted(
  [".#.#.", "#####", "#####", ".###.", "..#.."].flatMap((line, i) => Array.from(line).flatMap((c, j) => (c === "#" ? [{ row: i + 2, column: j + 2, rgb: [255, 176, 192] as const }] : []))),
);

/** true when every pixel lies inside the picture, else what was expected and what came. */
export function checkPainted(text: string, meta: DatasetMeta): true | { field: string; message: string } {
  const [height = 0, width = 0] = meta.shape, pixels = parsePainted(text);
  if (pixels.length === 0) return { field: "painted", message: "must have at least one pixel; it has none." };
  const out = pixels.find((p) => p.row >= height || p.column >= width);
  return !out || { field: "painted", message: `must lie inside the picture, rows 0 to ${height - 1} and columns 0 to ${width - 1}; it has a pixel in row ${out.row}, column ${out.column}.` };
}

/** A generator that depends on the values of one input alone, so that the same picture is always treated the same. */
export function rngOfInput(input: Float32Array): Rng {
  let hash = 0x811c9dc5;
  for (const word of new Uint32Array(input.buffer, input.byteOffset, input.length)) {
    hash = Math.imul(hash ^ word, 0x01000193);
    hash ^= hash >>> 15;
  }
  return Rng.fromSeed(hash >>> 0).fork("place");
}
