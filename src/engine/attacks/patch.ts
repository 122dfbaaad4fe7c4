/** A sticker for pictures: which pixels it covers, and putting it on. Used by backdoors; decides nothing about labels. */
import type { DatasetMeta } from "../core/data";
import { checkPainted, parsePainted, rngOfInput } from "./painted";

/** Shapes that are drawn by rule, and the one that a person paints. */
export const RULED_SHAPES = ["square", "plus", "x", "checkerboard"] as const;
export const PATCH_SHAPES = [...RULED_SHAPES, "painted"] as const;
export const PATCH_POSITIONS = ["top-left", "top-right", "bottom-left", "bottom-right", "center", "custom", "random"] as const;

/** Red, green and blue of each named color, 0 to 1; "grey" is the patch's own intensity in every channel. */
const RGB = { yellow: [1, 0.87, 0], red: [0.9, 0.05, 0.1], green: [0, 0.65, 0.25], blue: [0.05, 0.3, 0.9], orange: [1, 0.55, 0], magenta: [0.95, 0.1, 0.75], cyan: [0, 0.8, 0.9] } as const;
export const PATCH_COLORS = ["grey", "yellow", "red", "green", "blue", "orange", "magenta", "cyan"] as const satisfies readonly ("grey" | keyof typeof RGB)[];

export interface Patch {
  readonly shape: (typeof PATCH_SHAPES)[number];
  /** Side in pixels. */
  readonly size: number;
  readonly position: (typeof PATCH_POSITIONS)[number];
  /** Pixels between the patch and the picture's edge, in corner positions. */
  readonly inset: number;
  /** Top-left pixel, from 0, when the position is `custom`. */
  readonly row: number;
  readonly column: number;
  /** Named colors need pictures in red, green and blue. */
  readonly color: (typeof PATCH_COLORS)[number];
  /** 0 = darkest value, 1 = brightest; of a grey patch. */
  readonly intensity: number;
  /** The pixels of a painted sticker, see painted.ts; its size, place and colors are its own. */
  readonly painted: string;
  /** Whether a painted sticker stays where it was painted or stands elsewhere in every picture. */
  readonly place: "as-painted" | "random";
}

/** Whether every picture has its sticker somewhere else. */
const wanders = (patch: Patch) => (patch.shape === "painted" ? patch.place : patch.position) === "random";

/** Top-left pixel of a patch drawn by rule as [row, column], from 0; of one that wanders, where it starts from. */
export function patchCorner(patch: Patch, height: number, width: number): readonly [number, number] {
  const { position, size, inset } = patch;
  if (position === "random") return [0, 0];
  if (position === "custom") return [patch.row, patch.column];
  if (position === "center") return [Math.floor((height - size) / 2), Math.floor((width - size) / 2)];
  return [position.startsWith("top") ? inset : height - size - inset, position.endsWith("left") ? inset : width - size - inset];
}

/** Whether the patch covers its own pixel (i, j); an even-sized plus is two pixels thick so that it stays centered. */
function covers(shape: Patch["shape"], size: number, i: number, j: number): boolean {
  const middle = (size - 1) / 2;
  if (shape === "plus") return Math.abs(i - middle) < 1 || Math.abs(j - middle) < 1;
  if (shape === "x") return i === j || i + j === size - 1;
  if (shape === "checkerboard") return (i + j) % 2 === 0;
  return true;
}

/** The covered pixels of a patch drawn by rule as row · width + column, ascending. The patch must fit. */
export function patchPixels(patch: Patch, height: number, width: number): number[] {
  const [top, left] = patchCorner(patch, height, width), pixels: number[] = [];
  for (let i = 0; i < patch.size; i++)
    for (let j = 0; j < patch.size; j++) if (covers(patch.shape, patch.size, i, j)) pixels.push((top + i) * width + left + j);
  return pixels;
}

/** true when the patch lies inside the picture, else the parameter that puts it outside and what was expected. */
export function checkPatch(patch: Patch, meta: DatasetMeta): true | { field: string; message: string } {
  const [height = 0, width = 0, channels = 1] = meta.shape, side = Math.min(height, width);
  if (patch.shape === "painted") return checkPainted(patch.painted, meta);
  if (patch.color !== "grey" && channels !== 3) return { field: "color", message: `must be grey, because the pictures of ${meta.title} have no color; it was ${patch.color}.` };
  if (patch.size > side) return { field: "size", message: `must be at most ${side}, the side of the picture; it was ${patch.size}.` };
  if (patch.position === "custom") {
    if (patch.row + patch.size > height) return { field: "row", message: `must be at most ${height - patch.size}, so that the patch stays inside the picture; it was ${patch.row}.` };
    if (patch.column + patch.size > width) return { field: "column", message: `must be at most ${width - patch.size}, so that the patch stays inside the picture; it was ${patch.column}.` };
  } else if (patch.position !== "center" && patch.position !== "random" && patch.size + patch.inset > side)
    return { field: "inset", message: `must be at most ${side - patch.size}, so that the patch stays inside the picture; it was ${patch.inset}.` };
  return true;
}

/** What a share of the brightness in each channel is in the values of the data. */
const inRange = (shares: readonly number[], [low, high]: readonly [number, number]): number[] => shares.map((share) => low + (high - low) * share);

/** What each covered pixel of a patch drawn by rule becomes, one value a channel. */
function paint({ color, intensity }: Patch, channels: number, range: readonly [number, number]): number[] {
  return inRange(color === "grey" || channels !== 3 ? new Array<number>(channels).fill(intensity) : RGB[color], range);
}

/** Every pixel that is written, with its row, column and value a channel. */
function patchMarks(patch: Patch, meta: DatasetMeta): { readonly row: number; readonly column: number; readonly value: readonly number[] }[] {
  const [height = 0, width = 0, channels = 1] = meta.shape;
  if (patch.shape === "painted")
    return parsePainted(patch.painted).map(({ row, column, rgb: [r, g, b] }) =>
      ({ row, column, value: inRange(channels === 3 ? [r / 255, g / 255, b / 255] : new Array<number>(channels).fill((r + g + b) / 765), meta.valueRange) }));
  const value = paint(patch, channels, meta.valueRange);
  return patchPixels(patch, height, width).map((pixel) => ({ row: Math.floor(pixel / width), column: pixel % width, value }));
}

/** Puts the patch on n pictures; a fresh array, the input is not changed. A random place follows from the picture's own pixels. */
export function stampPatch(patch: Patch, inputs: Float32Array, n: number, meta: DatasetMeta): Float32Array {
  const [height = 0, width = 0, channels = 1] = meta.shape, d = height * width * channels, marks = patchMarks(patch, meta), out = inputs.slice(0, n * d);
  const rows = marks.map((m) => m.row), columns = marks.map((m) => m.column), top = Math.min(...rows), left = Math.min(...columns);
  const down = height - (Math.max(...rows) - top), across = width - (Math.max(...columns) - left);
  for (let i = 0; i < n; i++) {
    const rng = wanders(patch) ? rngOfInput(inputs.subarray(i * d, i * d + d)) : null;
    const dr = rng ? rng.int(down) - top : 0, dc = rng ? rng.int(across) - left : 0;
    for (const { row, column, value } of marks) out.set(value, i * d + ((row + dr) * width + column + dc) * channels);
  }
  return out;
}
