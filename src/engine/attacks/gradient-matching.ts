/**
 * Gradient matching: images of the wanted class are changed a little so that learning them, label and all true, moves the
 * weights in the direction that would make one chosen test image be read as that class. The mixed derivative by pixels and
 * weights is a central difference in weight space. The victim then trains from scratch on these rows.
 * Geiping and others 2021, "Witches' Brew: Industrial Scale Data Poisoning via Gradient Matching".
 */
import { z } from "zod";
import { inputOf, sizeOf, takeRows } from "../core/data";
import { throwIfCancelled } from "../core/errors";
import { featureLayer, type Learner, type Pulse, type TrainedModel } from "../core/learner";
import { crossEntropySeed, softmax } from "../core/loss";
import { defineAttack } from "../core/plugins";
import { project } from "../core/pgd";
import type { Rng } from "../core/rng";
import { needsLearnedFeatures, oneGoal, oneTarget, victimOf } from "./one-target";
import { checkClass, cleanTruth, positions } from "./rows";

const params = z.strictObject({
  rate: z.number().min(0).max(0.2).default(0.02).meta({ title: "Poison rate", description: "Share of the training set that is changed, all of it images of the wanted class.", percent: true, unit: "% of the training set" }),
  ...oneTarget,
  epsilon: z.number().min(0).max(1).default(0.3).meta({ title: "Perturbation ε", description: "How much a pixel may change, of the range from black to white; the paper’s 16 of 255 grey levels are 0.063." }),
  steps: z.int().min(1).max(500).default(60).meta({ title: "Steps", description: "How often all changed images move.", unit: "steps", advanced: true }),
  restarts: z.int().min(1).max(8).default(2).meta({ title: "Restarts", description: "Tries from other random beginnings; the one that matches best is used.", unit: "tries", advanced: true }),
  models: z.int().min(1).max(6).default(2).meta({ title: "Own models", description: "Models of the attacker’s own whose gradients are matched together, so that the poison suits a model it has not seen.", unit: "models", advanced: true }),
  surrogateEpochs: z.int().min(1).max(30).default(3).meta({ title: "Epochs of the own models", description: "How long they are trained; early on, more images can still move a model.", unit: "epochs", advanced: true }),
  hardened: z.number().min(0).max(0.5).default(0).meta({ title: "Own models hardened against ε", description: "Above 0 they are trained on adversarial examples of that size; what changes their mind then looks like strokes and less like noise.", advanced: true }),
  select: z.enum(["gradient", "random"]).default("gradient").meta({ title: "Which images", description: "Those that the attacker’s own model learns most from, or any of the class.", options: { gradient: "most to learn from", random: "at random" }, advanced: true }),
});

const dot = (a: Float32Array, b: Float32Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};

/** B = 1 − cos(g, wanted) over all weights, and ∂B/∂g; a gradient of length 0 matches nothing and is moved by nothing. */
export function mismatch(g: Float32Array, wanted: Float32Array): { readonly value: number; readonly slope: Float32Array } {
  const a = Math.sqrt(dot(wanted, wanted)), b = Math.sqrt(dot(g, g));
  if (!(a > 0 && b > 0)) return { value: 1, slope: new Float32Array(g.length) };
  const inner = dot(g, wanted);
  return { value: 1 - inner / (a * b), slope: g.map((v, i) => (inner * v) / (a * b ** 3) - wanted[i]! / (a * b)) };
}

/** B at these inputs and its gradient by them (n × size). */
export async function mismatchGradient(learner: Learner, model: TrainedModel, inputs: Float32Array, labels: Int32Array, wanted: Float32Array): Promise<{ value: number; gradient: Float32Array }> {
  const n = labels.length, { value, slope } = mismatch((await learner.gradients(model, inputs, labels)).weights, wanted), size = Math.sqrt(dot(slope, slope));
  if (!(size > 0)) return { value, gradient: new Float32Array(inputs.length) };
  const h = 0.01 / size, seed = crossEntropySeed(labels, model.plan.classes);
  const at = (sign: number) => learner.inputGradients({ plan: model.plan, weights: model.weights.map((w, i) => w + sign * h * slope[i]!) }, inputs, n, seed);
  const up = await at(1), down = await at(-1);
  return { value, gradient: up.map((u, i) => (u - down[i]!) / (2 * h * n)) };
}

export interface Matched {
  readonly inputs: Float32Array;
  /** B at the random beginning and the lowest one, whose inputs these are. */
  readonly first: number;
  readonly best: number;
}

/** Signed Adam from a random place in the ball of radius ε around the bases, on the mean B over the models; the lowest point of the walk. */
export async function match(
  learner: Learner, models: readonly { readonly model: TrainedModel; readonly wanted: Float32Array }[], bases: Float32Array, labels: Int32Array,
  options: { readonly epsilon: number; readonly steps: number; readonly range: readonly [number, number] }, rng: Rng, pulse: Pulse,
): Promise<Matched> {
  const { epsilon, steps, range } = options, n = labels.length, ball = { norm: "linf", epsilon, range } as const;
  const x = bases.map((v) => v + epsilon * (2 * rng.uniform() - 1)), m1 = new Float32Array(x.length), m2 = new Float32Array(x.length);
  project(x, bases, n, ball);
  let first = NaN, best = Infinity, inputs = x.slice();
  for (let s = 0; s <= steps; s++) {
    let value = 0;
    const gradient = new Float32Array(x.length);
    for (const { model, wanted } of models) {
      await pulse(s, steps);
      const one = await mismatchGradient(learner, model, x, labels, wanted);
      value += one.value / models.length;
      one.gradient.forEach((g, i) => void (gradient[i]! += g));
    }
    if (s === 0) first = value;
    if (value < best) { best = value; inputs = x.slice(); }
    // The step shrinks to a tenth at 3/8, 5/8 and 7/8 of the way.
    const rate = (epsilon / 4) * 10 ** -[3, 5, 7].filter((k) => s >= (k * steps) / 8).length;
    for (let i = 0; i < x.length; i++) {
      const g = Math.sign(gradient[i]!);
      m1[i] = 0.9 * m1[i]! + 0.1 * g;
      m2[i] = 0.999 * m2[i]! + 0.001 * g * g;
      x[i]! -= (rate * m1[i]!) / (1 - 0.9 ** (s + 1)) / (Math.sqrt(m2[i]! / (1 - 0.999 ** (s + 1))) + 1e-8);
    }
    project(x, bases, n, ball);
  }
  return { inputs, first, best };
}

/** Rows of the class, those first whose own gradient in the last layer is longest: ‖softmax − one-hot‖ · ‖features‖. */
async function byGradient(learner: Learner, model: TrainedModel, inputs: Float32Array, own: Int32Array, target: number, pulse: Pulse): Promise<Int32Array> {
  const k = model.plan.classes, p = softmax(await learner.logits(model, inputs, own.length, pulse), k);
  const features = await learner.activations(model, featureLayer(model.plan), inputs, own.length, pulse), width = features.length / Math.max(1, own.length);
  const length = Float64Array.from(own, (_, i) => {
    let off = 0, norm = 0;
    for (let j = 0; j < k; j++) off += (p[i * k + j]! - (j === target ? 1 : 0)) ** 2;
    for (let j = 0; j < width; j++) norm += features[i * width + j]! ** 2;
    return off * norm;
  });
  return Int32Array.from(own.keys()).sort((a, b) => length[b]! - length[a]! || a - b).map((i) => own[i]!);
}

export const gradientMatching = defineAttack({
  id: "gradient-matching",
  title: "Gradient matching (Witches' Brew)",
  summary: "Changes training images a little, labels kept, so that learning them teaches the network to misread one chosen image.",
  paper: { authors: "Geiping, Fowl, Huang, Czaja, Taylor, Moeller, Goldstein", year: 2021, title: "Witches' Brew: Industrial Scale Data Poisoning via Gradient Matching", link: "https://arxiv.org/abs/2009.02276" },
  atlas: "AML.T0020",
  stage: "data",
  threat: {
    goal: "targeted",
    knows: "The chosen image, the victim’s network and data to train one like it; not the victim’s initial weights.",
    controls: "A small change of some training images of the wanted class; no label, and nothing at test time.",
  },
  fails: "A convolutional network trained from scratch on easy images mostly shrugs it off. How often it works depends on the image, the network and luck: look at several images before you believe a rate.",
  remarks: [
    "Found here (digits, 2 % of the training set, ε = 0.3, one restart, ten chosen images over seeds 1 to 3, none of them misread without an attack): 8 of 10 hit for a multilayer perceptron trained from scratch, 6 of 10 for a pretrained convolutional network that is trained on, only 1 of 10 for one trained from scratch.",
    "The paper’s ε of 16/255 hit none of 4 images on the convolutional network (seed 11), and ε = 0.1 none of 5 on the perceptron (seed 12). Poisoning 5 % at ε = 0.3 hit 5 of 5 there but cost 2.8 points of clean accuracy.",
  ],
  params,
  supports: needsLearnedFeatures("gradient matching"),
  check: ({ target }, meta) => checkClass("target", target, meta),
  target: () => null,
  sentence: () => ["As the attacker I change ", { param: "rate" }, " of the training data, images of ", { param: "target" }, ", by at most ", { param: "epsilon" }, " a pixel and no label. I want one image, ", { param: "victim" }, ", read as ", { param: "target" }, "."],
  craft: {
    surrogates: ({ models, surrogateEpochs: epochs, hardened: epsilon }) =>
      Array.from({ length: models }, (_, i) => ({ title: `own model ${i + 1}`, epochs, ...(epsilon > 0 && { adversarial: { epsilon, steps: 2, stepSize: epsilon * 0.75 } }) })),
    parts: ({ restarts }) => restarts,
    async craft({ params: p, train, test, meta, budget, rng, learner, surrogates, pulse, part, signal }) {
      throwIfCancelled(signal);
      const model = surrogates[0]!, victim = inputOf(test, victimOf(p, test, meta, rng)).slice(), own = positions(train, (y) => y === p.target);
      const ranked = p.select === "random" ? rng.fork("rows").shuffle(own.slice()) : await byGradient(learner, model, takeRows(train, own).inputs, own, p.target, pulse);
      const chosen = takeRows(train, ranked.slice(0, Math.min(budget(p.rate), own.length))), rows = ranked.slice(0, chosen.n);
      if (chosen.n === 0) return { rows, inputs: chosen.inputs, first: 1, best: 1 };
      const models = [];
      for (const one of surrogates) models.push({ model: one, wanted: (await learner.gradients(one, victim, Int32Array.of(p.target))).weights });
      return { rows, ...(await match(learner, models, chosen.inputs, chosen.labels, { epsilon: p.epsilon, steps: p.steps, range: meta.valueRange }, rng.fork(`start/${part}`), pulse)) };
    },
  },
  async poison({ params: p, train, test, meta, budget, rng, signal, crafted = [] }) {
    throwIfCancelled(signal);
    budget(p.rate); // what was asked for; a class can have fewer rows
    const d = sizeOf(train.shape), truth = cleanTruth(train), inputs = train.inputs.slice();
    const best = crafted.reduce((a, b) => ((b.best as number) < (a.best as number) ? b : a)) as unknown as Matched & { readonly rows: Int32Array };
    best.rows.forEach((i, k) => {
      inputs.set(best.inputs.subarray(k * d, k * d + d), i * d);
      truth.poisoned[i] = 1;
    });
    const text = best.rows.length === 0 ? "The poison rate allows not a single image; nothing was changed."
      : `The mismatch of gradients (1 − cosine) fell from ${best.first.toFixed(2)} to ${best.best.toFixed(2)} in the attacker’s model.`;
    return { train: { ...train, inputs }, truth, goal: oneGoal(p, test, meta, rng), notes: [{ level: best.rows.length === 0 ? "warning" : "info", text }] };
  },
});
