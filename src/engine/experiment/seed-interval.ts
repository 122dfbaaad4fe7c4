/** How sure the mean of a rate over several seeds is. A file of its own, since only sweeps want it. */
import { wilson } from "../core/statistics";
import type { MetricValue } from "./result";

/** Student's t for a two-sided 95 % interval, by degrees of freedom from 1 to 9: at most ten seeds. */
const T95 = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262] as const;

/**
 * A 95 % interval of a rate over seeds: of the mean (Student's t, cut to [0, 1]) when there are several; of what was counted
 * (Wilson) for one seed, and where each seed is a single trial that hits or misses. Seeds that agree by chance have no spread
 * and would promise a certainty that a few rows cannot give: that of the mean is never narrower than the seeds' own together.
 */
export function tInterval(known: readonly MetricValue[]): { readonly value: number; readonly n: number; readonly low: number; readonly high: number; readonly of: "seeds" | "rows" } {
  const values = known.map((v) => v.value), k = values.length, mean = values.reduce((a, b) => a + b, 0) / k, n = known.reduce((sum, v) => sum + v.n, 0);
  if (k === 1) return { value: mean, n, low: known[0]!.low, high: known[0]!.high, of: "rows" };
  if (known.every((v) => v.n === 1)) return { ...wilson(values.reduce((a, b) => a + b, 0), k), of: "rows" };
  const half = (T95[Math.min(k - 2, T95.length - 1)]! * Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (k - 1))) / Math.sqrt(k);
  const counted = (away: (v: MetricValue) => number) => Math.hypot(...known.map(away)) / k;
  return { value: mean, n, low: Math.max(0, mean - Math.max(half, counted((v) => v.value - v.low))), high: Math.min(1, mean + Math.max(half, counted((v) => v.high - v.value))), of: "seeds" };
}
