/**
 * Projected gradient steps on inputs, shared by clean-label poisons and by probes: FGSM is one step from the input itself,
 * PGD many from a random place in the ball, MI-FGSM many with momentum. Knows nothing of restarts or of success.
 * Madry and others 2018, "Towards Deep Learning Models Resistant to Adversarial Attacks"; Dong and others 2018 for momentum.
 */
import { sizeOf } from "./data";
import type { Learner, Pulse, TrainedModel } from "./learner";
import { crossEntropySeed } from "./loss";
import type { Rng } from "./rng";

export interface PgdOptions {
  readonly norm: "linf" | "l2";
  /** Radius of the ball around each input, in input units. */
  readonly epsilon: number;
  readonly steps: number;
  readonly stepSize: number;
  /** True labels, whose loss shall rise; with `targeted` the wanted labels, whose loss shall fall. */
  readonly labels: Int32Array;
  readonly targeted?: boolean;
  /** Decay μ of the accumulated gradient, each part of which is scaled to length 1 in L1; 0 or absent: none. */
  readonly momentum?: number;
  /** Where the steps begin: anywhere in the ball (draws from `rng`) or at the input. */
  readonly start: "random" | "input";
  /** Smallest and largest value of an input. */
  readonly range: readonly [number, number];
}

/** Moves each row of x back into the ball around `center` and into the range; in place. */
export function project(x: Float32Array, center: Float32Array, n: number, { norm, epsilon, range: [low, high] }: Pick<PgdOptions, "norm" | "epsilon" | "range">): void {
  const d = x.length / Math.max(1, n);
  if (norm === "linf") {
    for (let i = 0; i < x.length; i++) x[i] = Math.min(high, Math.max(low, Math.min(center[i]! + epsilon, Math.max(center[i]! - epsilon, x[i]!))));
    return;
  }
  for (let r = 0; r < n; r++) {
    let squares = 0;
    for (let i = r * d; i < (r + 1) * d; i++) squares += (x[i]! - center[i]!) ** 2;
    const shrink = Math.min(1, epsilon / Math.max(1e-12, Math.sqrt(squares)));
    // Clipping to the range only brings values nearer to a center that lies inside it, so the ball is kept.
    for (let i = r * d; i < (r + 1) * d; i++) x[i] = Math.min(high, Math.max(low, center[i]! + shrink * (x[i]! - center[i]!)));
  }
}

/** A uniform draw in the L∞ ball; in the L2 ball a random direction at a random share of the radius. In place. */
function scatter(x: Float32Array, n: number, { norm, epsilon }: PgdOptions, rng: Rng): void {
  const d = x.length / Math.max(1, n);
  if (norm === "linf") {
    for (let i = 0; i < x.length; i++) x[i]! += epsilon * (2 * rng.uniform() - 1);
    return;
  }
  const way = new Float32Array(d);
  for (let r = 0; r < n; r++) {
    let squares = 0;
    for (let i = 0; i < d; i++) squares += (way[i] = rng.normal()) ** 2;
    const length = (epsilon * rng.uniform()) / Math.sqrt(squares);
    for (let i = 0; i < d; i++) x[r * d + i]! += length * way[i]!;
  }
}

/** One step uphill along g, row by row: the sign of the gradient in L∞, its direction in L2; a zero gradient moves nothing. */
export function climb(x: Float32Array, g: Float32Array, n: number, norm: PgdOptions["norm"], step: number): void {
  const d = x.length / Math.max(1, n);
  if (norm === "linf") {
    for (let i = 0; i < x.length; i++) x[i]! += step * Math.sign(g[i]!);
    return;
  }
  for (let r = 0; r < n; r++) {
    let squares = 0;
    for (let i = r * d; i < (r + 1) * d; i++) squares += g[i]! ** 2;
    const scale = squares > 0 ? step / Math.sqrt(squares) : 0;
    for (let i = r * d; i < (r + 1) * d; i++) x[i]! += scale * g[i]!;
  }
}

/** n crafted inputs, inside ball and range; a fresh array. `pulse` is called once a step. */
export async function pgd(learner: Learner, model: TrainedModel, inputs: Float32Array, n: number, options: PgdOptions, rng: Rng, pulse?: Pulse): Promise<Float32Array> {
  const { steps, stepSize, norm, labels, targeted = false, momentum = 0, start } = options, x = inputs.slice(), seed = crossEntropySeed(labels, model.plan.classes);
  const d = sizeOf(model.plan.inputShape), memory = momentum > 0 ? new Float32Array(x.length) : null;
  if (start === "random") {
    scatter(x, n, options, rng);
    project(x, inputs, n, options);
  }
  for (let s = 0; s < steps; s++) {
    let g = await learner.inputGradients(model, x, n, seed);
    if (memory) {
      for (let r = 0; r < n; r++) {
        let length = 0;
        for (let i = r * d; i < (r + 1) * d; i++) length += Math.abs(g[i]!);
        for (let i = r * d; i < (r + 1) * d; i++) memory[i] = momentum * memory[i]! + (length > 0 ? g[i]! / length : 0);
      }
      g = memory;
    }
    climb(x, g, n, norm, targeted ? -stepSize : stepSize);
    project(x, inputs, n, options);
    await pulse?.(s + 1, steps);
  }
  return x;
}
