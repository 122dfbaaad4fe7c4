/**
 * Numbers as integers modulo 2³², so that sums come out right whatever the order and masks cancel to the last bit. A value is
 * first clipped to [−range, range]; the scale uses all the room that the sum of n clients leaves, so nothing ever wraps around.
 */

/** How n clients write a value of at most `range`. */
export interface FixedPoint {
  readonly range: number;
  /** Largest whole number that one client sends; n of them stay below 2³¹. */
  readonly most: number;
  /** Steps a unit. Rounding moves a value, and a mean of values, by at most half a step: n · range / 2³², a bit more for the rounding of `most`. */
  readonly scale: number;
}

export function fixedPoint(range: number, n: number): FixedPoint {
  const most = Math.floor((2 ** 31 - 1) / n);
  return { range, most, scale: most / range };
}

/** A vector as integers modulo 2³², and how many of its values lay outside the range (or were not numbers, which become 0). */
export function encode(vector: Float32Array, { range, most, scale }: FixedPoint): { readonly values: Uint32Array; readonly clipped: number } {
  const values = new Uint32Array(vector.length);
  let clipped = 0;
  vector.forEach((v, j) => {
    if (!(Math.abs(v) <= range)) clipped++;
    values[j] = Number.isNaN(v) ? 0 : Math.max(-most, Math.min(most, Math.round(v * scale)));
  });
  return { values, clipped };
}

/** The mean of `count` vectors from their sum modulo 2³². */
export const decodeMean = (sum: Uint32Array, count: number, { scale }: FixedPoint): Float32Array => Float32Array.from(sum, (v) => (v | 0) / (scale * count));
