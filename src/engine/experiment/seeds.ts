/** A rate over several runs with different seeds as one. */
import { wilson } from "../core/statistics";
import type { MetricValue } from "./result";

/** Mean of what is known: low and high are the range over the runs, n the sum, `values` the single ones. One alone keeps its own interval; null without any. */
export function meanRate(all: readonly (MetricValue | null | undefined)[]): MetricValue | null {
  const known = all.filter((v): v is MetricValue => v !== null && v !== undefined), values = known.map((v) => v.value);
  if (known.length <= 1) return known[0] ?? null;
  return { value: values.reduce((a, b) => a + b, 0) / values.length, n: known.reduce((sum, v) => sum + v.n, 0), low: Math.min(...values), high: Math.max(...values), values };
}

/** Student's t for a two-sided 95 % interval, by degrees of freedom from 1 to 9: at most ten seeds. */
const T95 = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262] as const;

/**
 * A 95 % interval of a rate over seeds: of the mean (Student's t, cut to [0, 1]) when there are several; of what was counted
 * (Wilson) for one seed, and where each seed is a single trial that hits or misses.
 */
export function tInterval(known: readonly MetricValue[]): { readonly value: number; readonly n: number; readonly low: number; readonly high: number; readonly of: "seeds" | "rows" } {
  const values = known.map((v) => v.value), k = values.length, mean = values.reduce((a, b) => a + b, 0) / k, n = known.reduce((sum, v) => sum + v.n, 0);
  if (k === 1) return { value: mean, n, low: known[0]!.low, high: known[0]!.high, of: "rows" };
  if (known.every((v) => v.n === 1)) return { ...wilson(values.reduce((a, b) => a + b, 0), k), of: "rows" };
  const half = (T95[Math.min(k - 2, T95.length - 1)]! * Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (k - 1))) / Math.sqrt(k);
  return { value: mean, n, low: Math.max(0, mean - half), high: Math.min(1, mean + half), of: "seeds" };
}
