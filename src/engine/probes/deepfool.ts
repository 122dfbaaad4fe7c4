/**
 * DeepFool: how far it is to the nearest other answer, in L2. Each step takes the model as linear around the point and goes
 * to the nearest border of that picture, until the answer changes. Values at the end of their range that would be pushed
 * past it sit a step out. An upper bound on the true distance. Moosavi-Dezfooli, Fawzi, Frossard 2016, "DeepFool: A Simple
 * and Accurate Method to Fool Deep Neural Networks".
 */
import { z } from "zod";
import { takeRows } from "../core/data";
import { argmaxRows } from "../core/answer";
import { defineProbe, type Note } from "../core/plugins";
import { descending, mean, quantile, wilson } from "../core/statistics";
import { drawIndex, examplesParam, pickExamples, sampleOf } from "./sweep";
import { movable } from "./units";

/** How far past the border a point is put, as a share of its way: at the border itself no class wins. */
const OVERSHOOT = 0.02;
/** Rivals of a row's class that are looked at: those it was closest to being read as. */
const RIVALS = 9;
const POINTS = 16;

/** A round number near `value`: 1, 2 or 5 times a power of ten. */
function round125(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value)), digit = value / power;
  return Number(((digit < 1.5 ? 1 : digit < 3.5 ? 2 : digit < 7.5 ? 5 : 10) * power).toPrecision(1));
}

export const deepfool = defineProbe({
  id: "deepfool",
  title: "DeepFool",
  summary: "Measures how small a change is enough to make the model answer something else.",
  paper: { authors: "Moosavi-Dezfooli, Fawzi, Frossard", year: 2016, title: "DeepFool: A Simple and Accurate Method to Fool Deep Neural Networks", link: "https://arxiv.org/abs/1511.04599" },
  atlas: "AML.T0043.000",
  knows: "The finished model with its weights; not even the true label.",
  controls: "Every value of one input at the moment when it is read, by as little as possible in all.",
  fails: "It stops just past the border, so that the fooled model is unsure, and a little noise can undo it.",
  params: z.strictObject({
    examples: examplesParam,
    iterations: z.int().min(1).max(100).default(30).meta({ title: "Steps", description: "How many steps a row may take before it is given up.", unit: "steps" }),
  }),
  supports: (context) => (context.meta.classNames.length < 2 ? "there is no other answer where there is one class only." : movable(context)),
  async probe(args) {
    const { params: { examples, iterations }, model, meta, pulse } = args, k = model.plan.classes, rivals = Math.min(RIVALS, k - 1);
    const sample = await sampleOf(args, drawIndex(args, examples)), { x, n, labels, logits, read, source, at, units: { d, fixed, free } } = sample;
    // Rows that are misread already have no way to go. Of each row: its class, then its rivals from near to far.
    const ranks = Array.from({ length: n }, (_, r) => descending(logits.subarray(r * k, r * k + k)));
    const now = x.slice(), distance = new Float32Array(n).fill(Infinity), found = new Map<number, Float32Array>();
    let open = Int32Array.from({ length: n }, (_, r) => r).filter((r) => read[r] === labels[r]);
    at.of = iterations;
    for (let step = 0; step < iterations && open.length > 0; step++) {
      at.done = step;
      const m = open.length, pick = (array: Float32Array) => takeRows({ n, shape: [d], inputs: array, labels, ids: labels }, open).inputs, here = pick(now), origin = pick(x);
      const nearest = new Float32Array(m).fill(Infinity), way = new Float32Array(m * d);
      for (let rival = 1; rival <= rivals; rival++) {
        const gap = new Float32Array(m);
        const g = await source.inputGradients(model, here, m, (values, from, count) => {
          const seed = new Float32Array(count * k);
          for (let i = 0; i < count; i++) {
            const rank = ranks[open[from + i]!]!, mine = read[open[from + i]!]!, other = rank[rival]!;
            seed[i * k + other] = 1;
            seed[i * k + mine] = -1;
            gap[from + i] = Math.max(0, values[i * k + mine]! - values[i * k + other]!);
          }
          return seed;
        });
        for (let i = 0; i < m; i++) {
          let squares = 0;
          for (let j = i * d; j < (i + 1) * d; j++) {
            if ((here[j]! <= 0 && g[j]! < 0) || (here[j]! >= 1 && g[j]! > 0)) g[j] = 0;
            squares += g[j]! ** 2;
          }
          const far = (gap[i]! + 1e-4) / Math.sqrt(squares);
          if (!(squares > 0 && far < nearest[i]!)) continue;
          nearest[i] = far;
          for (let j = i * d; j < (i + 1) * d; j++) way[j] = (far / Math.sqrt(squares)) * g[j]!;
        }
      }
      for (let i = 0; i < here.length; i++) {
        // The way so far was kept with its overshoot; it is taken out before the step is added.
        const c = origin[i]!, total = (here[i]! - c) / (1 + OVERSHOOT) + way[i]!;
        here[i] = fixed?.[i % d] ? c : Math.min(Math.max(1, c), Math.max(Math.min(0, c), c + (1 + OVERSHOOT) * total));
      }
      const after = await source.logits(model, here, m), as = argmaxRows(after, k);
      open.forEach((row, i) => {
        now.set(here.subarray(i * d, i * d + d), row * d);
        if (as[i] === read[row] || as[i]! < 0) return;
        let squares = 0;
        for (let j = i * d; j < (i + 1) * d; j++) squares += (here[j]! - origin[j]!) ** 2;
        distance[row] = Math.sqrt(squares);
        found.set(row, after.slice(i * k, i * k + k));
      });
      open = open.filter((row) => !found.has(row));
      await pulse(step + 1, iterations);
    }
    const way = [...found.keys()].sort((a, b) => a - b), lengths = Float64Array.from(labels.keys()).filter((row) => read[row] === labels[row]).map((row) => distance[row]!), image = meta.modality === "image", spacing = round125((image ? 0.01 : 0.015) * Math.sqrt(free));
    const points = Array.from({ length: POINTS }, (_, i) => Number((i * spacing).toPrecision(6))).map((r) => ({ x: r, rate: wilson(labels.reduce((sum, y, i) => sum + (read[i] === y && distance[i]! > r ? 1 : 0), 0), n) }));
    const relative = way.map((row) => distance[row]! / Math.hypot(...x.subarray(row * d, row * d + d)));
    const notes: Note[] = open.length > 0 ? [{ level: "warning", text: `No other answer was found within ${iterations} steps for ${open.length} of ${n} rows; they count as withstanding any distance.` }] : [];
    return {
      n, xTitle: image ? "Distance: root of the summed squared changes of all pixels" : "Distance: root of the summed squared changes, as shares of the ranges", yTitle: "Accuracy",
      curves: [{ id: "attack", title: "DeepFool", points }],
      examples: pickExamples(args, sample, way.map((row) => ({ row, shares: now.slice(row * d, row * d + d), logits: found.get(row)!, strength: distance[row]! }))),
      figures: way.length === 0 ? [] : [
        { title: "Median distance", value: quantile(lengths, 0.5) }, { title: "Distance that a tenth of the rows fall short of", value: quantile(lengths, 0.1) }, { title: "Distance that nine tenths fall short of", value: quantile(lengths, 0.9) },
        ...(image && open.length === 0 ? [{ title: "Mean distance as a share of the picture’s own length", value: mean(relative) }] : []),
      ].filter((f) => Number.isFinite(f.value)),
      notes,
    };
  },
});
