/**
 * Neural attention distillation (Li, Lyu, Koren, Lyu, Li, Ma 2021): a copy of the model is fine-tuned and becomes the teacher; the model then
 * learns to look where the teacher looks, layer by layer, beside learning the labels. A backdoor that fine-tuning has weakened
 * is weakened further. What the teacher still sees, the student keeps; so both also decay weights, which is not in the paper.
 */
import { z } from "zod";
import { sizeOf } from "../core/data";
import { layerShapes, type BatchGradient, type Learner, type ModelPlan, type Pulse, type TrainedModel } from "../core/learner";
import { argmaxRows } from "../core/answer";
import { crossEntropies, crossEntropySeed } from "../core/loss";
import { defineRepair, type Note } from "../core/plugins";
import { fineTune } from "./shared/fine-tune";
import { accuracyOf, beat, counted, gather, holdOut, needsHiddenLayer, percent } from "./shared/rows";

const FEWEST = 10;

/** A layer whose attention is compared: every place of a convolution sums its channels, every unit of a dense layer is a place. */
export interface AttentionLayer {
  readonly layer: number;
  readonly places: number;
  readonly channels: number;
}

/** All trained layers but the last. */
export function attentionLayers(plan: ModelPlan): AttentionLayer[] {
  const shapes = layerShapes(plan);
  return plan.layers.flatMap((l, layer) => {
    if (layer === plan.layers.length - 1 || (l.kind !== "conv-relu-pool" && l.kind !== "dense" && l.kind !== "embed")) return [];
    const shape = shapes[layer + 1]!, channels = l.kind === "conv-relu-pool" ? shape.at(-1)! : 1;
    return [{ layer, channels, places: sizeOf(shape) / channels }];
  });
}

/** F / ‖F‖ of each of n rows (n × places), F = Σ_c A_c² at each place; 0 where a row has no activity at all. */
export function attention(activations: Float32Array, n: number, { places, channels }: AttentionLayer): Float32Array {
  const out = new Float32Array(n * places);
  for (let i = 0; i < n; i++) {
    let squares = 0;
    for (let p = i * places; p < (i + 1) * places; p++) {
      let sum = 0;
      for (let c = p * channels; c < (p + 1) * channels; c++) sum += activations[c]! ** 2;
      out[p] = sum;
      squares += sum * sum;
    }
    if (squares > 0) for (let p = i * places; p < (i + 1) * places; p++) out[p]! /= Math.sqrt(squares);
  }
  return out;
}

/** Σ over n rows of ‖teacher − F_S/‖F_S‖‖ and its gradient by the student's activations. */
export function attentionLoss(activations: Float32Array, teacher: Float32Array, n: number, layer: AttentionLayer): { readonly total: number; readonly seed: Float32Array } {
  const { places, channels } = layer, student = attention(activations, n, layer), seed = new Float32Array(activations.length);
  let total = 0;
  for (let i = 0; i < n; i++) {
    let apart = 0, length = 0, along = 0;
    for (let p = i * places; p < (i + 1) * places; p++) {
      let sum = 0;
      for (let c = p * channels; c < (p + 1) * channels; c++) sum += activations[c]! ** 2;
      length += sum * sum;
      apart += (student[p]! - teacher[p]!) ** 2;
      along += (student[p]! - teacher[p]!) * student[p]!;
    }
    apart = Math.sqrt(apart);
    length = Math.sqrt(length);
    total += apart;
    if (!(apart > 1e-6) || length === 0) continue;
    // d‖u − t‖/dF = ((u − t) − ⟨u − t, u⟩ u) / (‖u − t‖ ‖F‖), and dF/dA_c = 2 A_c.
    for (let p = i * places; p < (i + 1) * places; p++) {
      const g = ((student[p]! - teacher[p]!) - along * student[p]!) / (apart * length);
      for (let c = p * channels; c < (p + 1) * channels; c++) seed[c] = 2 * g * activations[c]!;
    }
  }
  return { total, seed };
}

export const nad = defineRepair({
  id: "neural-attention-distillation",
  title: "Neural attention distillation",
  summary: "Fine-tunes a copy of the model on a small clean set and makes the model look at the same places of a picture as that copy does.",
  paper: { authors: "Li, Lyu, Koren, Lyu, Li, Ma", year: 2021, title: "Neural Attention Distillation: Erasing Backdoor Triggers from Deep Neural Networks", link: "https://arxiv.org/abs/2101.05930" },
  stage: "repair",
  needsTrusted: true,
  assumes: "The defender owns a small clean set, and fine-tuning on it makes the copy look away from the trigger. A teacher that still sees the trigger teaches it.",
  remarks: [
    "On digits with BadNets attack success falls from 98 % to 8.1 % and clean accuracy by 1.9 points (mean of seeds 1, 2, 3; tuned on seeds 11, 12, 13, there 4.7 % and 1.4 points). Most of it is the weight decay, which is not the paper’s recipe: without it 75 % is left, and fine-tuning with the same decay and no teacher leaves 2.4 % for 2.9 points.",
    "The distance is the paper’s formula, not squared, so its weight is 2 and not 500 to 1,000, which belong to a mean of squares. In dense layers every unit counts as one place.",
  ],
  params: z.strictObject({
    teacherEpochs: z.int().min(1).max(200).default(50).meta({ title: "Teacher’s epochs", description: "How often the copy sees the clean rows before it teaches.", unit: "epochs" }),
    epochs: z.int().min(0).max(200).default(40).meta({ title: "Student’s epochs", description: "How often the model sees the clean rows while it follows the teacher.", unit: "epochs" }),
    learningRate: z.number().min(1e-5).max(0.1).default(0.006).meta({ title: "Learning rate", description: "How far one step moves the weights, of teacher and student.", scale: "log" }),
    beta: z.number().min(0).max(10_000).default(2).meta({ title: "Weight of attention", description: "How much following the teacher’s attention counts beside the labels. 0 is plain fine-tuning." }),
    weightDecay: z.number().min(0).max(20).default(0.35).meta({ title: "Weight decay", description: "Pulls the weights of teacher and student toward zero while they learn, so that what only the trigger uses fades. 0 is plain fine-tuning.", advanced: true }),
    heldOut: z.number().min(0.1).max(0.9).default(0.2).meta({ title: "Held-out share", description: "Share of the trusted rows by which the outcome is judged; neither teacher nor student sees them.", percent: true, advanced: true }),
  }),
  supports: needsHiddenLayer,
  async repair(args) {
    const { params, trusted, plan, model, learner, rng, settings } = args;
    const layers = attentionLayers(plan), pulse: Pulse = (done, of) => beat(args, done, of), as = (weights: Float32Array): TrainedModel => ({ plan, weights });
    const kept = (text: string) => ({ model: as(model.weights.slice()), notes: [{ level: "warning" as const, text }] });
    if (trusted.n < FEWEST) return kept(`There are ${counted(trusted.n, "trusted row")}; neural attention distillation needs at least ${FEWEST}, so the model was left as it was.`);
    const [judge, learn] = holdOut(trusted, params.heldOut, rng);
    const teacher = await fineTune({ ...args, rng: rng.fork("teacher") }, { rows: learn, start: model.weights, epochs: params.teacherEpochs, learningRate: params.learningRate, weightDecay: params.weightDecay });
    if (!teacher) return kept("Fine-tuning the teacher diverged, so the model was left as it was; try a lower learning rate.");
    const looks: Float32Array[] = [];
    for (const at of layers) looks.push(attention(await learner.activations(as(teacher), at.layer, learn.inputs, learn.n, pulse), learn.n, at));

    const order = (epoch: number) => rng.fork(`student/${epoch}`).shuffle(Int32Array.from({ length: learn.n }, (_, i) => i));
    const job = { plan, rows: learn, start: model.weights, order, settings: { ...settings, schedule: "cosine" as const, epochs: params.epochs, learningRate: params.learningRate, weightDecay: params.weightDecay }, gradient: attentionGradient(learner, layers, looks, params.beta) };
    const steps: { x: number; weights: Float32Array }[] = [{ x: 0, weights: model.weights.slice() }], training = learner.train(job, pulse);
    let next = await training.next(), diverged = false;
    while (!next.done) { diverged ||= next.value.diverged; if (!diverged) steps.push({ x: next.value.epoch, weights: next.value.weights }); next = await training.next(); }
    if (diverged) return kept("The student’s training diverged, so the model was left as it was; try a lower learning rate or less weight on attention.");
    const weights = next.value.weights, read = async (w: Float32Array) => percent(accuracyOf(await learner.logits(as(w), judge.inputs, judge.n), judge.labels, plan.classes));
    const notes: Note[] = [{ level: "info", text: `The teacher was fine-tuned and the student taught on ${counted(learn.n, "trusted row")}; on ${counted(judge.n, "other trusted row")} accuracy was ${await read(model.weights)} before, the teacher’s is ${await read(teacher)} and the student’s ${await read(weights)}.` }];
    return { model: as(weights), notes, path: { xTitle: "epochs of distillation", steps } };
  },
});

/** Gradient of the batch's mean of cross-entropy + beta · Σ over layers of the distance between attentions; `looks`: the teacher's attention of every row, a layer each. */
export function attentionGradient(learner: Pick<Learner, "weightGradients">, layers: readonly AttentionLayer[], looks: readonly Float32Array[], beta: number): BatchGradient {
  return async ({ model, inputs, labels, rows, n }) => {
    const k = model.plan.classes, pull = crossEntropySeed(labels, k);
    let total = 0, correct = 0;
    const weights = await learner.weightGradients(model, inputs, n, (logits, from, count) => {
      const mine = labels.subarray(from, from + count), read = argmaxRows(logits, k);
      for (const loss of crossEntropies(logits, mine, k)) total += loss;
      mine.forEach((y, i) => { if (read[i] === y) correct++; });
      return pull(logits, from, count).map((g) => g / n);
    });
    if (beta > 0) for (const [l, at] of layers.entries()) {
      const part = await learner.weightGradients(model, inputs, n, (outputs, from, count) => {
        const { total: apart, seed } = attentionLoss(outputs, gather(looks[l]!, rows.subarray(from, from + count), at.places), count, at);
        total += beta * apart;
        return seed.map((g) => (g * beta) / n);
      }, { layer: at.layer });
      part.forEach((g, i) => { weights[i]! += g; });
    }
    return { total, correct, weights };
  };
}
