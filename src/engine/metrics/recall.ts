/**
 * Recall, also called sensitivity: of the untouched test rows that are positive, the share read as positive.
 * TP / (TP + FN) with its Wilson interval; null without positive rows.
 */
import { z } from "zod";
import { defineMetric } from "../core/plugins";
import { twoClassCounts } from "./two-class";
import { wilson } from "./wilson";

export const recall = defineMetric({
  id: "recall",
  title: "Recall",
  summary: "Of the cases the alarm is for (spam, malignant, fraud), how many the model finds.",
  params: z.strictObject({}),
  better: "higher",
  compute(inputs) {
    const c = twoClassCounts(inputs), n = c ? c.truePositives + c.falseNegatives : 0;
    return c && n > 0 ? wilson(c.truePositives, n) : null;
  },
});
