/**
 * Balanced accuracy: the mean of the recalls of both classes, so that a rare class counts as much as a common one. The
 * interval is made from the two Wilson intervals by the method of variance estimates recovery.
 * Zou, Donner 2008, "Construction of confidence limits about effect measures: a general approach".
 */
import { z } from "zod";
import { defineMetric } from "../core/plugins";
import { twoClassCounts } from "./two-class";
import { wilson } from "./wilson";

export const balancedAccuracy = defineMetric({
  id: "balancedAccuracy",
  title: "Balanced accuracy",
  summary: "The mean of how often the model is right on one class and on the other; 50 % is guessing.",
  paper: { authors: "Zou, Donner", year: 2008, title: "Construction of confidence limits about effect measures: a general approach", link: "https://doi.org/10.1002/sim.3095" },
  params: z.strictObject({}),
  better: "higher",
  compute(inputs) {
    const c = twoClassCounts(inputs);
    if (!c) return null;
    const found = wilson(c.truePositives, c.truePositives + c.falseNegatives), spared = wilson(c.trueNegatives, c.trueNegatives + c.falsePositives + c.unanswered);
    if (found.n === 0 || spared.n === 0) return null;
    const value = (found.value + spared.value) / 2;
    return {
      value, n: found.n + spared.n,
      low: Math.max(0, value - Math.hypot(found.value - found.low, spared.value - spared.low) / 2),
      high: Math.min(1, value + Math.hypot(found.high - found.value, spared.high - spared.value) / 2),
    };
  },
});
