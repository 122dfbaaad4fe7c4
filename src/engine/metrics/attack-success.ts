/**
 * Attack success rate: the share of the attacker's inputs that are read as the attacker wants. Inputs whose true class is
 * the target already are not among them; where any wrong answer will do, all that are read as something else than they are. An
 * attack about one image has no such rate (see target-hit.ts). Gu, Dolan-Gavitt, Garg 2017, "BadNets".
 */
import { z } from "zod";
import { defineMetric } from "../core/plugins";
import { wilson } from "./wilson";

export const attackSuccess = defineMetric({
  id: "attackSuccess",
  title: "Attack success rate",
  summary: "How often the attacker gets the answer they want, on test inputs that are really something else.",
  params: z.strictObject({}),
  better: "lower",
  compute({ goal }) {
    if (!goal || goal.kind === "one") return null;
    // An input that a guard turned away, or that the model has no answer to, has no wrong answer.
    const won = (p: number, i: number) => (goal.untargeted ? p >= 0 && p !== goal.targets[i] : p === goal.targets[i]);
    return wilson(goal.predicted.reduce((sum, p, i) => sum + (won(p, i) ? 1 : 0), 0), goal.targets.length);
  },
});
