/**
 * Adversarial training as a batch perturbation: each batch is replaced by PGD points of the current model (L∞, random
 * start), never mixed with clean rows; ε grows to its full size over the first third, without which small networks stay
 * at chance. Madry, Makelov, Schmidt, Tsipras, Vladu 2018, "Towards Deep Learning Models Resistant to Adversarial Attacks".
 */
import type { Perturb } from "../core/learner";
import { climb, project } from "../core/pgd";
import type { Rng } from "../core/rng";

export interface PgdTraining {
  /** Largest change of one value, in input units. */
  readonly epsilon: number;
  readonly steps: number;
  /** Step size as a share of the ε in force times 1: α = stepSize · ε / epsilon while ε grows. */
  readonly stepSize: number;
}

/** Share of the training over which ε grows. */
const RAMP = 1 / 3;

export function pgdTraining({ epsilon, steps, stepSize }: PgdTraining, range: readonly [number, number], rng: Rng): Perturb {
  return async ({ inputs, n, progress, gradient }) => {
    const part = Math.min(1, progress / RAMP), eps = epsilon * part, alpha = stepSize * part;
    const x = inputs.map((v) => v + eps * (2 * rng.uniform() - 1));
    project(x, inputs, n, { norm: "linf", epsilon: eps, range });
    for (let s = 0; s < steps; s++) {
      climb(x, await gradient(x), n, "linf", alpha);
      project(x, inputs, n, { norm: "linf", epsilon: eps, range });
    }
    return x;
  };
}
