/** The walk on cases small enough to say where it must end: a linear model, whose gradient has one direction, and a made-up one with a narrow gap. */
import { beforeAll, describe, expect, it } from "vitest";
import { createLearner } from "../learner/learner";
import type { Learner, ModelPlan, TrainedModel } from "./learner";
import { climb, pgd, pgdWorst, project, type GradientSource, type PgdOptions } from "./pgd";
import { Rng } from "./rng";

/** logit 1 − logit 0 = 3 a − 4 b over inputs (a, b, c); c counts for nothing. */
const plan: ModelPlan = { inputShape: [3], classes: 2, layers: [{ kind: "dense", units: 2, relu: false }] };
const linear: TrainedModel = { plan, weights: Float32Array.of(0, 3, 0, -4, 0, 0, 0, 0) };
const close = (a: Float32Array, b: readonly number[]) => b.forEach((v, i) => expect(a[i]).toBeCloseTo(v, 5));
const options = (more: Partial<PgdOptions>): PgdOptions => ({ norm: "linf", epsilon: 0.1, steps: 5, stepSize: 0.05, labels: Int32Array.of(0), start: "input", range: [0, 1], ...more });

describe("project", () => {
  const center = Float32Array.of(0.5, 0.5, 0.02);
  it("cuts each value in L∞ and at the range", () => {
    const x = Float32Array.of(0.9, 0.45, -0.3);
    project(x, center, 1, options({}));
    close(x, [0.6, 0.45, 0]);
  });
  it("shortens the change in L2, row by row", () => {
    const x = Float32Array.of(0.8, 0.9, 0.02, 0.5, 0.55, 0.02);
    project(x, Float32Array.of(...center, ...center), 2, options({ norm: "l2" }));
    close(x, [0.56, 0.58, 0.02, 0.5, 0.55, 0.02]);
  });
  it("leaves fixed places alone, and lets a value beyond the range stay", () => {
    const x = Float32Array.of(0.9, 3, -0.3), from = Float32Array.of(0.5, 2, -0.25);
    project(x, from, 1, options({ fixed: Uint8Array.of(0, 1, 0), epsilon: 0.2 }));
    close(x, [0.7, 2, -0.25]);
  });
});

describe("climb", () => {
  it("takes the sign in L∞ and the direction in L2; a zero gradient moves nothing", () => {
    const x = new Float32Array(3), y = new Float32Array(6);
    climb(x, Float32Array.of(7, -0.001, 0), 1, "linf", 0.5);
    climb(y, Float32Array.of(3, -4, 0, 0, 0, 0), 2, "l2", 0.5);
    close(x, [0.5, -0.5, 0]);
    close(y, [0.3, -0.4, 0, 0, 0, 0]);
  });
});

describe("pgd on a linear model", () => {
  let learner: Learner;
  beforeAll(async () => void (learner = await createLearner("wasm")));
  const input = Float32Array.of(0.5, 0.5, 0.5), run = (more: Partial<PgdOptions>, x = input, seed = 1) => pgd(learner, linear, x, x.length / 3, options(more), Rng.fromSeed(seed));

  it("ends in the corner of the L∞ ball that the weights point to, and stops at the range", async () => {
    close(await run({}), [0.6, 0.4, 0.5]);
    close(await run({}, Float32Array.of(0.95, 0.04, 0.5)), [1, 0, 0.5]);
  });
  it("ends where the weights point to on the L2 ball", async () => close(await run({ norm: "l2" }), [0.56, 0.42, 0.5]));
  it("goes the other way when it is to be read as its own class", async () => close(await run({ targeted: true }), [0.4, 0.6, 0.5]));
  it("keeps its way with momentum, which a linear model does not need", async () => close(await run({ momentum: 1, steps: 2 }), [0.6, 0.4, 0.5]));
  it("never touches its input, and stays in the ball from a random start", async () => {
    const many = new Float32Array(300).fill(0.5);
    for (const norm of ["linf", "l2"] as const) {
      const start = await run({ norm, start: "random", steps: 0 }, many), end = await run({ norm, start: "random", steps: 3 }, many);
      for (const x of [start, end]) for (let r = 0; r < 100; r++) {
        const change = [0, 1, 2].map((j) => x[3 * r + j]! - 0.5);
        expect(norm === "l2" ? Math.hypot(...change) : Math.max(...change.map(Math.abs))).toBeLessThanOrEqual(0.1 + 1e-6);
      }
      expect(new Set(start).size).toBeGreaterThan(200);
    }
    expect(many.every((v) => v === 0.5)).toBe(true);
  });
});

describe("pgdWorst", () => {
  /** Reads an input as 1 only between 0.52 and 0.56, and sees everything rise to the right. */
  const one: TrainedModel = { plan: { inputShape: [1], classes: 2, layers: [] }, weights: new Float32Array(0) };
  const logit = (v: number) => [0, v > 0.52 && v < 0.56 ? 1 : v - 3];
  const gap: GradientSource = {
    logits: async (_model, x, n) => Float32Array.from({ length: 2 * n }, (_, i) => logit(x[i >> 1]!)[i & 1]!),
    async inputGradients(_model, x, n, seed) {
      seed(Float32Array.from({ length: 2 * n }, (_, i) => logit(x[i >> 1]!)[i & 1]!), 0, n);
      return new Float32Array(n).fill(1);
    },
  };
  const path = (inputs: Float32Array, more: Partial<PgdOptions> = {}) =>
    pgdWorst(gap, one, inputs, inputs.length, options({ labels: new Int32Array(inputs.length), epsilon: 0.2, steps: 4, stepSize: 0.05, ...more }), Rng.fromSeed(1));

  it("keeps a point on the way that is misread, where the end is not", async () => {
    const { inputs, hit, hitsAt } = await path(Float32Array.of(0.45, 0.7));
    close(inputs, [0.55, 0.9]);
    expect([...hit]).toEqual([1, 0]);
    expect([...hitsAt]).toEqual([0, 0, 1, 0, 0]);
  });
  it("counts an end that is misread", async () => expect((await path(Float32Array.of(0.45), { steps: 2 })).hit[0]).toBe(1));
  it("with a target, a hit is the wanted class and not any other", async () => {
    const { inputs, hit } = await path(Float32Array.of(0.55, 0.45), { targeted: true, labels: Int32Array.of(1, 1), stepSize: -0.05 });
    expect([...hit]).toEqual([1, 1]);
    close(inputs, [0.55, 0.55]);
  });
});
