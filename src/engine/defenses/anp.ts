/**
 * Adversarial neuron pruning (Wu, Wang 2021): a backdoored network falls for its trigger's class when its weights are nudged a
 * little. Every neuron gets a mask between 0 and 1, learned so that the network stays right under the worst nudge; neurons
 * whose mask falls low are pruned. Prunes only: nothing is learned again afterwards.
 */
import { z } from "zod";
import { takeRows } from "../core/data";
import { weightSlots, type ModelPlan } from "../core/learner";
import { crossEntropySeed } from "../core/loss";
import { defineRepair, type Note, type RepairOutcome } from "../core/plugins";
import { descending } from "../core/statistics";
import { accuracyOf, beat, counted, holdOut, needsHiddenLayer, percent } from "./shared/rows";

/** Which neuron each weight feeds (−1: none that is pruned), and whether it is a bias. */
export interface Neurons {
  readonly count: number;
  readonly of: Int32Array;
  readonly bias: Uint8Array;
}

/** Filters and units of all layers but the last, numbered in order. */
export function neuronsOf(plan: ModelPlan): Neurons {
  const slots = weightSlots(plan), end = slots.at(-1), size = end ? end.offset + end.size : 0, of = new Int32Array(size).fill(-1), bias = new Uint8Array(size);
  let count = 0;
  for (const slot of slots) {
    if (slot.layer === plan.layers.length - 1) continue;
    // The output channel is the last axis of a filter, a dense weight and a bias alike; the bias comes second.
    const width = slot.shape.at(-1)!;
    for (let i = 0; i < slot.size; i++) {
      of[slot.offset + i] = count + (i % width);
      bias[slot.offset + i] = slot.role === "bias" ? 1 : 0;
    }
    if (slot.role === "bias") count += width;
  }
  return { count, of, bias };
}

/** Weights times m_j + δ_j and biases times 1 + ξ_j, as in the paper: the bias of a neuron is nudged but not masked. */
export function nudged(weights: Float32Array, { of, bias }: Neurons, mask: Float32Array, delta?: Float32Array, xi?: Float32Array): Float32Array {
  return weights.map((w, i) => (of[i]! < 0 ? w : bias[i] ? w * (1 + (xi?.[of[i]!] ?? 0)) : w * (mask[of[i]!]! + (delta?.[of[i]!] ?? 0))));
}

/** Gradient by each neuron's factor on its weights (or its bias) from the gradient by the nudged weights: Σ w · dL/dw. */
export function factorGradient(weights: Float32Array, gradient: Float32Array, { count, of, bias }: Neurons, role: "weights" | "bias"): Float32Array {
  const out = new Float32Array(count), wanted = role === "bias" ? 1 : 0;
  for (let i = 0; i < weights.length; i++) if (of[i]! >= 0 && bias[i] === wanted) out[of[i]!]! += weights[i]! * gradient[i]!;
  return out;
}

/** Nudges after one signed step of length epsilon uphill, back in the box ±epsilon. */
export function worse(nudge: Float32Array, uphill: Float32Array, epsilon: number): Float32Array {
  return nudge.map((v, j) => Math.min(epsilon, Math.max(-epsilon, v + epsilon * Math.sign(uphill[j]!))));
}

/** Fewest trusted rows it can do anything with. */
const FEWEST = 10;
const MOMENTUM = 0.9;


export const adversarialNeuronPruning = defineRepair({
  id: "adversarial-neuron-pruning",
  title: "Adversarial neuron pruning",
  summary: "Nudges the model’s neurons in the worst direction, finds out which of them then make it err, and switches these off.",
  paper: { authors: "Wu, Wang", year: 2021, title: "Adversarial Neuron Pruning Purifies Backdoored Deep Models", link: "https://arxiv.org/abs/2110.14430" },
  stage: "repair",
  needsTrusted: true,
  assumes: "The defender owns a small clean set, and the backdoor sits in a few neurons of its own that react strongly to small nudges. In a small network every neuron serves both.",
  remarks: [
    "On digits with the default network of 24 filters it does not work: 2 or 3 filters are switched off, attack success stays at 98 % and 3.5 points of accuracy are lost (mean of seeds 1, 2, 3). The pruning path shows why: no number of filters loses the backdoor and keeps the digits, with four times as many filters neither (seed 11). The paper’s networks have thousands of channels, some for the trigger alone.",
    "A pruned neuron keeps its bias, as in the paper: masks scale what comes in. A weight of 0.5 for the plain loss prunes less and changes nothing about the backdoor (seeds 11 and 12).",
  ],
  params: z.strictObject({
    threshold: z.number().min(0).max(1).default(0.2).meta({ title: "Pruning threshold", description: "Neurons whose learned mask lies below are switched off; 0 switches none off." }),
    epsilon: z.number().min(0).max(1).default(0.4).meta({ title: "Nudge", description: "By how much of itself each neuron’s strength may be nudged." }),
    alpha: z.number().min(0).max(1).default(0.2).meta({ title: "Weight of the plain loss", description: "How much being right without nudges counts beside being right under them. Higher keeps more neurons.", advanced: true }),
    iterations: z.int().min(1).max(5000).default(300).meta({ title: "Steps", description: "How many steps the masks are learned for, each on a batch of trusted rows.", unit: "steps" }),
    maskRate: z.number().min(0.001).max(2).default(0.2).meta({ title: "Mask learning rate", description: "How far one step moves the masks.", scale: "log", advanced: true }),
    batchSize: z.int().min(1).max(1024).default(128).meta({ title: "Batch size", description: "Trusted rows in each step.", unit: "rows", advanced: true }),
    heldOut: z.number().min(0.1).max(0.9).default(0.2).meta({ title: "Held-out share", description: "Share of the trusted rows by which the outcome is judged; masks are learned on the others.", percent: true, advanced: true }),
  }),
  supports: needsHiddenLayer,
  async repair(args) {
    const { params, trusted, plan, model, learner, rng } = args, neurons = neuronsOf(plan);
    const kept = (text: string): RepairOutcome => ({ model: { plan, weights: model.weights.slice() }, notes: [{ level: "warning", text }] });
    if (trusted.n < FEWEST) return kept(`There are ${counted(trusted.n, "trusted row")}; adversarial neuron pruning needs at least ${FEWEST}, so the model was left as it was.`);
    const [judge, learn] = holdOut(trusted, params.heldOut, rng);
    const mask = new Float32Array(neurons.count).fill(1), speed = new Float32Array(neurons.count), n = Math.min(params.batchSize, learn.n);
    for (let step = 0; step < params.iterations; step++) {
      await beat(args, step, params.iterations);
      const own = rng.fork(`step/${step}`), batch = takeRows(learn, own.sample(Int32Array.from({ length: learn.n }, (_, i) => i), n)), seed = crossEntropySeed(batch.labels, plan.classes);
      const by = async (delta?: Float32Array, xi?: Float32Array) => (await learner.weightGradients({ plan, weights: nudged(model.weights, neurons, mask, delta, xi) }, batch.inputs, n, seed)).map((g) => g / n);
      const draw = () => Float32Array.from({ length: neurons.count }, () => params.epsilon * (2 * own.uniform() - 1)), delta = draw(), xi = draw();
      // As in the authors' code: one step from a random place.
      const up = await by(delta, xi), slope = (g: Float32Array, role: "weights" | "bias") => factorGradient(model.weights, g, neurons, role);
      const robust = slope(await by(worse(delta, slope(up, "weights"), params.epsilon), worse(xi, slope(up, "bias"), params.epsilon)), "weights");
      const plain = slope(await by(), "weights");
      for (let j = 0; j < neurons.count; j++) {
        speed[j] = MOMENTUM * speed[j]! + params.alpha * plain[j]! + (1 - params.alpha) * robust[j]!;
        mask[j] = Math.min(1, Math.max(0, mask[j]! - params.maskRate * speed[j]!));
      }
    }
    if (mask.some(Number.isNaN)) return kept("The model’s gradients are not finite numbers, as happens when training diverged, so the model was left as it was.");
    const order = descending(mask.map((m) => -m)), without = (count: number) => {
      const factor = new Float32Array(neurons.count).fill(1);
      for (const j of order.subarray(0, count)) factor[j] = 0;
      return nudged(model.weights, neurons, factor);
    };
    const read = async (weights: Float32Array) => accuracyOf(await learner.logits({ plan, weights }, judge.inputs, judge.n), judge.labels, plan.classes);
    const gone = mask.filter((m) => m < params.threshold).length, weights = without(gone), before = await read(model.weights), after = await read(weights);
    const stride = Math.ceil(neurons.count / 32), spread = Math.ceil(neurons.count / 200), path = Array.from({ length: Math.ceil(neurons.count / stride) }, (_, i) => ({ x: i * stride, weights: without(i * stride) }));
    const notes: Note[] = [{ level: "info", text: `${gone} of ${counted(neurons.count, "neuron")} had masks below ${params.threshold} after ${counted(params.iterations, "step")} on ${counted(learn.n, "trusted row")} and were switched off; on ${counted(judge.n, "other trusted row")} accuracy went from ${percent(before)} to ${percent(after)}.` }];
    if (gone === 0 && params.threshold > 0) notes.push({ level: "warning", text: "No neuron reacts to small nudges so strongly that its mask fell below the threshold, so the model was left as it was; a larger nudge or a higher threshold switches more off." });
    if (before - after > 0.05) notes.push({ level: "warning", text: `Clean inputs need what was switched off: held-out accuracy fell by ${((before - after) * 100).toFixed(0)} points. Use a lower threshold.` });
    const points = [...order].flatMap((j, i) => (i % spread === 0 ? [{ x: i + 1, y: mask[j]! }] : []));
    return {
      model: { plan, weights }, notes, path: { xTitle: "neurons switched off", steps: path },
      evidence: [{ kind: "lines", id: "masks", title: "Masks of the neurons", says: "How much of each neuron is left when the model must stay right under the worst nudge, from the least to the most. Those below the line were switched off.", xTitle: "neurons, from the lowest mask", yTitle: "mask", lines: [{ id: "mask", title: "mask", points }], threshold: { value: params.threshold, title: "switched off below" } }],
    };
  },
});
