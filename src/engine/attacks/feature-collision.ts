/**
 * Feature collision: a training image of the wanted class is changed until the network's features of it are those of one
 * chosen test image, while to the eye it stays what it was; its label is true. A last layer trained on it draws the border
 * around the chosen image too. Forward-backward splitting with a step size that halves where a step does not help.
 * Shafahi and others 2018, "Poison Frogs! Targeted Clean-Label Poisoning Attacks on Neural Networks".
 */
import { z } from "zod";
import { inputOf, sizeOf, takeRows } from "../core/data";
import { throwIfCancelled } from "../core/errors";
import { featureLayer, type Learner, type Pulse, type TrainedModel } from "../core/learner";
import { defineAttack } from "../core/plugins";
import { needsLearnedFeatures, oneGoal, oneTarget, victimOf } from "./one-target";
import { checkClass, cleanTruth, positions } from "./rows";

/** Bases that are tried beyond those that the budget allows; the ones that came nearest are kept. */
const SPARE = 15;

const params = z.strictObject({
  rate: z.number().min(0).max(0.2).default(0.00025).meta({ title: "Poison rate", description: "Share of the training set that is changed, all of it images of the wanted class; 0.025 % of 4,000 images is a single one.", percent: true, unit: "% of the training set" }),
  ...oneTarget,
  watermark: z.number().min(0).max(0.5).default(0).meta({ title: "Watermark", description: "How strongly the chosen image shines through each changed one (γ); needed where the whole network learns." }),
  closeness: z.number().min(0).max(10).default(0.25).meta({ title: "Closeness to the original", description: "How much staying like the original counts against having the chosen image’s features (β₀).", advanced: true }),
  steps: z.int().min(1).max(2000).default(200).meta({ title: "Steps", description: "How often each image is moved.", unit: "steps", advanced: true }),
});

export interface Collision {
  /** m × size: the point of each walk with the smallest objective. */
  readonly inputs: Float32Array;
  /** Squared distance of features to the chosen image's, before and after (m). */
  readonly before: Float32Array;
  readonly after: Float32Array;
}

/** Moves m bases so that ‖r(x) − r*‖² + β‖x − b‖² falls, each with a step size of its own; r are the outputs of `layer`. */
export async function collide(
  learner: Pick<Learner, "inputGradients">, model: TrainedModel, layer: number, goal: Float32Array, bases: Float32Array, m: number,
  options: { readonly beta: number; readonly steps: number; readonly range: readonly [number, number] }, pulse?: Pulse,
): Promise<Collision> {
  const { beta, steps, range: [low, high] } = options, d = bases.length / Math.max(1, m), width = goal.length;
  const best = bases.slice(), slope = new Float32Array(bases.length), lowest = new Float64Array(m).fill(Infinity), length = new Float64Array(m);
  const gap = new Float32Array(m), before = new Float32Array(m), after = new Float32Array(m), x = bases.slice();
  for (let s = 0; s <= steps; s++) {
    await pulse?.(s, steps);
    const g = await learner.inputGradients(model, x, m, (features, from, count) => {
      const pull = new Float32Array(count * width);
      for (let i = 0; i < count; i++) {
        let sum = 0;
        for (let j = 0; j < width; j++) {
          const off = features[i * width + j]! - goal[j]!;
          pull[i * width + j] = 2 * off;
          sum += off * off;
        }
        gap[from + i] = sum;
      }
      return pull;
    }, { layer });
    for (let r = 0; r < m; r++) {
      let away = 0, top = 0;
      for (let i = r * d; i < (r + 1) * d; i++) { away += (x[i]! - bases[i]!) ** 2; top = Math.max(top, Math.abs(g[i]!)); }
      const objective = gap[r]! + beta * away;
      if (s === 0) { before[r] = gap[r]!; length[r] = 0.1 / Math.max(1e-12, top); }
      if (objective < lowest[r]!) {
        lowest[r] = objective;
        after[r] = gap[r]!;
        best.set(x.subarray(r * d, r * d + d), r * d);
        slope.set(g.subarray(r * d, r * d + d), r * d);
        if (s > 0) length[r]! *= 1.2;
      } else length[r]! /= 2;
      // Forward along the features' slope, backward to the base (2β, as fits the squares), back into the range.
      const step = length[r]!, pull = 2 * step * beta;
      for (let i = r * d; i < (r + 1) * d; i++) x[i] = Math.min(high, Math.max(low, (best[i]! - step * slope[i]! + pull * bases[i]!) / (1 + pull)));
    }
  }
  return { inputs: best, before, after };
}

/** Positions of the rows of a class, those whose features are nearest to `goal` first. */
async function nearest(learner: Learner, model: TrainedModel, layer: number, goal: Float32Array, inputs: Float32Array, own: Int32Array, pulse: Pulse): Promise<Int32Array> {
  const features = await learner.activations(model, layer, inputs, own.length, pulse), width = goal.length;
  const far = Float64Array.from(own, (_, i) => goal.reduce((sum, v, j) => sum + (features[i * width + j]! - v) ** 2, 0));
  return Int32Array.from(own.keys()).sort((a, b) => far[a]! - far[b]! || a - b).map((i) => own[i]!);
}

export const featureCollision = defineAttack({
  id: "feature-collision",
  title: "Feature collision (Poison Frogs)",
  summary: "Changes a training image, label and looks kept, until the network sees one chosen test image in it; the two are then read alike.",
  paper: { authors: "Shafahi, Huang, Najibi, Suciu, Studer, Dumitras, Goldstein", year: 2018, title: "Poison Frogs! Targeted Clean-Label Poisoning Attacks on Neural Networks", link: "https://arxiv.org/abs/1804.00792" },
  atlas: "AML.T0020",
  stage: "data",
  threat: {
    goal: "targeted",
    knows: "The chosen image and the network that turns images into features: the pretrained model itself where the victim builds on one, else a model of the attacker’s own.",
    controls: "One or a few training images of the wanted class; no label, and nothing at test time.",
  },
  fails: "Made for a victim that trains only a last layer on features everybody has. Where the whole network learns, its features move away from the poison, and it takes many watermarked images and some luck.",
  remarks: [
    "Found here (digits, convolutional network, only the last layer trained, 60 epochs): one poisoned eight among 500 images hits 9 of 10 chosen images over seeds 1 to 3, other accuracy 0.4 points lower. Among 4,000 images and in 10 epochs a single one hits 1 of 10: the last layer can afford to misread it.",
    "This network’s features are close to its pixels, so the poisoned digit visibly takes on strokes of the chosen one (SSIM about 0.3).",
    "A few more bases than needed are tried, and those that came nearest are used; some never get near.",
  ],
  params,
  supports: needsLearnedFeatures("feature collision"),
  check: ({ target }, meta) => checkClass("target", target, meta),
  target: () => null,
  sentence: () => ["As the attacker I change ", { param: "rate" }, " of the training data, images of ", { param: "target" }, " that keep their label. I want one image, ", { param: "victim" }, ", read as ", { param: "target" }, "."],
  craft: {
    surrogates: () => [{ title: "own model" }],
    parts: () => 1,
    async craft({ params: p, train, test, meta, budget, rng, learner, surrogates, pulse, signal }) {
      throwIfCancelled(signal);
      const model = surrogates[0]!, layer = featureLayer(model.plan), d = sizeOf(train.shape), victim = inputOf(test, victimOf(p, test, meta, rng)).slice();
      const goal = await learner.activations(model, layer, victim, 1, pulse), own = positions(train, (y) => y === p.target);
      const m = Math.min(budget(p.rate), own.length);
      if (m === 0) return { rows: new Int32Array(0), inputs: new Float32Array(0), share: 1 };
      const tried = (await nearest(learner, model, layer, goal, takeRows(train, own).inputs, own, pulse)).slice(0, m + SPARE);
      const bases = takeRows(train, tried).inputs.map((v, i) => (1 - p.watermark) * v + p.watermark * victim[i % d]!);
      const { inputs, before, after } = await collide(learner, model, layer, goal, bases, tried.length, { beta: p.closeness * (goal.length / d) ** 2, steps: p.steps, range: meta.valueRange }, pulse);
      const best = Int32Array.from(tried.keys()).sort((a, b) => after[a]! - after[b]! || a - b).slice(0, m);
      const share = best.reduce((sum, i) => sum + Math.sqrt(after[i]! / Math.max(1e-12, before[i]!)), 0) / m, kept = new Float32Array(m * d);
      best.forEach((i, k) => kept.set(inputs.subarray(i * d, i * d + d), k * d));
      return { rows: best.map((i) => tried[i]!), inputs: kept, share };
    },
  },
  async poison({ params: p, train, test, meta, budget, rng, signal, crafted = [] }) {
    throwIfCancelled(signal);
    budget(p.rate); // what was asked for; a class can have fewer rows
    const d = sizeOf(train.shape), truth = cleanTruth(train), inputs = train.inputs.slice(), [made] = crafted, rows = (made?.rows ?? []) as Int32Array;
    rows.forEach((i, k) => {
      inputs.set((made!.inputs as Float32Array).subarray(k * d, k * d + d), i * d);
      truth.poisoned[i] = 1;
    });
    const text = rows.length === 0 ? "The poison rate allows not a single image; nothing was changed."
      : `In the attacker’s model the poison’s features are ${(100 * (made!.share as number)).toFixed(0)} % as far from the chosen image’s as they were.`;
    return { train: { ...train, inputs }, truth, goal: oneGoal(p, test, meta, rng), notes: [{ level: rows.length === 0 ? "warning" : "info", text }] };
  },
});
