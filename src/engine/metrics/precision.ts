/**
 * Precision: of the untouched test rows read as positive, the share that is. TP / (TP + FP) with its Wilson interval;
 * undefined, so null, when nothing is read as positive.
 */
import { z } from "zod";
import { defineMetric } from "../core/plugins";
import { twoClassCounts } from "./two-class";
import { wilson } from "./wilson";

export const precision = defineMetric({
  id: "precision",
  title: "Precision",
  summary: "When the model raises the alarm (spam, malignant, fraud), how often it is right.",
  params: z.strictObject({}),
  better: "higher",
  compute(inputs) {
    const c = twoClassCounts(inputs), n = c ? c.truePositives + c.falsePositives : 0;
    return c && n > 0 ? wilson(c.truePositives, n) : null;
  },
});
