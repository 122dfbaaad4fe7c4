/** What the science tests share: one spec over seeds 1, 2 and 3 on wasm, and means over them. Not part of the engine's doors. */
import { datasets } from "../datasets/registry";
import { createNodeEnv } from "./node-env";
import type { ArmResult, ExperimentResult } from "./result";
import { runExperiment, type RunEnv } from "./run";
import { parseSpec } from "./spec";

let env: Promise<RunEnv> | null = null;

/** One run with this seed; with `fresh` nothing is taken from the cache of earlier ones. */
export async function runOnce(value: object, seed: number, fresh = false): Promise<ExperimentResult> {
  const spec = parseSpec({ ...value, seed });
  if (!spec.ok) throw new Error(spec.problem.message);
  const running = runExperiment(spec.value, await (fresh ? createNodeEnv({ backend: "wasm" }) : (env ??= createNodeEnv({ backend: "wasm" }))));
  for (;;) {
    const step = await running.next();
    if (!step.done) continue;
    if (step.value.type !== "done") throw new Error(JSON.stringify(step.value));
    return step.value.result;
  }
}

/** Results of a spec over the three seeds that every claim is made for. */
export async function overSeeds(value: object): Promise<ExperimentResult[]> {
  const out: ExperimentResult[] = [];
  for (const seed of [1, 2, 3]) out.push(await runOnce(value, seed));
  return out;
}

/** What a data set calls a good start, without defenses. */
export function goodStart(id: string): object {
  const { model, attack, attackParams = {}, training = {} } = datasets.find(id)!.goodStart;
  return { dataset: { id }, model: { id: model }, training, attack: { id: attack, params: attackParams }, defenses: [], baselines: false };
}

export const arm = (r: ExperimentResult, id: string): ArmResult => r.arms.find((a) => a.id === id)!;
export const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
/** Mean of one metric of one arm. */
export const metric = (runs: readonly ExperimentResult[], id: string, name: string): number => mean(runs.map((r) => arm(r, id).metrics[name]!.value));

/** Ten images that the seeds draw for an attack on one: four, three and three, one run each; stages that they share are not computed again. */
export async function overVictims(spec: { readonly attack: { readonly id: string; readonly params: object }; readonly [part: string]: unknown }): Promise<ExperimentResult[]> {
  const out: ExperimentResult[] = [];
  for (const [seed, victims] of [[1, 4], [2, 3], [3, 3]] as const)
    for (let k = 1; k <= victims; k++) out.push(await runOnce({ ...spec, attack: { ...spec.attack, params: { ...spec.attack.params, victim: -k } } }, seed));
  return out;
}

/** How many of the images were hit. */
export const hits = (runs: readonly ExperimentResult[], id: string): number => runs.reduce((sum, r) => sum + arm(r, id).metrics["targetHit"]!.value, 0);
