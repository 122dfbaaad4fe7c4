/**
 * Transfer: adversarial examples made on models of the attacker's own, tried on the model under attack, which the attacker
 * never saw. All rates are about rows that the model they are tried on reads rightly when untouched.
 * Papernot, McDaniel, Goodfellow 2016, "Transferability in Machine Learning"; Dong and others 2018 for momentum and for
 * several models at once.
 */
import { z } from "zod";
import type { TrainedModel } from "../core/learner";
import { argmaxRows } from "../core/answer";
import { pgd, type GradientSource } from "../core/pgd";
import { defineProbe, type Note, type ProbeCurve, type Rate, type SurrogateWish } from "../core/plugins";
import { wilson } from "../core/statistics";
import { drawIndex, examplesParam, noisy, pickExamples, sampleOf } from "./sweep";
import { movable } from "./units";

/** The curves go up to ε in this many steps. */
const STEPS = 4;
/** By how many rows, and by what share of them, a model from outside must beat the model itself before it counts. */
const FEW = 3, MARGIN = 0.05;
/** The smallest side that a convolutional network takes. */
const CNN_SIDE = 16;

/** Several models as one, whose logits are the mean of theirs; asked for a gradient, whatever the model, it gives that of this mean. */
function together(source: GradientSource, models: readonly TrainedModel[]): Pick<GradientSource, "inputGradients"> {
  const add = (sum: Float32Array, part: Float32Array) => sum.forEach((v, i) => void (sum[i] = v + part[i]! / models.length));
  return {
    async inputGradients(first, x, n, seed) {
      const k = first.plan.classes, logits = new Float32Array(n * k), g = new Float32Array(x.length);
      for (const model of models) add(logits, await source.logits(model, x, n));
      for (const model of models) add(g, await source.inputGradients(model, x, n, (_, from, count) => seed(logits.subarray(from * k, (from + count) * k), from, count)));
      return g;
    },
  };
}

export const transfer = defineProbe({
  id: "transfer",
  title: "Transfer",
  summary: "Makes adversarial examples on models of the attacker’s own and tries them on this one, which the attacker never saw.",
  paper: { authors: "Papernot, McDaniel, Goodfellow", year: 2016, title: "Transferability in Machine Learning: from Phenomena to Black-Box Attacks using Adversarial Samples", link: "https://arxiv.org/abs/1605.07277" },
  remarks: ["On digits at ε 0.2 (seeds 1, 2, 3) the attacker’s three models together fool 37 % of what the network reads rightly, the best of them alone 27 %, and noise of the same size 3 %. On road signs it is 89 %, 87 % and 5 %."],
  atlas: "AML.T0043.002",
  knows: "Training data like the victim’s, or half of them, and the true label of the input; nothing of the finished model.",
  controls: "Every value of one input at the moment when it is read, each by at most ε.",
  fails: "A model that learned something else than the attacker’s own, for example by adversarial training, is fooled less.",
  params: z.strictObject({
    epsilon: z.number().min(0.001).max(1).default(0.2).meta({ title: "ε", description: "Largest change: of a pixel from 0 (black) to 1 (white), elsewhere as a share of the value’s range." }),
    surrogates: z.enum(["all", "seed", "architecture", "half"]).default("all").meta({ title: "Attacker’s models", description: "What the attacker trains.", options: { all: "All of these", seed: "The same network, other initial weights", architecture: "Another network", half: "The same network, half of the data" } }),
    examples: examplesParam,
    steps: z.int().min(1).max(100).default(10).meta({ title: "Steps", description: "How many steps ε is cut into.", unit: "steps" }),
    decay: z.number().min(0).max(2).default(1).meta({ title: "Memory μ", description: "How much of the earlier steps each step keeps.", advanced: true }),
  }),
  supports: movable,
  surrogates({ surrogates }, { meta, model }) {
    // A convolution needs a picture of some size; everything else that has numbers can be read by a perceptron or a weighted sum.
    const other = model !== "mlp" ? "mlp" : meta.modality === "image" && Math.min(meta.shape[0]!, meta.shape[1]!) >= CNN_SIDE ? "cnn" : "logistic-regression";
    const wishes: Record<string, SurrogateWish> = { seed: { title: "copy from another seed" }, architecture: { title: { mlp: "perceptron", cnn: "convolutional network", "logistic-regression": "logistic regression" }[other], model: other }, half: { title: "copy with half of the data", share: 0.5 } };
    return surrogates === "all" ? Object.values(wishes) : [wishes[surrogates]!];
  },
  async probe(args) {
    const { params: { epsilon, examples, steps, decay }, model, surrogates, rng } = args, sample = await sampleOf(args, drawIndex(args, examples)), { n, x, labels, source, at, units: { d, fixed, title } } = sample, k = model.plan.classes;
    const models = [{ title: "The model itself", model }, ...surrogates.map((s) => ({ ...s, title: s.title.charAt(0).toUpperCase() + s.title.slice(1) }))], read = [sample.read];
    for (const s of surrogates) read.push(argmaxRows(await source.logits(s.model, x, n), k));
    const right = read.map((as) => Array.from(labels.keys()).filter((i) => as[i] === labels[i]));
    const craft = (on: readonly TrainedModel[]) => (size: number) =>
      pgd(on.length > 1 ? together(source, on) : source, on[0]!, x, n, { norm: "linf", epsilon: size, steps, stepSize: size / steps, momentum: decay, labels, start: "input", range: [0, 1], fixed }, rng);
    const rows = [
      ...models.map((m) => ({ title: m.title, make: craft([m.model]) })),
      ...(surrogates.length > 1 ? [{ title: "All of the attacker’s together", make: craft(surrogates.map((s) => s.model)) }] : []),
      { title: "Random noise", make: async (size: number) => noisy(sample, "linf", size, rng.fork("noise")) },
    ];
    // What the attacker would send: made on all models together, or on the only one.
    const sent = rows.length - 2, noise = rows.length - 1, rates: Rate[][] = [];
    const fooled = async (inputs: Float32Array, on: number) => {
      const as = argmaxRows(await source.logits(models[on]!.model, inputs, n), k);
      return wilson(right[on]!.filter((i) => as[i] !== labels[i]).length, right[on]!.length);
    };
    at.of = rows.length + 3 * (STEPS - 1);
    let example = x;
    for (const [i, { make }] of rows.entries()) {
      const inputs = await make(epsilon), row: Rate[] = [];
      for (let on = 0; on < models.length; on++) row.push(await fooled(inputs, on));
      rates.push(row);
      if (i === sent) example = inputs;
      at.done++;
    }
    const kept = ({ value, n: of }: Rate) => wilson(of - Math.round(value * of), of), curves: ProbeCurve[] = [];
    for (const { id, title: name, row } of [{ id: "black-box", title: "Made on the attacker’s models", row: sent }, { id: "white-box", title: "Made on the model itself", row: 0 }, { id: "noise", title: "Random noise of the same size", row: noise }]) {
      const points = [{ x: 0, rate: wilson(right[0]!.length, right[0]!.length) }];
      for (let s = 1; s < STEPS; s++) {
        const size = (epsilon * s) / STEPS;
        points.push({ x: size, rate: kept(await fooled(await rows[row]!.make(size), 0)) });
        at.done++;
      }
      curves.push({ id, title: name, points: [...points, { x: epsilon, rate: kept(rates[row]![0]!) }] });
    }
    const of = right[0]!.length, on = rates.map((row) => row[0]!), white = on[0]!, notes: Note[] = [], percent = (r: Rate) => 100 * r.value;
    const best = on.reduce((b, r, i) => (i > 0 && i < noise && r.value > on[b]!.value ? i : b), sent);
    for (const [what, rate] of [["examples made on other models", on[best]!], ["random noise of the same size", on[noise]!]] as const)
      if ((rate.value - white.value) * of >= Math.max(FEW, MARGIN * of)) notes.push({ level: "warning", text: `This looks like gradient masking, not robustness: at ε ${epsilon} ${what} fool ${percent(rate).toFixed(0)} %, and those made on the model itself ${percent(white).toFixed(0)} %.` });
    const logits = await source.logits(model, example, n), as = argmaxRows(logits, k);
    return {
      n, xTitle: title("linf"), yTitle: "Still right, of what the model read rightly", curves,
      examples: pickExamples(args, sample, right[0]!.filter((i) => as[i] !== labels[i]).map((row) => ({ row, shares: example.slice(row * d, row * d + d), logits: logits.slice(row * k, row * k + k), strength: epsilon }))),
      matrix: { title: `Fooled at ε ${epsilon}, of what the model they are tried on reads rightly`, from: rows.map((r) => r.title), to: models.map((m) => m.title), rates },
      figures: of === 0 ? [] : [
        { title: "Fooled by examples made on the attacker’s models", value: percent(on[sent]!), unit: "%" }, { title: "Fooled by examples made on the best one of them alone", value: percent(on.slice(1, 1 + surrogates.length).reduce((b, r) => (r.value > b.value ? r : b))), unit: "%" },
        { title: "Fooled by examples made on the model itself", value: percent(white), unit: "%" }, { title: "Fooled by random noise of the same size", value: percent(on[noise]!), unit: "%" },
        { title: "Transfer beyond noise", value: percent(on[sent]!) - percent(on[noise]!), unit: "points" },
      ],
      notes,
    };
  },
});
