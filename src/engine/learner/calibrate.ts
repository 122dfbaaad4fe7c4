/**
 * Measures how fast each backend trains a plan in this very place: a few real steps at batch 64, after warm-up. The
 * figures choose a backend and are shown to the person; they never enter a result.
 */
import { sizeOf } from "../core/data";
import { weightCount } from "../core/learner";
import type { BackendId, ModelPlan, TrainJob } from "../core/learner";
import { ProblemError } from "../core/errors";
import { Rng } from "../core/rng";
import type { BackendOptions } from "./backends/started";
import { milliseconds } from "./clock";
import { initialWeights } from "./initial-weights";
import { createLearner } from "./learner";

export interface Calibration {
  /** Milliseconds of one training step at batch 64, for each backend that worked. */
  readonly ms: Partial<Record<BackendId, number>>;
  /** Why a backend did not work, as a sentence. */
  readonly reasons: Partial<Record<BackendId, string>>;
}

const batchSize = 64, measured = 4;

function sampleJob(plan: ModelPlan): TrainJob {
  const rng = Rng.fromSeed(0).fork("calibrate"), one = Int32Array.from({ length: batchSize }, (_, i) => i);
  const first = plan.layers[0], inputs = Float32Array.from({ length: batchSize * sizeOf(plan.inputShape) }, () => (first?.kind === "embed" ? rng.int(first.words) : rng.uniform()));
  const labels = Int32Array.from(one, () => rng.int(plan.classes));
  const several = Int32Array.from({ length: batchSize * measured }, (_, i) => i % batchSize);
  return {
    plan, start: weightCount(plan) > 0 ? initialWeights(plan, rng) : new Float32Array(0),
    rows: { n: batchSize, shape: plan.inputShape, inputs, labels, ids: one },
    settings: { optimizer: "adam", learningRate: 1e-3, momentum: 0, batchSize, epochs: 4, weightDecay: 0 },
    order: (epoch) => (epoch === 0 ? one : several),
  };
}

/** Best time of a step on one backend: epoch 0 warms up; the better of the later ones counts; slow ones stop early. */
async function measure(plan: ModelPlan, backend: BackendId, options: BackendOptions): Promise<number> {
  const learner = await createLearner(backend, options);
  let best = Infinity, began = milliseconds(), steps = 1;
  for await (const report of learner.train(sampleJob(plan), () => {})) {
    const now = milliseconds(), perStep = (now - began) / steps;
    if (report.epoch > 1) best = Math.min(best, perStep);
    if (report.epoch === 2 && perStep > 100) break;
    began = milliseconds();
    steps = measured;
  }
  return best;
}

/** Milliseconds per step of the plan on each of these backends; a backend that fails gets a reason instead. */
export async function calibrate(plan: ModelPlan, backends: readonly BackendId[], options: BackendOptions = {}): Promise<Calibration> {
  const ms: Partial<Record<BackendId, number>> = {}, reasons: Partial<Record<BackendId, string>> = {};
  for (const backend of backends) {
    try {
      ms[backend] = await measure(plan, backend, options);
    } catch (error) {
      reasons[backend] = error instanceof ProblemError ? error.problem.message : `The ${backend} backend failed (${String(error)}).`;
    }
  }
  return { ms, reasons };
}
