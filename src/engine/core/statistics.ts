/**
 * Plain statistics over lists of numbers: centers, robust spreads, quantiles and the area under a ROC curve.
 * Rates carry their Wilson interval. Nothing here draws random numbers or changes its input.
 */
import type { Rate } from "./plugins";

/** Turns a median absolute deviation into an estimate of the standard deviation of normal data. */
export const MAD_TO_SIGMA = 1.4826;

/** Arithmetic mean; NaN for an empty list. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

/** The q-quantile, q in [0, 1], with linear interpolation between neighbors; NaN for an empty list. */
export function quantile(values: ArrayLike<number>, q: number): number {
  if (!(q >= 0 && q <= 1)) throw new RangeError(`a quantile must be asked for in [0, 1], not ${q}`);
  if (values.length === 0) return NaN;
  const sorted = Float64Array.from(values).sort();
  const at = q * (sorted.length - 1), below = Math.floor(at), part = at - below;
  return part === 0 ? sorted[below]! : sorted[below]! * (1 - part) + sorted[below + 1]! * part;
}

/** The middle value (mean of the two middle ones for an even count); NaN for an empty list. */
export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5);
}

/** Median absolute deviation from `center`, times 1.4826; 0 when more than half the values equal the center. */
export function mad(values: ArrayLike<number>, center = median(values)): number {
  const distance = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) distance[i] = Math.abs(values[i]! - center);
  return MAD_TO_SIGMA * median(distance);
}

/** Positions of the values from the largest to the smallest; NaN comes last, ties keep their order. */
export function descending(values: ArrayLike<number>): Int32Array {
  const key = (i: number) => (Number.isNaN(values[i]!) ? -Infinity : values[i]!);
  return Int32Array.from({ length: values.length }, (_, i) => i).sort((a, b) => {
    const x = key(a), y = key(b);
    return x === y ? a - b : x < y ? 1 : -1;
  });
}

/**
 * Chance that a random positive scores above a random negative, ties counted half; null when either kind is missing.
 * A NaN score (row never judged) counts as lower than every number: what was not looked at was not suspected.
 */
export function auroc(scores: ArrayLike<number>, positives: ArrayLike<number>): number | null {
  if (scores.length !== positives.length) throw new RangeError(`${scores.length} scores for ${positives.length} rows`);
  const order = descending(scores).reverse();
  const same = (a: number, b: number) => scores[a] === scores[b] || (Number.isNaN(scores[a]) && Number.isNaN(scores[b]));
  let rankSum = 0, count = 0;
  for (let i = 0; i < order.length; ) {
    let j = i + 1;
    while (j < order.length && same(order[i]!, order[j]!)) j++;
    for (let t = i; t < j; t++) if (positives[order[t]!]) { rankSum += (i + j + 1) / 2; count++; }
    i = j;
  }
  const others = order.length - count;
  return count === 0 || others === 0 ? null : (rankSum - (count * (count + 1)) / 2) / (count * others);
}

/** The normal quantile of a two-sided 95 % interval. */
export const Z = 1.959963984540054;

/**
 * The rate of successes in n trials with its Wilson 95 % interval, honest also for few trials and near 0 and 1, where ± 1.96
 * standard errors is not; with no trials the value is 0 and the interval [0, 1].
 * Wilson 1927, "Probable Inference, the Law of Succession, and Statistical Inference".
 */
export function wilson(successes: number, n: number): Rate {
  if (n === 0) return { value: 0, n, low: 0, high: 1 };
  const p = successes / n, z2 = Z * Z;
  const middle = (p + z2 / (2 * n)) / (1 + z2 / n);
  const half = (Z / (1 + z2 / n)) * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n));
  return { value: p, n, low: successes === 0 ? 0 : Math.max(0, middle - half), high: successes === n ? 1 : Math.min(1, middle + half) };
}
