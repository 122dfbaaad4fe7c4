/** Near-miss accuracy: the share of test rows with something like the trigger, but not it, that are read as what they are. WaNet calls it noise-mode accuracy. */
import { z } from "zod";
import { defineMetric } from "../core/plugins";
import { wilson } from "./wilson";

export const nearMissAccuracy = defineMetric({
  id: "nearMissAccuracy",
  title: "Near-miss accuracy",
  summary: "How often inputs that carry something like the trigger, but not the trigger itself, are still read correctly.",
  params: z.strictObject({}),
  better: "higher",
  compute({ goal, labels }) {
    const close = goal?.nearMiss;
    return close ? wilson(close.predicted.reduce((sum, p, i) => sum + (p === labels[close.testIndex[i]!] ? 1 : 0), 0), close.predicted.length) : null;
  },
});
