/**
 * Inner product manipulation: all malicious clients send a multiple of the opposite of the honest mean, chosen so that what the
 * server makes of it no longer points where the honest mean does. Short enough, it passes rules that look at distances.
 * Xie, Koyejo, Gupta 2019, "Fall of Empires: Breaking Byzantine-tolerant SGD by Inner Product Manipulation".
 */
import { z } from "zod";
import { defineAttack } from "../core/plugins";
import { anywhere, clientsOf, fromAll, known, knows, leaveRows, meanOf } from "./updates";

const params = z.strictObject({
  epsilon: z.number().min(0).max(100).default(0.5).meta({ title: "Strength ε", description: "How long the opposite of the honest mean is, in lengths of that mean. Small values hide, values above (n − f)/f reverse a plain mean.", scale: "log" }),
  knows,
});

/** The ε above which a plain mean of n clients, f of them malicious, points backward. */
export const reversesAbove = (n: number, f: number): number => (n - f) / f;

export const innerProduct = defineAttack({
  id: "inner-product",
  title: "Inner product manipulation (IPM)",
  summary: "Has its clients all send a short step against the honest mean, so that a rule that trusts the crowd picks it or is slowed down by it.",
  paper: { authors: "Xie, Koyejo, Gupta", year: 2019, title: "Fall of Empires: Breaking Byzantine-tolerant SGD by Inner Product Manipulation", link: "https://arxiv.org/abs/1903.03936" },
  atlas: "AML.T0018.000",
  stage: "update",
  threat: {
    goal: "availability",
    knows: "What its own clients would have learned, or if so chosen what all honest clients send.",
    controls: "What its own clients send, all of them the same.",
  },
  fails: "A plain mean is reversed only when ε exceeds (n − f)/f; with a smaller one it still goes forward, more slowly, and a larger one is long enough to be seen.",
  remarks: [
    "On digits six of fifteen clients that see all others (ε at its default, seed 1) cost the plain mean 4 points; Krum follows them to 9 %, multi-Krum to 27 %, and the coordinate-wise median ends at 85 % instead of 93 %.",
  ],
  params,
  supports: anywhere,
  sentence: () => ["As the attacker I send ", { param: "epsilon" }, " times the opposite of the honest mean, going by ", { param: "knows" }, ". I want the model to be wrong often."],
  poison({ params: { epsilon }, ...args }) {
    const n = args.federation?.perRound ?? 0, f = Math.min(n, clientsOf(args).length), limit = reversesAbove(n, f);
    return leaveRows(args, f > 0 && f < n ? [{ level: "info", text: `With ${f} of ${n} clients a plain mean goes backward above ε = ${Number(limit.toFixed(2))}; ε = ${epsilon} ${epsilon > limit ? "reverses it" : `leaves ${Math.round(100 * ((n - f - f * epsilon) / n))} % of its step`}.` }] : []);
  },
  update: {
    omniscient: (p) => p.knows === "all",
    submit({ params: p, own, others }) {
      return fromAll(own, meanOf(known({ own, others }, p.knows)).map((m) => -p.epsilon * m));
    },
  },
});
