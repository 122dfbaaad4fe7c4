/**
 * Min-max: all malicious clients send the honest mean moved as far in a harmful direction as still leaves it no farther from any
 * honest update than two honest ones are from each other. Rows are left alone. Made against rules that look at distances.
 * Shejwalkar, Houmansadr 2021, "Manipulating the Byzantine: Optimizing Model Poisoning Attacks and Defenses for Federated Learning".
 */
import { z } from "zod";
import { squaredDistance } from "../core/linear-algebra";
import { defineAttack, type Update } from "../core/plugins";
import { dot, norm } from "../core/vectors";
import { anywhere, clientsOf, deviationOf, fromAll, known, knows, leaveRows, meanOf } from "./updates";

const params = z.strictObject({
  direction: z.enum(["deviation", "mean", "sign"]).default("deviation").meta({ title: "Direction", description: "Where it is moved to: against how much each number of the update varies, against the honest mean, or the same amount against the sign of each number.", options: { deviation: "against the deviations", mean: "against the honest mean", sign: "against the signs" } }),
  knows,
});
type Params = z.infer<typeof params>;

/** The direction p in which the mean is moved, as its length comes. */
export function directionOf({ direction }: Pick<Params, "direction">, updates: readonly Update[], mean: Float32Array): Float32Array {
  if (direction === "deviation") return deviationOf(updates, mean).map((s) => -s);
  if (direction === "sign") return mean.map((m) => -Math.sign(m));
  const length = norm(mean);
  return mean.map((m) => (length > 0 ? -m / length : 0));
}

/**
 * Largest γ ≥ 0 with ‖μ + γp − u_i‖ ≤ max ‖u_i − u_j‖ for every i. The paper halves and doubles until it has it; each constraint is
 * a parabola in γ that holds at 0, because the mean lies among the updates, so the smallest of their upper roots is it exactly.
 */
export function largestStep(updates: readonly Update[], mean: Float32Array, p: Float32Array): number {
  let widest = 0;
  for (let i = 0; i < updates.length; i++) for (let k = 0; k < i; k++) widest = Math.max(widest, squaredDistance(updates[i]!.vector, 0, updates[k]!.vector, 0, mean.length));
  const c = dot(p, p);
  if (!(c > 0)) return 0;
  let step = Infinity;
  for (const { vector } of updates) {
    let b = 0;
    for (let j = 0; j < p.length; j++) b += p[j]! * (mean[j]! - vector[j]!);
    step = Math.min(step, (Math.sqrt(Math.max(0, b * b + c * (widest - squaredDistance(mean, 0, vector, 0, mean.length)))) - b) / c);
  }
  return Math.max(0, step);
}

export const minMax = defineAttack({
  id: "min-max",
  title: "Min-max",
  summary: "Lets its clients move the honest mean as far the wrong way as they can without standing out: no farther from anybody than two honest clients are from each other.",
  paper: { authors: "Shejwalkar, Houmansadr", year: 2021, title: "Manipulating the Byzantine: Optimizing Model Poisoning Attacks and Defenses for Federated Learning", link: "https://doi.org/10.14722/ndss.2021.24498" },
  atlas: "AML.T0018.000",
  stage: "update",
  threat: {
    goal: "availability",
    knows: "What its own clients would have learned, or if so chosen what all honest clients send.",
    controls: "What its own clients send, all of them the same.",
  },
  fails: "It needs room: where honest updates are alike it can hardly move, and with less than two updates to go by it cannot move at all.",
  remarks: [
    "On digits 3 of 15 clients cost no rule more than a point (seed 4): evenly dealt rows leave little room between honest updates.",
  ],
  params,
  supports: anywhere,
  sentence: () => ["As the attacker I go as far ", { param: "direction" }, " as nobody notices, going by ", { param: "knows" }, ". I want the model to be wrong often."],
  poison: ({ params: p, ...args }) =>
    leaveRows(args, p.knows === "own" && clientsOf(args).length === 1 ? [{ level: "warning", text: "A single client cannot tell how far honest updates lie apart, so it sends its honest one. Let the attacker know all honest updates, or own more clients." }] : []),
  update: {
    omniscient: (p) => p.knows === "all",
    submit({ params: p, own, others }) {
      const seen = known({ own, others }, p.knows), mean = meanOf(seen), direction = directionOf(p, seen, mean), step = largestStep(seen, mean, direction);
      return fromAll(own, mean.map((m, j) => m + step * direction[j]!));
    },
  },
});
