/**
 * Training of the last layer alone, on the outputs of the others, which stay as they are: transfer learning and the cheapest
 * fine-tuning. The other layers are applied once and not once a step. No tensors here.
 */
import { featureLayer, weightCount, weightSlots, type EpochReport, type Learner, type ModelPlan, type Pulse, type TrainedModel, type TrainJob } from "./learner";

/** Like `Learner.train`, `perturb` not asked; needs a layer before the last one. */
export async function* trainLastLayer(learner: Learner, job: TrainJob, pulse: Pulse): AsyncGenerator<EpochReport, TrainedModel> {
  const { plan, rows, start } = job, head = plan.layers.at(-1)!, features = featureLayer(plan);
  const inputs = await learner.activations({ plan, weights: start }, features, rows.inputs, rows.n, pulse), width = inputs.length / Math.max(1, rows.n);
  const slots = weightSlots(plan).filter((s) => s.layer === plan.layers.length - 1), from = slots[0]!.offset, size = slots.reduce((sum, s) => sum + s.size, 0);
  const small: ModelPlan = { inputShape: [width], classes: plan.classes, layers: [head] };
  if (weightCount(small) !== size) throw new RangeError("the last layer does not stand alone");
  const whole = (weights: Float32Array) => { const out = start.slice(); out.set(weights, from); return out; };
  const { mask, perturb: _, ...rest } = job;
  const training = learner.train({ ...rest, plan: small, rows: { ...rows, shape: [width], inputs }, start: start.slice(from, from + size), ...(mask && { mask: mask.slice(from, from + size) }) }, pulse);
  for (;;) {
    const next = await training.next();
    if (next.done) return { plan, weights: whole(next.value.weights) };
    yield { ...next.value, weights: whole(next.value.weights) };
  }
}
