/**
 * Outlier removal: rows far from the core of the class whose label they carry, by one of five measures: sphere and slab of
 * Steinhardt, Koh, Liang (2017) around trimmed centers, distance to a robust subspace, robust Mahalanobis distance (see
 * shared/outlier-measures.ts), and isolation score (Liu, Ting, Zhou 2008). It sees labels and inputs alone, columns
 * standardized and messages as word counts; a row that looks like its class passes, whatever it carries.
 */
import { z } from "zod";
import { squaredDistance } from "../core/linear-algebra";
import { defineFilter, type Note } from "../core/plugins";
import { descending, mad, median } from "../core/statistics";
import { inputSpace } from "./shared/input-space";
import { isolationScores } from "./shared/isolation-forest";
import { mahalanobisDistances, robustCenter, robustDistances, slabDistances } from "./shared/outlier-measures";
import { beat, count, counted, gather, percent, rowsByLabel } from "./shared/rows";

/** A class raises an alarm when a larger share of it lies beyond the threshold; honest digit classes stay below. */
const ALARM = 0.15;
/** Distances are not told apart below this share of a row's typical value. */
const ROUNDING = 1e-4;

const WORD = { subspace: "distance", sphere: "distance", mahalanobis: "Mahalanobis distance (logarithm)", slab: "distance along the line to the nearest class", isolation: "isolation score" } as const;
/** Measures that are not in units of the inputs; of Mahalanobis distances the logarithm, because those of honest rows have a long tail. */
const UNITLESS: ReadonlySet<string> = new Set(["mahalanobis", "isolation"]);
const rootMeanSquare = (values: Float32Array): number => Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / Math.max(1, values.length));

/** Rows that a tree of the isolation forest sees, as in its paper. */
const TREE_ROWS = 256;

export const outlierRemoval = defineFilter({
  id: "outlier-removal",
  title: "Outlier removal",
  summary: "Removes the training rows that lie unusually far from the core of the class whose label they carry.",
  paper: { authors: "Steinhardt, Koh, Liang", year: 2017, title: "Certified Defenses for Data Poisoning Attacks", link: "https://arxiv.org/abs/1706.03691" },
  stage: "filter",
  needsModel: false,
  minority: true,
  needsTrusted: false,
  assumes: "More than half the rows of each class are honest, and poisoned rows lie farther from the class’s core than honest ones do.",
  params: z.strictObject({
    measure: z.enum(["subspace", "sphere", "mahalanobis", "slab", "isolation"]).default("subspace").meta({ title: "Measure", description: "What counts as far: from the ways in which a class varies most, from its center in any direction, from its center along the directions in which it varies most and compared with how much it does, from its center on the line to the nearest other class, or how soon random cuts leave a row alone.", options: { subspace: "distance to the class’s subspace", sphere: "distance to its center (sphere)", mahalanobis: "Mahalanobis distance", slab: "toward or away from the nearest class (slab)", isolation: "isolation score" } }),
    rule: z.enum(["threshold", "share"]).default("threshold").meta({ title: "Rule", description: "Remove the rows beyond a robust threshold, or a fixed share of every class.", options: { threshold: "beyond a robust threshold", share: "a fixed share of each class" } }),
    threshold: z.number().min(0.5).max(20).default(3).meta({ title: "Threshold", description: "How many robust standard deviations (1.4826 × median absolute deviation) beyond its class’s median distance a row may lie.", unit: "σ", showWhen: { field: "rule", is: ["threshold"] } }),
    share: z.number().min(0).max(0.5).default(0.1).meta({ title: "Share removed", description: "Share of every class that is removed when the rule is a fixed share.", percent: true, showWhen: { field: "rule", is: ["share"] } }),
    dimensions: z.int().min(0).max(100).default(20).meta({ title: "Subspace dimensions", description: "Ways in which an honest class varies. The subspace lets it vary freely in them (0 measures the plain distance to the center), the Mahalanobis distance looks at them alone; never more than a quarter of the class’s rows is used, and for the subspace of the inputs’ values.", advanced: true, showWhen: { field: "measure", is: ["subspace", "mahalanobis"] } }),
    trees: z.int().min(1).max(500).default(100).meta({ title: "Trees", description: "How many random trees the isolation score is a mean of.", unit: "trees", advanced: true, showWhen: { field: "measure", is: ["isolation"] } }),
  }),
  remarks: [
    "Of clean digits the default threshold removes 4.2 % by subspace and 0.4 % by sphere (seed 1), 4.4 % by Mahalanobis distance, 2.1 % by slab and 3.7 % by isolation score (mean of seeds 1, 2, 3). Classes that bend, like moons, are no ellipses, and the Mahalanobis distance takes more of them.",
    "A sticker in the corner does not make a digit unusual: of one on 5 % of the digits, Mahalanobis distance removes 2.5 % and isolation score 1.3 %, less than of honest rows (3.7 % each).",
  ],
  supports: () => true,
  async filter(args) {
    const { train, meta, params, rng } = args, { inputs, d } = inputSpace(train, meta);
    const keep = new Uint8Array(train.n).fill(1), scores = new Float32Array(train.n).fill(NaN), notes: Note[] = [];
    const groups = rowsByLabel(train.labels, meta.classNames.length), flagged: number[] = [], centers: (Float64Array | null)[] = [];
    // Centers come first, in a pass of their own.
    const first = params.measure === "slab" ? groups.length : 0, of = first + groups.length;
    let removed = 0;
    const measured = async (label: number, values: Float32Array, m: number, own: typeof rng, dims: number): Promise<Float64Array> => {
      if (params.measure === "sphere") return robustDistances(values, m, d, 0, own);
      if (params.measure === "subspace") return robustDistances(values, m, d, Math.min(dims, Math.floor(d / 4)), own);
      if (params.measure === "mahalanobis") return mahalanobisDistances(values, m, d, Math.max(1, dims), own).map((v) => Math.log(Math.max(v, ROUNDING)));
      if (params.measure === "isolation") return isolationScores(values, m, d, params.trees, TREE_ROWS, own, (done, all) => beat(args, label + done / all, of));
      const others = centers.filter((c, other) => other !== label && c !== null), mine = centers[label]!;
      others.sort((a, b) => squaredDistance(mine, 0, a!, 0, d) - squaredDistance(mine, 0, b!, 0, d));
      return others[0] ? slabDistances(values, m, d, mine, others[0]) : new Float64Array(m);
    };
    for (const [label, rows] of groups.slice(0, first).entries()) {
      await beat(args, label, of);
      centers.push(rows.length < 4 ? null : robustCenter(gather(inputs, rows, d), rows.length, d, rng.fork(`class/${label}`)));
    }
    for (const [label, rows] of groups.entries()) {
      await beat(args, first + label, of);
      if (rows.length < 4) continue;
      const m = rows.length, values = gather(inputs, rows, d), own = rng.fork(`class/${label}`), quarter = Math.min(params.dimensions, Math.floor(m / 4));
      const distance = await measured(label, values, m, own, quarter);
      // Columns that say nothing within a class leave distances that are rounding errors; they are no spread.
      const center = median(distance), spread = Math.max(mad(distance, center), ROUNDING * (UNITLESS.has(params.measure) ? 1 : rootMeanSquare(values)));
      const far = distance.map((v) => (spread > 0 ? (v - center) / spread : 0));
      const cut = Math.floor(params.share * rows.length);
      const out = params.rule === "share" ? descending(far).slice(0, cut) : Int32Array.from(far.keys()).filter((i) => far[i]! > params.threshold);
      rows.forEach((row, i) => { scores[row] = Math.min(far[i]!, 1e6); });
      for (const i of out) keep[rows[i]!] = 0;
      removed += out.length;
      if (params.rule === "threshold" && out.length > ALARM * rows.length) flagged.push(label);
    }
    await beat(args, of, of);
    if (first > 0 && centers.filter((c) => c !== null).length < 2) notes.push({ level: "warning", text: "Fewer than two classes have enough rows, so there is no other class toward which a row could lie. Choose another measure." });
    notes.push({ level: "info", text: `${counted(removed, "row")} of ${count(train.n)} (${percent(removed / Math.max(train.n, 1))}) ${params.rule === "share" ? `were removed: the farthest ${percent(params.share)} of each class` : `lay more than ${params.threshold} robust standard deviations beyond their class’s median ${WORD[params.measure]} and were removed`}.` });
    if (meta.text && (params.measure === "subspace" || params.measure === "sphere") && params.rule === "threshold" && removed === 0) notes.push({ level: "info", text: "Two messages share few words, so all lie about equally far from their class’s core, and none beyond a threshold. The rule that removes a fixed share of each class takes the farthest ones." });
    for (const label of flagged) {
      const gone = groups[label]!.filter((row) => keep[row] === 0).length;
      notes.push({ level: "info", text: `Class ${meta.classNames[label]}: ${gone} of ${groups[label]!.length} rows (${percent(gone / groups[label]!.length)}) were far out, more than ${percent(ALARM)}, so the class is flagged.` });
    }
    return { keep, scores, scoreName: `robust standard deviations beyond the class’s median ${WORD[params.measure]}`, notes, flaggedClasses: flagged };
  },
});
