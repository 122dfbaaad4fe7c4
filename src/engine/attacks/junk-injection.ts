/**
 * Junk injection: one careless or hostile source adds rows with wrong labels to the training set, copies of real inputs
 * or plain noise. Honest rows stay as they are; nothing in particular is aimed at. Not optimized poison.
 * Nelson, Barreno and others 2008, "Exploiting Machine Learning to Subvert Your Spam Filter".
 */
import { z } from "zod";
import { inputOf, sizeOf } from "../core/data";
import { throwIfCancelled } from "../core/errors";
import { defineAttack } from "../core/plugins";
import { budget, cleanTruth } from "./rows";

/** Ids of added rows start here, above every id a data set gives. */
export const FIRST_ADDED_ID = 1_000_000;

const params = z.strictObject({
  rate: z.number().min(0).max(1).default(0.3).meta({ title: "Amount of junk", description: "Rows added, as a share of the training set they are added to.", percent: true, unit: "% of the training set" }),
  kind: z.enum(["copies", "noise"]).default("copies").meta({ title: "Kind of junk", description: "Copies of real inputs with a random wrong label, or random values with a random label.", options: { copies: "copies of real inputs", noise: "random noise" } }),
});

export const junkInjection = defineAttack({
  id: "junk-injection",
  title: "Junk injection",
  summary: "Adds rows with random wrong labels to the training set, as one careless data source would.",
  paper: { authors: "Nelson, Barreno, Chi, Joseph, Rubinstein, Saini, Sutton, Tygar, Xia", year: 2008, title: "Exploiting Machine Learning to Subvert Your Spam Filter", link: "https://www.usenix.org/legacy/event/leet08/tech/full_papers/nelson/nelson.pdf" },
  atlas: "AML.T0020",
  stage: "data",
  threat: {
    goal: "availability",
    knows: "What inputs look like; nothing about the model.",
    controls: "The rows of one source that is added to the training set, not the honest rows.",
  },
  params,
  supports: ({ meta }) => meta.classNames.length >= 2 || "wrong labels need at least two classes.",
  target: () => null,
  sentence: () => ["As the attacker I add ", { param: "rate" }, " to the training data: ", { param: "kind" }, " with random labels. I want the model to be wrong often."],
  async poison({ params: { rate, kind }, train, meta, rng, signal }) {
    throwIfCancelled(signal);
    const d = sizeOf(train.shape), classes = meta.classNames.length, [low, high] = meta.valueRange;
    const added = budget(rate, train.n), n = train.n + added, clean = cleanTruth(train);
    const from = rng.fork("rows").sample(Int32Array.from({ length: train.n }, (_, i) => i), added);
    const labelOf = rng.fork("labels"), valueOf = rng.fork("noise");
    const inputs = new Float32Array(n * d), labels = new Int32Array(n), ids = new Int32Array(n);
    const truth = { poisoned: new Uint8Array(n).fill(1, train.n), originalLabels: new Int32Array(n), sourceIds: new Int32Array(n) };
    inputs.set(train.inputs);
    labels.set(train.labels);
    ids.set(train.ids);
    truth.originalLabels.set(clean.originalLabels);
    truth.sourceIds.set(clean.sourceIds);
    for (let k = 0; k < added; k++) {
      const i = train.n + k;
      ids[i] = FIRST_ADDED_ID + k;
      if (kind === "copies") {
        const real = train.labels[from[k]!]!;
        inputs.set(inputOf(train, from[k]!), i * d);
        labels[i] = (real + 1 + labelOf.int(classes - 1)) % classes;
        truth.originalLabels[i] = real;
        truth.sourceIds[i] = train.ids[from[k]!]!;
      } else {
        if (k % 256 === 0) throwIfCancelled(signal);
        for (let j = 0; j < d; j++) inputs[i * d + j] = low + (high - low) * valueOf.uniform();
        // Noise has no label that it should have had; the one it was given stands for it.
        labels[i] = truth.originalLabels[i] = labelOf.int(classes);
        truth.sourceIds[i] = -1;
      }
    }
    return { train: { n, shape: train.shape, inputs, labels, ids }, truth };
  },
});
