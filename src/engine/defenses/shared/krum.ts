/**
 * Krum's score, shared by Krum, multi-Krum and Bulyan: how far an update is from its nearest others, as the sum of squared distances.
 * Equal scores share a place, where the paper takes the smallest number of a client.
 * Blanchard, El Mhamdi, Guerraoui, Stainer 2017, "Machine Learning with Adversaries: Byzantine Tolerant Gradient Descent".
 */
import type { AggregateArgs, Aggregator } from "../../core/federation";
import { weightedSum } from "../../core/vectors";
import { counted } from "./rows";
import { beatOf, Diary, finite, lowest, squaredDistances, type Need } from "./updates";

export const krumPaper = { authors: "Blanchard, El Mhamdi, Guerraoui, Stainer", year: 2017, title: "Machine Learning with Adversaries: Byzantine Tolerant Gradient Descent", link: "https://arxiv.org/abs/1703.02757" };
export const krumNeed = (rule: string): Need => ({ rule, factor: 2, plus: 3 });

export interface KrumScores {
  /** The sum of squared distances to the n − f − 2 nearest, at least one; NaN for those that are not left. */
  readonly scores: Float64Array;
  /** Place by score, from 0; equal for those that tie. */
  readonly places: Float64Array;
}

/** Scores that agree in so many digits are equal: updates come in single precision. */
const DIGITS = 5;

/** Scores of those that are left, from all pairs' squared distances. Of equal ones (two that are each other's nearest, say) the next neighbor decides, never the order in the list. */
export function krumScorer(distances: Float64Array, n: number): (f: number, left?: Uint8Array) => KrumScores {
  const near = Array.from({ length: n }, (_, i) => Int32Array.from({ length: n }, (_, j) => j).filter((j) => j !== i).sort((a, b) => distances[i * n + a]! - distances[i * n + b]!));
  return (f, left = new Uint8Array(n).fill(1)) => {
    const count = left.reduce((sum, l) => sum + l, 0), neighbors = Math.max(1, count - f - 2), scores = new Float64Array(n).fill(NaN), keys = new Float64Array(2 * n);
    for (let i = 0; i < n; i++) {
      if (!left[i]) continue;
      let sum = 0, taken = 0, next = 0;
      for (const j of near[i]!) {
        if (!left[j]) continue;
        if (taken === neighbors) { next = distances[i * n + j]!; break; }
        sum += distances[i * n + j]!;
        taken++;
      }
      scores[i] = sum;
      keys[2 * i] = Number(sum.toPrecision(DIGITS));
      keys[2 * i + 1] = Number((sum + next).toPrecision(DIGITS));
    }
    const order = Array.from({ length: n }, (_, i) => i).filter((i) => left[i]), compare = (a: number, b: number) => keys[2 * a]! - keys[2 * b]! || keys[2 * a + 1]! - keys[2 * b + 1]!, places = new Float64Array(n).fill(NaN);
    order.sort(compare).forEach((i, at) => { places[i] = at > 0 && compare(order[at - 1]!, i) === 0 ? places[order[at - 1]!]! : at; });
    return { scores, places };
  };
}

/** Krum and multi-Krum at work: the mean of the lowest-scored updates, `take` of n. */
export function krumRule({ params, federation }: Pick<AggregateArgs<{ readonly assumed: number }>, "params" | "federation">, need: Need, take: (n: number, f: number) => number): Aggregator {
  const diary = new Diary(), picked = new Map<number, number>(), there = new Set<number>();
  let taken = 0;
  return {
    async receive(round) {
      const { updates } = round, n = updates.length, vectors = updates.map((u) => u.vector), f = diary.allowed(need, params.assumed, n), m = take(n, f);
      const { scores, places } = krumScorer(await squaredDistances(vectors, beatOf(round, federation)), n)(f), shares = lowest(places, m), weights = Float32Array.from(shares, (s) => s / m);
      const aggregate = weightedSum(vectors, shares.map((s) => s / m));
      updates.forEach((u, i) => { there.add(u.client); if (shares[i]! > 0) picked.set(u.client, (picked.get(u.client) ?? 0) + 1); });
      taken += shares.filter((s) => s > 0).length;
      diary.end(updates, aggregate);
      return { aggregate, weights, scores: { name: "Krum score", values: finite(scores) } };
    },
    notes() {
      const [client, times] = [...picked].sort(([a, k], [b, l]) => l - k || a - b)[0] ?? [0, 0];
      const never = there.size - picked.size;
      if (diary.rounds === 0) return [];
      return [{ level: "info", text: `It took ${(taken / diary.rounds).toFixed(1)} updates a round, in ${counted(diary.rounds, "round")} from ${counted(picked.size, "client")} in all; client ${client + 1} was taken most often, ${counted(times, "time")}.` },
        ...(never > 0 ? [{ level: "info" as const, text: `${counted(never, "client")} of ${there.size} ${never === 1 ? "was" : "were"} never taken; what only an honest one among them has rows of is not learned.` }] : []), ...diary.notes(need, params.assumed)];
    },
  };
}
