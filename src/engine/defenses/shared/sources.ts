/** Comparing those who delivered the rows: intervals and rankings by resampling, class mixes, neighbors from other sources. It accuses nobody. */
import type { DatasetMeta, Rows } from "../../core/data";
import type { Learner } from "../../core/learner";
import type { Rng } from "../../core/rng";
import { mad, mean, median, quantile } from "../../core/statistics";
import { inputSpace } from "./input-space";
import { nearestRows } from "./neighbors";

/** A mean with its 95 % bootstrap interval, and in which share of the resamples it was the largest one. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly first: number;
}

/** Means of several samples, each drawn anew with replacement (Efron 1979, percentile interval); samples that are not `ranked` never rank first. */
export function bootstrapMeans(samples: readonly Float64Array[], times: number, rng: Rng, ranked: readonly boolean[]): Interval[] {
  const drawn = samples.map(() => new Float64Array(times)), first = new Float64Array(samples.length);
  for (let t = 0; t < times; t++) {
    let top = -1, ties: number[] = [];
    samples.forEach((values, s) => {
      let sum = 0;
      for (let i = 0; i < values.length; i++) sum += values[rng.int(values.length)]!;
      drawn[s]![t] = values.length ? sum / values.length : 0;
      if (!ranked[s]) return;
      if (top < 0 || drawn[s]![t]! > drawn[top]![t]!) { top = s; ties = [s]; } else if (drawn[s]![t] === drawn[top]![t]) ties.push(s);
    });
    for (const s of ties) first[s]! += 1 / ties.length;
  }
  return samples.map((values, s) => ({ value: values.length ? mean(values) : 0, low: quantile(drawn[s]!, 0.025), high: quantile(drawn[s]!, 0.975), first: first[s]! / times }));
}

/** Which values lie above the median of the others by `margin`, by three of the others' spreads, and with the lower end of their interval. */
export function standsOut(found: readonly Interval[], judged: readonly boolean[], margin: number): boolean[] {
  return found.map((one, s) => {
    const others = found.filter((_, o) => o !== s && judged[o]).map((o) => o.value);
    if (!judged[s] || others.length === 0) return false;
    const middle = median(others);
    return one.value - middle >= Math.max(margin, 3 * mad(others, middle)) && one.low > middle;
  });
}

/** Total variation distance between the class mix of some rows and that of all others, and the chi-square of the same table as a normal deviate (Wilson, Hilferty 1931). */
export function mixDistance(labels: Int32Array, rows: Int32Array, classes: number): { readonly distance: number; readonly z: number } {
  const own = new Float64Array(classes), all = new Float64Array(classes), n = labels.length, m = rows.length, rest = n - m;
  for (const y of labels) all[y]!++;
  for (const row of rows) own[labels[row]!]!++;
  if (m === 0 || rest === 0) return { distance: 0, z: 0 };
  let distance = 0, chi = 0, df = -1;
  for (let c = 0; c < classes; c++) {
    distance += Math.abs(own[c]! / m - (all[c]! - own[c]!) / rest) / 2;
    if (all[c] === 0) continue;
    df++;
    const expected = (all[c]! * m) / n, other = (all[c]! * rest) / n;
    chi += (own[c]! - expected) ** 2 / expected + (all[c]! - own[c]! - other) ** 2 / other;
  }
  return { distance, z: df < 1 ? 0 : (Math.cbrt(chi / df) - (1 - 2 / (9 * df))) / Math.sqrt(2 / (9 * df)) };
}

/** For each row the share of its k nearest rows that come from another source and carry another label, among those from another source; NaN without any. */
export async function neighborDoubt(learner: Learner, rows: Rows, meta: DatasetMeta, k: number, pulse: (done: number, of: number) => Promise<void>): Promise<Float32Array> {
  const space = inputSpace(rows, meta), near = await nearestRows(learner, space.inputs, rows.n, space.d, k, pulse);
  return Float32Array.from({ length: rows.n }, (_, i) => {
    const others = near.subarray(i * k, (i + 1) * k).filter((j) => rows.sources![j] !== rows.sources![i]);
    return others.length ? others.filter((j) => rows.labels[j] !== rows.labels[i]).length / others.length : NaN;
  });
}
