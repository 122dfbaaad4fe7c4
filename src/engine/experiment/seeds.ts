/** A rate over several runs with different seeds as one. */
import type { MetricValue } from "./result";

/** Mean of what is known: low and high are the range over the runs, n the sum, `values` the single ones. One alone keeps its own interval; null without any. */
export function meanRate(all: readonly (MetricValue | null | undefined)[]): MetricValue | null {
  const known = all.filter((v): v is MetricValue => v !== null && v !== undefined), values = known.map((v) => v.value);
  if (known.length <= 1) return known[0] ?? null;
  return { value: values.reduce((a, b) => a + b, 0) / values.length, n: known.reduce((sum, v) => sum + v.n, 0), low: Math.min(...values), high: Math.max(...values), values };
}
