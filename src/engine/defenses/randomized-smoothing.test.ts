/** Smoothing a line, where everything is known: noise of size σ around a point at distance r crosses the line with chance Φ(−r/σ), and the true radius is r. */
import { beforeAll, describe, expect, it } from "vitest";
import { NO_ANSWER } from "../core/answer";
import type { DatasetMeta, Rows } from "../core/data";
import { normalBelow } from "../core/binomial";
import type { Learner, ModelPlan, TrainedModel } from "../core/learner";
import type { DefenseArgs } from "../core/plugins";
import { Rng } from "../core/rng";
import { createLearner } from "../learner/learner";
import { fakeLearner } from "./shared/fake-learner";
import { noiseTraining } from "./noise-training";
import { certifiedRadius, noisyVotes, randomizedSmoothing } from "./randomized-smoothing";

const meta: DatasetMeta = { id: "two", title: "Two", modality: "points", shape: [2], classNames: ["left", "right"], valueRange: [0, 1] };
const plan: ModelPlan = { inputShape: [2], classes: 2, layers: [{ kind: "dense", units: 2, relu: false }] };
/** Says "right" where (x, y) · (0.6, 0.8) > 0.5; weights [in, out], then biases. */
const line: TrainedModel = { plan, weights: Float32Array.of(-0.6, 0.6, -0.8, 0.8, 0.5, -0.5) };
/** Points at these signed distances from the line. */
const at = (distances: readonly number[]) => Float32Array.from(distances.flatMap((r) => [0.6 * (0.5 + r), 0.8 * (0.5 + r)]));
const rowsAt = (distances: readonly number[]): Rows => ({ n: distances.length, shape: [2], inputs: at(distances), labels: Int32Array.from(distances, (r) => (r > 0 ? 1 : 0)), ids: Int32Array.from(distances.keys()) });

let learner: Learner;
beforeAll(async () => void (learner = await createLearner("wasm")));
function screen(distances: readonly number[], params: Record<string, unknown> = {}, over: Partial<DefenseArgs<unknown>> & { model?: TrainedModel } = {}) {
  const args = { params: randomizedSmoothing.params.parse({ sigma: 0.2, ...params }), meta, plan, model: line, learner, trusted: rowsAt([-0.6, 0.6, 0.7, -0.7]), rng: Rng.fromSeed(6), pulse: () => {}, requests: { n: distances.length, inputs: at(distances) }, ...over };
  return randomizedSmoothing.screen(args as unknown as Parameters<typeof randomizedSmoothing.screen>[0]);
}

describe("randomized smoothing", () => {
  it("counts as the normal distribution says", async () => {
    const votes = await noisyVotes({ learner }, line, at([0.1]), 0.2, 20_000, Rng.fromSeed(1));
    expect(votes[0]! + votes[1]!).toBe(20_000);
    expect(Math.abs(votes[1]! / 20_000 - normalBelow(0.5))).toBeLessThan(0.01);
  });

  it("never certifies more than the distance to the line, and not much less", async () => {
    const distances = Array.from({ length: 60 }, (_, i) => (i % 2 ? 1 : -1) * (0.1 + 0.005 * i)), { answers, radius } = await screen(distances, { certifyRows: 60, certifyVotes: 4000 });
    distances.forEach((r, i) => {
      if (answers[i]! >= 0) expect(answers[i]).toBe(r > 0 ? 1 : 0);
      expect(radius![i]!).toBeLessThanOrEqual(Math.abs(r));
      if (Math.abs(r) > 0.15) expect(radius![i]!).toBeGreaterThan(Math.abs(r) - 0.05);
    });
  });

  it("turns requests on the line away, and answers those far from it with the largest radius that so many copies can show", async () => {
    const { answers, radius, scores } = await screen([0, 0.002, -0.001, 2, -2], { certifyRows: 4 });
    expect([...answers]).toEqual([-1, -1, -1, 1, 0]);
    expect([...radius!.subarray(0, 3)]).toEqual([-1, -1, -1]);
    expect(radius![3]! / 0.2).toBeCloseTo(2.46, 2);
    expect(radius![4]).toBeNaN();
    expect([scores![3], scores![4]]).toEqual([1, 1]);
  });

  it("certifies with fresh votes: those that chose the class are not counted", async () => {
    const asked: number[] = [], watching = { ...learner, logits: (m: TrainedModel, x: Float32Array, n: number) => { asked.push(n); return learner.logits(m, x, n); } };
    await screen([1], { certifyRows: 1, votes: 20, selectionVotes: 30, certifyVotes: 50 }, { learner: watching, trusted: rowsAt([]) });
    expect(asked).toEqual([20, 30, 50]);
    expect(certifiedRadius(990, 1000, 1, 0.001)).toBeCloseTo(1.978, 3);
    expect([certifiedRadius(500, 1000, 1, 0.001), certifiedRadius(0, 1000, 1, 0.001)]).toEqual([-1, -1]);
  });

  it("knows by trusted rows whether the model reads through the noise", async () => {
    const warned = async (distances: number[]) => (await screen([1], {}, { trusted: rowsAt(distances) })).notes.some((n) => n.level === "warning");
    expect(await warned([-1, 1, 2, -2])).toBe(false);
    expect(await warned(Array.from({ length: 200 }, (_, i) => (i % 2 ? 0.05 : -0.05)))).toBe(true);
    expect(await warned([])).toBe(true);
  });

  it("answers nothing with a model whose answers are not numbers", async () => {
    const { answers, radius } = await screen([1, -1], {}, { model: { plan, weights: new Float32Array(6).fill(NaN) } });
    expect([...answers, ...radius!]).toEqual([NO_ANSWER, NO_ANSWER, -1, -1]);
  });

  it("refuses messages and columns of different units, in a sentence", () => {
    for (const modality of ["text", "tabular"] as const) expect(randomizedSmoothing.supports({ meta: { ...meta, modality } })).toMatch(/^[a-z].+\.$/);
    expect(noiseTraining.supports({ meta: { ...meta, columns: [] } })).toMatch(/units/);
    expect(randomizedSmoothing.supports({ meta })).toBe(true);
  });
});

describe("noise training", () => {
  it("adds fresh noise of the stated size to every batch, and leaves the rows as they are", async () => {
    const made: Float32Array[] = [], inputs = new Float32Array(4000).fill(0.5);
    const fit = async function* ({ perturb }: { perturb: (b: object) => Promise<Float32Array> }) {
      for (let i = 0; i < 3; i++) { made.push(await perturb({ inputs, n: 2000 })); yield { epoch: i + 1 }; }
      return line;
    };
    const run = noiseTraining.train({ params: noiseTraining.params.parse({ sigma: 0.3 }), meta: { ...meta, valueRange: [-1, 1] }, rng: Rng.fromSeed(1), learner: fakeLearner(), fit } as never);
    while (!(await run.next()).done);
    for (const noisy of made) {
      const off = noisy.map((v) => v - 0.5), mean = off.reduce((a, b) => a + b, 0) / off.length;
      expect(Math.abs(mean)).toBeLessThan(0.03);
      expect(Math.sqrt(off.reduce((s, v) => s + v * v, 0) / off.length)).toBeCloseTo(0.6, 1);
    }
    expect(made[0]).not.toEqual(made[1]);
    expect(inputs.every((v) => v === 0.5)).toBe(true);
  });
});
