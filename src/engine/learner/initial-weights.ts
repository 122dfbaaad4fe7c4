/**
 * Initial weights from our own generator: He et al. 2015 (truncated normal) before a ReLU, Glorot & Bengio 2010 (uniform)
 * for layers without one, biases zero. One fork a slot, so changing one layer leaves the others' draws alone.
 */
import { weightCount, weightSlots } from "../core/learner";
import type { ModelPlan } from "../core/learner";
import type { Rng } from "../core/rng";

/** Spread of fresh word vectors. */
const EMBED_DEVIATION = 0.1;

/** A standard normal number within ±2, divided by that distribution's own standard deviation. */
function truncatedNormal(rng: Rng): number {
  let z = rng.normal();
  while (Math.abs(z) > 2) z = rng.normal();
  return z / 0.8796256610342398;
}

/** A fresh flat weight vector, laid out by weightSlots(plan). */
export function initialWeights(plan: ModelPlan, rng: Rng): Float32Array {
  const out = new Float32Array(weightCount(plan));
  for (const slot of weightSlots(plan)) {
    if (slot.role === "bias") continue;
    const layer = plan.layers[slot.layer]!, draws = rng.fork(`layer-${slot.layer}/${slot.role}`);
    const relu = layer.kind === "conv-relu-pool" || (layer.kind === "dense" && layer.relu);
    // A message touches a few words only, so the size of the table says nothing; a bag of words, where they are the logits, starts without an opinion.
    if (layer.kind === "embed") {
      if (slot.layer < plan.layers.length - 1) for (let i = 0; i < slot.size; i++) out[slot.offset + i] = EMBED_DEVIATION * truncatedNormal(draws);
      continue;
    }
    const he = Math.sqrt(2 / slot.fanIn), glorot = Math.sqrt(6 / (slot.fanIn + slot.fanOut));
    for (let i = 0; i < slot.size; i++) {
      out[slot.offset + i] = relu ? he * truncatedNormal(draws) : glorot * (2 * draws.uniform() - 1);
    }
  }
  return out;
}
