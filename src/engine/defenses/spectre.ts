/**
 * SPECTRE (Hayase, Kong, Somani, Oh 2021): whiten the features of each class by a covariance that poison cannot bend, then
 * score by how far a row sticks out in whichever directions are still too wide (quantum entropy, QUE). Like spectral signatures it
 * needs a guess of how much is poisoned and removes that much, poison or not. The robust covariance is found by concentration
 * steps (Rousseeuw, Van Driessen 1999) in place of the paper's fourth-moment filter, which needs k⁴ numbers.
 */
import { z } from "zod";
import { featureLayer } from "../core/learner";
import { principalComponents, project, symmetricEigen } from "../core/linear-algebra";
import { defineFilter, type Note } from "../core/plugins";
import type { Rng } from "../core/rng";
import { descending, median } from "../core/statistics";
import { moments, robustlyWhitened } from "./shared/robust-whitening";
import { beat, gather, needsHiddenLayer, percent, rowsByLabel, unreadableFeatures } from "./shared/rows";

/** Rows that a covariance is estimated from must be this many times as many as its dimensions. */
const ROWS_PER_DIMENSION = 10;

/** How many components are tried: round(u²) for ten u from 1 to √most, without repeats. */
export function dimensionsToTry(most: number): number[] {
  const top = Math.sqrt(Math.max(1, most));
  return [...new Set(Array.from({ length: 10 }, (_, i) => Math.round((1 + (i * (top - 1)) / 9) ** 2)))];
}

/** h̃ᵀ Q h̃ with Q = exp(α(Σ̃ − I) / (‖Σ̃‖ − 1)) divided by its trace, Σ̃ the second moments of all white rows. */
export function queScores(white: Float64Array, m: number, k: number, alpha: number): Float64Array {
  const { values, vectors } = symmetricEigen(moments(white, m, k, new Float64Array(k)), k), beyond = values[0]! - 1;
  const weights = Float64Array.from(values, (v) => (beyond > 1e-9 ? Math.exp((alpha * (v - values[0]!)) / beyond) : 1)), total = weights.reduce((s, v) => s + v, 0);
  return Float64Array.from({ length: m }, (_, i) => {
    let sum = 0;
    for (let r = 0; r < k; r++) {
      let dot = 0;
      for (let c = 0; c < k; c++) dot += vectors[r * k + c]! * white[i * k + c]!;
      sum += (weights[r]! / total) * dot * dot;
    }
    return sum;
  });
}

export interface ClassScores {
  /** QUE of each of the m rows; 1 is what an undisturbed normal cloud has on average. */
  readonly scores: Float64Array;
  readonly mean: number;
  /** Components kept. */
  readonly k: number;
}

/** Scores of one class with the number of components whose mean score is largest; zeros for hardly any rows. */
export async function spectreScores(features: Float32Array, m: number, d: number, drop: number, params: { readonly alpha: number; readonly dimensions: number }, rng: Rng, tick: () => Promise<void>): Promise<ClassScores> {
  const pca = principalComponents(features, m, d, Math.min(params.dimensions, Math.floor((m - drop) / ROWS_PER_DIMENSION)), rng), all = project(features, m, d, pca);
  const usable = pca.variances.filter((v) => v > 1e-9 * pca.variances[0]!).length;
  let best: ClassScores = { scores: new Float64Array(m), mean: 0, k: 0 };
  for (const k of dimensionsToTry(usable)) {
    await tick();
    if (k > usable) break;
    const x = new Float64Array(m * k);
    for (let i = 0; i < m; i++) x.set(all.subarray(i * pca.k, i * pca.k + k), i * k);
    const scores = queScores(robustlyWhitened(x, m, k, drop), m, k, params.alpha), mean = scores.reduce((s, v) => s + v, 0) / m;
    if (mean > best.mean) best = { scores, mean, k };
  }
  return best;
}

export const spectre = defineFilter({
  id: "spectre",
  title: "SPECTRE",
  summary: "Learns what the bulk of a class looks like to the model without letting odd rows bend the picture, and removes the rows that stick out of it.",
  paper: { authors: "Hayase, Kong, Somani, Oh", year: 2021, title: "SPECTRE: Defending Against Backdoor Attacks Using Robust Statistics", link: "https://arxiv.org/abs/2104.11315" },
  remarks: [
    "On digits with stickers on 5 % of the rows (ten seeds) its scores put every poisoned row of the target class above every honest one (area 1.00), where spectral signatures reach 0.83 to 0.95; all 200 stickers went in nine seeds. In one seed it took its rows from the ones, whose strokes differ most, and said that the class hardly sticks out.",
    "The assumed poison fraction matters: told 2 % where 5 % are poisoned, the stickers count as part of the bulk and the wrong class is chosen in most seeds. On clean rows it removes its quota of honest ones all the same.",
  ],
  stage: "filter",
  needsModel: true,
  minority: true,
  needsTrusted: false,
  assumes: "The defender can bound how much is poisoned, poison is a minority of its class, and honest rows of a class form one roundish cloud in the model’s features.",
  params: z.strictObject({
    poisonFraction: z.number().min(0.001).max(0.5).default(0.05).meta({ title: "Assumed poison fraction", description: "How much of the training set may be poisoned (ε). One and a half times as many rows are removed, at most half of a class.", percent: true, unit: "% of the training set" }),
    dimensions: z.int().min(1).max(100).default(100).meta({ title: "Most components", description: "The number of principal components is chosen by the method, up to this many; fewer when a class has few rows.", advanced: true }),
    alpha: z.number().min(0).max(32).default(4).meta({ title: "Sharpness", description: "How strongly the score looks at the widest directions alone (α): 0 weighs all alike, large values look at one.", advanced: true }),
  }),
  supports: needsHiddenLayer,
  async filter(args) {
    const { train, meta, params, learner, plan, model, rng } = args, n = train.n, classes = meta.classNames.length;
    if (!model) throw new RangeError("SPECTRE needs the model trained on the rows as delivered");
    const keep = new Uint8Array(n).fill(1), scores = new Float32Array(n).fill(NaN);
    const features = await learner.activations(model, featureLayer(plan), train.inputs, n, args.pulse), d = features.length / Math.max(n, 1);
    const unreadable = unreadableFeatures(features);
    if (unreadable) return { keep, notes: [unreadable] };

    const groups = rowsByLabel(train.labels, classes), strengths = new Float64Array(classes), ks = new Int32Array(classes);
    const wanted = Math.floor(1.5 * params.poisonFraction * n + 1e-9), cutOf = (rows: Int32Array) => Math.min(wanted, Math.floor(rows.length / 2));
    for (const [label, rows] of groups.entries()) {
      await beat(args, label, classes);
      if (rows.length < 2) continue;
      const found = await spectreScores(gather(features, rows, d), rows.length, d, cutOf(rows), params, rng.fork(`class/${label}`), () => beat(args, label, classes));
      // The paper ranks classes by their mean; a handful of scrawls can carry that, but not the median of the rows that would go.
      [strengths[label], ks[label]] = [cutOf(rows) > 0 ? median(Float64Array.from(found.scores).sort().subarray(rows.length - cutOf(rows))) : 0, found.k];
      rows.forEach((row, i) => { scores[row] = found.scores[i]!; });
    }
    await beat(args, classes, classes);
    const ranked = descending(strengths), target = ranked[0]!, name = (label: number) => meta.classNames[label]!;
    const rows = groups[target]!, cut = cutOf(rows), own = Float64Array.from(rows, (row) => scores[row]!), order = descending(own);
    for (const i of order.slice(0, cut)) keep[rows[i]!] = 0;
    const next = classes > 1 ? `; next is class ${name(ranked[1]!)} with ${strengths[ranked[1]!]!.toFixed(1)}` : "";
    const notes: Note[] = [{ level: "info", text: `Class ${name(target)} sticks out most (its outlying rows have a median score of ${strengths[target]!.toFixed(1)} over ${ks[target]} components${next}), so its ${cut} most outlying rows of ${rows.length} (${percent(cut / Math.max(rows.length, 1))}) were removed.` }];
    if (cut < wanted) notes.push({ level: "warning", text: `1.5 × the assumed poison fraction is ${wanted} rows, more than half of that class; half was removed instead.` });
    if (classes > 1 && strengths[target]! < 3 * strengths[ranked[1]!]!) notes.push({ level: "warning", text: `Class ${name(target)} hardly sticks out more than class ${name(ranked[1]!)}. The method removes its rows all the same; without poison they are honest ones.` });
    return {
      keep, scores, scoreName: "how far the row sticks out of its class (QUE)", notes, flaggedClasses: cut > 0 ? [target] : [],
      evidence: [
        { kind: "bars", id: "classes", title: "How much each class sticks out", says: "Median score of the most outlying rows of each class, as many as would be removed. Poison makes its class stick out many times as far as the others; without poison no class should.", yTitle: "median QUE score", bars: [...strengths].map((value, c) => ({ label: name(c), value, flagged: c === target && cut > 0 })) },
        ...(own.length > 0 ? [{ kind: "histogram" as const, id: "scores", title: `Scores in class ${name(target)}`, says: "Rows to the right of the line were removed. Poison that is found lies as a hump of its own on the right.", xTitle: "QUE score", groups: [{ title: `class ${name(target)}`, values: Float32Array.from(own).slice(0, 5000) }], ...(cut > 0 && { threshold: { value: own[order[cut - 1]!]!, title: "removed from here" } }) }] : []),
      ],
    };
  },
});
