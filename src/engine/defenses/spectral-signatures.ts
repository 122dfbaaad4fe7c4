/**
 * Spectral signatures (Tran, Li, Madry 2018): poisoned rows of a class stand out along the top direction in which its
 * features vary. The score is the squared projection of the CENTERED features; popular copies project uncentered ones
 * and rank by the class mean instead. It needs a guess of how much is poisoned and removes that much, poison or not.
 */
import { z } from "zod";
import { featureLayer } from "../core/learner";
import { principalComponents, project } from "../core/linear-algebra";
import { defineFilter, type Note } from "../core/plugins";
import type { Rng } from "../core/rng";
import { descending } from "../core/statistics";
import { beat, count, gather, needsHiddenLayer, percent, rowsByLabel, unreadableFeatures } from "./shared/rows";

/** ((r − μ) · v)² for each of m feature rows of one class (m), v the top principal direction, and the variance along it. */
export function spectralScores(features: Float32Array, m: number, d: number, rng: Rng): { scores: Float64Array; variance: number } {
  const pca = principalComponents(features, m, d, 1, rng);
  return { scores: pca.k === 0 ? new Float64Array(m) : project(features, m, d, pca).map((t) => t * t), variance: pca.variances[0] ?? 0 };
}

export const spectralSignatures = defineFilter({
  id: "spectral-signatures",
  title: "Spectral signatures",
  summary: "Finds the direction in which the model’s view of a class varies most, and removes the rows that lie farthest out along it.",
  paper: { authors: "Tran, Li, Madry", year: 2018, title: "Spectral Signatures in Backdoor Attacks", link: "https://arxiv.org/abs/1811.00636" },
  stage: "filter",
  needsModel: true,
  minority: true,
  needsTrusted: false,
  assumes: "The defender can bound how much is poisoned, poison is a minority of its class, and the trigger leaves the strongest trace in the features. In a small network the shape of the digit often varies more than the trigger.",
  params: z.strictObject({
    poisonFraction: z.number().min(0.001).max(0.5).default(0.05).meta({ title: "Assumed poison fraction", description: "How much of the training set may be poisoned (ε). One and a half times as many rows are removed, at most half of a class.", percent: true, unit: "% of the training set" }),
    classes: z.enum(["most-suspicious", "all"]).default("most-suspicious").meta({ title: "Classes", description: "Remove from the one class whose features vary most along their top direction, or from every class, as the paper does at the price of many honest rows.", options: { "most-suspicious": "the most suspicious class", all: "every class" } }),
  }),
  supports: needsHiddenLayer,
  async filter(args) {
    const { train, meta, params, learner, plan, model, rng } = args, n = train.n, classes = meta.classNames.length;
    if (!model) throw new RangeError("spectral signatures need the model trained on the rows as delivered");
    const keep = new Uint8Array(n).fill(1), scores = new Float32Array(n).fill(NaN);
    const features = await learner.activations(model, featureLayer(plan), train.inputs, n), d = features.length / Math.max(n, 1);
    const unreadable = unreadableFeatures(features);
    if (unreadable) return { keep, notes: [unreadable] };

    const groups = rowsByLabel(train.labels, classes), variances = new Float64Array(classes);
    for (const [label, rows] of groups.entries()) {
      await beat(args, label, classes);
      if (rows.length < 2) continue;
      const found = spectralScores(gather(features, rows, d), rows.length, d, rng.fork(`class/${label}`));
      variances[label] = found.variance;
      rows.forEach((row, i) => { scores[row] = found.scores[i]!; });
    }
    await beat(args, classes, classes);
    const ranked = descending(variances), chosen = params.classes === "all" ? [...groups.keys()] : [ranked[0]!];
    const wanted = Math.floor(1.5 * params.poisonFraction * n + 1e-9), notes: Note[] = [];
    let removed = 0, capped = 0;
    for (const label of chosen) {
      const rows = groups[label]!, cut = Math.min(wanted, Math.floor(rows.length / 2));
      if (cut < wanted) capped++;
      for (const i of descending(Float64Array.from(rows, (row) => scores[row]!)).slice(0, cut)) keep[rows[i]!] = 0;
      removed += cut;
    }
    const name = (label: number) => meta.classNames[label]!;
    if (params.classes === "all") notes.push({ level: "warning", text: `${count(removed)} of ${count(n)} rows (${percent(removed / Math.max(n, 1))}) were removed, from every class alike. Most of them are honest unless poison sits in every class.` });
    else notes.push({ level: "info", text: `Class ${name(ranked[0]!)} varies most along its top direction (variance ${variances[ranked[0]!]!.toFixed(1)}${classes > 1 ? `; next is class ${name(ranked[1]!)} with ${variances[ranked[1]!]!.toFixed(1)}` : ""}), so its ${removed} farthest rows of ${groups[ranked[0]!]!.length} were removed.` });
    if (capped > 0) notes.push({ level: "warning", text: `1.5 × the assumed poison fraction is ${wanted} rows, more than half of ${capped === 1 && chosen.length === 1 ? "that class" : `${capped} classes`}; half was removed instead.` });
    return { keep, scores, scoreName: "squared distance along the class’s top direction", notes, flaggedClasses: params.classes === "all" ? [] : [ranked[0]!] };
  },
});
