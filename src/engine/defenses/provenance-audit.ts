/**
 * Provenance audit (Baracaldo, Chen, Ludwig, Safavi 2017): leave one source out at a time, train on the others, and compare on trusted
 * rows. A backdoor costs no accuracy there, so the models are also asked about the source they never saw: who delivers
 * rows that everybody else's data surely contradict? It judges sources, not rows, and is blind to poison that all deliver alike.
 */
import { z } from "zod";
import { argmaxRows } from "../core/answer";
import { takeRows } from "../core/data";
import { defineFilter, type Bars, type Evidence, type Note, type Table } from "../core/plugins";
import { softmax } from "../core/loss";
import { median } from "../core/statistics";
import { beat, counted, percent } from "./shared/rows";
import { bootstrapMeans, mixDistance, neighborDoubt, standsOut, type Interval } from "./shared/sources";

/** A source with fewer rows is shown but not judged; so is accuracy on fewer trusted rows. */
const FEWEST_ROWS = 10, FEWEST_TRUSTED = 50;

const points = (v: number) => `${v >= 0 ? "+" : "−"}${(100 * Math.abs(v)).toFixed(1)} points`;
const range = ({ low, high }: Interval) => `${(100 * low).toFixed(1)}–${(100 * high).toFixed(1)} %`;

export const provenanceAudit = defineFilter({
  id: "provenance-audit",
  title: "Provenance audit",
  summary: "Trains once without each contributor and asks whether the model gets better, and whether it contradicts what that contributor delivered.",
  paper: { authors: "Baracaldo, Chen, Ludwig, Safavi", year: 2017, title: "Mitigating Poisoning Attacks on Machine Learning Models: A Data Provenance Based Approach", link: "https://doi.org/10.1145/3128572.3140450" },
  remarks: [
    "On digits with eight contributors of equal share, one of them delivering stickers on 5 % of all rows, it named that one and nobody else in 10 of 10 seeds: 38 to 40 % of its rows surely contradicted, against 1.6 to 2.8 % in the median of the others, first in all resamples. Attack success fell to 0.1 to 0.8 %. On clean rows nobody was accused in 10 of 10 seeds; the most contradicted one had 2.4 to 4.4 %.",
    "Trusted accuracy, the published criterion, does not see such a backdoor: the contradictions do.",
  ],
  stage: "filter",
  needsModel: false,
  needsTrusted: true,
  assumes: "It is known who delivered each row, the contributors deliver the same kind of data, and most of them are honest. Two that poison in the same way cover for each other.",
  params: z.strictObject({
    action: z.enum(["drop", "thin", "report"]).default("drop").meta({ title: "Action", description: "What happens to a contributor under suspicion: all of its rows go, only its least contradicted rows stay, or nothing but a report.", options: { drop: "all of its rows are removed", thin: "only its least contradicted rows stay", report: "only a report" } }),
    share: z.number().min(0).max(1).default(0.3).meta({ title: "Share that stays", description: "How much of a suspected contributor’s rows stay, the least contradicted ones first.", percent: true, showWhen: { field: "action", is: ["thin"] } }),
    margin: z.number().min(0.005).max(1).default(0.05).meta({ title: "Contradicted more by", description: "How many more of a contributor’s rows than of the others’ must be surely contradicted before it is suspected.", percent: true }),
    gain: z.number().min(0.001).max(1).default(0.02).meta({ title: "Better without by", description: "How much better the model must do on trusted rows without a contributor before it is suspected.", percent: true }),
    epochs: z.int().min(1).max(100).default(6).meta({ title: "Epochs", description: "How long each model without a contributor is trained.", unit: "epochs", advanced: true }),
    sureness: z.number().min(0.1).max(1).default(0.75).meta({ title: "Sureness", description: "Probability from which a contradiction counts as sure.", advanced: true }),
    folds: z.int().min(2).max(50).default(12).meta({ title: "Most models", description: "With more contributors than this, several of them are left out together.", unit: "models", advanced: true }),
    neighbors: z.int().min(0).max(50).default(10).meta({ title: "Neighbors", description: "How many similar rows are looked at for the table; 0 leaves that out.", unit: "rows", advanced: true }),
    resamples: z.int().min(20).max(2000).default(200).meta({ title: "Resamples", description: "How often rows are drawn anew to say how sure the ranking is.", advanced: true }),
  }),
  supports: ({ meta, sources }) => (meta.sources?.length ?? sources ?? 0) >= 2 || "this defense compares those who delivered the rows, and nobody is told apart here. Name at least two contributors with the data.",
  async filter(args) {
    const { train, trusted, meta, params, learner, rng } = args, n = train.n, classes = meta.classNames.length;
    const keep = new Uint8Array(n).fill(1), scores = new Float32Array(n).fill(NaN), scoreName = "doubt of a model trained on the other contributors", notes: Note[] = [];
    const name = (s: number) => meta.sources?.[s] ?? `source ${s + 1}`;
    const groups = [...new Set(train.sources)].sort((a, b) => a - b).map((s) => ({ source: s, rows: Int32Array.from(train.ids.keys()).filter((i) => train.sources![i] === s) }));
    await beat(args, 0, 1);
    if (groups.length < 2) return { keep, scores, scoreName, notes: [{ level: "warning", text: "Nobody is told apart in these rows, so there was nothing to compare and no row was removed." }] };

    const folds = Math.min(params.folds, groups.length), of = folds + 2;
    const right = async (model: Awaited<ReturnType<typeof args.retrain>>) => {
      const predicted = argmaxRows(await learner.logits(model, trusted.inputs, trusted.n, args.pulse), classes);
      return Float64Array.from(predicted, (p, i) => (p === trusted.labels[i] ? 1 : 0));
    };
    const baseline = await right(await args.retrain(train, params.epochs)), better: Float64Array[] = [], sure = new Float64Array(n);
    let unreadable = 0;
    for (let fold = 0; fold < folds; fold++) {
      await beat(args, fold + 1, of);
      const out = new Set(groups.filter((_, g) => g % folds === fold).map((g) => g.source));
      const others = Int32Array.from(train.ids.keys()).filter((i) => !out.has(train.sources![i]!)), held = Int32Array.from(train.ids.keys()).filter((i) => out.has(train.sources![i]!));
      const model = await args.retrain(takeRows(train, others), params.epochs), logits = await learner.logits(model, takeRows(train, held).inputs, held.length, args.pulse);
      const probability = softmax(logits, classes), predicted = argmaxRows(logits, classes), without = await right(model);
      better.push(without.map((r, i) => r - baseline[i]!));
      held.forEach((row, i) => {
        const own = probability[i * classes + train.labels[row]!]!;
        if (!Number.isFinite(own)) { unreadable++; return; }
        scores[row] = 1 - own;
        sure[row] = predicted[i] !== train.labels[row] && probability[i * classes + predicted[i]!]! >= params.sureness ? 1 : 0;
      });
    }
    if (unreadable > 0) return { keep, scores, scoreName, notes: [{ level: "warning", text: `The answers of models trained without a contributor are not finite numbers for ${counted(unreadable, "row")}, as happens when training diverged, so nobody was judged and no row removed.` }] };

    const near = params.neighbors > 0 && n > 2 ? await neighborDoubt(learner, train, meta, Math.min(params.neighbors, n - 1), (done, all) => beat(args, of - 1 + done / all, of)) : null;
    const judged = groups.map((g) => g.rows.length >= FEWEST_ROWS), enough = trusted.n >= FEWEST_TRUSTED;
    const contradicted = bootstrapMeans(groups.map((g) => Float64Array.from(g.rows, (i) => sure[i]!)), params.resamples, rng.fork("rows"), judged);
    const gains = bootstrapMeans(groups.map((_, g) => better[g % folds]!), params.resamples, rng.fork("trusted"), judged);
    const mixes = groups.map((g) => mixDistance(train.labels, g.rows, classes));
    const byRows = standsOut(contradicted, judged, params.margin), byGain = standsOut(gains, judged, params.gain).map((s) => s && enough);
    const suspects = groups.flatMap((_, g) => (byRows[g] || byGain[g] ? [g] : []));
    const others = (of: readonly Interval[], g: number) => { const rest = of.filter((_, o) => o !== g && judged[o]); return rest.length ? median(rest.map((r) => r.value)) : NaN; };

    for (const g of suspects) {
      const { rows, source } = groups[g]!, c = contradicted[g]!, stays = params.action === "drop" ? 0 : params.action === "thin" ? Math.round(params.share * rows.length) : rows.length;
      for (const row of [...rows].sort((a, b) => scores[a]! - scores[b]! || a - b).slice(stays)) keep[row] = 0;
      const why = byRows[g] ? `models trained without it surely contradict ${percent(c.value)} of its ${counted(rows.length, "row")} (${range(c)}), against ${percent(others(contradicted, g))} in the median of the others; it ranks first in ${percent(c.first)} of ${params.resamples} resamples` : `without it the model does better on trusted rows by ${points(gains[g]!.value)} (${points(gains[g]!.low)} to ${points(gains[g]!.high)})`;
      const done = params.action === "report" ? "Nothing was removed, as asked" : stays === 0 ? "All of its rows were removed" : `${counted(rows.length - stays, "row")} were removed and the ${stays} least contradicted ones stay`;
      notes.push({ level: "info", text: `${name(source)[0]!.toUpperCase()}${name(source).slice(1)} is suspected: ${why}. ${done}.` });
    }
    if (suspects.length === 0) {
      const top = groups.map((_, g) => g).sort((a, b) => contradicted[b]!.value - contradicted[a]!.value)[0]!, c = contradicted[top]!;
      notes.push({ level: "info", text: `Nobody is suspected. The most contradicted contributor is ${name(groups[top]!.source)} with ${percent(c.value)} of its rows (${range(c)}), against ${percent(others(contradicted, top))} in the median of the others.` });
    }
    notes.push({ level: enough ? "info" : "warning", text: enough ? `${trusted.n} trusted rows were used to compare models; with everybody’s rows ${percent(accuracyShare(baseline))} of them are read rightly.` : `There ${trusted.n === 1 ? "is" : "are"} only ${counted(trusted.n, "trusted row")}, too few to compare accuracy (${FEWEST_TRUSTED} are needed), so only contradictions were judged.` });
    const held = suspects.reduce((sum, g) => sum + groups[g]!.rows.length, 0);
    if (held > n / 2) notes.push({ level: "warning", text: `Those under suspicion delivered ${percent(held / n)} of all rows. The method assumes that most are honest; look at the table before you believe it.` });
    const odd = groups.flatMap((g, i) => (!suspects.includes(i) && mixes[i]!.z > 4 && mixes[i]!.distance > 0.15 && judged[i] ? [name(g.source)] : []));
    if (odd.length > 0) notes.push({ level: "info", text: `${odd.join(", ")} ${odd.length === 1 ? "delivers" : "deliver"} another mix of classes than the others. That alone is no reason for suspicion.` });

    const flagged = (g: number) => suspects.includes(g), line = median(contradicted.filter((_, g) => judged[g]).map((c) => c.value)) + params.margin;
    const contradictions: Bars = { kind: "bars", id: "contradicted", title: "Rows that the others contradict", says: "Share of each contributor’s rows that a model trained on everybody else surely reads as another class, with a 95 % interval over rows drawn anew. A poisoner stands out; honest ones are about alike.", yTitle: "surely contradicted", percent: true, bars: groups.map((g, i) => ({ label: name(g.source), value: contradicted[i]!.value, low: contradicted[i]!.low, high: contradicted[i]!.high, flagged: flagged(i) })), ...(Number.isFinite(line) && { threshold: { value: line, title: "median and margin" } }) };
    const table: Table = {
      kind: "table", id: "sources", title: "What is known about each contributor",
      says: "Nothing here uses test rows or the truth. The ranking says how often this contributor is the most contradicted one when rows are drawn anew.",
      columns: [{ title: "Contributor", as: "text" }, { title: "Rows", as: "count" }, { title: "Surely contradicted", as: "share" }, { title: "Ranks first", as: "share" }, { title: "Mean doubt", as: "share" }, { title: "Neighbors of others disagree", as: "share" }, { title: "Class mix apart", as: "share" }, { title: "Trusted accuracy without it", as: "points" }],
      rows: groups.map((g, i) => ({ flagged: flagged(i), cells: [name(g.source), g.rows.length, contradicted[i]!.value, contradicted[i]!.first, meanOf(g.rows, scores), near ? meanOf(g.rows, near) : null, mixes[i]!.distance, trusted.n > 0 ? gains[i]!.value : null] })),
    };
    const evidence: Evidence[] = [contradictions, table];
    if (trusted.n > 0) evidence.push({ kind: "bars", id: "gains", title: "Trusted accuracy without each contributor", says: "How the share of trusted rows read rightly changes when a contributor is left out, with a 95 % interval over trusted rows drawn anew. Above zero the model is better off without; a backdoor hardly shows here.", yTitle: "change", percent: true, bars: groups.map((g, i) => ({ label: name(g.source), value: gains[i]!.value, low: gains[i]!.low, high: gains[i]!.high, flagged: byGain[i] === true })), threshold: { value: params.gain, title: "suspicious from here" } });
    return { keep, scores, scoreName, notes, evidence };
  },
});

const accuracyShare = (right: Float64Array) => right.reduce((s, v) => s + v, 0) / Math.max(1, right.length);
/** Mean of a value over some rows, rows without one left out; null when none has it. */
function meanOf(rows: Int32Array, values: Float32Array): number | null {
  const known = [...rows].map((i) => values[i]!).filter(Number.isFinite);
  return known.length ? known.reduce((s, v) => s + v, 0) / known.length : null;
}
