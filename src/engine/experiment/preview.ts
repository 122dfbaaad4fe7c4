/** The data behind a spec, poisoned but not yet trained on: what the page shows before anything runs. */
import { sizeOf, type DatasetMeta, type Rows } from "../core/data";
import type { AttackGoal, PoisonTrail, Truth } from "../core/plugins";
import { localLane } from "./lanes";
import { planExperiment } from "./plan";
import type { PoisonReport } from "./result";
import type { RunEnv } from "./run";
import type { Spec } from "./spec";
import type { CraftOutput, LoadOutput, PoisonOutput, StageInputs, StageOutput } from "./stages/outputs";
import { poisonReport } from "./stages/poison";

export interface Preview {
  readonly meta: DatasetMeta;
  /** Training rows after the attack. */
  readonly train: Rows;
  readonly truth: Truth;
  /** Inputs before the attack of each poisoned or cover row, in row order (zeros for rows made from nothing). */
  readonly originals: Float32Array;
  readonly test: Rows;
  readonly goal?: AttackGoal;
  readonly report: PoisonReport;
  /** True while a crafted attack has not been computed yet: the rows shown are still clean. */
  readonly pending: boolean;
  readonly trail?: PoisonTrail;
}

/** Loads and poisons through the cache; needs no learner. */
export async function previewExperiment(spec: Spec, env: Omit<RunEnv, "learner">): Promise<Preview> {
  const plan = planExperiment(spec);
  const lane = localLane(null, env.read, env.control);
  const get = async (key: string, inputs: StageInputs): Promise<StageOutput> => {
    const kept = env.cache.get(key);
    if (kept) return kept;
    const stage = plan.stages.find((s) => s.key === key)!;
    const output = await lane.execute({ stage, inputs, report: () => {}, signal: env.signal ?? new AbortController().signal });
    env.cache.set(key, output);
    return output;
  };
  const load = (await get(plan.load, {})) as LoadOutput;
  const { dataset } = load;
  // A crafted attack takes a model and time, which is the run's to spend; before that there is only the clean set to see.
  const crafted = plan.poison ? (plan.stages.find((s) => s.key === plan.poison)!.parents.crafted ?? []) : [];
  const pending = plan.poison !== undefined && !env.cache.has(plan.poison) && !crafted.every((key) => env.cache.has(key));
  const parts = pending ? [] : crafted.map((key) => env.cache.get(key) as CraftOutput);
  const poison = plan.poison && !pending ? ((await get(plan.poison, { load, crafted: parts })) as PoisonOutput) : undefined;
  const train = poison?.train ?? dataset.train;
  const truth = poison?.truth ?? { poisoned: new Uint8Array(train.n), originalLabels: train.labels, sourceIds: train.ids };
  return {
    meta: named(dataset.meta, poison?.words), train, truth, originals: originalsOf(dataset.train, truth), test: dataset.test, goal: poison?.goal,
    pending, trail: poison?.trail,
    report: poison?.report ?? poisonReport(train, undefined, train.n, dataset.meta.classNames.length),
  };
}

/** The data set's facts with the words that the attacker brought in. */
function named(meta: DatasetMeta, brought: PoisonOutput["words"]): DatasetMeta {
  if (!meta.text?.words || !brought) return meta;
  const words = [...meta.text.words];
  for (const { id, word } of brought) words[id] = word;
  return { ...meta, text: { ...meta.text, words } };
}

function originalsOf(clean: Rows, truth: Truth): Float32Array {
  const d = sizeOf(clean.shape);
  const at = new Map<number, number>();
  clean.ids.forEach((id, i) => at.set(id, i));
  const touched = Int32Array.from(truth.poisoned.keys()).filter((i) => truth.poisoned[i] === 1 || truth.cover?.[i] === 1);
  const out = new Float32Array(touched.length * d);
  touched.forEach((i, k) => {
    const j = at.get(truth.sourceIds[i]!);
    if (j !== undefined) out.set(clean.inputs.subarray(j * d, j * d + d), k * d);
  });
  return out;
}
