/**
 * Coordinate-wise median: each weight moves by the middle one of the clients' wishes. It knows no number of malicious clients.
 * Yin, Chen, Ramchandran, Bartlett 2018, "Byzantine-Robust Distributed Learning: Towards Optimal Statistical Rates".
 */
import { z } from "zod";
import { defineAggregate } from "../core/federation";
import { meanOfNeighbors, yinPaper } from "./shared/coordinates";
import { beatOf, Diary } from "./shared/updates";

export const coordinateMedian = defineAggregate({
  id: "coordinate-median",
  title: "Coordinate-wise median",
  summary: "Moves every single weight by the middle one of the values that the clients sent for it.",
  paper: yinPaper,
  stage: "aggregate",
  step: "combine",
  inspects: true,
  needsTrusted: false,
  assumes: "Honest clients have much the same rows, and fewer than half of a round’s clients are malicious.",
  params: z.strictObject({}),
  remarks: [
    "On digits with 15 clients and 20 rounds (mean of seeds 1, 2, 3), where 3 clients flip the sign with κ = 5, it reads 92.8 %, against 94.1 % without an attack and 10.4 % of the plain mean.",
    "Where every client has its own mix of classes (Dirichlet, α = 0.1) and nobody attacks, it reads 73.8 % and the plain mean 88.4 %: what only a few clients know never is the middle value.",
  ],
  supports: () => true,
  begin({ federation }) {
    const diary = new Diary();
    return {
      async receive(round) {
        const { updates } = round, n = updates.length, { aggregate, weights } = await meanOfNeighbors(updates.map((u) => u.vector), n % 2 === 0 ? 2 : 1, "middle", beatOf(round, federation));
        diary.end(updates, aggregate);
        return { aggregate, weights: Float32Array.from(weights) };
      },
      notes: () => diary.notes(),
    };
  },
});
