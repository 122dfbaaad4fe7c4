/**
 * FLTrust: the server trains on a few clean rows of its own; an update counts by the cosine of its angle with the server's, not at
 * all when it points away, and is brought to the server's length.
 * Cao, Fang, Liu, Gong 2021, "FLTrust: Byzantine-robust Federated Learning via Trust Bootstrapping".
 */
import { z } from "zod";
import { defineAggregate } from "../core/federation";
import type { Note } from "../core/plugins";
import { mean } from "../core/statistics";
import { cosine, norm, weightedSum } from "../core/vectors";
import { count, counted, percent } from "./shared/rows";
import { beatOf } from "./shared/updates";

export const fltrust = defineAggregate({
  id: "fltrust",
  title: "FLTrust",
  summary: "Trains on the server’s own clean rows as well, and believes a client the more, the more its update points the same way.",
  paper: { authors: "Cao, Fang, Liu, Gong", year: 2021, title: "FLTrust: Byzantine-robust Federated Learning via Trust Bootstrapping", link: "https://arxiv.org/abs/2012.13995" },
  stage: "aggregate",
  step: "combine",
  excludes: true,
  inspects: true,
  needsTrusted: true,
  assumes: "The server has some clean rows of its own, about a hundred, of all classes and like the clients'. Any number of clients may be malicious.",
  params: z.strictObject({}),
  remarks: [
    "On digits with 15 clients and 20 rounds (mean of seeds 1, 2, 3), where 3 clients flip the sign with κ = 5, it reads 94.1 %, against 94.1 % without an attack and 10.4 % of the plain mean.",
    "Where every client has its own mix of classes (Dirichlet, α = 0.1) and nobody attacks, it reads 89.5 % and the plain mean 88.4 %; with 3 clients that label every row as the next class, 86.3 % and the plain mean 54.5 %. Its 500 clean rows tell an honest client with unusual rows from a liar, which no comparison among clients can.",
  ],
  supports: () => true,
  begin({ federation, trusted }) {
    const cosines: number[] = [];
    let dropped = 0, seen = 0, idle = 0;
    return {
      async receive(round) {
        const { updates } = round, own = await round.ownUpdate(), length = norm(own);
        await beatOf(round, federation)();
        const angles = updates.map((u) => cosine(u.vector, own)), trust = angles.map((c) => Math.max(0, c)), all = trust.reduce((a, b) => a + b, 0), vectors = updates.map((u) => u.vector);
        cosines.push(...angles);
        seen += updates.length;
        dropped += trust.filter((t) => t === 0).length;
        if (all === 0) idle++;
        const weights = trust.map((t) => (all > 0 ? t / all : 0)), aggregate = weightedSum(vectors, weights.map((w, i) => (w > 0 ? (w * length) / norm(vectors[i]!) : 0)));
        return { aggregate, weights: Float32Array.from(weights), scores: { name: "cosine with the server’s own update", values: Float32Array.from(angles) } };
      },
      notes() {
        if (trusted.n === 0) return [{ level: "warning", text: "The server has no trusted rows, so it believed nobody and the model never moved: give it some." }];
        if (seen === 0) return [];
        const notes: Note[] = [{ level: "info", text: `${counted(dropped, "update")} of ${count(seen)} (${percent(dropped / seen)}) pointed away from what the server’s ${counted(trusted.n, "row")} taught and did not count; the mean cosine was ${mean(cosines).toFixed(2)}.` }];
        if (idle > 0) notes.push({ level: "warning", text: `In ${counted(idle, "round")} no update pointed the server’s way, so the model stayed as it was: trusted rows that are more, or more like the clients', would help.` });
        return notes;
      },
    };
  },
});
