/** Robust accuracy: the share of triggered inputs still read as their true class. Only for attacks that have a trigger. */
import { z } from "zod";
import { defineMetric } from "../core/plugins";
import { wilson } from "./wilson";

export const robustAccuracy = defineMetric({
  id: "robustAccuracy",
  title: "Accuracy under the trigger",
  summary: "How often the model is still right although the trigger is on the input.",
  params: z.strictObject({}),
  better: "higher",
  compute: ({ goal, labels }) => goal?.kind === "trigger" ? wilson(goal.predicted.reduce((sum, p, i) => sum + (p === labels[goal.testIndex[i]!] ? 1 : 0), 0), goal.targets.length) : null,
});
