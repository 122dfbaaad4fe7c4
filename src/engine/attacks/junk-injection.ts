/**
 * Junk injection: one careless or hostile source adds rows with wrong labels to the training set, copies of real inputs
 * or plain noise. Honest rows stay as they are; nothing in particular is aimed at. Not optimized poison.
 * Nelson, Barreno and others 2008, "Exploiting Machine Learning to Subvert Your Spam Filter".
 */
import { z } from "zod";
import { inputOf, rangeOf, sizeOf, type DatasetMeta, type Rows } from "../core/data";
import { throwIfCancelled } from "../core/errors";
import { defineAttack } from "../core/plugins";
import type { Rng } from "../core/rng";
import { NO_WORD, UNKNOWN_WORD } from "../core/text";
import { cleanTruth } from "./rows";

/** Ids of added rows start here, above every id a data set gives. */
export const FIRST_ADDED_ID = 1_000_000;

const params = z.strictObject({
  rate: z.number().min(0).max(1).default(0.3).meta({ title: "Amount of junk", description: "Rows added, as a share of the training set they are added to.", percent: true, unit: "% of the training set" }),
  kind: z.enum(["copies", "noise"]).default("copies").meta({ title: "Kind of junk", description: "Copies of real inputs with a random wrong label, or random values (in a message: random words) with a random label.", options: { copies: "copies of real inputs", noise: "random noise" } }),
});

/** Positions of `count` random rows; each comes once before any comes twice. Empty when there are no rows. */
function drawRows(rows: Rows, count: number, rng: Rng): Int32Array {
  const all = Int32Array.from(rows.ids.keys()), out = new Int32Array(rows.n > 0 ? count : 0);
  for (let at = 0, round = 0; at < out.length; at += rows.n, round++)
    out.set((round === 0 ? rng : rng.fork(`again/${round}`)).sample(all, Math.min(rows.n, out.length - at)), at);
  return out;
}

/** Random values of the kind the data hold: pixels and numbers anywhere in their range, any level, any words in the number of a real message. */
function noise(out: Float32Array, like: Float32Array | null, meta: DatasetMeta, rng: Rng): void {
  const { columns, text } = meta;
  if (text) {
    const words = like ? like.filter((w) => w !== NO_WORD).length : out.length, first = UNKNOWN_WORD + 1;
    for (let j = 0; j < words; j++) out[j] = text.size > first ? first + rng.int(text.size - first) : UNKNOWN_WORD;
  } else for (let j = 0; j < out.length; j++) {
    const column = columns?.[j], [low, high] = rangeOf(meta, j);
    out[j] = column?.kind === "category" ? rng.int(column.levels.length) : low + (high - low) * rng.uniform();
  }
}

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
  fails: "Junk that resembles nothing real is learned beside the honest rows and costs little; it takes large amounts, which are easy to see.",
  params,
  supports: ({ meta }) => meta.classNames.length >= 2 || "wrong labels need at least two classes.",
  target: () => null,
  sentence: () => ["As the attacker I add ", { param: "rate" }, " to the training data: ", { param: "kind" }, " with random labels. I want the model to be wrong often."],
  async poison({ params: { rate, kind }, train, meta, budget, rng, signal }) {
    throwIfCancelled(signal);
    const d = sizeOf(train.shape), classes = meta.classNames.length;
    const from = drawRows(train, budget(rate), rng.fork("rows"));
    // Where there is nothing to copy nothing is added; noise needs no row.
    const added = kind === "copies" ? from.length : budget(rate), n = train.n + added, clean = cleanTruth(train);
    const labelOf = rng.fork("labels"), valueOf = rng.fork("noise");
    const inputs = new Float32Array(n * d), labels = new Int32Array(n), ids = new Int32Array(n), sources = train.sources && new Uint8Array(n);
    const truth = { poisoned: new Uint8Array(n).fill(1, train.n), originalLabels: new Int32Array(n), sourceIds: new Int32Array(n) };
    inputs.set(train.inputs);
    labels.set(train.labels);
    ids.set(train.ids);
    sources?.set(train.sources!);
    truth.originalLabels.set(clean.originalLabels);
    truth.sourceIds.set(clean.sourceIds);
    for (let k = 0; k < added; k++) {
      const i = train.n + k, like = from[k];
      ids[i] = FIRST_ADDED_ID + k;
      // Noise comes in the name of a source too: that of a random row.
      if (sources && like !== undefined) sources[i] = train.sources![like]!;
      if (kind === "copies") {
        const real = train.labels[like!]!;
        inputs.set(inputOf(train, like!), i * d);
        labels[i] = (real + 1 + labelOf.int(classes - 1)) % classes;
        truth.originalLabels[i] = real;
        truth.sourceIds[i] = train.ids[like!]!;
      } else {
        if (k % 256 === 0) throwIfCancelled(signal);
        noise(inputs.subarray(i * d, i * d + d), like === undefined ? null : inputOf(train, like), meta, valueOf);
        // Noise has no label that it should have had; the one it was given stands for it.
        labels[i] = truth.originalLabels[i] = labelOf.int(classes);
        truth.sourceIds[i] = -1;
      }
    }
    return { train: { n, shape: train.shape, inputs, labels, ids, ...(sources && { sources }) }, truth };
  },
});
