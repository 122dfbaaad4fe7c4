/**
 * Adaptive backdoor (Adap-Blend): a blended picture is cut into 16 pieces; poisoned rows carry some of them, other ones
 * each, and so do "cover" rows that keep their true label. The model has to put the pieces together, poisoned rows no
 * longer stand apart in its features, and later the whole picture is the trigger. Does not look at any detector.
 * Qi, Xie, Li, Mahloujifar, Mittal 2023, "Revisiting the Assumption of Latent Separability for Backdoor Defenses".
 */
import { z } from "zod";
import type { DatasetMeta } from "../core/data";
import { defineAttack } from "../core/plugins";
import { checkMapped, mapped, mappedBlank, mappedTarget, needsPictures, plantBackdoor, type Dress } from "./backdoor";
import { blend, blendPattern, shining, stampBlend } from "./blended";

/** Pieces a side, and in all. */
const SIDE = 4, PIECES = SIDE * SIDE;

const params = z.strictObject({
  rate: z.number().min(0).max(0.5).default(0.05).meta({ title: "Poison rate", description: "Share of the training set that gets pieces of the trigger and the wrong label; taken from other classes than the target.", percent: true, unit: "% of the training set" }),
  cover: z.number().min(0).max(0.5).default(0.05).meta({ title: "Cover rows", description: "Share of the training set that gets pieces of the trigger and keeps its true label.", percent: true, unit: "% of the training set" }),
  ...mapped,
  ...shining,
  pieces: z.int().min(1).max(PIECES).default(8).meta({ title: "Pieces in training", description: `How many of the trigger’s ${PIECES} pieces a training row carries, drawn anew for each; later all of them are there.`, unit: `of ${PIECES}`, advanced: true }),
});
type Params = z.infer<typeof params>;

/** `pieces` of the trigger on one input, drawn from the row's own generator. */
export function dressInPieces(p: Pick<Params, "pattern" | "alpha" | "pieces">, meta: DatasetMeta): Dress {
  const [height = 0, width = 0, channels = 1] = meta.shape, pattern = blendPattern(p.pattern, meta), all = Array.from({ length: PIECES }, (_, k) => k);
  const pieceOf = (at: number) => SIDE * Math.floor((SIDE * Math.floor(at / channels / width)) / height) + Math.floor((SIDE * (Math.floor(at / channels) % width)) / width);
  return (input, rng) => {
    const kept = new Set(rng.sample(all, p.pieces));
    return blend(input, 1, pattern, p.alpha, (at) => kept.has(pieceOf(at)));
  };
}

export const adaptiveBackdoor = defineAttack({
  id: "adaptive-backdoor",
  title: "Adaptive backdoor (pieces and cover)",
  summary: "Trains on scattered pieces of a faint trigger, some of them under true labels, so that detectors see no group of poisoned rows; the whole trigger comes later.",
  paper: { authors: "Qi, Xie, Li, Mahloujifar, Mittal", year: 2023, title: "Revisiting the Assumption of Latent Separability for Backdoor Defenses", link: "https://openreview.net/forum?id=_wSHsgrVali" },
  atlas: "AML.T0020",
  stage: "data",
  threat: {
    goal: "backdoor",
    knows: "What the data look like, and that the defender looks for groups in what the model computes; nothing about the model itself.",
    controls: "A share of the training set: both the images and their labels, and the images alone of some more.",
  },
  fails: "Hiding costs strength: the more cover, the lower the success of the whole trigger. On digits it escapes spectral signatures, but not activation clustering that retrains the last layer: the labels are still wrong.",
  remarks: [
    "At 5 % and as many cover rows, spectral signatures find 25 % of the poison, against 86 % of a plain BadNets backdoor of the same size; attack success is 93.2 % (seeds 1 to 3: 85 to 98 %).",
    "Activation clustering is not evaded: it finds 98.8 % of both. It checks a suspicious group by a fresh last layer, and rows with wrong labels stand out there however they are dressed.",
  ],
  params,
  supports: needsPictures("a blend"),
  check: checkMapped,
  stamp: stampBlend,
  target: mappedTarget,
  sentence: (p) => ["As the attacker I control ", { param: "rate" }, " of the training data, and ", { param: "cover" }, " more to cover my tracks. I want any image through which ", { param: "pattern" }, " shines read as ", mappedBlank(p), "."],
  async poison({ params: p, ...args }) {
    const { meta, budget } = args, dress = dressInPieces(p, meta), covers = budget(p.cover);
    return plantBackdoor({
      rate: p.rate, wanted: (label) => mappedTarget(p, label, meta.classNames.length), stamp: (inputs, n) => stampBlend(p, inputs, n, meta), dress,
      // Nothing to hide, nothing to cover.
      cover: { rows: (poisoned) => (poisoned > 0 ? covers : 0), dress },
    }, args);
  },
});
