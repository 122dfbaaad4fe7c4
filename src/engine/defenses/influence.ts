/**
 * Reject on negative impact, chunk by chunk (Nelson et al. 2008, "Exploiting Machine Learning to Subvert Your Spam Filter"; Barreno,
 * Nelson, Joseph, Tygar 2010): train on a small trusted base with and without some rows of a chunk, and see what that does to a
 * trusted quiz that shares no row with the base. Clean chunks from the same trusted rows say how large a harm is luck. It judges
 * whole chunks and sees only harm that shows on clean rows, which a backdoor may not do.
 */
import { z } from "zod";
import { kMeans } from "../core/clustering";
import { takeRows, type Rows } from "../core/data";
import { crossEntropies } from "../core/loss";
import { principalComponents, project } from "../core/linear-algebra";
import { defineFilter, type Bars, type DefenseArgs, type Note } from "../core/plugins";
import type { Rng } from "../core/rng";
import { mad, mean, median } from "../core/statistics";
import { inputSpace } from "./shared/input-space";
import { accuracyOf, beat, counted, gather, percent, rowsByLabel } from "./shared/rows";

/** Trusted rows are dealt anew in each round: base, quiz, and the rest for clean chunks. */
const BASE = 0.4, QUIZ = 0.3, CLEAN_CHUNKS = 12, FEWEST_TRUSTED = 40;
/** A quiz row counts at most this much, so that a few sure mistakes do not decide alone. */
const WORST_LOSS = 5;

interface Chunk {
  readonly title: string;
  readonly rows: Int32Array;
  /** The one class its rows carry; absent when mixed. */
  readonly label?: number;
}

const joined = (a: Rows, b: Rows): Rows => {
  const inputs = new Float32Array(a.inputs.length + b.inputs.length);
  inputs.set(a.inputs);
  inputs.set(b.inputs, a.inputs.length);
  return { n: a.n + b.n, shape: a.shape, inputs, labels: Int32Array.from([...a.labels, ...b.labels]), ids: Int32Array.from([...a.ids, ...b.ids]) };
};

/** By contributor where they are told apart, else as asked; every row is in exactly one chunk. */
async function chunksOf({ train, meta, params, rng, pulse, signal }: DefenseArgs<{ readonly by: string; readonly chunks: number }>): Promise<Chunk[]> {
  const all = Int32Array.from(train.ids.keys()), classes = meta.classNames.length;
  const sources = [...new Set(train.sources)].sort((a, b) => a - b);
  if (params.by === "sources" && sources.length > 1) return sources.map((s) => ({ title: meta.sources?.[s] ?? `source ${s + 1}`, rows: all.filter((i) => train.sources![i] === s) }));
  if (params.by === "random") {
    const mixed = rng.fork("chunks").shuffle(all.slice()), count = Math.min(params.chunks, train.n);
    return Array.from({ length: count }, (_, c) => ({ title: `group ${c + 1}`, rows: mixed.filter((_, i) => i % count === c).sort() }));
  }
  const space = inputSpace(train, meta), each = Math.max(1, Math.round(params.chunks / classes)), out: Chunk[] = [];
  for (const [label, rows] of rowsByLabel(train.labels, classes).entries()) {
    await beat({ pulse, signal }, label, classes);
    if (rows.length === 0) continue;
    const own = rng.fork(`class/${label}`), k = Math.min(each, rows.length), x = gather(space.inputs, rows, space.d);
    const pca = principalComponents(x, rows.length, space.d, 10, own.fork("components"));
    const { assignment } = kMeans(project(x, rows.length, space.d, pca), rows.length, pca.k, k, own.fork("clusters"), 3);
    for (let c = 0; c < k; c++) out.push({ title: `${meta.classNames[label]!}, group ${c + 1}`, rows: rows.filter((_, i) => assignment[i] === c), label });
  }
  return out.filter((chunk) => chunk.rows.length > 0);
}

const some = (rows: Int32Array, most: number, rng: Rng) => rng.sample(rows, Math.min(most, rows.length)).sort();

export const influence = defineFilter({
  id: "roni",
  title: "Reject on negative impact",
  summary: "Adds a few rows of each group to a small trusted training set and rejects a group that makes the model worse on other trusted rows.",
  paper: { authors: "Barreno, Nelson, Joseph, Tygar", year: 2010, title: "The Security of Machine Learning", link: "https://doi.org/10.1007/s10994-010-5188-5" },
  remarks: [
    "On digits with eight contributors, one of whom flips 320 of its 500 labels, it rejected that one alone in seeds 1, 2 and 3, and nobody on clean rows. A contributor whose stickers are 40 % of its own rows was rejected in two of three: so many wrong labels hurt a base of 200 rows.",
    "With 20 % pair flips and nobody told apart it found 47 to 66 % of the flipped rows by their looks, lost 0.3 to 2.3 % of the honest ones and won back about half of the lost accuracy; it misses targeted flips of fours to nines. On clean rows one group of 120 was rejected.",
  ],
  stage: "filter",
  needsModel: false,
  needsTrusted: true,
  assumes: "Poison makes the model worse on clean rows, and it sits together in some groups of rows and not in all alike. A backdoor that leaves clean rows alone passes.",
  params: z.strictObject({
    by: z.enum(["sources", "clusters", "random"]).default("sources").meta({ title: "Groups", description: "Which rows are judged together: those of one contributor (where nobody is told apart, similar rows of one class), similar rows of one class, or rows drawn at random.", options: { sources: "by contributor", clusters: "similar rows of a class", random: "at random" } }),
    chunks: z.int().min(1).max(60).default(40).meta({ title: "How many groups", description: "Over all classes; contributors are as many as there are.", unit: "groups" }),
    deviations: z.number().min(0.5).max(10).default(3).meta({ title: "Tolerance", description: "A group is rejected when its harm lies this many standard deviations beyond that of clean groups.", unit: "deviations" }),
    measure: z.enum(["loss", "accuracy"]).default("loss").meta({ title: "Measure", description: "What counts as worse: a higher loss on the quiz, which sees small harm, or fewer right answers, as published.", options: { loss: "loss", accuracy: "accuracy" }, advanced: true }),
    rounds: z.int().min(1).max(20).default(3).meta({ title: "Rounds", description: "How often the trusted rows are dealt anew into base and quiz; results are averaged.", advanced: true }),
    epochs: z.int().min(1).max(50).default(8).meta({ title: "Epochs", description: "How long each of the many small models is trained.", unit: "epochs", advanced: true }),
    most: z.number().min(0.01).max(1).default(0.5).meta({ title: "Remove at most", description: "Of all rows, the most harmful groups first.", percent: true, advanced: true }),
  }),
  supports: () => true,
  async filter(args) {
    const { train, trusted, meta, params, learner, rng } = args, n = train.n, classes = meta.classNames.length;
    const keep = new Uint8Array(n).fill(1), scores = new Float32Array(n), scoreName = "harm of the row’s group, in deviations of clean groups", notes: Note[] = [];
    await beat(args, 0, 1);
    const chunks = await chunksOf(args);
    if (trusted.n < FEWEST_TRUSTED || chunks.length === 0) return { keep, scores, scoreName, notes: [{ level: "warning", text: `There ${trusted.n === 1 ? "is" : "are"} ${counted(trusted.n, "trusted row")} and ${counted(chunks.length, "group")}; it takes at least ${FEWEST_TRUSTED} trusted rows and one group, so no row was judged.` }] };

    const base = Math.round(BASE * trusted.n), quiz = Math.round(QUIZ * trusted.n), single = chunks[0]!.label !== undefined;
    const cleanCount = single ? classes : CLEAN_CHUNKS, size = Math.max(1, single ? Math.round((trusted.n - base - quiz) / classes) : Math.round((trusted.n - base - quiz) / 3));
    const shifts = chunks.map(() => [] as number[]), clean = Array.from({ length: cleanCount }, () => [] as number[]), of = params.rounds * (1 + cleanCount + chunks.length);
    let done = 0;
    for (let round = 0; round < params.rounds; round++) {
      const own = rng.fork(`round/${round}`), dealt = own.shuffle(Int32Array.from(trusted.ids.keys()));
      const start = takeRows(trusted, dealt.slice(0, base)), test = takeRows(trusted, dealt.slice(base, base + quiz)), rest = dealt.slice(base + quiz);
      const worth = async (extra: Rows | null) => {
        await beat(args, done++, of);
        const model = await args.retrain(extra ? joined(start, extra) : start, params.epochs), logits = await learner.logits(model, test.inputs, test.n);
        return params.measure === "accuracy" ? accuracyOf(logits, test.labels, classes) : -mean(crossEntropies(logits, test.labels, classes).map((l) => Math.min(l, WORST_LOSS)));
      };
      const alone = await worth(null);
      for (let j = 0; j < cleanCount; j++) {
        const pool = single ? rest.filter((i) => trusted.labels[i] === j) : rest;
        if (pool.length > 0) clean[j]!.push(await worth(takeRows(trusted, some(pool, size, own.fork(`clean/${j}`)))) - alone);
      }
      for (const [c, chunk] of chunks.entries()) shifts[c]!.push(await worth(takeRows(train, some(chunk.rows, size, own.fork(`chunk/${c}`)))) - alone);
    }
    await beat(args, of, of);
    const found = shifts.map((s) => mean(s)), known = clean.filter((s) => s.length > 0).map((s) => mean(s));
    if (![...found, ...known].every(Number.isFinite)) return { keep, scores, scoreName, notes: [{ level: "warning", text: "Some of the small models gave answers that are not finite numbers, as happens when training diverges, so no row was judged." }] };
    const middle = median(known), average = mean(known), spread = Math.sqrt(known.reduce((s, v) => s + (v - average) ** 2, 0) / Math.max(1, known.length - 1));
    // Mixed clean chunks overlap, since few trusted rows are left for them: they differ less from each other than from strangers. And no clean spread is believed that is below the chunks' own.
    const overlap = single ? 0 : size / Math.max(size, trusted.n - base - quiz), deviation = Math.max(1e-6, overlap < 1 ? spread * Math.sqrt((1 + overlap) / (1 - overlap)) : spread, chunks.length >= 5 ? mad(found) : 0);
    const limit = middle - params.deviations * deviation, order = [...found.keys()].sort((a, b) => found[a]! - found[b]! || a - b), rejected: number[] = [];
    for (const [c, chunk] of chunks.entries()) for (const row of chunk.rows) scores[row] = (middle - found[c]!) / deviation;
    let removed = 0, spared = 0;
    for (const c of order) {
      if (found[c]! >= limit) break;
      if (removed + chunks[c]!.rows.length > params.most * n) { spared++; continue; }
      rejected.push(c);
      removed += chunks[c]!.rows.length;
      for (const row of chunks[c]!.rows) keep[row] = 0;
    }
    const unit = (v: number) => (params.measure === "accuracy" ? `${(100 * v).toFixed(1)} points` : v.toFixed(3));
    notes.push({ level: "info", text: rejected.length === 0 ? `None of ${counted(chunks.length, "group")} ${spared ? "could be" : "was"} rejected: clean groups change the ${params.measure === "loss" ? "quiz (as lower loss)" : "quiz accuracy"} by ${unit(middle)} ± ${unit(deviation)}, the most harmful one, ${chunks[order[0]!]!.title}, by ${unit(found[order[0]!]!)}.` : `${rejected.length} of ${counted(chunks.length, "group")} ${rejected.length === 1 ? "was" : "were"} rejected with ${counted(removed, "row")} (${percent(removed / Math.max(n, 1))}); the most harmful one, ${chunks[rejected[0]!]!.title}, lies ${((middle - found[rejected[0]!]!) / deviation).toFixed(1)} deviations beyond clean groups.` });
    notes.push({ level: "info", text: `${trusted.n} trusted rows were dealt anew in each of ${counted(params.rounds, "round")}: ${base} to train on, ${quiz} as the quiz, ${trusted.n - base - quiz} for clean groups of ${counted(size, "row")}; ${of} small models were trained.` });
    if (spared > 0) notes.push({ level: "warning", text: `${counted(spared, "more group")} did harm too and stayed, because no more than ${percent(params.most)} of the rows may go. Where nearly every group does harm, poison is spread over all of them, or the trusted rows are of another kind.` });
    const bars: Bars = {
      kind: "bars", id: "shifts", title: "What each group does to the trusted quiz", says: `Change when some of its rows join the trusted base, with the range over rounds; below zero is harm. Groups below the line were rejected.${chunks.length > 50 ? " The 50 most harmful ones are shown." : ""}`,
      yTitle: params.measure === "loss" ? "loss saved" : "accuracy gained", bars: (chunks.length > 50 ? order.slice(0, 50) : [...found.keys()]).map((c) => ({ label: chunks[c]!.title, value: found[c]!, low: Math.min(...shifts[c]!), high: Math.max(...shifts[c]!), flagged: rejected.includes(c) })),
      ...(params.measure === "accuracy" && { percent: true }), threshold: { value: limit, title: "rejected below" },
    };
    return { keep, scores, scoreName, notes, flaggedClasses: single ? [...new Set(rejected.map((c) => chunks[c]!.label!))].sort((a, b) => a - b) : [], evidence: [bars] };
  },
});
