/** Lengths and ranges that must hold before numbers reach a kernel, where a wrong one would be read as garbage. */
import { sizeOf } from "../core/data";
import { weightCount } from "../core/learner";
import type { ModelPlan, TrainJob } from "../core/learner";

const inRange = (values: Int32Array, end: number) => values.every((v) => v >= 0 && v < end);

/** Throws unless the flat vector fits the plan. */
export function checkWeights(plan: ModelPlan, weights: Float32Array): void {
  if (weights.length !== weightCount(plan)) throw new RangeError(`expected ${weightCount(plan)} weights, got ${weights.length}`);
}

/** Throws unless there are n inputs of the plan's shape. */
export function checkInputs(plan: ModelPlan, inputs: Float32Array, n: number): void {
  const expected = n * sizeOf(plan.inputShape);
  if (inputs.length !== expected) throw new RangeError(`expected ${expected} input values, got ${inputs.length}`);
  const first = plan.layers[0];
  if (first?.kind === "embed" && !inputs.every((v) => v >= 0 && v < first.words && Number.isInteger(v))) throw new RangeError(`word numbers must be whole and lie in 0..${first.words - 1}`);
}

/** Throws unless every label is one of the plan's classes. */
export function checkLabels(plan: ModelPlan, labels: Int32Array): void {
  if (!inRange(labels, plan.classes)) throw new RangeError(`labels must lie in 0..${plan.classes - 1}`);
}

/** Throws unless every position of an epoch's order is a row. */
export function checkOrder(order: Int32Array, n: number): void {
  if (!inRange(order, n)) throw new RangeError(`row positions must lie in 0..${n - 1}`);
}

/** All of it for a training job, but for the orders, which are asked for later. */
export function checkJob({ plan, rows, start, mask }: TrainJob): void {
  checkWeights(plan, start);
  if (mask && mask.length !== start.length) throw new RangeError("the mask must be as long as the weights");
  checkInputs(plan, rows.inputs, rows.n);
  checkLabels(plan, rows.labels);
}
