/** Learners as the rest of the engine sees them, on the two backends that Node has. */
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { ProblemError } from "../core/errors";
import { weightSlots } from "../core/learner";
import { crossEntropySeed } from "../core/loss";
import type { EpochReport, Learner, TrainJob, TrainedModel } from "../core/learner";
import { createLearner } from "./learner";
import type { LocalLearner } from "./learner";
import { smallCnn, someJob, someRows, someWeights, worst } from "./test-support";

const learners = {} as Record<"wasm" | "cpu", LocalLearner>;
const noise = (["log", "warn", "error", "info"] as const).map((name) => vi.spyOn(console, name));
beforeAll(async () => {
  learners.wasm = await createLearner("wasm");
  learners.cpu = await createLearner("cpu");
});
afterEach(() => {
  const loud = noise.filter((spy) => spy.mock.calls.length > 0);
  if (loud.length > 0) throw new Error(`tfjs wrote to the console: ${String(loud[0]!.mock.calls[0])}`);
});

async function finish(learner: Learner, job: TrainJob): Promise<{ reports: EpochReport[]; model: TrainedModel }> {
  const reports: EpochReport[] = [], run = learner.train(job, () => {});
  for (;;) {
    const next = await run.next();
    if (next.done) return { reports, model: next.value };
    reports.push(next.value);
  }
}

describe.each(["wasm", "cpu"] as const)("on %s", (name) => {
  test("learns, reports each epoch and leaves its inputs alone", async () => {
    const job = someJob(smallCnn, 70), start = job.start.slice(), inputs = job.rows.inputs.slice();
    const { reports, model } = await finish(learners[name], job);
    expect(reports.map((r) => [r.epoch, r.epochs, r.diverged])).toEqual([[1, 3, false], [2, 3, false], [3, 3, false]]);
    expect(reports[2]!.loss).toBeLessThan(reports[0]!.loss);
    expect(model.weights).toEqual(reports[2]!.weights);
    expect(worst(reports[0]!.weights, reports[1]!.weights)).toBeGreaterThan(0);
    expect(job.start).toEqual(start);
    expect(job.rows.inputs).toEqual(inputs);
    const logits = await learners[name].logits(model, job.rows.inputs, 70);
    expect(logits.length).toBe(210);
    expect((await finish(learners[name], job)).model.weights).toEqual(model.weights);
  });

  test("leaks no tensor: ten runs, ended, returned early, thrown out of", async () => {
    const learner = learners[name], job = someJob(smallCnn, 40), before = learner.tensorCount();
    for (let i = 0; i < 10; i++) {
      await finish(learner, { ...job, mask: new Float32Array(job.start.length).fill(1) });
      for await (const _ of learner.train(job, () => {})) break;
      const failing = learner.train(job, () => { throw new Error("stopped"); });
      await expect(failing.next()).rejects.toThrow("stopped");
      await learner.gradients({ plan: smallCnn, weights: job.start }, job.rows.inputs, job.rows.labels);
      await learner.logits({ plan: smallCnn, weights: job.start }, job.rows.inputs, 40);
      await learner.matmul(job.start.slice(0, 6), job.start.slice(0, 12), 2, 3, 4);
      expect(learner.tensorCount()).toBe(before);
    }
  });

  test("gradients agree with finite differences", async () => {
    const plan = smallCnn, rows = someRows(plan, 6), weights = someWeights(plan), learner = learners[name];
    const loss = async (w: Float32Array, x: Float32Array) => (await learner.gradients({ plan, weights: w }, x, rows.labels)).loss;
    const exact = await learner.gradients({ plan, weights }, rows.inputs, rows.labels);
    const step = 2e-3, moved = (a: Float32Array, i: number, by: number) => a.map((v, j) => (j === i ? v + by : v));
    for (const slot of weightSlots(plan)) {
      const i = slot.offset + Math.floor(slot.size / 2);
      const slope = (await loss(moved(weights, i, step), rows.inputs)) - (await loss(moved(weights, i, -step), rows.inputs));
      expect(slope / (2 * step), `layer ${slot.layer} ${slot.role}`).toBeCloseTo(exact.weights[i]!, 2);
    }
    for (const i of [30, 200, 500]) {
      const slope = (await loss(weights, moved(rows.inputs, i, step))) - (await loss(weights, moved(rows.inputs, i, -step)));
      expect(slope / (2 * step), `input ${i}`).toBeCloseTo(exact.inputs[i]!, 2);
    }
  });

  test("pulls any scalar back to the inputs, as finite differences do", async () => {
    const plan = smallCnn, rows = someRows(plan, 6), weights = someWeights(plan), learner = learners[name], model = { plan, weights }, d = rows.inputs.length / 6;
    const exact = await learner.gradients(model, rows.inputs, rows.labels), seed = crossEntropySeed(rows.labels, plan.classes);
    const pulled = await learner.inputGradients(model, rows.inputs, 6, seed);
    expect(worst(pulled.map((v) => v / 6), exact.inputs)).toBeLessThan(1e-5);
    // Squared distance of hidden features to zero: its gradient by them is twice the features.
    const layer = plan.layers.length - 2, length = async (x: Float32Array) => (await learner.activations(model, layer, x, 6)).reduce((s, v) => s + v * v, 0);
    const features = await learner.inputGradients(model, rows.inputs, 6, (r) => r.map((v) => 2 * v), { layer }), step = 2e-3;
    for (const i of [30, d + 70, 3 * d + 11]) {
      const moved = (by: number) => rows.inputs.map((v, j) => (j === i ? v + by : v));
      expect(((await length(moved(step))) - (await length(moved(-step)))) / (2 * step), `input ${i}`).toBeCloseTo(features[i]!, 1);
    }
    const before = learner.tensorCount();
    await learner.inputGradients(model, rows.inputs, 6, seed);
    await expect(learner.inputGradients(model, rows.inputs, 6, () => new Float32Array(1))).rejects.toThrow("gradient seed");
    expect(learner.tensorCount()).toBe(before);
  });

  test("trains on what `perturb` makes of each batch", async () => {
    const job = someJob(smallCnn, 70), learner = learners[name], seen: number[] = [], before = learner.tensorCount();
    const same = await finish(learner, { ...job, perturb: async ({ inputs, n, progress }) => { seen.push(n, progress); return inputs; } });
    expect(same.model.weights).toEqual((await finish(learner, job)).model.weights);
    expect(seen[1]).toBe(0);
    expect(seen.at(-1)).toBeLessThan(1);
    const other = await finish(learner, { ...job, perturb: async ({ inputs, gradient }) => { const g = await gradient(inputs); return inputs.map((v, i) => v + 0.1 * Math.sign(g[i]!)); } });
    expect(worst(other.model.weights, same.model.weights)).toBeGreaterThan(1e-3);
    expect(other.reports[0]!.loss).toBeGreaterThan(same.reports[0]!.loss);
    expect(learner.tensorCount()).toBe(before);
  });

  test("holds pruned weights at zero", async () => {
    const job = someJob(smallCnn, 40), mask = job.start.map((_, i) => (i % 3 === 0 ? 0 : 1));
    const { model } = await finish(learners[name], { ...job, mask });
    expect(model.weights.filter((_, i) => i % 3 === 0).every((v) => v === 0)).toBe(true);
    expect(model.weights.some((v) => v !== 0)).toBe(true);
  });

  test("ends early and says so when training diverges", async () => {
    const { reports } = await finish(learners[name], someJob(smallCnn, 40, { optimizer: "sgd", learningRate: 1e30, epochs: 5 }));
    expect(reports.length).toBeLessThan(5);
    expect(reports.at(-1)!.diverged).toBe(true);
  });

  test("awaits the pulse once a batch and lets the event loop run", async () => {
    const seen: string[] = [];
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    for await (const _ of learners[name].train(someJob(smallCnn, 33, { epochs: 2 }), async (done, of) => {
      await new Promise((resolve) => setTimeout(resolve, 2));
      seen.push(`${done}/${of}`);
    }));
    clearInterval(timer);
    expect(seen).toEqual(["1/6", "2/6", "3/6", "4/6", "5/6", "6/6"]);
    expect(ticks).toBeGreaterThan(0);
  });

  test("refuses wrong lengths, labels and row positions", async () => {
    const job = someJob(smallCnn, 10), rows = { ...job.rows, labels: job.rows.labels.map(() => 3) };
    await expect(finish(learners[name], { ...job, rows })).rejects.toThrow("labels");
    await expect(finish(learners[name], { ...job, order: () => Int32Array.of(10) })).rejects.toThrow("positions");
    await expect(learners[name].logits({ plan: smallCnn, weights: job.start }, new Float32Array(5), 1)).rejects.toThrow("input values");
    await expect(finish(learners[name], { ...someJob(smallCnn, 10), start: new Float32Array(3) })).rejects.toThrow("expected");
    await expect(learners[name].logits({ plan: smallCnn, weights: new Float32Array(3) }, new Float32Array(143), 1)).rejects.toThrow("expected");
  });
});

test.each([{ optimizer: "adam" }, { optimizer: "sgd" }, { optimizer: "sgd", momentum: 0 }, { weightDecay: 0.1 }, { optimizer: "sgd", weightDecay: 0.1 }, { schedule: "cosine", weightDecay: 0.1 }] as const)(
  "wasm and cpu train alike with %o", async (settings) => {
    const job = someJob(smallCnn, 50, { learningRate: 1e-3, ...settings });
    const [a, b] = [await finish(learners.wasm, job), await finish(learners.cpu, job)];
    expect(worst(a.model.weights, b.model.weights)).toBeLessThan(2e-3);
    a.reports.forEach((r, i) => {
      expect(r.loss).toBeCloseTo(b.reports[i]!.loss, 4);
      expect(r.trainAccuracy).toBeCloseTo(b.reports[i]!.trainAccuracy, 6);
    });
  });

test("two learners on different backends may take turns", async () => {
  const job = someJob(smallCnn, 40), alone = [await finish(learners.wasm, job), await finish(learners.cpu, job)];
  const together = await Promise.all([finish(learners.wasm, job), finish(learners.cpu, job)]);
  expect(together.map((r) => r.model.weights)).toEqual(alone.map((r) => r.model.weights));
});

test("a backend that cannot start gives a sentence", async () => {
  for (const backend of ["webgl", "webgpu"] as const) {
    const error: unknown = await createLearner(backend).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ProblemError);
    expect((error as ProblemError).problem.code).toBe("no-backend");
    expect((error as ProblemError).problem.message).toMatch(/\.$/);
  }
});

test("a training step launches few kernels", async () => {
  expect((await learners.wasm.kernelsOfStep(smallCnn)).filter((k) => k.startsWith("Hemlock")).length).toBe(12);
  expect((await learners.wasm.kernelsOfStep(smallCnn)).length).toBeLessThanOrEqual(15);
  expect((await learners.cpu.kernelsOfStep(smallCnn)).length).toBeLessThanOrEqual(100);
});
