/**
 * Activation clustering (Chen et al. 2018): split the hidden-layer features of each class in two and remove a cluster
 * that does not belong. Size and silhouette raise the suspicion; exclusionary reclassification decides, so an honest
 * class that merely has two ways of being written is left alone. It differs from the paper in two points, both forced by
 * a few thousand rows: only the last layer is retrained, and instead of l/p ≤ T (p is tiny when poison comes from many
 * classes) a cluster is foreign when the retrained layer SURELY reads most of it as other classes.
 */
import { z } from "zod";
import { featureLayer } from "../core/learner";
import { defineFilter, type Evidence, type Note } from "../core/plugins";
import { reclassify, unitScale, type Reading } from "./shared/reclassify";
import { beat, count, counted, gather, needsHiddenLayer, percent, rowsByLabel, unreadableFeatures } from "./shared/rows";
import { splitInTwo, type Split } from "./shared/two-clusters";

/** A class with fewer rows is not split. */
const FEWEST_ROWS = 10;

/** One of a class's two groups (side 1 is the smaller one) and, when it was asked for, how the rest of the data reads it. */
interface Verdict {
  readonly side: 0 | 1;
  readonly rows: Int32Array;
  /** Share of the class. */
  readonly share: number;
  readonly reading?: Reading;
}

export const activationClustering = defineFilter({
  id: "activation-clustering",
  title: "Activation clustering",
  summary: "Looks at what the trained model sees in each class, splits it into two groups, and removes a group that really belongs to other classes.",
  paper: { authors: "Chen, Carvalho, Baracaldo, Ludwig, Edwards, Lee, Molloy, Srivastava", year: 2018, title: "Detecting Backdoor Attacks on Deep Neural Networks by Activation Clustering", link: "https://arxiv.org/abs/1811.03728" },
  stage: "filter",
  needsModel: true,
  minority: true,
  needsTrusted: false,
  assumes: "Poisoned rows reach their label for another reason than honest rows do, so the model’s features of them form a group of their own, and that group is the smaller one.",
  params: z.strictObject({
    decision: z.enum(["confirmed", "size-and-silhouette", "smaller"]).default("confirmed").meta({ title: "Decision", description: "What must speak against a group before it is removed. Removing every smaller group is the careless version: it takes up to half of every class.", options: { confirmed: "retrained without it, the model disowns it", "size-and-silhouette": "it is small and well apart", smaller: "it is the smaller one (careless)" } }),
    silhouetteThreshold: z.number().min(-1).max(1).default(0.15).meta({ title: "Silhouette threshold", description: "How well apart the two groups of a class must lie before they are looked at; −1 touching, 1 far apart." }),
    sizeThreshold: z.number().min(0).max(0.5).default(0.45).meta({ title: "Size threshold", description: "A group counts as small up to this share of its class. Poison at 5 % of ten classes is already a third of its class.", percent: true }),
    examineLarger: z.boolean().default(true).meta({ title: "Examine large groups too", description: "Also reclassify groups that are not small. It finds poison that outnumbers the honest rows of a class, where the method’s assumption is broken.", showWhen: { field: "decision", is: ["confirmed"] } }),
    foreignShare: z.number().min(0.1).max(1).default(0.6).meta({ title: "Foreign share", description: "Share of a group that must surely be read as other classes by a last layer trained without it.", percent: true, advanced: true, showWhen: { field: "decision", is: ["confirmed"] } }),
    sureness: z.number().min(0.1).max(1).default(0.75).meta({ title: "Sureness", description: "Probability from which a reading counts as sure.", advanced: true, showWhen: { field: "decision", is: ["confirmed"] } }),
    retrainEpochs: z.int().min(1).max(50).default(5).meta({ title: "Retraining epochs", description: "How long the last layer is trained without a group.", unit: "epochs", advanced: true, showWhen: { field: "decision", is: ["confirmed"] } }),
    components: z.int().min(1).max(50).default(10).meta({ title: "Components", description: "Principal components kept of the features before they are split.", advanced: true }),
    restarts: z.int().min(1).max(50).default(10).meta({ title: "Restarts", description: "How often the split starts afresh; the tightest one counts.", advanced: true }),
  }),
  supports: needsHiddenLayer,
  async filter(args) {
    const { train, meta, params, learner, plan, model, rng } = args, n = train.n, classes = meta.classNames.length;
    if (!model) throw new RangeError("activation clustering needs the model trained on the rows as delivered");
    const looks: Look[] = [], keep = new Uint8Array(n).fill(1), scores = new Float32Array(n).fill(NaN), notes: Note[] = [], flaggedClasses: number[] = [];
    const features = await learner.activations(model, featureLayer(plan), train.inputs, n), d = features.length / Math.max(n, 1);
    const unreadable = unreadableFeatures(features);
    if (unreadable) return { keep, notes: [unreadable] };

    const unit = unitScale(features), groups = rowsByLabel(train.labels, classes);
    for (const [label, rows] of groups.entries()) {
      await beat(args, label, classes);
      if (rows.length < FEWEST_ROWS) continue;
      const split = splitInTwo(gather(features, rows, d), rows.length, d, params.components, params.restarts, rng.fork(`class/${label}`));
      const small = split.smaller > 0 && split.share <= params.sizeThreshold, apart = split.silhouette >= params.silhouetteThreshold;
      const members = (side: 0 | 1): Verdict => ({ side, rows: rows.filter((_, i) => split.inSmaller[i] === side), share: side ? split.share : 1 - split.share });
      let suspect: Verdict | null = null, alarm = false;
      if (params.decision === "confirmed") {
        const sides: (0 | 1)[] = !apart || split.smaller === 0 ? [] : params.examineLarger ? [1, 0] : small ? [1] : [];
        for (const side of sides) {
          const group = members(side);
          const reading = await reclassify({ learner, features: unit, d, labels: train.labels, classes, epochs: params.retrainEpochs, sure: params.sureness, pulse: () => beat(args, label, classes), rng: rng.fork(`reclassify/${label}/${side}`) }, group.rows, label);
          if (!suspect || reading.surelyForeign > suspect.reading!.surelyForeign) suspect = { ...group, reading };
        }
        alarm = suspect !== null && suspect.reading!.surelyForeign >= params.foreignShare;
      } else {
        suspect = members(1);
        alarm = split.smaller > 0 && (params.decision === "smaller" || (small && apart));
      }
      score(scores, rows, split, suspect);
      looks.push({ label: meta.classNames[label]!, split, flagged: alarm });
      args.show?.(silhouettes(looks, params.silhouetteThreshold));
      if (!alarm || !suspect) continue;
      flaggedClasses.push(label);
      for (const row of suspect.rows) keep[row] = 0;
      notes.push(...explain(meta.classNames[label]!, rows.length, split, suspect, params.sizeThreshold));
    }
    await beat(args, classes, classes);
    if (flaggedClasses.length === 0) notes.push({ level: "info", text: "No class raised an alarm, so no row was removed." });
    if (params.decision !== "confirmed" && flaggedClasses.length > classes / 2)
      notes.push({ level: "warning", text: `${flaggedClasses.length} of ${classes} classes were flagged. Without reclassification an honest class that is written in two ways looks like a poisoned one.` });
    return { keep, scores, scoreName: "how clearly the row lies in the odd part of its class, times the evidence against that part", notes, flaggedClasses, evidence: looks.length > 0 ? [silhouettes(looks, params.silhouetteThreshold), shares(looks, params.sizeThreshold)] : [] };
  },
});

interface Look { readonly label: string; readonly split: Split; readonly flagged: boolean }

const silhouettes = (looks: readonly Look[], threshold: number): Evidence => ({
  kind: "bars", id: "silhouette", title: "How well apart the two groups of each class lie", yTitle: "silhouette",
  says: "Each class is split into two groups by the model’s features; 1 is far apart, 0 touching. A class with poison falls apart more clearly than the others.",
  bars: looks.map((l) => ({ label: l.label, value: l.split.silhouette, flagged: l.flagged })), threshold: { value: threshold, title: "looked at from here" },
});

const shares = (looks: readonly Look[], threshold: number): Evidence => ({
  kind: "bars", id: "smaller-group", title: "Size of the smaller group of each class", yTitle: "share of the class", percent: true,
  says: "An honest class splits about in half. A clearly smaller group may be poison.",
  bars: looks.map((l) => ({ label: l.label, value: l.split.share, flagged: l.flagged })), threshold: { value: threshold, title: "small below here" },
});

/** Rows score by how far they lean to the suspected group, times the evidence against it; 0 when nothing was suspected. */
function score(scores: Float32Array, rows: Int32Array, split: Split, suspect: Verdict | null): void {
  const side = suspect?.side === 0 ? -1 : 1;
  const evidence = suspect ? (suspect.reading?.surelyForeign ?? Math.max(0, split.silhouette)) : 0;
  rows.forEach((row, i) => { scores[row] = (evidence * (1 + side * split.lean[i]!)) / 2; });
}

function explain(name: string, size: number, split: Split, group: Verdict, sizeThreshold: number): Note[] {
  const { reading } = group, which = group.side === 1 ? "smaller" : "larger";
  const found = `Class ${name}: the ${which} group holds ${count(group.rows.length)} of ${counted(size, "row")} (${percent(group.share)}), silhouette ${split.silhouette.toFixed(2)}`;
  if (!reading) return [{ level: "info", text: `${found}; it was removed.` }];
  const read = `a last layer trained without it reads ${percent(reading.surelyForeign)} of it surely as other classes and ${counted(reading.own, "row")} as ${name}, so it was removed.`;
  const notes: Note[] = [{ level: "info", text: `${found}; ${read}` }];
  if (group.share > sizeThreshold)
    notes.push({ level: "warning", text: `Class ${name}: the group judged foreign holds ${percent(group.share)} of the class. The method assumes that poison is clearly the smaller group. That is broken here${group.side === 0 ? ": removing the smaller group would have removed the honest rows" : ", and only the retrained layer told the two apart"}.` });
  return notes;
}
