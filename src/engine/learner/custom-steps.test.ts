/** Steps through plain arrays give what the built-in ones give, on both CPU backends; gradients agree with what is known. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Learner, TrainJob } from "../core/learner";
import { weightSlots } from "../core/learner";
import { crossEntropies, crossEntropySeed } from "../core/loss";
import { createLearner } from "./learner";
import { smallCnn, someJob, someRows, someWeights, worst } from "./test-support";

const k = smallCnn.classes, model = { plan: smallCnn, weights: someWeights(smallCnn) }, rows = someRows(smallCnn, 9), seed = crossEntropySeed(rows.labels, k);

describe.each(["wasm", "cpu"] as const)("on %s", (name) => {
  let learner: Learner;
  beforeAll(async () => void (learner = await createLearner(name)));
  const trained = async (change: Partial<TrainJob>) => {
    const reports: number[][] = [], run = learner.train({ ...someJob(smallCnn, 40), ...change }, () => {});
    let next = await run.next();
    while (!next.done) { reports.push([next.value.loss, next.value.trainAccuracy]); next = await run.next(); }
    return { reports, weights: next.value.weights };
  };

  test("weight gradients are those of the cross-entropy, and of a lower layer alone when asked", async () => {
    const known = await learner.gradients(model, rows.inputs, rows.labels), alive = learner.tensorCount();
    const ours = await learner.weightGradients(model, rows.inputs, rows.n, (logits, from, count) => seed(logits, from, count).map((v) => v / rows.n));
    expect(worst(ours, known.weights)).toBeLessThan(1e-5);
    const layer = 2, low = await learner.weightGradients(model, rows.inputs, rows.n, (r) => r.map((v) => 2 * v), { layer });
    const above = weightSlots(smallCnn).find((s) => s.layer > layer)!.offset, energy = async (weights: Float32Array) => (await learner.activations({ plan: smallCnn, weights }, layer, rows.inputs, rows.n)).reduce((sum, v) => sum + v * v, 0);
    expect(low.subarray(above).every((v) => v === 0)).toBe(true);
    for (const at of [0, 7, above - 1]) {
      const up = model.weights.slice(), down = model.weights.slice();
      up[at]! += 1e-3; down[at]! -= 1e-3;
      expect(low[at]!).toBeCloseTo((await energy(up) - await energy(down)) / 2e-3, 0);
    }
    expect(learner.tensorCount()).toBe(alive);
  });

  test("clipped gradients: whole below the bound, of length `bound` above it, summed row by row", async () => {
    const mean = (await learner.gradients(model, rows.inputs, rows.labels)).weights, wide = await learner.clippedGradients(model, rows.inputs, rows.labels, 1e9);
    expect(worst(wide.weights.map((v) => v / rows.n), mean)).toBeLessThan(1e-5);
    const logits = await learner.logits(model, rows.inputs, rows.n);
    expect(wide.total).toBeCloseTo(crossEntropies(logits, rows.labels, k).reduce((a, b) => a + b, 0), 4);
    const d = rows.inputs.length / rows.n, one = await learner.clippedGradients(model, rows.inputs.subarray(0, d), rows.labels.subarray(0, 1), wide.norms[0]! / 4);
    expect(Math.hypot(...one.weights)).toBeCloseTo(wide.norms[0]! / 4, 4);
    expect(one.norms[0]).toBeCloseTo(wide.norms[0]!, 4);
  });

  test("a loss, a gradient and a batch of one’s own train as the built-in ones do", async () => {
    const plain = await trained({}), seen = new Set<number>();
    const loss = await trained({ loss: ({ logits, labels, rows: at, n }) => {
      at.forEach((r) => seen.add(r));
      return { total: crossEntropies(logits, labels, k).reduce((a, b) => a + b, 0), seed: crossEntropySeed(labels, k)(logits, 0, n).map((v) => v / n) };
    } });
    const gradient = await trained({ gradient: async ({ model: now, inputs, labels, n }) => {
      const { loss: mean, weights } = await learner.gradients(now, inputs, labels);
      return { total: mean * n, correct: 0, weights };
    } });
    const batch = await trained({ perturb: async ({ inputs }) => inputs });
    for (const own of [loss, gradient, batch]) expect(worst(own.weights, plain.weights)).toBeLessThan(2e-3);
    expect(seen.size).toBe(40);
    expect(worst(loss.reports.flat(), plain.reports.flat())).toBeLessThan(1e-3);
    expect(worst(batch.reports.flat(), plain.reports.flat())).toBeLessThan(1e-3);
  });

  test("refuses gradients of the wrong length and leaves nothing behind", async () => {
    const alive = learner.tensorCount();
    await expect(trained({ loss: () => ({ total: 0, seed: new Float32Array(1) }) })).rejects.toThrow("loss gradient");
    await expect(trained({ gradient: async () => ({ total: 0, correct: 0, weights: new Float32Array(1) }) })).rejects.toThrow("gradient must have");
    expect(learner.tensorCount()).toBe(alive);
  });
});
