/** Small things every defense needs: rows by given label, two parts of them, gathered features, a beat between blocks, numbers in words. */
import { argmaxRows } from "../../core/answer";
import { takeRows, type Rows } from "../../core/data";
import { throwIfCancelled } from "../../core/errors";
import { isTrained, type ModelPlan } from "../../core/learner";
import type { Rng } from "../../core/rng";
import type { DefenseArgs, Note, SetupContext, Support } from "../../core/plugins";

/** Positions of the rows that carry each label, in row order. */
export function rowsByLabel(labels: Int32Array, classes: number): Int32Array[] {
  const lists: number[][] = Array.from({ length: classes }, () => []);
  for (let i = 0; i < labels.length; i++) lists[labels[i]!]!.push(i);
  return lists.map((list) => Int32Array.from(list));
}

/** The first `count` of the rows in a drawn order, and the rest. */
export function splitRows(rows: Rows, count: number, rng: Rng): readonly [Rows, Rows] {
  const order = rng.shuffle(Int32Array.from({ length: rows.n }, (_, i) => i));
  return [takeRows(rows, order.slice(0, count)), takeRows(rows, order.slice(count))];
}

/** A share of the rows by which an outcome is judged, at least one, and the others, at least one too. */
export const holdOut = (rows: Rows, share: number, rng: Rng): readonly [Rows, Rows] => splitRows(rows, Math.min(rows.n - 1, Math.max(1, Math.round(share * rows.n))), rng.fork("split"));

/** The chosen rows of an n × d table, as a fresh array. */
export function gather(table: Float32Array, index: Int32Array, d: number): Float32Array {
  const out = new Float32Array(index.length * d);
  index.forEach((row, i) => out.set(table.subarray(row * d, row * d + d), i * d));
  return out;
}

/** Share of rows whose prediction is their label; 0 for no rows. */
export function accuracyOf(logits: Float32Array, labels: Int32Array, classes: number): number {
  const predicted = argmaxRows(logits, classes);
  let right = 0;
  for (let i = 0; i < labels.length; i++) if (predicted[i] === labels[i]) right++;
  return labels.length === 0 ? 0 : right / labels.length;
}

/** Reports progress and stops here when the person asked for it. */
export async function beat(args: Pick<DefenseArgs<unknown>, "pulse" | "signal">, done: number, of: number): Promise<void> {
  throwIfCancelled(args.signal);
  await args.pulse(done, of);
}

/** Whether some layer before the logits learns features. */
export function hasHiddenLayer(plan: ModelPlan): boolean {
  return plan.layers.filter(isTrained).length > 1;
}

/** For defenses that read a hidden layer. */
export function needsHiddenLayer({ meta, plan }: SetupContext): Support {
  const other = meta.modality === "text" ? "the word embedding network" : meta.modality === "image" ? "a multilayer perceptron or a convolutional network" : "a multilayer perceptron";
  return plan === undefined || hasHiddenLayer(plan) || `this defense reads a hidden layer, and this model has none. Choose ${other}.`;
}

/** A share as a whole or half-exact percentage, for example `34 %` or `0.4 %`. */
export function percent(share: number): string {
  const p = share * 100;
  return `${p !== 0 && Math.abs(p) < 10 ? p.toFixed(1) : p.toFixed(0)} %`;
}

/** `1,142`. */
export const count = (n: number): string => n.toLocaleString("en-US");

/** `1 row`, `12 rows`, `1,142 rows`. */
export function counted(n: number, noun: string): string {
  return `${count(n)} ${noun}${n === 1 ? "" : "s"}`;
}

/** A warning when features hold NaN or infinity, as those of a diverged model do; null when they can be used. */
export function unreadableFeatures(features: Float32Array): Note | null {
  return features.every(Number.isFinite) ? null : { level: "warning", text: "The model’s features are not finite numbers, as happens when training diverged, so no row was judged and none removed." };
}
