/**
 * What an attacker or a probe prepares with models of its own: the pretrained model that everybody can download, the
 * attacker's surrogates, and the parts in which a crafted attack works out its poison. The victim is never touched here.
 */
import { takeRows, type Rows } from "../../core/data";
import { fitPlan } from "../../core/encode";
import { pgdTraining } from "../../core/pgd-training";
import type { AttackPlugin, CraftArgs } from "../../core/plugins";
import { Rng } from "../../core/rng";
import { attacks } from "../../attacks/registry";
import { models } from "../../models/registry";
import type { Stage, StageWork } from "../plan";
import type { StageContext } from "./context";
import { networkOf, trainFresh } from "./learn";
import type { CraftOutput, ModelOutput, StageInputs } from "./outputs";
import { attackArgs } from "./poison";

/** A model trained on the clean rows by somebody else, for victims that build on one. */
export async function runPretrain(stage: Stage, work: Extract<StageWork, { kind: "pretrain" }>, inputs: StageInputs, ctx: StageContext): Promise<ModelOutput> {
  const { train } = inputs.load!.dataset, plan = fitPlan(networkOf(work.model, inputs), train);
  return { kind: "model", model: await trainFresh(ctx.learner, plan, train, work.training, Rng.fromSeed(stage.seed).fork("pretrained"), ctx.pulse) };
}

export async function runSurrogate(stage: Stage, work: Extract<StageWork, { kind: "surrogate" }>, inputs: StageInputs, ctx: StageContext): Promise<ModelOutput> {
  const { train } = inputs.load!.dataset, { wish } = work, rng = Rng.fromSeed(stage.seed).fork(`surrogate/${wish.title}`);
  const rows = wish.share !== undefined && wish.share < 1 ? someOf(train, wish.share, rng.fork("rows")) : train;
  const model = wish.model === undefined ? work.model : { id: wish.model, params: models.find(wish.model)!.params.parse({}) };
  const perturb = wish.adversarial && pgdTraining(wish.adversarial, inputs.load!.dataset.meta.valueRange, rng.fork("noise"));
  return { kind: "model", model: await trainFresh(ctx.learner, fitPlan(networkOf(model, inputs), rows), rows, work.training, rng, ctx.pulse, { perturb }) };
}

function someOf(rows: Rows, share: number, rng: Rng): Rows {
  return takeRows(rows, rng.sample(Int32Array.from(rows.ids.keys()), Math.max(1, Math.floor(share * rows.n))).toSorted());
}

/** One part of the crafting of an attack. */
export async function runCraft(stage: Stage, work: Extract<StageWork, { kind: "craft" }>, inputs: StageInputs, ctx: StageContext): Promise<CraftOutput> {
  const plugin: AttackPlugin = attacks.find(work.attack.id)!, base = attackArgs(stage, work, inputs, ctx), surrogates = (inputs.surrogates ?? []).map((s) => s.model);
  const { train } = inputs.load!.dataset, known = inputs.pretrained?.model;
  const plan = known?.plan ?? fitPlan(networkOf(work.model, inputs), train), own = Rng.fromSeed(stage.seed).fork(`attacker/${work.attack.id}`);
  const args: CraftArgs<Record<string, unknown>> = {
    ...base, learner: ctx.learner, plan, settings: work.training, surrogates, pulse: ctx.pulse, part: work.part, parts: work.parts,
    retrain: (rows, { epochs = work.training.epochs, seed = "retrain", start } = {}) => trainFresh(ctx.learner, plan, rows, { ...work.training, epochs }, own.fork(seed), ctx.pulse, { start }),
  };
  return { kind: "craft", crafted: await plugin.craft!.craft(args) };
}
