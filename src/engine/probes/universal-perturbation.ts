/**
 * A universal perturbation: one and the same change for every input, found by stochastic gradient steps on rows that it is
 * not measured on. Each row's loss counts up to a bound only, or a few rows that are wrong anyway would decide everything;
 * of all passes the change counts that fooled most of those rows.
 * Moosavi-Dezfooli, Fawzi, Fawzi, Frossard 2017, "Universal Adversarial Perturbations", in the stochastic form of
 * Shafahi, Najibi, Xu, Dickerson, Davis, Goldstein 2020, "Universal Adversarial Training".
 */
import { z } from "zod";
import { takeRows } from "../core/data";
import { argmaxRows } from "../core/answer";
import { crossEntropies, crossEntropySeed } from "../core/loss";
import { project } from "../core/pgd";
import { defineProbe } from "../core/plugins";
import { drawIndex, epsilonsParam, examplesParam, sampleOf, sweep } from "./sweep";
import { movable } from "./units";

const BATCH = 50;
/** A step's size as a share of ε. */
const STEP = 0.1;

export const universalPerturbation = defineProbe({
  id: "universal-perturbation",
  title: "Universal perturbation",
  summary: "Looks for one small change that fools the model on most inputs at once, also on those that it was not made from.",
  paper: { authors: "Moosavi-Dezfooli, Fawzi, Fawzi, Frossard", year: 2017, title: "Universal Adversarial Perturbations", link: "https://arxiv.org/abs/1610.08401" },
  atlas: "AML.T0043.000",
  knows: "The finished model with its weights, and some inputs with their true labels.",
  controls: "Every value of every input by the same amount, at most ε; nothing is computed for the single input.",
  fails: "One change for all must be larger than one made for each: a faint one is averaged away.",
  params: z.strictObject({
    epsilons: epsilonsParam([0.1, 0.2, 0.3, 0.4]), examples: examplesParam,
    fitting: z.int().min(10).max(2000).default(300).meta({ title: "Rows to make it from", description: "Other test rows, on which it is not measured.", unit: "rows" }),
    iterations: z.int().min(1).max(100).default(20).meta({ title: "Passes", description: "How often it goes through those rows.", unit: "passes" }),
  }),
  supports: movable,
  async probe(args) {
    const { params: { epsilons, examples, fitting, iterations }, model, test, pulse, rng } = args, k = model.plan.classes, bound = 2 * Math.log(k);
    const index = drawIndex(args, Math.min(examples, Math.floor(test.n / 2))), measured = new Set(index);
    const others = Int32Array.from({ length: test.n }, (_, i) => i).filter((i) => !measured.has(i));
    const sample = await sampleOf(args, index), { x, n, source, at, units } = sample, { d, fixed } = units;
    const rows = takeRows(test, rng.fork("fitting").sample(others, Math.min(fitting, others.length))), shares = units.toShares(rows.inputs);
    const moved = (inputs: Float32Array, count: number, change: Float32Array, epsilon: number) => {
      const out = inputs.map((v, i) => v + change[i % d]!);
      project(out, inputs, count, { norm: "linf", epsilon, range: [0, 1], fixed });
      return out;
    };
    const fooled = async (change: Float32Array, epsilon: number) => {
      const read = argmaxRows(await source.logits(model, moved(shares, rows.n, change, epsilon), rows.n), k);
      return rows.labels.reduce((sum, y, i) => sum + (read[i] === y ? 0 : 1), 0);
    };
    let best = new Float32Array(d), most = -1;
    const { noiseHits: _, ...outcome } = await sweep(args, sample, { norm: "linf", epsilons, title: "One change for all", craft: async (epsilon) => {
      const change = new Float32Array(d), order = Int32Array.from({ length: rows.n }, (_, i) => i), shuffle = rng.fork("order"), begun = at.done;
      for (let pass = 0; pass < iterations; pass++) {
        shuffle.shuffle(order);
        for (let from = 0; from < rows.n; from += BATCH) {
          const batch = takeRows({ n: rows.n, shape: [d], inputs: shares, labels: rows.labels, ids: rows.ids }, order.subarray(from, from + BATCH)), pull = crossEntropySeed(batch.labels, k);
          const g = await source.inputGradients(model, moved(batch.inputs, batch.n, change, epsilon), batch.n, (logits, start, count) => {
            const seed = pull(logits, start, count), losses = crossEntropies(logits, batch.labels.subarray(start, start + count), k);
            return seed.map((v, i) => (losses[Math.floor(i / k)]! < bound ? v : 0));
          });
          const sum = new Float64Array(d);
          for (let i = 0; i < g.length; i++) sum[i % d]! += g[i]!;
          for (let j = 0; j < d; j++) change[j] = Math.min(epsilon, Math.max(-epsilon, change[j]! + STEP * epsilon * Math.sign(sum[j]!)));
        }
        const now = await fooled(change, epsilon);
        if (now >= most) [best, most] = [change.slice(), now];
        at.done = begun + (pass + 1) / iterations;
        await pulse(at.done, at.of);
      }
      return moved(x, n, best, epsilon);
    } });
    const short = n < examples || rows.n < fitting, note = { level: "info" as const, text: `There are ${test.n.toLocaleString("en-US")} test rows: ${rows.n.toLocaleString("en-US")} to make the change from, and ${n.toLocaleString("en-US")} others to measure it on.` };
    return short ? { ...outcome, notes: [...outcome.notes, note] } : outcome;
  },
});
