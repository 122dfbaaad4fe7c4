/** The kernels that fill the gaps of tfjs's wasm backend, against its plain JavaScript backend. */
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { Rng } from "../../core/rng";
import { createLearner } from "../learner";
import { normals, worst } from "../test-support";

beforeAll(async () => {
  await createLearner("wasm");
  await createLearner("cpu");
});

type Shape4 = [number, number, number, number];
const values = (shape: readonly number[], seed: number) => normals(shape.reduce((a, b) => a * b, 1), Rng.fromSeed(seed));

const run = (name: string, inputs: Record<string, tf.Tensor>, attrs: object): tf.Tensor =>
  tf.engine().runKernel<tf.Tensor>(name, inputs as tf.NamedTensorMap, attrs as tf.NamedAttrMap);

/** Runs the same tfjs code on both backends and compares each result. */
async function onBoth(work: () => tf.Tensor[]): Promise<void> {
  const results: tf.TypedArray[][] = [];
  for (const name of ["wasm", "cpu"]) {
    await tf.setBackend(name);
    const out = tf.tidy(work);
    results.push(out.map((t) => t.dataSync().slice()));
    tf.dispose(out);
  }
  results[0]!.forEach((ours, i) => expect(worst(ours, results[1]![i]!), `result ${i}`).toBeLessThan(2e-5));
}

/** Filter and input gradient of a convolution, straight from the two kernels. */
function convGradients(x: Shape4, filter: Shape4, stride: number, pad: "same" | "valid"): tf.Tensor[] {
  const a = tf.tensor4d(values(x, 1), x), b = tf.tensor4d(values(filter, 2), filter), y = tf.conv2d(a, b, stride, pad);
  const dy = tf.tensor4d(values(y.shape, 3), y.shape);
  return [tf.conv2dTranspose(dy, b, x, stride, pad), run(tf.Conv2DBackpropFilter, { x: a, dy }, {
    strides: [stride, stride], pad, dataFormat: "NHWC", filterShape: filter,
  })];
}

const cases = [1, 2, 3, 5].flatMap((k) => [1, 2, 3].filter((s) => s <= k).flatMap((s) => (["same", "valid"] as const).map((pad) => [k, s, pad] as const)));
test.each(cases)("convolution gradients: filter size %i, stride %i, %s", async (k, stride, pad) => {
  for (const [cin, cout] of [[1, 8], [3, 5], [8, 17], [5, 1]] as const) {
    await onBoth(() => convGradients([2, 9, 7, cin], [k, k, cin, cout], stride, pad));
  }
});
test("a stride larger than the filter is refused", async () => {
  await tf.setBackend("wasm");
  expect(() => tf.tidy(() => convGradients([1, 9, 9, 1], [2, 2, 1, 1], 3, "valid"))).toThrow(/stride larger/);
});
test("unsorted segment sum, with ids out of range", () =>
  onBoth(() => {
    const x = tf.tensor2d(values([6, 5], 1), [6, 5]);
    return [tf.unsortedSegmentSum(x, tf.tensor1d([0, 2, 2, 1, -1, 0], "int32"), 4)];
  }));
test.each([[false, false], [true, false], [false, true], [true, true]])("batched products, transposed %s and %s", async (ta, tb) => {
  for (const [m, k, n] of [[1, 1, 1], [5, 9, 3], [12, 8, 16]] as const) {
    const a = ta ? [2, k, m] : [2, m, k], b = tb ? [1, n, k] : [1, k, n];
    await onBoth(() => [tf.matMul(tf.tensor(values(a, 1), a), tf.tensor(values(b, 2), b), ta, tb)]);
  }
});
