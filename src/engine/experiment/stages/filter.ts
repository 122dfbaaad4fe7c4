/** Runs one filter on the rows as delivered, and the two baselines beside it. */
import { takeRows, type Rows } from "../../core/data";
import { Rng } from "../../core/rng";
import { defenses } from "../../defenses/registry";
import type { Stage, StageWork } from "../plan";
import type { StageContext } from "./context";
import { defenderOf } from "./defender";
import type { SelectionOutput, StageInputs } from "./outputs";

export async function runFilter(stage: Stage, work: Extract<StageWork, { kind: "filter" }>, inputs: StageInputs, ctx: StageContext): Promise<SelectionOutput> {
  const plugin = defenses.find(work.defense.id);
  if (plugin?.stage !== "filter") throw new Error(`${work.defense.id} is not a filter`);
  const { args, place } = defenderOf(stage, work, inputs, ctx), out = await plugin.filter(args), all = (inputs.poison?.train ?? inputs.load!.dataset.train).n;
  const before = inputs.selection?.positions ?? Int32Array.from({ length: args.train.n }, (_, i) => i);
  // Back from the defender's shuffled view: kept[p] and labels[p] belong to row p of the rows before this filter.
  const kept = new Uint8Array(before.length), labels = new Int32Array(before.length), scores = out.scores && new Float32Array(all).fill(NaN);
  place.forEach((p, i) => {
    kept[p] = out.keep[i]!;
    labels[p] = (out.labels ?? args.train.labels)[i]!;
    if (scores) scores[before[p]!] = out.scores![i]!;
  });
  return {
    kind: "selection", positions: before.filter((_, p) => kept[p] === 1), labels: labels.filter((_, p) => kept[p] === 1),
    scores, scoreName: out.scoreName, notes: out.notes, flaggedClasses: out.flaggedClasses, evidence: out.evidence,
  };
}

/** How many rows a filter acted on: removed or relabeled. */
export function actedOn(all: Rows, selection: SelectionOutput): number {
  const relabeled = selection.positions.filter((p, i) => all.labels[p] !== selection.labels[i]).length;
  return all.n - selection.positions.length + relabeled;
}

/** The random filter removes as many rows as the defense acted on; the oracle removes exactly the poisoned ones. */
export function runBaseline(stage: Stage, work: Extract<StageWork, { kind: "baseline" }>, inputs: StageInputs): SelectionOutput {
  const all = inputs.poison?.train ?? inputs.load!.dataset.train;
  const gone = new Uint8Array(all.n);
  if (work.rule === "oracle") gone.set(inputs.poison!.truth.poisoned); // cover rows are labeled truly and may stay
  else {
    const everyone = Int32Array.from({ length: all.n }, (_, i) => i);
    for (const i of Rng.fromSeed(stage.seed).fork("baseline/random").sample(everyone, actedOn(all, inputs.selection!))) gone[i] = 1;
  }
  const positions = Int32Array.from({ length: all.n }, (_, i) => i).filter((i) => gone[i] === 0);
  return { kind: "selection", positions, labels: takeRows(all, positions).labels, notes: [] };
}
