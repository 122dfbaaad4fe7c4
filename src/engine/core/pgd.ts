/**
 * Projected gradient steps on inputs, shared by clean-label poisons and by probes: FGSM is one step from the input itself,
 * PGD many from a random place in the ball, MI-FGSM many with momentum. Knows nothing of restarts; `pgd` gives the last
 * point of each walk, `pgdWorst` the point of the walk that was worst for the model.
 * Madry and others 2018, "Towards Deep Learning Models Resistant to Adversarial Attacks"; Dong and others 2018 for momentum.
 */
import { sizeOf } from "./data";
import type { Learner, Pulse, TrainedModel } from "./learner";
import { argmaxRows } from "./answer";
import { crossEntropies, crossEntropySeed } from "./loss";
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
  /** 1 at places of an input that stay as they are, such as categories; size(shape) long. */
  readonly fixed?: Uint8Array;
}
type Ball = Pick<PgdOptions, "norm" | "epsilon" | "range" | "fixed">;
/** What the walk asks of a learner. */
export type GradientSource = Pick<Learner, "inputGradients" | "logits">;

/** Moves each row of x back into the ball around `center` and into the range; in place. A center outside the range may stay where it is. */
export function project(x: Float32Array, center: Float32Array, n: number, { norm, epsilon, range: [low, high], fixed }: Ball): void {
  const d = x.length / Math.max(1, n);
  for (let r = 0; r < n; r++) {
    let shrink = 1;
    if (norm === "l2") {
      let squares = 0;
      for (let i = r * d; i < (r + 1) * d; i++) squares += fixed?.[i - r * d] ? 0 : (x[i]! - center[i]!) ** 2;
      shrink = Math.min(1, epsilon / Math.max(1e-12, Math.sqrt(squares)));
    }
    const reach = norm === "linf" ? epsilon : Infinity;
    // Clipping to the range only brings values nearer to the center, so the ball is kept.
    for (let i = r * d; i < (r + 1) * d; i++) {
      const c = center[i]!, moved = c + Math.min(reach, Math.max(-reach, shrink * (x[i]! - c)));
      x[i] = fixed?.[i - r * d] ? c : Math.min(Math.max(high, c), Math.max(Math.min(low, c), moved));
    }
  }
}

/** A uniform draw in the L∞ ball; in the L2 ball a random direction at a random share of the radius. In place. */
function scatter(x: Float32Array, n: number, { norm, epsilon, fixed }: Ball, rng: Rng): void {
  const d = x.length / Math.max(1, n);
  if (norm === "linf") {
    for (let i = 0; i < x.length; i++) x[i]! += epsilon * (2 * rng.uniform() - 1);
    return;
  }
  const way = new Float32Array(d);
  for (let r = 0; r < n; r++) {
    let squares = 0;
    for (let i = 0; i < d; i++) squares += (way[i] = fixed?.[i] ? 0 : rng.normal()) ** 2;
    const length = (epsilon * rng.uniform()) / Math.sqrt(Math.max(1e-12, squares));
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

/** Walks; `see` gets every point on the way but the last, with the logits that its gradient needed anyway (a chunk of rows at a time). */
async function walk(learner: GradientSource, model: TrainedModel, inputs: Float32Array, n: number, options: PgdOptions, rng: Rng, pulse?: Pulse, see?: (x: Float32Array, step: number, logits: Float32Array, from: number, count: number) => void): Promise<Float32Array> {
  const { steps, stepSize, norm, labels, targeted = false, momentum = 0, start } = options, x = inputs.slice(), pull = crossEntropySeed(labels, model.plan.classes);
  const d = sizeOf(model.plan.inputShape), memory = momentum > 0 ? new Float32Array(x.length) : null;
  if (start === "random") {
    scatter(x, n, options, rng);
    project(x, inputs, n, options);
  }
  for (let s = 0; s < steps; s++) {
    let g = await learner.inputGradients(model, x, n, (logits, from, count) => {
      see?.(x, s, logits, from, count);
      return pull(logits, from, count);
    });
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

/** n crafted inputs, inside ball and range, where their walks ended; a fresh array. `pulse` is called once a step. */
export function pgd(learner: Pick<Learner, "inputGradients">, model: TrainedModel, inputs: Float32Array, n: number, options: PgdOptions, rng: Rng, pulse?: Pulse): Promise<Float32Array> {
  return walk(learner as GradientSource, model, inputs, n, options, rng, pulse);
}

export interface WorstPoints {
  /** n × size: of each row the point of its walk, start and end included, that served the attacker best. */
  readonly inputs: Float32Array;
  /** 1 where that point is misread; with `targeted`, where it is read as wanted. */
  readonly hit: Uint8Array;
  /** Rows that are hit at the start and after each step (steps + 1), not counting what happened before. */
  readonly hitsAt: Int32Array;
}

/** Like `pgd`, but keeps each row's worst point: one that is a hit before one that is not, then the one whose loss went farthest. */
export async function pgdWorst(learner: GradientSource, model: TrainedModel, inputs: Float32Array, n: number, options: PgdOptions, rng: Rng, pulse?: Pulse): Promise<WorstPoints> {
  const { labels, targeted = false, steps } = options, k = model.plan.classes, d = sizeOf(model.plan.inputShape);
  const worst = inputs.slice(), hit = new Uint8Array(n), best = new Float32Array(n).fill(-Infinity), hitsAt = new Int32Array(steps + 1);
  const see = (x: Float32Array, step: number, logits: Float32Array, from: number, count: number) => {
    const mine = labels.subarray(from, from + count), read = argmaxRows(logits, k), losses = crossEntropies(logits, mine, k);
    for (let i = 0; i < count; i++) {
      const r = from + i, now = (read[i] === mine[i]) === targeted ? 1 : 0, gain = targeted ? -losses[i]! : losses[i]!;
      hitsAt[step]! += now;
      if (now < hit[r]! || (now === hit[r] && !(gain > best[r]!))) continue;
      hit[r] = now;
      best[r] = gain;
      worst.set(x.subarray(r * d, r * d + d), r * d);
    }
  };
  const end = await walk(learner, model, inputs, n, options, rng, pulse, see);
  see(end, steps, await learner.logits(model, end, n), 0, n);
  return { inputs: worst, hit, hitsAt };
}
