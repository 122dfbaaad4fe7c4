/**
 * Trimmed mean: for each weight the f lowest and the f highest of the clients' values are left out, and the mean of the others is
 * taken. By value, not by how many rows a client says it has.
 * Yin, Chen, Ramchandran, Bartlett 2018, "Byzantine-Robust Distributed Learning: Towards Optimal Statistical Rates".
 */
import { z } from "zod";
import { defineAggregate } from "../core/federation";
import { meanOfNeighbors, yinPaper } from "./shared/coordinates";
import { assumed, beatOf, checkAssumed, Diary, type Need } from "./shared/updates";

const need: Need = { rule: "The trimmed mean", factor: 2, plus: 1 };

export const trimmedMean = defineAggregate({
  id: "trimmed-mean",
  title: "Trimmed mean",
  summary: "For every single weight, leaves out the lowest and the highest of the clients’ values and takes the mean of the others.",
  paper: yinPaper,
  stage: "aggregate",
  step: "combine",
  inspects: true,
  needsTrusted: false,
  assumes: "Honest clients have much the same rows, and no more of a round’s clients are malicious than the rule is told.",
  params: z.strictObject({ assumed }),
  remarks: [
    "On digits with 15 clients and 20 rounds (mean of seeds 1, 2, 3), where 3 clients flip the sign with κ = 5, it reads 92.6 %, against 94.1 % without an attack and 10.4 % of the plain mean.",
    "Where every client has its own mix of classes (Dirichlet, α = 0.1) and nobody attacks, it reads 79.5 % and the plain mean 88.4 %.",
  ],
  supports: () => true,
  check: (params, federation) => checkAssumed(need, params.assumed, federation),
  begin({ params, federation }) {
    const diary = new Diary();
    return {
      async receive(round) {
        const { updates } = round, n = updates.length, { aggregate, weights } = await meanOfNeighbors(updates.map((u) => u.vector), n - 2 * diary.allowed(need, params.assumed, n), "middle", beatOf(round, federation));
        diary.end(updates, aggregate);
        return { aggregate, weights: Float32Array.from(weights) };
      },
      notes: () => diary.notes(need, params.assumed),
    };
  },
});
