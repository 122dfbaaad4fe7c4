/**
 * F1: the harmonic mean of precision and recall, 2 TP / (2 TP + FP + FN). It is 2J / (1 + J) of the share J = TP / (TP + FP + FN),
 * a share of rows like any other, and grows with it; so the Wilson interval of J, taken through the same formula, is one of F1.
 * Hand, Christen, Kirielle 2021, "F*: an interpretable transformation of the F-measure".
 */
import { z } from "zod";
import { defineMetric } from "../core/plugins";
import { twoClassCounts } from "./two-class";
import { wilson } from "./wilson";

const fromShare = (j: number) => (2 * j) / (1 + j);

export const f1 = defineMetric({
  id: "f1",
  title: "F1 score",
  summary: "One number for precision and recall together; high only when both are.",
  paper: { authors: "Hand, Christen, Kirielle", year: 2021, title: "F*: an interpretable transformation of the F-measure", link: "https://doi.org/10.1007/s10994-021-05964-1" },
  params: z.strictObject({}),
  better: "higher",
  compute(inputs) {
    const c = twoClassCounts(inputs), n = c ? c.truePositives + c.falsePositives + c.falseNegatives : 0;
    if (!c || n === 0) return null;
    const share = wilson(c.truePositives, n);
    return { value: fromShare(share.value), n, low: fromShare(share.low), high: fromShare(share.high) };
  },
});
