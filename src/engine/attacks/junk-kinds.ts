/**
 * The kinds of junk: what one junk row looks like, on pictures, points, tables and messages. Draws values only; which
 * rows, which labels and the truth about them are junk-injection.ts. Each function fills `out` with values the data can hold.
 */
import { inputOf, rangeOf, type DatasetMeta, type Rows } from "../core/data";
import type { Rng } from "../core/rng";
import { NO_WORD, UNKNOWN_WORD } from "../core/text";

const clip = (v: number, [low, high]: readonly [number, number]) => Math.min(high, Math.max(low, v));
const wordsIn = (row: Float32Array): number => {
  const end = row.indexOf(NO_WORD);
  return end < 0 ? row.length : end;
};
const anyWord = (size: number, rng: Rng) => (size > UNKNOWN_WORD + 1 ? UNKNOWN_WORD + 1 + rng.int(size - UNKNOWN_WORD - 1) : UNKNOWN_WORD);

/** Random values: pixels and numbers anywhere in their range, any level, any words in the number of a real message. */
export function noise(out: Float32Array, like: Float32Array | null, meta: DatasetMeta, rng: Rng): void {
  const { columns, text } = meta;
  if (text) {
    const words = like ? like.filter((w) => w !== NO_WORD).length : out.length;
    for (let j = 0; j < words; j++) out[j] = anyWord(text.size, rng);
  } else for (let j = 0; j < out.length; j++) {
    const column = columns?.[j], [low, high] = rangeOf(meta, j);
    out[j] = column?.kind === "category" ? rng.int(column.levels.length) : low + (high - low) * rng.uniform();
  }
}

/** The row with normal noise of this deviation (share of each value's range); levels and words are drawn anew with that probability, or another. */
export function blurred(out: Float32Array, row: Float32Array, meta: DatasetMeta, amount: number, rng: Rng, replaced = amount): void {
  out.set(row);
  const { columns, text } = meta, reach = text ? wordsIn(row) : row.length;
  for (let j = 0; j < reach; j++) {
    const column = columns?.[j], range = rangeOf(meta, j);
    if (text || column?.kind === "category") {
      if (rng.uniform() < replaced) out[j] = text ? anyWord(text.size, rng) : rng.int((column as { levels: readonly string[] }).levels.length);
    } else out[j] = clip(row[j]! + amount * (range[1] - range[0]) * rng.normal(), range);
  }
}

/** The same thing seen again: a picture moved by a pixel, a message with one other word, and a little noise on numbers. */
export function nearDuplicate(out: Float32Array, row: Float32Array, meta: DatasetMeta, rng: Rng): void {
  if (meta.text) {
    out.set(row);
    const words = wordsIn(row);
    if (words > 0) out[rng.int(words)] = anyWord(meta.text.size, rng);
    return;
  }
  if (meta.modality !== "image") return blurred(out, row, meta, 0.02, rng, 0);
  const [height, width, channels] = meta.shape as [number, number, number], way = rng.int(8), step = way < 4 ? way : way + 1;
  const down = Math.floor(step / 3) - 1, right = (step % 3) - 1, shifted = new Float32Array(row.length);
  // What moves in over the edge repeats the edge.
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) for (let c = 0; c < channels; c++)
    shifted[(y * width + x) * channels + c] = row[(clip(y - down, [0, height - 1]) * width + clip(x - right, [0, width - 1])) * channels + c]!;
  blurred(out, shifted, meta, 0.03, rng);
}

/** Made of real parts but unlike any class: a picture inverted, cut up or laid over another; each column or word from another row. */
export function offDistribution(out: Float32Array, row: Float32Array, rows: Rows, meta: DatasetMeta, rng: Rng): void {
  const other = () => inputOf(rows, rng.int(rows.n));
  if (meta.text) {
    for (let j = 0, words = wordsIn(row); j < words; j++) {
      const from = other(), n = wordsIn(from);
      out[j] = n > 0 ? from[rng.int(n)]! : row[j]!;
    }
    return;
  }
  if (meta.modality !== "image") return out.forEach((_, j) => { out[j] = other()[j]!; });
  const [low, high] = meta.valueRange, way = rng.int(3);
  if (way === 0) return row.forEach((v, j) => { out[j] = low + high - v; });
  if (way === 1) {
    const second = other();
    return row.forEach((v, j) => { out[j] = (v + second[j]!) / 2; });
  }
  const [height, width, channels] = meta.shape as [number, number, number], tall = Math.max(1, Math.floor(height / 4)), wide = Math.max(1, Math.floor(width / 4));
  const down = Math.floor(height / tall), across = Math.floor(width / wide), order = rng.shuffle(Int32Array.from({ length: down * across }, (_, i) => i));
  out.set(row);
  order.forEach((from, to) => {
    for (let y = 0; y < tall; y++) {
      const at = (tile: number) => ((Math.floor(tile / across) * tall + y) * width + (tile % across) * wide) * channels;
      out.set(row.subarray(at(from), at(from) + wide * channels), at(to));
    }
  });
}
