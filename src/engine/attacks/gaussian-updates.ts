/**
 * Noise instead of updates: malicious clients send random numbers of a chosen size. Rows are left alone, nothing is aimed at;
 * it stands for a broken device as well as for somebody who means harm.
 * Blanchard, El Mhamdi, Guerraoui, Stainer 2017, "Machine Learning with Adversaries: Byzantine Tolerant Gradient Descent".
 */
import { z } from "zod";
import { defineAttack } from "../core/plugins";
import { norm } from "../core/vectors";
import { anywhere, leaveRows } from "./updates";

const params = z.strictObject({
  size: z.number().min(0).max(1000).default(20).meta({ title: "Size of the noise σ", description: "How many times as long as an honest update the noise is; the standard deviation of each number is that many times the honest root mean square.", scale: "log" }),
});

export const gaussianUpdates = defineAttack({
  id: "gaussian-updates",
  title: "Noise instead of updates",
  summary: "Has its clients send random numbers instead of what they learned, so that the common model is shaken in every round.",
  paper: { authors: "Blanchard, El Mhamdi, Guerraoui, Stainer", year: 2017, title: "Machine Learning with Adversaries: Byzantine Tolerant Gradient Descent", link: "https://papers.nips.cc/paper_files/paper/2017/hash/f4b9ec30ad9f68f89b29639786cb62ef-Abstract.html" },
  atlas: "AML.T0018.000",
  stage: "update",
  threat: {
    goal: "availability",
    knows: "How long an honest update of its own clients is.",
    controls: "What its own clients send, whatever it is.",
  },
  fails: "Noise of an honest length is averaged away; longer noise is the easiest of all to tell from honest updates, by length and by direction.",
  params,
  supports: anywhere,
  sentence: () => ["As the attacker I send noise ", { param: "size" }, " times as long as an honest update. I want the model to be wrong often."],
  poison: (args) => leaveRows(args),
  update: {
    submit: ({ params: { size }, own, rng }) =>
      own.map(({ client, vector }) => {
        const draw = rng.fork(`client-${client}`), sigma = (size * norm(vector)) / Math.sqrt(Math.max(1, vector.length));
        return vector.map(() => sigma * draw.normal());
      }),
  },
});
