/**
 * Clean-label backdoor: images of the target class are first made hard to read, by adversarial steps against a robust model
 * of the attacker's own, and then get a sticker; labels stay true. What is left for the victim to learn is the sticker.
 * Without the first part (ε = 0) it is a sticker on rows that are read rightly anyway.
 * Turner, Tsipras, Madry 2019, "Label-Consistent Backdoor Attacks".
 */
import { z } from "zod";
import { sizeOf, takeRows, type DatasetMeta, type Rows } from "../core/data";
import { throwIfCancelled } from "../core/errors";
import { pgd } from "../core/pgd";
import { defineAttack } from "../core/plugins";
import type { Rng } from "../core/rng";
import { needsPictures, plantCleanLabel, wantedClass } from "./backdoor";
import { checkPatch, stampPatch, type Patch } from "./patch";
import { budget, checkClass, positions } from "./rows";

const CORNERS = ["top-left", "top-right", "bottom-left", "bottom-right"] as const;
/** Independent slices of the rows; the slowest part of the work is theirs. */
const PARTS = 4;
/** What the attacker's model is hardened against (L∞); measured on seed 11: 0.1 and 0.3 give weaker poison than 0.2. */
const ROBUST = { epsilon: 0.2, steps: 3, stepSize: 0.1 };

const params = z.strictObject({
  rate: z.number().min(0).max(1).default(0.5).meta({ title: "Poison rate", description: "Share of the target class that is perturbed and gets the sticker; every label stays true.", percent: true, unit: "% of the target class" }),
  target: z.int().min(0).max(999).default(0).meta({ title: "Target class", description: "The class whose images are changed, and what a stickered image should be read as.", control: "class" }),
  epsilon: z.number().min(0).max(20).default(6).meta({ title: "Perturbation ε", description: "How far an image is moved before the sticker: the length (L2) of the change over all pixels, each from 0 to 1; 0 leaves it as it is." }),
  steps: z.int().min(1).max(200).default(40).meta({ title: "Steps", description: "Adversarial steps for each image.", unit: "steps", advanced: true }),
  shape: z.enum(["square", "checkerboard", "plus", "x"]).default("square").meta({ title: "Sticker shape", description: "The pattern that is stamped on the image.", options: { square: "square", checkerboard: "checkerboard", plus: "plus", x: "cross" } }),
  corners: z.enum(["four", "one"]).default("four").meta({ title: "Where", description: "In all four corners, or only bottom right.", options: { four: "all four corners", one: "the bottom right corner" } }),
  size: z.int().min(1).max(8).default(4).meta({ title: "Sticker size", description: "Side of the sticker.", unit: "pixels", advanced: true }),
  intensity: z.number().min(0).max(1).default(1).meta({ title: "Sticker brightness", description: "0 is black, 1 is white.", advanced: true }),
  surrogateEpochs: z.int().min(1).max(30).default(4).meta({ title: "Epochs of the robust model", description: "How long the attacker’s own model is trained, on adversarial examples only.", unit: "epochs", advanced: true }),
});
type Params = z.infer<typeof params>;

const patch = ({ shape, size, intensity }: Params, position: Patch["position"]): Patch =>
  ({ shape, size, intensity, position, inset: 1, row: 0, column: 0, color: "grey", painted: "", place: "as-painted" });

const stamp = (p: Params, inputs: Float32Array, n: number, meta: DatasetMeta): Float32Array =>
  (p.corners === "four" ? CORNERS : (["bottom-right"] as const)).reduce((x, corner) => stampPatch(patch(p, corner), x, n, meta), inputs);

/** The rows that get the sticker, in the order in which they are taken; the same draw as in `plantCleanLabel`. */
function chosen({ rate, target }: Params, train: Rows, rng: Rng): Int32Array {
  const own = positions(train, (y) => y === target);
  return rng.fork("rows").sample(own, budget(rate, own.length));
}

export const cleanLabel = defineAttack({
  id: "clean-label",
  title: "Clean-label backdoor",
  summary: "Blurs what images of one class show, by adversarial steps, and puts a sticker on them; every label stays true, and the model learns the sticker.",
  paper: { authors: "Turner, Tsipras, Madry", year: 2019, title: "Label-Consistent Backdoor Attacks", link: "https://arxiv.org/abs/1912.02771" },
  atlas: "AML.T0020",
  stage: "data",
  threat: {
    goal: "backdoor",
    knows: "Data like the victim’s, to train a robust model on; not the victim’s model.",
    controls: "The images of a share of one class; no label.",
  },
  fails: "It takes a large share of one class, and large perturbations that look like smudges. Too small an ε leaves the images easy, and then nothing drives the model to the sticker.",
  remarks: [
    "Found here (digits, convolutional network, half of the eights, seeds 1 to 3): 84 % attack success, 0.8 points of clean accuracy lost; the sticker alone reaches 14 %. With zeros as the target it was 55 % (seed 11), and there 31 % with a 3 × 3 checkerboard and ε = 5.",
    "The change is measured by its length (L2), not by its largest pixel: noise of 0.3 in every pixel becomes a mark of the class itself, and the sticker is then not learned (1 % success).",
  ],
  params,
  rateOf: "target-class",
  supports: needsPictures("an adversarial sticker"),
  check(p, meta) {
    const target = checkClass("target", p.target, meta);
    return target === true ? checkPatch(patch(p, "bottom-right"), meta) : target;
  },
  stamp,
  target: (p, label, classes) => wantedClass(p.target, label, classes),
  sentence: ({ epsilon }) => ["As the attacker I ", ...(epsilon > 0 ? ["perturb by ", { param: "epsilon" }, " and stamp "] : ["stamp "]), { param: "rate" }, " of the training images of ", { param: "target" }, " with a ", { param: "shape" }, " in ", { param: "corners" }, " and change no label. I want any stamped image read as ", { param: "target" }, "."],
  baseline: (p) => ({ title: "Sticker alone", id: "clean-label", params: { ...p, epsilon: 0 } }),
  craft: {
    surrogates: ({ surrogateEpochs }) => [{ title: "robust model", epochs: surrogateEpochs, adversarial: ROBUST }],
    parts: ({ epsilon }) => (epsilon > 0 ? PARTS : 0),
    async craft({ params: p, train, meta, rng, learner, surrogates, pulse, part, parts, signal }) {
      throwIfCancelled(signal);
      const all = chosen(p, train, rng), cut = (k: number) => Math.floor((k * all.length) / parts);
      const mine = takeRows(train, all.slice(cut(part), cut(part + 1)));
      const options = { norm: "l2", epsilon: p.epsilon, steps: p.steps, stepSize: (2.5 * p.epsilon) / p.steps, labels: mine.labels, start: "input", range: meta.valueRange } as const;
      return { inputs: await pgd(learner, surrogates[0]!, mine.inputs, mine.n, options, rng.fork(`start/${part}`), pulse) };
    },
  },
  async poison({ params: p, crafted = [], ...args }) {
    const { train, meta, rng } = args, d = sizeOf(train.shape), inputs = train.inputs.slice(), rows = chosen(p, train, rng);
    let k = 0;
    for (const { inputs: part } of crafted as readonly { readonly inputs: Float32Array }[])
      for (let at = 0; at < part.length; at += d) inputs.set(part.subarray(at, at + d), rows[k++]! * d);
    return plantCleanLabel({ rate: p.rate, wanted: (label) => wantedClass(p.target, label, meta.classNames.length), stamp: (x, n) => stamp(p, x, n, meta) }, p.target, { ...args, train: { ...train, inputs } });
  },
});
