/**
 * What attacks on federated updates share: rows that stay as they are, the statistics of a set of updates, and whose updates an
 * attacker may look at. No attack by itself; who is malicious and in which round is the federation's business.
 */
import { z } from "zod";
import { throwIfCancelled } from "../core/errors";
import type { AttackArgs, AttackResult, Note, SubmitArgs, Update } from "../core/plugins";
import { weightedSum } from "../core/vectors";
import { cleanTruth } from "./rows";

/** The rows as they are: an attack that only changes what clients send. */
export async function leaveRows({ train, signal }: Pick<AttackArgs<unknown>, "train" | "signal">, notes: readonly Note[] = []): Promise<AttackResult> {
  throwIfCancelled(signal);
  return { train, truth: cleanTruth(train), ...(notes.length > 0 && { notes }) };
}

/** How many clients a set of rows came from: the attacker's, when these are the attacker's rows. */
export const clientsOf = ({ train }: Pick<AttackArgs<unknown>, "train">): number[] => [...new Set(train.sources ?? [])].sort((a, b) => a - b);

/** Parameter: whose updates the attacker bases its own on. */
export const knows = z.enum(["own", "all"]).default("own").meta({ title: "What it knows", description: "Only what its own clients would have sent if they were honest, or what every honest client sends in this round.", options: { own: "its own clients’ honest updates", all: "every honest client’s update" } });
/** Updates that an attacker goes by: with `all` those of honest clients, unless there are none. */
export const known = ({ own, others }: Pick<SubmitArgs<unknown>, "own" | "others">, who: "own" | "all"): readonly Update[] => (who === "all" && others.length > 0 ? others : own);

/** Mean of each coordinate; of at least one update. */
export const meanOf = (updates: readonly Update[]): Float32Array => weightedSum(updates.map((u) => u.vector), new Float64Array(updates.length).fill(1 / updates.length));

/** Standard deviation of each coordinate over the updates (of all of them, not an estimate from a sample). */
export function deviationOf(updates: readonly Update[], mean: Float32Array): Float32Array {
  const out = new Float64Array(mean.length);
  for (const { vector } of updates) for (let j = 0; j < out.length; j++) out[j]! += (vector[j]! - mean[j]!) ** 2;
  return Float32Array.from(out, (v) => Math.sqrt(v / updates.length));
}

/** The same vector from each of the attacker's clients, fresh arrays. */
export const fromAll = (own: readonly Update[], vector: Float32Array): Float32Array[] => own.map(() => vector.slice());

/** Attacks on updates work on any data and any network; only the way of learning matters, which the experiment looks at. */
export const anywhere = (): true => true;
