/**
 * Adversarial training as a batch perturbation: each batch is replaced by the worst points around its rows that a few
 * gradient steps at the current weights find (L∞, random start), never mixed with clean rows. ε may grow to its full size
 * first, without which small networks stay at chance. Shared by surrogates and by defenses; one step is the fast variant.
 * Madry, Makelov, Schmidt, Tsipras, Vladu 2018, "Towards Deep Learning Models Resistant to Adversarial Attacks".
 */
import type { Perturb } from "./learner";
import { climb, project } from "./pgd";
import type { Rng } from "./rng";

export interface PgdTraining {
  /** Largest change of one value, in input units. */
  readonly epsilon: number;
  readonly steps: number;
  /** Length of one step at full ε, in input units; smaller in proportion while ε grows. */
  readonly stepSize: number;
  /** Share of the training over which ε grows from 0; 0 = full from the first batch. */
  readonly ramp?: number;
}

/** For how much of a training ε grows unless told. */
const RAMP = 1 / 3;

export function pgdTraining({ epsilon, steps, stepSize, ramp = RAMP }: PgdTraining, range: readonly [number, number], rng: Rng): Perturb {
  return async ({ inputs, n, progress, gradient }) => {
    const part = ramp > 0 ? Math.min(1, progress / ramp) : 1, eps = epsilon * part, alpha = stepSize * part;
    const x = inputs.map((v) => v + eps * (2 * rng.uniform() - 1));
    project(x, inputs, n, { norm: "linf", epsilon: eps, range });
    for (let s = 0; s < steps; s++) {
      climb(x, await gradient(x), n, "linf", alpha);
      project(x, inputs, n, { norm: "linf", epsilon: eps, range });
    }
    return x;
  };
}
