/**
 * Exclusionary reclassification (Chen et al. 2018) at the price of one layer: a fresh last layer is trained on the
 * model's features of all rows but the suspected ones, and then asked what the suspected rows are. Retraining the whole
 * network on a few thousand rows is too noisy: it misreads honest halves of a class as often as poison (measured on digits).
 */
import { argmaxRows } from "../../core/answer";
import { weightCount, type Learner, type ModelPlan, type Pulse } from "../../core/learner";
import type { Rng } from "../../core/rng";
import { gather } from "./rows";

export interface Reading {
  /** Rows that were excluded and then read. */
  readonly rows: number;
  /** Rows read as their own label: the paper's l. */
  readonly own: number;
  /** Rows read as the most common other class: the paper's p. */
  readonly other: number;
  /** Share of the rows read as another class with a probability of at least `sure`. */
  readonly surelyForeign: number;
}

export interface HeadJob {
  readonly learner: Learner;
  /** n × d features, scaled to unit root mean square by `unitScale`. */
  readonly features: Float32Array;
  readonly d: number;
  readonly labels: Int32Array;
  readonly classes: number;
  readonly epochs: number;
  readonly sure: number;
  readonly pulse: Pulse;
  readonly rng: Rng;
}

/** The same features divided by their root mean square, so that one learning rate suits every model (fresh array). */
export function unitScale(features: Float32Array): Float32Array {
  let sum = 0;
  for (let i = 0; i < features.length; i++) sum += features[i]! * features[i]!;
  const scale = sum > 0 ? Math.sqrt(features.length / sum) : 1;
  return features.map((v) => v * scale);
}

/** Trains the last layer without the rows in `excluded` (all of given label `label`) and reads them with it. */
export async function reclassify(job: HeadJob, excluded: Int32Array, label: number): Promise<Reading> {
  const { learner, features, d, classes, rng } = job, out = new Uint8Array(job.labels.length);
  for (const row of excluded) out[row] = 1;
  const rest = Int32Array.from(job.labels.keys()).filter((i) => out[i] === 0);
  const plan: ModelPlan = { inputShape: [d], classes, layers: [{ kind: "dense", units: classes, relu: false }] };
  const training = learner.train({
    plan, start: new Float32Array(weightCount(plan)),
    rows: { n: rest.length, shape: [d], inputs: gather(features, rest, d), labels: rest.map((i) => job.labels[i]!), ids: rest },
    settings: { optimizer: "adam", learningRate: 0.01, momentum: 0.9, batchSize: 128, epochs: job.epochs, weightDecay: 0 },
    order: (epoch) => rng.fork(`order/${epoch}`).shuffle(Int32Array.from(rest.keys())),
  }, job.pulse);
  let next = await training.next();
  while (!next.done) next = await training.next();

  const logits = await learner.logits(next.value, gather(features, excluded, d), excluded.length), read = argmaxRows(logits, classes);
  const counts = new Int32Array(classes);
  let sure = 0;
  for (let i = 0; i < excluded.length; i++) {
    const row = logits.subarray(i * classes, (i + 1) * classes), top = read[i]!;
    if (top < 0) continue;
    counts[top]!++;
    let total = 0;
    for (const v of row) total += Math.exp(v - row[top]!);
    if (top !== label && 1 / total >= job.sure) sure++;
  }
  const own = counts[label]!;
  counts[label] = 0;
  return { rows: excluded.length, own, other: Math.max(...counts), surelyForeign: excluded.length ? sure / excluded.length : 0 };
}
