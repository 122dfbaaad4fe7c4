/** Applies the attack to the training split, after the split, and counts exactly what it did. */
import { classCounts, type Rows } from "../../core/data";
import type { AttackPlugin, Truth } from "../../core/plugins";
import { Rng } from "../../core/rng";
import { attacks } from "../../attacks/registry";
import type { Stage, StageWork } from "../plan";
import type { PoisonReport } from "../result";
import type { StageContext } from "./context";
import type { PoisonOutput, StageInputs } from "./outputs";

/** Exact counts of an attacked training set. */
export function poisonReport(train: Rows, truth: Truth | undefined, cleanRows: number, classes: number): PoisonReport {
  const rows = classCounts(train.labels, classes);
  const poisoned = new Int32Array(classes);
  let total = 0, relabeled = 0;
  for (let i = 0; truth && i < train.n; i++) {
    if (truth.poisoned[i] !== 1) continue;
    total++;
    poisoned[train.labels[i]!]!++;
    if (truth.originalLabels[i] !== train.labels[i]) relabeled++;
  }
  return {
    rows: train.n, poisoned: total, relabeled, added: train.n - cleanRows,
    perClass: Array.from(rows, (n, c) => ({ rows: n, poisoned: poisoned[c]! })),
  };
}

export async function runPoison(stage: Stage, work: Extract<StageWork, { kind: "poison" }>, inputs: StageInputs, ctx: StageContext): Promise<PoisonOutput> {
  const plugin: AttackPlugin | undefined = attacks.find(work.attack.id);
  if (!plugin) throw new Error(`no attack ${work.attack.id}`);
  const { dataset } = inputs.load!;
  const out = await plugin.poison({
    params: work.attack.params, train: dataset.train, test: dataset.test, meta: dataset.meta,
    rng: Rng.fromSeed(stage.seed).fork(`attack/${work.attack.id}`), signal: ctx.signal,
  });
  const report = poisonReport(out.train, out.truth, dataset.train.n, dataset.meta.classNames.length);
  return { kind: "poison", train: out.train, truth: out.truth, goal: out.goal, report };
}
