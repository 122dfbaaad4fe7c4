/**
 * Junk injection: one careless or hostile source adds rows to the training set that are mislabeled, noisy or unlike
 * anything (see junk-kinds.ts). Honest rows stay as they are; nothing in particular is aimed at. Not optimized poison.
 * Nelson, Barreno and others 2008, "Exploiting Machine Learning to Subvert Your Spam Filter".
 */
import { z } from "zod";
import { inputOf, sizeOf } from "../core/data";
import { throwIfCancelled } from "../core/errors";
import { defineAttack } from "../core/plugins";
import { addRows, drawAgain } from "./add-rows";
import { blurred, nearDuplicate, noise, offDistribution } from "./junk-kinds";


const params = z.strictObject({
  rate: z.number().min(0).max(1).default(0.3).meta({ title: "Amount of junk", description: "Rows added, as a share of the training set they are added to.", percent: true, unit: "% of the training set" }),
  kind: z.enum(["copies", "near-duplicates", "feature-noise", "off-distribution", "noise"]).default("copies").meta({
    title: "Kind of junk",
    description: "Copies have a random wrong label, exact or slightly changed (moved by a pixel, one word replaced, a little noise). Noisy rows keep the right label. Scrambled rows (inverted, cut up or overlaid pictures; columns or words of different rows) and random values have a random label.",
    options: { copies: "mislabeled copies", "near-duplicates": "mislabeled near-duplicates", "feature-noise": "noisy rows, rightly labeled", "off-distribution": "scrambled rows", noise: "random noise" },
  }),
  noise: z.number().min(0.01).max(1).default(0.3).meta({ title: "Noise", description: "Standard deviation of the noise, as a share of the range of values; chance that a word or level is replaced.", showWhen: { field: "kind", is: ["feature-noise"] } }),
});

export const junkInjection = defineAttack({
  id: "junk-injection",
  title: "Junk injection",
  summary: "Adds mislabeled, noisy or meaningless rows to the training set, as one careless data source would.",
  paper: { authors: "Nelson, Barreno, Chi, Joseph, Rubinstein, Saini, Sutton, Tygar, Xia", year: 2008, title: "Exploiting Machine Learning to Subvert Your Spam Filter", link: "https://www.usenix.org/legacy/event/leet08/tech/full_papers/nelson/nelson.pdf" },
  atlas: "AML.T0020",
  stage: "data",
  threat: {
    goal: "availability",
    knows: "What inputs look like; nothing about the model.",
    controls: "The rows of one source that is added to the training set, not the honest rows.",
  },
  fails: "Junk that resembles nothing real is learned beside the honest rows and costs little; it takes large amounts, which are easy to see.",
  params,
  supports: ({ meta }) => meta.classNames.length >= 2 || "wrong labels need at least two classes.",
  target: () => null,
  sentence: () => ["As the attacker I add ", { param: "rate" }, " to the training data: ", { param: "kind" }, ". I want the model to be wrong often."],
  async poison({ params: { rate, kind, noise: amount }, train, meta, budget, rng, signal }) {
    throwIfCancelled(signal);
    const d = sizeOf(train.shape), classes = meta.classNames.length, like = drawAgain(train.ids.map((_, i) => i), budget(rate), rng.fork("rows"));
    // Where there is nothing to copy nothing is added; noise needs no row.
    const added = kind === "noise" ? budget(rate) : like.length, labelOf = rng.fork("labels"), valueOf = rng.fork("noise");
    // What is made of no row or of many has no label that it should have had.
    const copied = kind !== "noise" && kind !== "off-distribution";
    const inputs = new Float32Array(added * d), labels = new Int32Array(added), from = new Int32Array(added).fill(-1);
    for (let k = 0; k < added; k++) {
      if (k % 256 === 0) throwIfCancelled(signal);
      const out = inputs.subarray(k * d, k * d + d), row = k < like.length ? inputOf(train, like[k]!) : null, real = row ? train.labels[like[k]!]! : 0;
      if (copied) from[k] = like[k]!;
      labels[k] = kind === "feature-noise" ? real : copied ? (real + 1 + labelOf.int(classes - 1)) % classes : labelOf.int(classes);
      if (kind === "noise") noise(out, row, meta, valueOf);
      else if (kind === "off-distribution") offDistribution(out, row!, train, meta, valueOf);
      else if (kind === "feature-noise") blurred(out, row!, meta, amount, valueOf);
      else if (kind === "near-duplicates") nearDuplicate(out, row!, meta, valueOf);
      else out.set(row!);
    }
    // Noise comes in the name of a source too: that of a random row.
    return addRows(train, { inputs, labels, from, like });
  },
});
