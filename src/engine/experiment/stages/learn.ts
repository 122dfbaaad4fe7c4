/**
 * How one model comes to be, shared by training, pretraining, surrogates and defenses that retrain: where the weights
 * start, what is held fixed, in which order the rows are seen. Measures nothing and reports nothing.
 */
import { sizeOf, type Rows } from "../../core/data";
import { fitPlan } from "../../core/encode";
import { trainLastLayer } from "../../core/last-layer";
import { featureLayer, weightSlots, type EpochReport, type Learner, type ModelPlan, type Pulse, type TrainedModel, type TrainJob } from "../../core/learner";
import { Rng } from "../../core/rng";
import { initialWeights } from "../../learner/initial-weights";
import { models } from "../../models/registry";
import { epochOrder } from "../order";
import type { Stage } from "../plan";
import type { Choice, Training } from "../spec";
import { rowsAsDelivered, type StageInputs } from "./outputs";

/** Where a model starts and which random order it follows. */
export interface Beginning {
  readonly plan: ModelPlan;
  readonly rng: Rng;
  readonly start: Float32Array;
  readonly order: Rng;
}

/** The network a choice asks for on these data, not yet fitted to rows. */
export const networkOf = (model: Choice, inputs: StageInputs): ModelPlan => models.find(model.id)!.plan(model.params, inputs.load!.dataset.meta);

/** The victim's beginning. What it learns from its own rows before training, such as each column's mean, it learns from the rows as delivered. */
export function startOf(stage: Stage, work: { readonly model: Choice; readonly training: Training }, inputs: StageInputs): Beginning {
  const rng = Rng.fromSeed(stage.seed), before = inputs.pretrained?.model;
  const plan = before?.plan ?? fitPlan(networkOf(work.model, inputs), rowsAsDelivered(inputs));
  const fresh = initialWeights(plan, rng.fork("init"));
  if (!before) return { plan, rng, start: fresh, order: rng.fork("order") };
  return { plan, rng, start: work.training.transfer === "last-layer" ? withHead(before, fresh) : before.weights, order: rng.fork("order") };
}

/** A model's weights with the last layer's replaced by those of `head`. */
function withHead(model: TrainedModel, head: Float32Array): Float32Array {
  const out = model.weights.slice(), last = model.plan.layers.length - 1;
  for (const s of weightSlots(model.plan)) if (s.layer === last) out.set(head.subarray(s.offset, s.offset + s.size), s.offset);
  return out;
}

/** Trains as the learner does, or only the last layer on the outputs of the others, which stay as they start. */
export function learn(learner: Learner, job: TrainJob, transfer: Training["transfer"], pulse: Pulse): AsyncGenerator<EpochReport, TrainedModel> {
  return transfer === "last-layer" && featureLayer(job.plan) >= 0 ? trainLastLayer(learner, job, pulse) : learner.train(job, pulse);
}

/** Runs a training to its end; a model that diverged ends as it last was finite. */
export async function finished(training: AsyncGenerator<EpochReport, TrainedModel>, start: TrainedModel): Promise<TrainedModel> {
  let last = start;
  for (;;) {
    const next = await training.next();
    if (next.done) return last;
    if (!next.value.diverged) last = { plan: start.plan, weights: next.value.weights };
  }
}

/** A fresh model of a network with initial weights and order of its own, on some rows. */
export function trainFresh(
  learner: Learner, plan: ModelPlan, rows: Rows, settings: Training, rng: Rng, pulse: Pulse, options: Pick<TrainJob, "perturb"> & { readonly start?: Float32Array } = {},
): Promise<TrainedModel> {
  if (sizeOf(rows.shape) !== sizeOf(plan.inputShape)) throw new RangeError("the rows do not fit the network");
  const { start = initialWeights(plan, rng.fork("init")), ...rest } = options;
  return finished(learner.train({ plan, rows, settings, start, order: epochOrder(rows, rng.fork("order")), ...rest }, pulse), { plan, weights: start });
}
