/** The fused layer kernels against tfjs's plain JavaScript backend: outputs and all gradients, odd sizes and channels. */
import { beforeAll, expect, test } from "vitest";
import { sizeOf } from "../../core/data";
import type { Learner, ModelPlan } from "../../core/learner";
import { Rng } from "../../core/rng";
import { createLearner } from "../learner";
import { convPlan, normals, smallCnn, someRows, someWeights, worst } from "../test-support";

let wasm: Learner, cpu: Learner;
beforeAll(async () => {
  wasm = await createLearner("wasm");
  cpu = await createLearner("cpu");
});

async function compare(plan: ModelPlan, n: number): Promise<void> {
  const rows = someRows(plan, n), model = { plan, weights: someWeights(plan) };
  const inputs = normals(n * sizeOf(plan.inputShape), Rng.fromSeed(2));
  for (let layer = 0; layer < plan.layers.length; layer++) {
    const ours = await wasm.activations(model, layer, inputs, n), theirs = await cpu.activations(model, layer, inputs, n);
    expect(worst(ours, theirs), `layer ${layer}`).toBeLessThan(2e-5);
  }
  const ours = await wasm.gradients(model, inputs, rows.labels), theirs = await cpu.gradients(model, inputs, rows.labels);
  expect(ours.loss).toBeCloseTo(theirs.loss, 4);
  expect(worst(ours.weights, theirs.weights), "weights").toBeLessThan(5e-5);
  expect(worst(ours.inputs, theirs.inputs), "inputs").toBeLessThan(5e-5);
}

const channels = [1, 3, 5, 8, 16, 17];
test.each([1, 2, 3, 5])("conv-relu-pool with a %i×%i filter, all pairs of channel counts", async (kernel) => {
  for (const cin of channels) for (const cout of channels) await compare(convPlan([kernel + 5, kernel + 2, cin], kernel, cout), 2);
});
test.each([[8, 8], [9, 10], [7, 6], [6, 12]])("a 5×5 convolution on %i×%i images", async (h, w) => {
  await compare(convPlan([h, w, 1], 5, 8), 3);
  await compare(convPlan([h, w, 8], 5, 16), 3);
  await compare(convPlan([h, w, 11], 5, 4), 1);
});
test("a deeper net with scale, two convolutions and two dense layers", () => compare(smallCnn, 5));
test.each([[1, 1, 1], [2, 5, 3], [7, 9, 17], [33, 8, 8], [64, 31, 12], [3, 40, 65]])("dense layers: n %i, inputs %i, units %i", (n, size, units) =>
  compare({ inputShape: [size], classes: 3, layers: [{ kind: "dense", units, relu: true }, { kind: "dense", units: 3, relu: false }] }, n));
test.each([[1, 1, 1], [3, 5, 7], [17, 33, 9], [8, 64, 16], [40, 7, 30]])("matmul %i×%i×%i, plain and transposed", async (m, k, n) => {
  const a = normals(m * k, Rng.fromSeed(4)), b = normals(k * n, Rng.fromSeed(5));
  expect(worst(await wasm.matmul(a, b, m, k, n), await cpu.matmul(a, b, m, k, n))).toBeLessThan(1e-5);
  expect(worst(await wasm.matmul(a, b, m, k, n, true), await cpu.matmul(a, b, m, k, n, true))).toBeLessThan(1e-5);
});
test("the loss is exact for extreme logits and passes NaN on", async () => {
  const plan: ModelPlan = { inputShape: [3], classes: 3, layers: [{ kind: "dense", units: 3, relu: false }] };
  const weights = Float32Array.from([1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0]), at = (x: number[]) => wasm.gradients({ plan, weights }, Float32Array.from(x), Int32Array.of(1));
  expect((await at([1000, -1000, 0])).loss).toBeCloseTo(2000, 3);
  expect((await at([-3e4, 3e4, 0])).loss).toBe(0);
  expect((await at([0, 0, 0])).loss).toBeCloseTo(Math.log(3), 6);
  expect((await at([NaN, 0, 0])).loss).toBeNaN();
});
