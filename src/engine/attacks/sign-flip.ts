/**
 * Sign flipping: each malicious client trains like everybody else, then sends the opposite of what it found, made longer. Rows are
 * left alone. Nothing hides it: its updates point the other way and are long.
 * Li, Xu, Chen, Giannakis, Ling 2019, "RSA: Byzantine-Robust Stochastic Aggregation Methods for Distributed Learning from
 * Heterogeneous Datasets".
 */
import { z } from "zod";
import { defineAttack } from "../core/plugins";
import { anywhere, clientsOf, leaveRows } from "./updates";

const params = z.strictObject({
  strength: z.number().min(0).max(100).default(5).meta({ title: "Strength κ", description: "How many times as long as the honest update the opposite one is.", scale: "log" }),
});

/** Share of the honest clients' progress that is left in a plain mean, for n clients of which f send −κ times it; below 0 the model goes backward. */
export const progressLeft = (n: number, f: number, strength: number): number => (n - f - f * strength) / n;

export const signFlip = defineAttack({
  id: "sign-flip",
  title: "Sign flipping",
  summary: "Has its clients send the opposite of what they learned, made longer, so that the common model goes backward.",
  paper: { authors: "Li, Xu, Chen, Giannakis, Ling", year: 2019, title: "RSA: Byzantine-Robust Stochastic Aggregation Methods for Distributed Learning from Heterogeneous Datasets", link: "https://arxiv.org/abs/1811.03761" },
  atlas: "AML.T0018.000",
  stage: "update",
  threat: {
    goal: "availability",
    knows: "The model that the server sends out and its own clients’ rows; nothing about other clients.",
    controls: "What its own clients send, whatever it is.",
  },
  fails: "Against a plain mean it needs κ above (n − f)/f for n clients, f of them malicious; any rule that looks at length or direction sees it at once.",
  remarks: [
    "On digits with 15 clients, 3 of them malicious, 20 rounds and κ = 5 (mean of seeds 1, 2, 3) the plain mean ends at 10.4 % instead of 94.1 %; coordinate-wise median 92.8 %, trimmed mean 92.6 %, multi-Krum 94.2 %.",
  ],
  params,
  supports: anywhere,
  sentence: () => ["As the attacker I send ", { param: "strength" }, " times the opposite of what my clients learned. I want the model to be wrong often."],
  poison({ params: { strength }, ...args }) {
    const n = args.federation?.perRound ?? 0, f = Math.min(n, clientsOf(args).length), left = progressLeft(n, f, strength);
    return leaveRows(args, f > 0 && left > 0 ? [{ level: "info", text: `With ${f} of ${n} clients, κ = ${strength} only slows a plain mean down to ${Math.round(100 * left)} % of its pace; it goes backward above κ = ${Number(((n - f) / f).toFixed(2))}.` }] : []);
  },
  update: {
    submit: ({ params: { strength }, own }) => own.map(({ vector }) => vector.map((v) => -strength * v)),
  },
});
