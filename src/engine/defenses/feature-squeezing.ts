/**
 * Feature squeezing (Xu, Evans, Qi 2018): asks the model again about a simpler version of each picture, with fewer shades or
 * with small specks smoothed away. Honest answers hardly move; answers that hang on fine detail do. The largest L1 distance
 * between the answers is the score. Without the paper's third squeezer, non-local means. Repairs nothing.
 */
import { z } from "zod";
import { sizeOf } from "../core/data";
import type { Learner, Pulse, TrainedModel } from "../core/learner";
import { argmaxRows, TURNED_AWAY } from "../core/answer";
import { softmax } from "../core/loss";
import { defineGuard, type Note } from "../core/plugins";
import { quantile } from "../core/statistics";
import { imagesOnly } from "./shared/guard";
import { beat, counted, percent } from "./shared/rows";

/** Pictures made plainer between two beats. */
const BLOCK = 100;

/** Values rounded to 2^bits levels between low and high. */
export function fewerShades(inputs: Float32Array, bits: number, [low, high]: readonly [number, number]): Float32Array {
  const steps = 2 ** bits - 1, span = high - low;
  return inputs.map((v) => low + (span * Math.round(((v - low) / span) * steps)) / steps);
}

/** Each value replaced by the median of the size × size window around it, channel by channel; the upper one of an even count, edges repeated. An even window reaches up and left. */
export function medianSmoothed(inputs: Float32Array, shape: readonly number[], size: number): Float32Array {
  const [h = 1, w = 1, channels = 1] = shape, out = new Float32Array(inputs.length), before = Math.floor(size / 2), window = new Float32Array(size * size);
  const clamp = (v: number, end: number) => Math.min(end - 1, Math.max(0, v));
  for (let at = 0; at < inputs.length; at++) {
    const c = at % channels, place = (at - c) / channels, x = place % w, y = ((place - x) / w) % h, image = place - x - y * w;
    let k = 0;
    for (let dy = -before; dy < size - before; dy++) for (let dx = -before; dx < size - before; dx++)
      window[k++] = inputs[(image + clamp(y + dy, h) * w + clamp(x + dx, w)) * channels + c]!;
    out[at] = window.sort()[k >> 1]!;
  }
  return out;
}

export const featureSqueezing = defineGuard({
  id: "feature-squeezing",
  title: "Feature squeezing",
  summary: "Asks the model about each arriving picture and about plainer versions of it, and turns the picture away when the answers differ much.",
  paper: { authors: "Xu, Evans, Qi", year: 2018, title: "Feature Squeezing: Detecting Adversarial Examples in Deep Neural Networks", link: "https://arxiv.org/abs/1704.01155" },
  stage: "guard",
  needsTrusted: true,
  assumes: "What the attacker adds is fine detail: faint noise or a few pixels, which coarser shades or smoothing take away. A bold patch stays what it is.",
  remarks: [
    "On digits a white patch survives both plainer versions: at 5.5 % false rejections 84 % of triggered pictures are let in (mean of seeds 1, 2, 3). It is made against faint detail: of a 20 % blend over the whole picture it lets in 3.6 % at 7.7 % false rejections (seed 1).",
  ],
  params: z.strictObject({
    falseRejectionRate: z.number().min(0.001).max(0.3).default(0.05).meta({ title: "False rejections allowed", description: "Share of harmless pictures that may be turned away.", percent: true }),
    bits: z.int().min(0).max(8).default(1).meta({ title: "Bits of brightness", description: "Shades that the first plainer version keeps: 1 is black and white, fit for drawn digits; photographs need 4 or 5. 0 leaves this version out.", unit: "bits" }),
    median: z.int().min(0).max(5).default(2).meta({ title: "Smoothing window", description: "Side of the window of whose pixels the second plainer version shows the median. 0 and 1 leave it out.", unit: "pixels" }),
  }),
  supports: imagesOnly("makes pictures plainer"),
  async screen(args) {
    const { params, trusted, model, meta, learner, requests } = args, k = model.plan.classes;
    const squeezers: ((x: Float32Array) => Float32Array)[] = [];
    if (params.bits > 0) squeezers.push((x) => fewerShades(x, params.bits, meta.valueRange));
    if (params.median > 1) squeezers.push((x) => medianSmoothed(x, meta.shape, params.median));
    const pulse: Pulse = (done, of) => beat(args, done, of);
    const answers = argmaxRows(await learner.logits(model, requests.inputs, requests.n, pulse), k);
    if (trusted.n < 2 || squeezers.length === 0) return { answers, notes: [{ level: "warning", text: squeezers.length === 0 ? "Both plainer versions are left out, so nothing was turned away; choose at least one." : `There are ${counted(trusted.n, "trusted row")}, too few to set a threshold, so nothing was turned away.` }] };

    const fitted = await squeezedDistances(learner, model, trusted.inputs, trusted.n, squeezers, pulse), threshold = quantile(fitted, 1 - params.falseRejectionRate);
    const scores = await squeezedDistances(learner, model, requests.inputs, requests.n, squeezers, pulse);
    if (!Number.isFinite(threshold)) return { answers, notes: [{ level: "warning", text: "The model’s answers are not finite numbers, as happens when training diverged, so nothing was turned away." }] };
    scores.forEach((s, i) => { if (s > threshold) answers[i] = TURNED_AWAY; });
    const notes: Note[] = [{ level: "info", text: `${percent(params.falseRejectionRate)} of ${counted(trusted.n, "trusted row")} differ by more than ${threshold.toFixed(3)} from their plainer versions (2 is as far as two answers can be apart); ${answers.filter((a) => a === TURNED_AWAY).length} of ${counted(requests.n, "request")} do and were turned away.` }];
    if (trusted.n * params.falseRejectionRate < 1) notes.push({ level: "warning", text: `A false rejection rate of ${percent(params.falseRejectionRate)} is read off ${counted(trusted.n, "trusted row")}, of which it is less than one; use at least ${Math.ceil(1 / params.falseRejectionRate)}.` });
    return {
      answers, scores, scoreName: "L1 distance of the answers", threshold, suspiciousWhen: "high", notes,
      evidence: [{ kind: "histogram", id: "distances", title: "Trusted pictures and their plainer versions", says: "How far the model’s answers to a trusted picture and to plainer versions of it are apart. A picture right of the line is turned away.", xTitle: "largest L1 distance of the answers", groups: [{ title: "trusted pictures", values: fitted.slice(0, 5000) }], threshold: { value: threshold, title: "turned away above" } }],
    };
  },
});

/** For each of n inputs the largest L1 distance, 0 to 2, between the model's probabilities for it and for a squeezed version. */
export async function squeezedDistances(learner: Learner, model: TrainedModel, inputs: Float32Array, n: number, squeezers: readonly ((x: Float32Array) => Float32Array)[], pulse: Pulse): Promise<Float32Array> {
  const k = model.plan.classes, d = sizeOf(model.plan.inputShape), out = new Float32Array(n), answer = async (x: Float32Array) => softmax(await learner.logits(model, x, n, pulse), k), plain = await answer(inputs);
  for (const squeeze of squeezers) {
    const plainer = new Float32Array(n * d);
    for (let from = 0; from < n; from += BLOCK) {
      await pulse(from, n);
      plainer.set(squeeze(inputs.subarray(from * d, Math.min(n, from + BLOCK) * d)), from * d);
    }
    const other = await answer(plainer);
    for (let i = 0; i < n; i++) {
      let apart = 0;
      for (let c = i * k; c < i * k + k; c++) apart += Math.abs(plain[c]! - other[c]!);
      // A distance that is not a number stays one: it must not pass for 0.
      out[i] = Number.isNaN(apart) ? NaN : Math.max(out[i]!, apart);
    }
  }
  return out;
}
