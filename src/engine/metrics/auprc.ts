/**
 * Area under the precision-recall curve as average precision: Σ (recall − recall before) · precision over the thresholds from
 * the highest down, without interpolation. A model that knows nothing gets the share of positive rows, not one half.
 * Interval: Boyd, Eng, Page 2013, "Area under the Precision-Recall Curve: Point Estimates and Confidence Intervals" (logit);
 * where its standard error would be over 1, which it is close to 0 and 1, the Wilson interval of that share of positive rows.
 */
import { z } from "zod";
import { defineMetric } from "../core/plugins";
import { descending } from "../core/statistics";
import { scoresOf } from "./two-class";
import { wilson, Z } from "./wilson";

/** Average precision of scores; rows of equal score (or NaN, which is lowest) cross the threshold together. */
export function averagePrecision(scores: ArrayLike<number>, truth: ArrayLike<number>): number {
  const order = descending(scores);
  const same = (a: number, b: number) => scores[a] === scores[b] || (Number.isNaN(scores[a]) && Number.isNaN(scores[b]));
  let found = 0, sum = 0;
  for (let i = 0; i < order.length; ) {
    let j = i, fresh = 0;
    for (; j < order.length && same(order[i]!, order[j]!); j++) fresh += truth[order[j]!]!;
    found += fresh;
    sum += (fresh * found) / j;
    i = j;
  }
  return sum / found;
}

const logistic = (x: number) => 1 / (1 + Math.exp(-x));

export const auprc = defineMetric({
  id: "auprc",
  title: "Area under the precision-recall curve",
  summary: "Average precision: how clean the alarms are from the surest one down; guessing gets the share of positive cases.",
  paper: { authors: "Boyd, Eng, Page", year: 2013, title: "Area under the Precision-Recall Curve: Point Estimates and Confidence Intervals", link: "https://doi.org/10.1007/978-3-642-40994-3_29" },
  params: z.strictObject({}),
  better: "higher",
  compute(inputs) {
    const s = scoresOf(inputs);
    if (!s) return null;
    const value = Math.min(1, averagePrecision(s.scores, s.truth)), n = s.positive, variance = 1 / (n * value * (1 - value));
    if (variance > 1) return wilson(value * n, n);
    const middle = Math.log(value / (1 - value)), half = Z * Math.sqrt(variance);
    return { value, n, low: logistic(middle - half), high: logistic(middle + half) };
  },
});
