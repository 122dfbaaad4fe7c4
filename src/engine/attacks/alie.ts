/**
 * A little is enough: all malicious clients send the honest mean moved by z standard deviations in every coordinate, little enough
 * to lie among honest updates and always in the same direction. Rows are left alone. It does not aim at a class or an input.
 * Baruch, Baruch, Goldberg 2019, "A Little Is Enough: Circumventing Defenses For Distributed Learning".
 */
import { z } from "zod";
import { normalQuantile } from "../core/binomial";
import { defineAttack, type Note } from "../core/plugins";
import { anywhere, clientsOf, deviationOf, fromAll, known, knows, leaveRows, meanOf } from "./updates";

/** What the authors' own experiments use, whatever the formula says. */
const PRESET = 1.5;

const params = z.strictObject({
  z: z.enum(["formula", "preset", "own"]).default("preset").meta({ title: "How far from the mean", description: "By the paper’s formula from the number of clients, by the paper’s experiments, or a value of your own.", options: { formula: "by the formula", preset: "1.5 deviations", own: "a value set below" } }),
  deviations: z.number().min(0).max(20).default(3).meta({ title: "Deviations z", description: "Standard deviations between what is sent and the honest mean, in every number of the update.", showWhen: { field: "z", is: ["own"] } }),
  knows,
});
type Params = z.infer<typeof params>;

/** Largest z with which f of n clients still lie nearer to the mean than enough honest ones to be the majority: Φ⁻¹((n − f − q)/(n − f)), q = ⌊n/2⌋ + 1 − f. */
export function formulaZ(n: number, f: number): number {
  const honest = n - f, supporters = Math.floor(n / 2) + 1 - f;
  if (honest <= 0) return 0;
  // With half of all clients or more nobody else is needed; one honest client at the end keeps z finite.
  return normalQuantile(Math.min(honest - 0.5, Math.max(0.5, honest - supporters)) / honest);
}

/** z in a round with n clients, f of them malicious. */
export const deviationsOf = (p: Params, n: number, f: number): number => (p.z === "formula" ? formulaZ(n, f) : p.z === "preset" ? PRESET : p.deviations);

export const alie = defineAttack({
  id: "alie",
  title: "A little is enough (ALIE)",
  summary: "Has its clients agree on an update that lies just inside the honest crowd and a little off its middle, the same way in every round, so that rules that look for outliers let it in.",
  paper: { authors: "Baruch, Baruch, Goldberg", year: 2019, title: "A Little Is Enough: Circumventing Defenses For Distributed Learning", link: "https://arxiv.org/abs/1902.06156" },
  atlas: "AML.T0018.000",
  stage: "update",
  threat: {
    goal: "availability",
    knows: "What its own clients would have learned, or if so chosen what all honest clients send; how many clients there are.",
    controls: "What its own clients send, all of them the same.",
  },
  fails: "With few clients the formula gives a z near 0 or below, and then nothing is done at all; with rows dealt out evenly honest updates differ little, so there is little room to hide in.",
  remarks: [
    "On digits it is a weak attack: 3 of 15 clients cost median and trimmed mean at most a point (seed 4), 6 of 15 about three points (seed 1), a little more than they cost the plain mean. The formula’s z is 0.21 for 3 of 15, next to nothing; hence the preset 1.5.",
  ],
  params,
  supports: anywhere,
  sentence: (p) => ["As the attacker I stay ", { param: p.z === "own" ? "deviations" : "z" }, " off the honest mean, going by ", { param: "knows" }, ". I want the model to learn slowly and nobody to notice."],
  poison({ params: p, ...args }) {
    const n = args.federation?.perRound, f = clientsOf(args).length, notes: Note[] = [];
    if (n !== undefined && f > 0) {
      const z = deviationsOf(p, n, Math.min(f, n));
      notes.push(z <= 5e-4
        ? { level: "warning", text: `The formula gives z = ${(Math.abs(z) < 5e-4 ? 0 : z).toFixed(2)} for ${f} malicious clients of ${n}: the attack does nothing. Take the preset of 1.5, or other numbers of clients.` }
        : { level: "info", text: `What is sent lies z = ${z.toFixed(2)} deviations from the mean, with ${f} malicious clients of ${n}.` });
    }
    if (f === 1 && p.knows === "own") notes.push({ level: "warning", text: "A single client cannot tell how much updates differ, so it sends its honest one. Let the attacker know all honest updates, or own more clients." });
    return leaveRows(args, notes);
  },
  update: {
    omniscient: (p) => p.knows === "all",
    submit({ params: p, own, others, federation }) {
      // A z below 0 would help the honest side: the attacker rather sends the mean.
      const seen = known({ own, others }, p.knows), mean = meanOf(seen), deviation = deviationOf(seen, mean), z = Math.max(0, deviationsOf(p, federation.perRound, own.length));
      return fromAll(own, mean.map((m, j) => m - z * deviation[j]!));
    },
  },
});
