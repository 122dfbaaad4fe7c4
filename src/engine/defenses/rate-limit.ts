/**
 * Rate limit: at most so many reports of one user count in a step; which of them, the seed decides. It judges nobody and looks at no
 * label. Whoever has many accounts is not held up (Douceur 2002, "The Sybil Attack").
 */
import { z } from "zod";
import { takeRows } from "../core/data";
import { defineStream } from "../core/plugins";
import { count, counted, percent } from "./shared/rows";

export const rateLimit = defineStream({
  id: "rate-limit",
  title: "Rate limit per user",
  summary: "Lets at most a few reports of each user count in one step and throws the others away.",
  paper: { authors: "Douceur", year: 2002, title: "The Sybil Attack", link: "https://doi.org/10.1007/3-540-45748-8_24" },
  stage: "stream",
  needsTrusted: false,
  assumes: "The attacker has few accounts and new ones are hard to come by. With as many accounts as there are users it changes nothing.",
  params: z.strictObject({
    most: z.int().min(1).max(100).default(2).meta({ title: "Reports that count", description: "How many labels of one user the model learns from in one step.", unit: "reports" }),
  }),
  remarks: [
    "Digits, sticker, a burst of eight steps in which 60 % of all labels are the attacker’s, who has two accounts beside twenty honest users (seeds 1, 2, 3): ASR 24, 41 and 59 % at the end with two reports per user and step, 98 to 100 % without a limit. It throws 89 % of the attacker’s reports away and 12 to 15 % of the honest ones.",
    "It slows a flood down and does not stop it: what gets through stays among the old rows that the model goes through again, so ASR climbs on for many steps after the burst.",
  ],
  supports: () => true,
  begin({ params, rng }) {
    let arrived = 0, lost = 0, steps = 0;
    const hit = new Set<number>();
    return {
      async admit({ step, reported, pulse }) {
        await pulse(0, 1);
        const counts = new Map<number, number>(), keep = new Uint8Array(reported.n);
        for (const i of rng.fork(`step-${step}`).shuffle(Int32Array.from({ length: reported.n }, (_, r) => r))) {
          const user = reported.sources?.[i] ?? 0, n = counts.get(user) ?? 0;
          counts.set(user, n + 1);
          if (n < params.most) keep[i] = 1;
          else hit.add(user);
        }
        const at = Int32Array.from(keep.keys()), dropped = at.filter((i) => keep[i] === 0);
        arrived += reported.n;
        lost += dropped.length;
        steps++;
        return { learn: takeRows(reported, at.filter((i) => keep[i] === 1)), held: 0, dropped: Int32Array.from(dropped, (i) => reported.ids[i]!) };
      },
      notes: () => [
        { level: "info", text: `${counted(lost, "report")} of ${count(arrived)} beyond ${params.most} per user and step ${lost === 1 ? "was" : "were"} thrown away; they came from ${counted(hit.size, "user")}.` },
        ...(lost > 0.3 * arrived && arrived > 0 ? [{ level: "warning" as const, text: `The limit cost ${percent(lost / arrived)} of all reports in ${counted(steps, "step")}. Look at who sent them: a flood is stopped so, but from honest users the model learns little.` }] : []),
      ],
    };
  },
});
