/** Several runs of one spec with different seeds as one: mean, the single values, and their range. */
import type { ArmResult, ExperimentResult, MetricValue } from "./result";

function merge(values: readonly (MetricValue | null | undefined)[]): MetricValue | null {
  const known = values.filter((v): v is MetricValue => v !== null && v !== undefined);
  if (known.length === 0) return null;
  const list = known.map((v) => v.value);
  return { value: list.reduce((a, b) => a + b, 0) / list.length, n: known.reduce((a, v) => a + v.n, 0), low: Math.min(...list), high: Math.max(...list), values: list };
}

/** Arms of the first run with each metric replaced by its mean; low and high are the range over seeds, n the sum. */
export function summarizeSeeds(results: readonly ExperimentResult[]): { readonly arms: readonly ArmResult[]; readonly seeds: readonly number[] } {
  const [first] = results;
  if (!first) throw new RangeError("no results to summarize");
  const arms = first.arms.map((arm, i) => ({
    ...arm,
    metrics: Object.fromEntries(Object.keys(arm.metrics).map((id) => [id, merge(results.map((r) => r.arms[i]?.metrics[id]))])),
    seconds: results.reduce((sum, r) => sum + (r.arms[i]?.seconds ?? 0), 0),
    ownSeconds: results.reduce((sum, r) => sum + (r.arms[i]?.ownSeconds ?? 0), 0),
  }));
  return { arms, seeds: results.map((r) => r.spec.seed) };
}
