/**
 * What a model answers, be it one network or many that vote. Of voters, the share of votes stands for the probability: class
 * c with n_c of k votes wins, the smaller class on a tie (Levine, Feizi 2021, "Deep Partition Aggregation"). A voter without an
 * answer abstains.
 */
import { argmaxRows } from "./answer";
import { softmax } from "./loss";
import type { Learner, Pulse, TrainedModel } from "./learner";

/** n × classes probabilities. */
export async function answersOf(learner: Learner, model: TrainedModel, inputs: Float32Array, n: number, pulse?: Pulse): Promise<Float32Array> {
  const k = model.plan.classes;
  if (!model.voters) return softmax(await learner.logits(model, inputs, n, pulse), k);
  const counts = new Float32Array(n * k);
  for (const [v, voter] of model.voters.entries()) {
    await pulse?.(v, model.voters.length);
    argmaxRows(await learner.logits(voter, inputs, n), k).forEach((c, i) => { if (c >= 0) counts[i * k + c]!++; });
  }
  // Where all abstain there is no share of votes either.
  for (let i = 0; i < n; i++) if (counts.subarray(i * k, i * k + k).every((votes) => votes === 0)) counts.fill(NaN, i * k, i * k + k);
  return counts.map((votes) => votes / model.voters!.length);
}

/**
 * How many of the voters may be turned without changing the winner of one row: min over c' ≠ c of ⌊(n_c − n_c' − [c' < c]) / 2⌋.
 * `shares` are shares of `voters` votes, k of them. −1 where nobody voted.
 */
export function voteRadius(shares: ArrayLike<number>, voters: number): number {
  const votes = Array.from(shares, (s) => Math.round(s * voters));
  if (votes.some(Number.isNaN)) return -1;
  let winner = 0, radius = Infinity;
  votes.forEach((v, c) => { if (v > votes[winner]!) winner = c; });
  votes.forEach((v, c) => { if (c !== winner) radius = Math.min(radius, Math.floor((votes[winner]! - v - (c < winner ? 1 : 0)) / 2)); });
  return radius;
}
