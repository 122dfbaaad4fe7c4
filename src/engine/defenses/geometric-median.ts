/**
 * Geometric median (RFA): the point whose distances to all updates have the smallest sum, found by the smoothed Weiszfeld iteration
 * on whole vectors, not layer by layer. Each update counts the same, whatever rows its client says it has.
 * Pillutla, Kakade, Harchaoui 2022, "Robust Aggregation for Federated Learning".
 */
import { z } from "zod";
import { defineAggregate } from "../core/federation";
import { squaredDistance } from "../core/linear-algebra";
import { weightedSum } from "../core/vectors";
import { beatOf, Diary, finite } from "./shared/updates";

/** The iteration has come to rest when a step is this small a part of the middle distance. */
const REST = 1e-6;

export const geometricMedian = defineAggregate({
  id: "geometric-median",
  title: "Geometric median (RFA)",
  summary: "Takes the point that is, all in all, nearest to the clients’ updates; a far-away one pulls no harder than a near one.",
  paper: { authors: "Pillutla, Kakade, Harchaoui", year: 2022, title: "Robust Aggregation for Federated Learning", link: "https://arxiv.org/abs/1912.13445" },
  stage: "aggregate",
  step: "combine",
  inspects: true,
  needsTrusted: false,
  assumes: "Fewer than half of a round’s clients are malicious, and honest updates are close together compared with how far off the malicious ones are.",
  params: z.strictObject({
    iterations: z.int().min(1).max(500).default(100).meta({ title: "Most iterations", description: "Steps toward the median; it stops before when it has come to rest. The paper takes 3, to save messages." }),
    smoothing: z.number().min(1e-9).max(10).default(1e-6).meta({ title: "Smoothing ν", description: "Distances below this count as this, so that no update gets all the weight.", scale: "log", advanced: true }),
  }),
  remarks: [
    "On digits with 15 clients and 20 rounds (mean of seeds 1, 2, 3), where 3 clients flip the sign with κ = 5, it reads 92.8 %, against 94.1 % without an attack and 10.4 % of the plain mean.",
    "Where every client has its own mix of classes (Dirichlet, α = 0.1) and nobody attacks, it reads 79.7 % and the plain mean 88.4 %.",
  ],
  supports: () => true,
  begin({ params, federation }) {
    const diary = new Diary();
    let steps = 0;
    return {
      async receive(round) {
        const { updates } = round, n = updates.length, vectors = updates.map((u) => u.vector), beat = beatOf(round, federation), d = vectors[0]!.length;
        let weights = new Float64Array(n).fill(1 / n), middle = weightedSum(vectors, weights), away = new Float64Array(n);
        for (let k = 0; k < params.iterations; k++) {
          await beat();
          away = Float64Array.from(vectors, (v) => Math.sqrt(squaredDistance(v, 0, middle, 0, d)));
          const pulls = away.map((r) => 1 / Math.max(params.smoothing, r)), total = pulls.reduce((a, b) => a + b, 0);
          weights = pulls.map((p) => p / total);
          const next = weightedSum(vectors, weights), step = Math.sqrt(squaredDistance(next, 0, middle, 0, d));
          middle = next;
          steps++;
          if (step <= REST * away.toSorted()[n >> 1]!) break;
        }
        diary.end(updates, middle);
        return { aggregate: middle, weights: Float32Array.from(weights), scores: { name: "distance from the geometric median", values: finite(away) } };
      },
      notes: () => (diary.rounds === 0 ? [] : [{ level: "info", text: `It came to rest after ${(steps / diary.rounds).toFixed(1)} iterations a round on average.` }, ...diary.notes()]),
    };
  },
});
