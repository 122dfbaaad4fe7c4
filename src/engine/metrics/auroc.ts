/**
 * Area under the ROC curve: the chance that a random positive row is given a higher probability than a random negative one,
 * ties counted half. The interval holds every area A from which the measured one is within 1.96 standard errors of A, with
 * SE² = [A(1−A) + (p−1)(A/(2−A) − A²) + (q−1)(2A²/(1+A) − A²)] / pq for p positive and q negative rows.
 * Hanley, McNeil 1982 (SE); Newcombe 2006 (why the SE belongs to A and not to the measured area: near 1 it would vanish).
 */
import { z } from "zod";
import { defineMetric } from "../core/plugins";
import { auroc as area } from "../core/statistics";
import { scoresOf } from "./two-class";
import { Z } from "./wilson";

/** Standard error of an area of `a` over p positive and q negative rows. */
export function hanleyMcNeil(a: number, p: number, q: number): number {
  const above = a / (2 - a) - a * a, below = (2 * a * a) / (1 + a) - a * a;
  return Math.sqrt(Math.max(0, (a * (1 - a) + (p - 1) * above + (q - 1) * below) / (p * q)));
}

/** The area farthest from the measured one, toward `end` (0 or 1), that is still within 1.96 of its standard errors. */
function limit(measured: number, end: 0 | 1, p: number, q: number): number {
  let near = measured, far: number = end;
  for (let i = 0; i < 60; i++) {
    const middle = (near + far) / 2;
    if (Math.abs(middle - measured) <= Z * hanleyMcNeil(middle, p, q)) near = middle;
    else far = middle;
  }
  return near;
}

export const auroc = defineMetric({
  id: "auroc",
  title: "Area under the ROC curve",
  summary: "How well the model’s probabilities part the two classes, whatever the threshold; 50 % is guessing.",
  paper: { authors: "Hanley, McNeil", year: 1982, title: "The meaning and use of the area under a receiver operating characteristic (ROC) curve", link: "https://doi.org/10.1148/radiology.143.1.7063747" },
  params: z.strictObject({}),
  better: "higher",
  compute(inputs) {
    const s = scoresOf(inputs), value = s && area(s.scores, s.truth);
    if (!s || value === null) return null;
    return { value, n: s.truth.length, low: limit(value, 0, s.positive, s.negative), high: limit(value, 1, s.positive, s.negative) };
  },
});
