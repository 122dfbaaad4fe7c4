/**
 * Outlier removal: class-wise robust distance. The sphere of Steinhardt, Koh, Liang (2017) around a trimmed center, or,
 * with dimensions > 0, the distance to a subspace fitted to the inner half of the class (as in ROBPCA: Hubert, Rousseeuw,
 * Vanden Branden 2005). It sees labels and inputs alone, columns standardized and messages as word counts; a row that looks
 * like its class passes, whatever it carries.
 */
import { z } from "zod";
import { columnMeans, principalComponents, project, squaredNorms } from "../core/linear-algebra";
import { defineFilter, type Note } from "../core/plugins";
import type { Rng } from "../core/rng";
import { descending, mad, median } from "../core/statistics";
import { inputSpace } from "./shared/input-space";
import { beat, counted, gather, percent, rowsByLabel } from "./shared/rows";

/** A class raises an alarm when a larger share of it lies beyond the threshold; honest digit classes stay below. */
const ALARM = 0.15;
/** Times the inner half of a class is found again around what the last one gave. */
const STEPS = 2;

/** Distances are not told apart below this share of a row's typical value. */
const ROUNDING = 1e-4;

const rootMeanSquare = (values: Float32Array): number => Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / Math.max(1, values.length));

/** Distance of each of m rows to the robust center, or to the robust subspace through it when dims > 0 (m). */
export function robustDistances(x: Float32Array, m: number, d: number, dims: number, rng: Rng): Float64Array {
  const middle = new Float64Array(d), column = new Float64Array(m);
  for (let c = 0; c < d; c++) {
    for (let i = 0; i < m; i++) column[i] = x[i * d + c]!;
    middle[c] = median(column);
  }
  // Most messages lack any given word, so their median is no message at all; of rows of length 1 the mean cannot be pulled far.
  let distance = aside(x, m, d, middle.some((v) => v !== 0) ? middle : columnMeans(x, m, d), null);
  for (let step = 0; step < STEPS; step++) {
    const inner = descending(distance).reverse().slice(0, Math.ceil(m / 2)).sort(), half = gather(x, inner, d);
    distance = dims > 0
      ? aside(x, m, d, null, principalComponents(half, inner.length, d, dims, rng.fork(`step/${step}`)))
      : aside(x, m, d, columnMeans(half, inner.length, d), null);
  }
  return distance;
}

/** ‖x − center‖, or what remains of it outside the components, by Pythagoras. */
function aside(x: Float32Array, m: number, d: number, center: Float64Array | null, pca: ReturnType<typeof principalComponents> | null): Float64Array {
  const at = pca?.mean ?? center!, shifted = new Float64Array(m * d);
  for (let i = 0; i < m; i++) for (let c = 0; c < d; c++) shifted[i * d + c] = x[i * d + c]! - at[c]!;
  const total = squaredNorms(shifted, m, d);
  const along = pca ? squaredNorms(project(x, m, d, pca), m, pca.k) : null;
  return total.map((t, i) => Math.sqrt(Math.max(0, t - (along?.[i] ?? 0))));
}

export const outlierRemoval = defineFilter({
  id: "outlier-removal",
  title: "Outlier removal",
  summary: "Removes the training rows that lie unusually far from the core of the class whose label they carry.",
  paper: { authors: "Steinhardt, Koh, Liang", year: 2017, title: "Certified Defenses for Data Poisoning Attacks", link: "https://arxiv.org/abs/1706.03691" },
  stage: "filter",
  needsModel: false,
  needsTrusted: false,
  assumes: "More than half the rows of each class are honest, and poisoned rows lie farther from the class's core than honest ones do.",
  params: z.strictObject({
    rule: z.enum(["threshold", "share"]).default("threshold").meta({ title: "Rule", description: "Remove the rows beyond a robust threshold, or a fixed share of every class.", options: { threshold: "beyond a robust threshold", share: "a fixed share of each class" } }),
    threshold: z.number().min(0.5).max(20).default(3).meta({ title: "Threshold", description: "How many robust standard deviations (1.4826 × median absolute deviation) beyond its class's median distance a row may lie.", unit: "σ", showWhen: { field: "rule", is: ["threshold"] } }),
    share: z.number().min(0).max(0.5).default(0.1).meta({ title: "Share removed", description: "Share of every class that is removed when the rule is a fixed share.", percent: true, showWhen: { field: "rule", is: ["share"] } }),
    dimensions: z.int().min(0).max(100).default(20).meta({ title: "Subspace dimensions", description: "Ways in which an honest class may vary freely. 0 measures the plain distance to the center, as in the paper; never more than a quarter of the inputs' values or of the class's rows is used.", advanced: true }),
  }),
  supports: () => true,
  async filter(args) {
    const { train, meta, params, rng } = args, { inputs, d } = inputSpace(train, meta);
    const keep = new Uint8Array(train.n).fill(1), scores = new Float32Array(train.n).fill(NaN), notes: Note[] = [];
    const groups = rowsByLabel(train.labels, meta.classNames.length), flagged: number[] = [];
    let removed = 0;
    for (const [label, rows] of groups.entries()) {
      await beat(args, label, groups.length);
      if (rows.length < 4) continue;
      const dims = Math.min(params.dimensions, Math.floor(d / 4), Math.floor(rows.length / 4));
      const values = gather(inputs, rows, d), distance = robustDistances(values, rows.length, d, dims, rng.fork(`class/${label}`));
      // Columns that say nothing within a class leave distances that are rounding errors; they are no spread.
      const center = median(distance), spread = Math.max(mad(distance, center), ROUNDING * rootMeanSquare(values));
      const far = distance.map((v) => (spread > 0 ? (v - center) / spread : 0));
      const cut = Math.floor(params.share * rows.length);
      const out = params.rule === "share" ? descending(far).slice(0, cut) : Int32Array.from(far.keys()).filter((i) => far[i]! > params.threshold);
      rows.forEach((row, i) => { scores[row] = Math.min(far[i]!, 1e6); });
      for (const i of out) keep[rows[i]!] = 0;
      removed += out.length;
      if (params.rule === "threshold" && out.length > ALARM * rows.length) flagged.push(label);
    }
    await beat(args, groups.length, groups.length);
    notes.push({ level: "info", text: `${counted(removed, "row")} of ${train.n} (${percent(removed / Math.max(train.n, 1))}) ${params.rule === "share" ? `were removed: the farthest ${percent(params.share)} of each class` : `lay more than ${params.threshold} robust standard deviations beyond their class's median distance and were removed`}.` });
    if (meta.text && params.rule === "threshold" && removed === 0) notes.push({ level: "info", text: "Two messages share few words, so all lie about equally far from their class's core, and none beyond a threshold. The rule that removes a fixed share of each class takes the farthest ones." });
    for (const label of flagged) {
      const gone = groups[label]!.filter((row) => keep[row] === 0).length;
      notes.push({ level: "info", text: `Class ${meta.classNames[label]}: ${gone} of ${groups[label]!.length} rows (${percent(gone / groups[label]!.length)}) were far out, more than ${percent(ALARM)}, so the class is flagged.` });
    }
    return { keep, scores, scoreName: "robust standard deviations beyond the class's median distance", notes, flaggedClasses: flagged };
  },
});
