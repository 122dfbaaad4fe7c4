/** Runs one filter or repair defense on the rows as delivered, and the two baselines beside it. */
import { takeRows, type Rows } from "../../core/data";
import { fitPlan } from "../../core/encode";
import type { TrainedModel } from "../../core/learner";
import type { DefenseArgs } from "../../core/plugins";
import { Rng } from "../../core/rng";
import { defenses } from "../../defenses/registry";
import { epochOrder } from "../order";
import type { Stage, StageWork } from "../plan";
import type { StageContext } from "./context";
import { rowsAsDelivered, type RepairOutput, type SelectionOutput, type StageInputs } from "./outputs";
import { learn, finished, startOf } from "./learn";

type DefenseWork = Extract<StageWork, { kind: "filter" | "repair" }>;

/** Everything a defender may look at. The truth is not among it. */
function argsFor(stage: Stage, work: DefenseWork, inputs: StageInputs, ctx: StageContext): DefenseArgs<Record<string, unknown>> {
  const { dataset } = inputs.load!;
  const { plan, rng, start, order } = startOf(stage, work, inputs);
  const retrain = async (rows: Rows, epochs = work.training.epochs): Promise<TrainedModel> => {
    const fitted = inputs.pretrained ? plan : fitPlan(plan, rows), settings = { ...work.training, epochs };
    return finished(learn(ctx.learner, { plan: fitted, rows, start, settings, order: epochOrder(rows, order) }, settings.transfer, ctx.pulse), { plan: fitted, weights: start });
  };
  return {
    params: work.defense.params, train: rowsAsDelivered(inputs), trusted: dataset.trusted, meta: dataset.meta,
    learner: ctx.learner, plan, settings: work.training, rng: rng.fork(`defense/${work.defense.id}/${work.position}`),
    pulse: ctx.pulse, signal: ctx.signal, model: inputs.model?.model, retrain,
  };
}

export async function runFilter(stage: Stage, work: Extract<StageWork, { kind: "filter" }>, inputs: StageInputs, ctx: StageContext): Promise<SelectionOutput> {
  const plugin = defenses.find(work.defense.id);
  if (plugin?.stage !== "filter") throw new Error(`${work.defense.id} is not a filter`);
  const args = argsFor(stage, work, inputs, ctx);
  const out = await plugin.filter(args);
  const before = inputs.selection?.positions ?? Int32Array.from({ length: args.train.n }, (_, i) => i);
  const labels = out.labels ?? args.train.labels;
  const kept = before.filter((_, i) => out.keep[i] === 1);
  let scores: Float32Array | undefined;
  if (out.scores) {
    scores = new Float32Array((inputs.poison?.train ?? inputs.load!.dataset.train).n).fill(NaN);
    before.forEach((position, i) => void (scores![position] = out.scores![i]!));
  }
  return {
    kind: "selection", positions: kept, labels: labels.filter((_, i) => out.keep[i] === 1),
    scores, scoreName: out.scoreName, notes: out.notes, flaggedClasses: out.flaggedClasses,
  };
}

export async function runRepair(stage: Stage, work: Extract<StageWork, { kind: "repair" }>, inputs: StageInputs, ctx: StageContext): Promise<RepairOutput> {
  const plugin = defenses.find(work.defense.id);
  if (plugin?.stage !== "repair") throw new Error(`${work.defense.id} is not a repair`);
  const out = await plugin.repair({ ...argsFor(stage, work, inputs, ctx), model: inputs.model!.model });
  return { kind: "repair", model: out.model, notes: out.notes, path: out.path };
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
