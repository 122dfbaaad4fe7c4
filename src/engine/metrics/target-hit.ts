/** Target hit: whether the one test image an attack is about is read as the attacker wants. One image, so 0 or 1; never averaged with a success rate. */
import { z } from "zod";
import { defineMetric } from "../core/plugins";
import { wilson } from "./wilson";

export const targetHit = defineMetric({
  id: "targetHit",
  title: "Target hit",
  summary: "Whether the one image that the attack is about is read as the attacker wants.",
  params: z.strictObject({}),
  better: "lower",
  compute: ({ goal }) => goal?.kind === "one" ? wilson(goal.predicted.reduce((sum, p, i) => sum + (p === goal.targets[i] ? 1 : 0), 0), goal.targets.length) : null,
});
