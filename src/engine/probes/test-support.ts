/** Models and rows that the tests of this folder share: a straight border in the plane, and small pictures to learn. Not part of the engine. */
import type { DatasetMeta, Rows } from "../core/data";
import type { Learner, ModelPlan, TrainedModel } from "../core/learner";
import type { ProbeArgs, ProbeOutcome, ProbePlugin } from "../core/plugins";
import { Rng } from "../core/rng";
import { initialWeights } from "../learner/initial-weights";

export const plane: DatasetMeta = { id: "plane", title: "Plane", modality: "points", shape: [2], classNames: ["a", "b"], valueRange: [-1, 1] };

/** logit b − logit a = 3 x − 4 y, so that the border is a line through the middle. A value's share is half its raw change. */
export const border: TrainedModel = { plan: { inputShape: [2], classes: 2, layers: [{ kind: "dense", units: 2, relu: false }] }, weights: Float32Array.of(0, 3, 0, -4, 0, 0) };
export const heightOf = (x: number, y: number): number => 3 * x - 4 * y;

/** n points in the middle of the plane with their true labels; every tenth label is wrong. */
export function planeRows(n: number, seed = 1): Rows {
  const rng = Rng.fromSeed(seed), inputs = Float32Array.from({ length: 2 * n }, () => 0.4 * (2 * rng.uniform() - 1)), ids = Int32Array.from({ length: n }, (_, i) => i);
  return { n, shape: [2], inputs, ids, labels: ids.map((i) => (heightOf(inputs[2 * i]!, inputs[2 * i + 1]!) > 0 ? 1 : 0) ^ (i % 10 === 0 ? 1 : 0)) };
}

export const SIDE = 8;
export const pictures: DatasetMeta = { id: "pictures", title: "Pictures", modality: "image", shape: [SIDE, SIDE, 1], classNames: ["0", "1", "2", "3"], valueRange: [0, 1] };

/** Pictures of which one quarter, by class, is brighter than the noise. */
export function pictureRows(n: number, seed: number): Rows {
  const rng = Rng.fromSeed(seed), ids = Int32Array.from({ length: n }, (_, i) => i), labels = ids.map((i) => i % 4);
  const inputs = Float32Array.from({ length: n * SIDE * SIDE }, (_, i) => {
    const p = i % (SIDE * SIDE), quarter = 2 * (p >= (SIDE * SIDE) / 2 ? 1 : 0) + (p % SIDE >= SIDE / 2 ? 1 : 0);
    return Math.min(1, 0.5 * rng.uniform() + (quarter === labels[Math.floor(i / (SIDE * SIDE))] ? 0.25 * rng.uniform() : 0));
  });
  return { n, shape: pictures.shape, inputs, labels, ids };
}

/** A network that has learned those pictures. */
export async function learned(learner: Learner): Promise<TrainedModel> {
  const plan: ModelPlan = { inputShape: pictures.shape, classes: 4, layers: [{ kind: "flatten" }, { kind: "dense", units: 16, relu: true }, { kind: "dense", units: 4, relu: false }] };
  const rows = pictureRows(800, 1), settings = { optimizer: "adam", learningRate: 0.005, momentum: 0.9, batchSize: 32, epochs: 15, weightDecay: 0 } as const;
  const run = learner.train({ plan, rows, settings, start: initialWeights(plan, Rng.fromSeed(3)), order: () => rows.ids }, () => {});
  for (;;) {
    const step = await run.next();
    if (step.done) return step.value;
  }
}

/** The same model with its logits multiplied, which changes no answer and leaves softmax no slope. */
export function saturated({ plan, weights }: TrainedModel, factor: number, last: number): TrainedModel {
  return { plan, weights: weights.map((w, i) => (i >= weights.length - last ? factor * w : w)) };
}

export function probeWith(plugin: ProbePlugin, learner: Learner, model: TrainedModel, test: Rows, meta: DatasetMeta, params: Record<string, unknown> = {}, more: Partial<Omit<ProbeArgs<unknown>, "params">> = {}): Promise<ProbeOutcome> {
  return plugin.probe({ model, test, meta, learner, surrogates: [], rng: Rng.fromSeed(5), pulse: () => {}, ...more, params: plugin.params.parse(params) });
}
export const values = (outcome: ProbeOutcome, id: string): number[] => outcome.curves.find((c) => c.id === id)!.points.map((p) => p.rate.value);
