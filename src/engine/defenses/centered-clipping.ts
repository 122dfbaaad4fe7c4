/**
 * Centered clipping: from the last aggregate the server goes toward each update, but no farther than a radius, and takes the mean of
 * these steps. It remembers the last aggregate, so an attacker cannot move it far in any one round.
 * Karimireddy, He, Jaggi 2021, "Learning from History for Byzantine Robust Optimization".
 */
import { z } from "zod";
import { defineAggregate } from "../core/federation";
import { squaredDistance } from "../core/linear-algebra";
import { mean, median } from "../core/statistics";
import { weightedSum } from "../core/vectors";
import { count, counted, percent } from "./shared/rows";
import { beatOf, Diary, finite } from "./shared/updates";

export const centeredClipping = defineAggregate({
  id: "centered-clipping",
  title: "Centered clipping",
  summary: "Starts from the last round’s result and lets every client pull it only so far.",
  paper: { authors: "Karimireddy, He, Jaggi", year: 2021, title: "Learning from History for Byzantine Robust Optimization", link: "https://arxiv.org/abs/2012.10333" },
  stage: "aggregate",
  step: "combine",
  inspects: true,
  needsTrusted: false,
  assumes: "What honest clients want changes slowly from round to round, and fewer than half of a round’s clients are malicious.",
  params: z.strictObject({
    radius: z.enum(["median", "fixed"]).default("median").meta({ title: "How far a client may pull", description: "As far as the middle one of its round wants to, or a length that you set.", options: { median: "as the middle one of the round", fixed: "a fixed length" } }),
    length: z.number().min(1e-4).max(1000).default(1).meta({ title: "Radius τ", description: "A Euclidean length over all weights.", scale: "log", showWhen: { field: "radius", is: ["fixed"] } }),
    iterations: z.int().min(1).max(20).default(3).meta({ title: "Iterations", description: "How often it goes on from where it has come to in the same round.", advanced: true }),
  }),
  remarks: [
    "On digits with 15 clients and 20 rounds (mean of seeds 1, 2, 3), where 3 clients flip the sign with κ = 5, it reads 93.2 %, against 94.1 % without an attack and 10.4 % of the plain mean.",
    "The paper clips gradients with momentum at a fixed radius; updates shrink from round to round, so here the radius follows the middle distance unless it is set.",
    "Where every client has its own mix of classes (Dirichlet, α = 0.1) and nobody attacks, it reads 85.6 % and the plain mean 88.4 %; with 3 clients that label every row as the next class, 71.1 % and the plain mean 54.5 %.",
  ],
  supports: () => true,
  begin({ params, federation }) {
    const diary = new Diary(), radii: number[] = [];
    let center: Float32Array | undefined, clipped = 0, seen = 0;
    return {
      async receive(round) {
        const { updates } = round, n = updates.length, vectors = updates.map((u) => u.vector), d = vectors[0]!.length, beat = beatOf(round, federation);
        // All is written as shares of the updates and of the old center: a · center + Σ w_i u_i.
        const old = center ?? new Float32Array(d);
        let now = old, weights = new Float64Array(n), away = new Float64Array(n);
        for (let k = 0; k < params.iterations; k++) {
          await beat();
          away = Float64Array.from(vectors, (v) => Math.sqrt(squaredDistance(v, 0, now, 0, d)));
          const radius = params.radius === "fixed" ? params.length : median(away), steps = away.map((r) => (r > radius ? radius / r : 1) / n), all = steps.reduce((a, b) => a + b, 0);
          weights = weights.map((w, i) => (1 - all) * w + steps[i]!);
          now = weightedSum([old, ...vectors], [1 - weights.reduce((a, b) => a + b, 0), ...weights]);
          if (k === 0) { radii.push(radius); seen += n; clipped += away.filter((r) => r > radius).length; }
        }
        center = now;
        diary.end(updates, now);
        return { aggregate: now.slice(), weights: Float32Array.from(weights), scores: { name: "distance from the center", values: finite(away) } };
      },
      notes: () => (seen === 0 ? [] : [{ level: "info", text: `${counted(clipped, "update")} of ${count(seen)} (${percent(clipped / seen)}) pulled from farther than allowed; the radius was ${mean(radii).toPrecision(2)} on average.` }, ...diary.notes()]),
    };
  },
});
