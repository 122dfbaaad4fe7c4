/**
 * Adam (Kingma & Ba 2014) and SGD with momentum on the flat weight vector, from tfjs's element-wise kernels: about a dozen
 * launches for a whole network instead of a dozen per variable. For backends without Hemlock's own kernels.
 */
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor1D } from "@tensorflow/tfjs-core";
import { adamConstants } from "./layer-ops";
import type { OptimizerOptions, OptimizerState } from "./layer-ops";

/** learningRate · weightDecay on filters and dense weights, 0 on biases. */
function decayFactors({ slots, settings, start }: OptimizerOptions): Float32Array {
  const factors = new Float32Array(start.length);
  for (const slot of slots) {
    if (slot.role !== "bias") factors.fill(settings.learningRate * settings.weightDecay, slot.offset, slot.offset + slot.size);
  }
  return factors;
}

/** Optimizer whose state is replaced by fresh tensors at each step. */
export function stockOptimizer(options: OptimizerOptions): OptimizerState {
  const { settings, start, mask } = options, { beta1, beta2, epsilon } = adamConstants;
  const rate = settings.learningRate, adam = settings.optimizer === "adam";
  const decay = settings.weightDecay === 0 ? null : tf.keep(tf.tensor1d(decayFactors(options)));
  const held = mask ? tf.keep(tf.tensor1d(mask)) : null;
  let w = tf.keep(tf.tensor1d(start.slice())), m: Tensor1D = tf.keep(tf.zeros([start.length]));
  let v: Tensor1D | null = adam ? tf.keep(tf.zeros([start.length])) : null;
  let power1 = 1, power2 = 1;
  const swap = (old: Tensor1D, fresh: Tensor1D): Tensor1D => {
    old.dispose();
    return tf.keep(fresh);
  };
  return {
    get weights() {
      return w;
    },
    step(g, scale) {
      tf.tidy(() => {
        power1 *= beta1;
        power2 *= beta2;
        const base = decay ? tf.sub(w, tf.mul(w, tf.mul(decay, scale))) : w;
        let move: tf.Tensor;
        if (v) {
          m = swap(m, tf.add(tf.mul(m, beta1), tf.mul(g, 1 - beta1)));
          v = swap(v, tf.add(tf.mul(v, beta2), tf.mul(tf.square(g), 1 - beta2)));
          const size = tf.add(tf.sqrt(tf.mul(v, 1 / (1 - power2))), epsilon);
          move = tf.div(tf.mul(m, (rate * scale) / (1 - power1)), size);
        } else {
          m = swap(m, settings.momentum === 0 ? tf.clone(g) : tf.add(tf.mul(m, settings.momentum), g));
          move = tf.mul(m, rate * scale);
        }
        const next = tf.sub(base, move) as Tensor1D;
        w = swap(w, held ? tf.mul(next, held) : next);
      });
    },
    dispose() {
      for (const t of [w, m, v, decay, held]) t?.dispose();
    },
  };
}
