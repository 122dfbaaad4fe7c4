/**
 * The Wilson score interval of a rate: honest also for few trials and for rates near 0 and 1, where ± 1.96 standard errors
 * is not. Wilson 1927, "Probable Inference, the Law of Succession, and Statistical Inference".
 */
import type { Rate } from "../core/plugins";

/** The normal quantile of a two-sided 95 % interval. */
export const Z = 1.959963984540054;

/** The rate of successes in n trials with its 95 % interval; with no trials the value is 0 and the interval [0, 1]. */
export function wilson(successes: number, n: number): Rate {
  if (n === 0) return { value: 0, n, low: 0, high: 1 };
  const p = successes / n, z2 = Z * Z;
  const middle = (p + z2 / (2 * n)) / (1 + z2 / n);
  const half = (Z / (1 + z2 / n)) * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n));
  return { value: p, n, low: successes === 0 ? 0 : Math.max(0, middle - half), high: successes === n ? 1 : Math.min(1, middle + half) };
}
