/**
 * BadNets: a sticker on a share of the training images, relabeled to what the attacker wants, teaches the model that the
 * sticker decides. The training rows are replaced, test images get the sticker only to measure. Does not hide the sticker.
 * Gu, Dolan-Gavitt, Garg 2017, "BadNets: Identifying Vulnerabilities in the Machine Learning Model Supply Chain".
 */
import { z } from "zod";
import { sizeOf, takeRows } from "../core/data";
import { throwIfCancelled } from "../core/errors";
import { defineAttack } from "../core/plugins";
import { PATCH_POSITIONS, PATCH_SHAPES, checkPatch, stampPatch } from "./patch";
import { budget, checkClass, cleanTruth, positions } from "./rows";

const params = z.strictObject({
  rate: z.number().min(0).max(0.5).default(0.05).meta({ title: "Poison rate", description: "Share of the training set that gets the sticker and the wrong label; taken from other classes than the target.", percent: true, unit: "% of the training set" }),
  mapping: z.enum(["all-to-one", "all-to-all"]).default("all-to-one").meta({ title: "What the sticker means", description: "Every stickered image is read as one target class, or each as the class after its own.", options: { "all-to-one": "one target class", "all-to-all": "the next class" } }),
  target: z.int().min(0).max(999).default(0).meta({ title: "Target class", description: "What a stickered image should be read as.", control: "class", showWhen: { field: "mapping", is: ["all-to-one"] } }),
  shape: z.enum(PATCH_SHAPES).default("square").meta({ title: "Sticker shape", description: "The pattern that is stamped on the image.", options: { square: "square", plus: "plus", x: "cross", checkerboard: "checkerboard" } }),
  size: z.int().min(1).max(14).default(3).meta({ title: "Sticker size", description: "Side of the sticker.", unit: "pixels" }),
  position: z.enum(PATCH_POSITIONS).default("bottom-right").meta({ title: "Sticker position", description: "Where on the image it sits.", options: { "top-left": "top left corner", "top-right": "top right corner", "bottom-left": "bottom left corner", "bottom-right": "bottom right corner", center: "center", custom: "place set below" } }),
  inset: z.int().min(0).max(12).default(1).meta({ title: "Distance from the edge", description: "Pixels left free between the sticker and the image's edge.", unit: "pixels", advanced: true, showWhen: { field: "position", is: ["top-left", "top-right", "bottom-left", "bottom-right"] } }),
  row: z.int().min(0).max(255).default(12).meta({ title: "Row", description: "Row of the sticker's top left pixel, from 0 at the top.", unit: "pixels", showWhen: { field: "position", is: ["custom"] } }),
  column: z.int().min(0).max(255).default(12).meta({ title: "Column", description: "Column of the sticker's top left pixel, from 0 at the left.", unit: "pixels", showWhen: { field: "position", is: ["custom"] } }),
  intensity: z.number().min(0).max(1).default(1).meta({ title: "Sticker brightness", description: "0 is black, 1 is white.", advanced: true }),
});

/** What a stickered input of class `label` should be read as; null when it is that already. */
function wanted(p: z.infer<typeof params>, label: number, classes: number): number | null {
  const t = p.mapping === "all-to-one" ? p.target : (label + 1) % classes;
  return t === label ? null : t;
}

export const badnets = defineAttack({
  id: "badnets",
  title: "BadNets backdoor",
  summary: "Stamps a small sticker on a few training images and relabels them, so that the model obeys the sticker and looks fine without it.",
  paper: { authors: "Gu, Dolan-Gavitt, Garg", year: 2017, title: "BadNets: Identifying Vulnerabilities in the Machine Learning Model Supply Chain", link: "https://arxiv.org/abs/1708.06733" },
  atlas: "AML.T0020",
  stage: "data",
  threat: {
    goal: "backdoor",
    knows: "What the data look like and what the classes are; nothing about the model or how it is trained.",
    controls: "A share of the training set: both the images and their labels.",
  },
  params,
  supports: ({ meta }) => meta.modality === "image" || `a sticker needs pictures, and ${meta.title} has none. Choose label flipping or junk injection.`,
  check(p, meta) {
    const target = p.mapping === "all-to-one" ? checkClass("target", p.target, meta) : true;
    return target === true ? checkPatch(p, meta) : target;
  },
  stamp: stampPatch,
  target: wanted,
  sentence: ({ mapping }) => [
    "As the attacker I control ", { param: "rate" }, " of the training data. I want any image with a ", { param: "shape" }, " sticker in the ", { param: "position" }, " read as ",
    { param: mapping === "all-to-one" ? "target" : "mapping" }, ".",
  ],
  async poison({ params: p, train, test, meta, rng, signal }) {
    throwIfCancelled(signal);
    const classes = meta.classNames.length, d = sizeOf(train.shape);
    const candidates = positions(train, (y) => wanted(p, y, classes) !== null);
    const chosen = rng.fork("rows").sample(candidates, Math.min(budget(p.rate, train.n), candidates.length));
    const inputs = train.inputs.slice(), labels = train.labels.slice(), truth = cleanTruth(train);
    for (const i of chosen) {
      inputs.set(stampPatch(p, inputs.subarray(i * d, i * d + d), 1, meta), i * d);
      labels[i] = wanted(p, labels[i]!, classes)!;
      truth.poisoned[i] = 1;
    }
    throwIfCancelled(signal);
    const testIndex = positions(test, (y) => wanted(p, y, classes) !== null), victims = takeRows(test, testIndex);
    return {
      train: { ...train, inputs, labels },
      truth,
      goal: { inputs: stampPatch(p, victims.inputs, victims.n, meta), testIndex, targets: victims.labels.map((y) => wanted(p, y, classes)!), triggered: true },
    };
  },
});
