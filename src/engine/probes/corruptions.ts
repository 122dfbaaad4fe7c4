/**
 * Common corruptions: accuracy under noise, blur, light and rotation of growing severity. Nobody looks for the worst case
 * here, which makes it the honest baseline beside every probe that does.
 * Hendrycks, Dietterich 2019, "Benchmarking Neural Network Robustness to Common Corruptions and Perturbations".
 */
import { z } from "zod";
import { argmaxRows } from "../core/answer";
import { defineProbe, type ProbeCurve } from "../core/plugins";
import { mean, wilson } from "../core/statistics";
import { addNoise, blur, brighten, rotate, type PictureShape } from "./corrupt";
import { drawIndex, examplesParam, pickExamples, sampleOf } from "./sweep";
import { movable } from "./units";

const SEVERITIES = 5;
/** What one step of severity is. */
const STEP = { noise: 0.08, blur: 0.3, light: 0.1, degrees: 9, tableNoise: 0.05 } as const;

export const corruptions = defineProbe({
  id: "corruptions",
  title: "Common corruptions",
  summary: "Adds noise, blur, light and rotation in five steps, as happens without any attacker.",
  paper: { authors: "Hendrycks, Dietterich", year: 2019, title: "Benchmarking Neural Network Robustness to Common Corruptions and Perturbations", link: "https://arxiv.org/abs/1903.12261" },
  remarks: ["On digits (seeds 1, 2, 3) accuracy over all four and all severities is 80 % on average; rotation by 45° leaves 34 %, noise of 0.4 still 70 %."],
  knows: "Nothing: there is no attacker, only bad weather and bad cameras.",
  controls: "Nothing; every input is changed at random or in the same way.",
  fails: "It never looks for the worst case: a model that withstands all of this can still be fooled by a change that is too faint to see.",
  params: z.strictObject({ examples: examplesParam }),
  supports: movable,
  async probe(args) {
    const { params: { examples }, model, meta, rng } = args, sample = await sampleOf(args, drawIndex(args, examples)), { n, x, labels, read, source, at, units: { d, fixed } } = sample, k = model.plan.classes;
    const [height = 0, width = 0, channels = 1] = meta.shape, shape: PictureShape = [height, width, channels], picture = meta.modality === "image";
    // The same draws at every severity: only the strength differs.
    const noise = (step: number) => (s: number) => addNoise(x, step * s, rng.fork("noise"), fixed);
    const kinds = picture ? [
      { id: "noise", title: "Noise", make: noise(STEP.noise) },
      { id: "blur", title: "Blur", make: (s: number) => blur(x, shape, STEP.blur * s) },
      { id: "brightness", title: "More light", make: (s: number) => brighten(x, STEP.light * s) },
      { id: "rotation", title: "Rotation", make: (s: number) => rotate(x, shape, STEP.degrees * s) },
    ] : [{ id: "noise", title: "Noise", make: noise(STEP.tableNoise) }];
    const rateOf = (as: ArrayLike<number>) => wilson(labels.reduce((right, y, i) => right + (as[i] === y ? 1 : 0), 0), n);
    const curves: ProbeCurve[] = [], hits: { row: number; shares: Float32Array; logits: Float32Array; strength: number }[] = [];
    at.of = kinds.length * SEVERITIES;
    for (const [turn, { id, title, make }] of kinds.entries()) {
      const points = [{ x: 0, rate: rateOf(read) }];
      for (let s = 1; s <= SEVERITIES; s++) {
        const made = make(s), logits = await source.logits(model, made, n), as = argmaxRows(logits, k);
        points.push({ x: s, rate: rateOf(as) });
        // Each corruption shows rows of its own, so that all of them are seen.
        for (let i = turn; i < n; i += kinds.length)
          if (read[i] === labels[i] && as[i] !== labels[i] && !hits.some((h) => h.row === i)) hits.push({ row: i, shares: made.slice(i * d, i * d + d), logits: logits.slice(i * k, i * k + k), strength: s });
        at.done++;
      }
      curves.push({ id, title, points });
    }
    const hurts = curves.map((c) => mean(c.points.slice(1).map((p) => p.rate.value)));
    return {
      n, yTitle: "Accuracy", curves,
      xTitle: picture ? `Severity; a step is noise of ${STEP.noise}, blur of ${STEP.blur} pixels, ${STEP.light} more light or ${STEP.degrees}°` : `Severity; a step is noise of ${100 * STEP.tableNoise} % of a value’s range`,
      examples: pickExamples(args, sample, hits),
      figures: n === 0 ? [] : [{ title: "Mean accuracy over all corruptions and severities", value: 100 * mean(hurts), unit: "%" }, { title: "Mean accuracy under the worst of them", value: 100 * Math.min(...hurts), unit: "%" }],
      notes: [],
    };
  },
});
