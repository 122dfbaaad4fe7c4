/** Applies the attack to the training split, after the split, and counts exactly what it did. */
import { classCounts, inputOf, sizeOf, takeRows, type Rows } from "../../core/data";
import { ProblemError } from "../../core/errors";
import type { AttackArgs, AttackPlugin, AttackResult, Federation, Truth } from "../../core/plugins";
import { Rng } from "../../core/rng";
import { attacks } from "../../attacks/registry";
import { budget, cleanTruth } from "../../attacks/rows";
import { byTurns } from "../clients";
import type { Stage, StageWork } from "../plan";
import type { PoisonReport } from "../result";
import type { Choice } from "../spec";
import { stealthOf } from "../stealth";
import type { StageContext } from "./context";
import type { PoisonOutput, StageInputs } from "./outputs";

/** Exact counts of an attacked training set. */
export function poisonReport(train: Rows, truth: Truth | undefined, cleanRows: number, classes: number): PoisonReport {
  const rows = classCounts(train.labels, classes);
  const poisoned = new Int32Array(classes);
  let total = 0, relabeled = 0, cover = 0;
  for (let i = 0; truth && i < train.n; i++) {
    if (truth.cover?.[i] === 1) cover++;
    if (truth.poisoned[i] !== 1) continue;
    total++;
    poisoned[train.labels[i]!]!++;
    if (truth.originalLabels[i] !== train.labels[i]) relabeled++;
  }
  return {
    rows: train.n, poisoned: total, relabeled, added: train.n - cleanRows, ...(cover > 0 && { cover }),
    perClass: Array.from(rows, (n, c) => ({ rows: n, poisoned: poisoned[c]! })),
  };
}

/** Positions of the rows that some sources deliver, ascending. */
export const rowsOf = (all: Rows, sources: readonly number[]): Int32Array => Int32Array.from(all.ids.keys()).filter((i) => sources.includes(all.sources?.[i] ?? -1));

/** The part of some sources, as poisoned, back in its places among everybody's rows; rows that were added go to the end. */
export function putBack(all: Rows, sources: readonly number[], part: AttackResult, held: Int32Array = rowsOf(all, sources)): AttackResult {
  const d = sizeOf(all.shape), n = all.n + part.train.n - held.length, clean = cleanTruth(all);
  const at = (k: number) => (k < held.length ? held[k]! : all.n + k - held.length);
  const train = { n, shape: all.shape, inputs: new Float32Array(n * d), labels: new Int32Array(n), ids: new Int32Array(n), sources: new Uint8Array(n) };
  const truth = { poisoned: new Uint8Array(n), originalLabels: new Int32Array(n), sourceIds: new Int32Array(n), ...(part.truth.cover && { cover: new Uint8Array(n) }) };
  // A row made from nothing comes in the name of one of them.
  const named = (source: number | undefined, k: number) => (source !== undefined && sources.includes(source) ? source : sources[k % sources.length]!);
  train.inputs.set(all.inputs);
  train.labels.set(all.labels);
  train.ids.set(all.ids);
  train.sources.set(all.sources!);
  truth.originalLabels.set(clean.originalLabels);
  truth.sourceIds.set(clean.sourceIds);
  for (let k = 0; k < part.train.n; k++) {
    const i = at(k);
    train.inputs.set(inputOf(part.train, k), i * d);
    train.labels[i] = part.train.labels[k]!;
    train.ids[i] = part.train.ids[k]!;
    train.sources[i] = named(part.train.sources?.[k], k);
    truth.poisoned[i] = part.truth.poisoned[k]!;
    if (truth.cover) truth.cover[i] = part.truth.cover![k]!;
    truth.originalLabels[i] = part.truth.originalLabels[k]!;
    truth.sourceIds[i] = part.truth.sourceIds[k]!;
  }
  return { ...part, train, truth };
}

/** What an attack is handed: all rows, or those of the source it is limited to; asked(rows) hears what its poison rate allows. */
export function attackArgs(
  stage: Stage, work: { readonly attack: Choice; readonly from: string | null; readonly sources?: readonly number[]; readonly whole?: true; readonly count?: number; readonly federation?: Federation }, inputs: StageInputs, ctx: StageContext, asked: (rows: number) => void = () => {},
): AttackArgs<Record<string, unknown>> & { readonly sources: readonly number[] | null; readonly held: Int32Array | null } {
  const { train: all, test, meta } = inputs.load!.dataset, source = work.from === null ? null : (meta.sources ?? []).indexOf(work.from);
  if (source === -1) throw new ProblemError({ code: "bad-parameter", field: "attackSource", message: `attackSource: nobody called "${work.from}" delivers rows of ${meta.title}.` });
  const sources = work.sources ?? (source === null ? null : [source]), own = sources && rowsOf(all, sources);
  const held = own && work.count !== undefined ? Int32Array.from(byTurns([...own], all.labels, meta.classNames.length, work.count)).sort() : own, train = held ? takeRows(all, held) : all;
  const allowed = (rate: number) => {
    const rows = work.whole ? train.n : budget(rate, work.sources ? train.n : all.n);
    asked(rows);
    return rows;
  };
  return {
    params: work.attack.params, train, test, meta, budget: allowed, rng: Rng.fromSeed(stage.seed).fork(`attack/${work.attack.id}`), signal: ctx.signal, sources, held,
    ...(work.federation && { federation: work.federation }),
  };
}

export async function runPoison(stage: Stage, work: Extract<StageWork, { kind: "poison" }>, inputs: StageInputs, ctx: StageContext): Promise<PoisonOutput> {
  const plugin: AttackPlugin | undefined = attacks.find(work.attack.id);
  if (!plugin) throw new Error(`no attack ${work.attack.id}`);
  const { train: all, meta } = inputs.load!.dataset;
  let asked = 0;
  const { sources, held, ...args } = attackArgs(stage, work, inputs, ctx, (rows) => void (asked = work.whole ? 0 : rows));
  const made = await plugin.poison({ ...args, crafted: inputs.crafted?.map((c) => c.crafted) });
  const out = sources === null ? made : putBack(all, sources, made, held!);
  const counts = poisonReport(out.train, out.truth, all.n, meta.classNames.length), stealth = stealthOf(all, out.train, out.truth, meta);
  const report = { ...counts, ...(asked > counts.poisoned && { asked }), ...(stealth && { stealth }) };
  return { kind: "poison", train: out.train, truth: out.truth, goal: out.goal, words: out.words, trail: out.trail, notes: out.notes, report };
}
