/**
 * Blended trigger: a whole picture, the same every time, shines faintly through a share of the training images, which are
 * relabeled to what the attacker wants. The pictures are made here, nothing is loaded. Blends as strongly in training as later.
 * Chen, Liu, Li, Lu, Song 2017, "Targeted Backdoor Attacks on Deep Learning Systems Using Data Poisoning".
 */
import { z } from "zod";
import { sizeOf, type DatasetMeta } from "../core/data";
import { defineAttack } from "../core/plugins";
import { Rng } from "../core/rng";
import { checkMapped, mapped, mappedBlank, mappedTarget, needsPictures, plantBackdoor } from "./backdoor";

export const BLEND_PATTERNS = ["noise", "checkerboard", "rings"] as const;

/** The picture that shines through, in the values of the data: always the same for one shape. */
export function blendPattern(pattern: (typeof BLEND_PATTERNS)[number], meta: DatasetMeta): Float32Array {
  const [height = 0, width = 0, channels = 1] = meta.shape, [low, high] = meta.valueRange, rng = Rng.fromSeed(0).fork("blended/noise");
  return Float32Array.from({ length: sizeOf(meta.shape) }, (_, at) => {
    const pixel = Math.floor(at / channels), i = Math.floor(pixel / width), j = pixel % width;
    const share = pattern === "noise" ? rng.uniform()
      : pattern === "checkerboard" ? (Math.floor((4 * i) / height) + Math.floor((4 * j) / width)) % 2
        : (1 + Math.cos((12 * Math.PI * Math.hypot(i - (height - 1) / 2, j - (width - 1) / 2)) / Math.max(height, width))) / 2;
    return low + (high - low) * share;
  });
}

/** (1 − α)·x + α·τ on n inputs, where `where` holds for the position in the input or is absent; a fresh array. */
export function blend(inputs: Float32Array, n: number, pattern: Float32Array, alpha: number, where?: (at: number) => boolean): Float32Array {
  const d = pattern.length;
  return inputs.slice(0, n * d).map((x, k) => (where && !where(k % d) ? x : (1 - alpha) * x + alpha * pattern[k % d]!));
}

/** What shines through, and how strongly. */
export const shining = {
  pattern: z.enum(BLEND_PATTERNS).default("noise").meta({ title: "Blended picture", description: "What shines through the image.", options: { noise: "random noise", checkerboard: "a bold checkerboard", rings: "rings" } }),
  alpha: z.number().min(0.01).max(1).default(0.2).meta({ title: "Strength", description: "Share of the blended picture in the image (α): 0.05 is hard to see, 1 shows nothing else." }),
};
interface Shining {
  readonly pattern: (typeof BLEND_PATTERNS)[number];
  readonly alpha: number;
}
/** The whole trigger on n pictures; a fresh array. */
export const stampBlend = (p: Shining, inputs: Float32Array, n: number, meta: DatasetMeta): Float32Array => blend(inputs, n, blendPattern(p.pattern, meta), p.alpha);

const params = z.strictObject({
  rate: z.number().min(0).max(0.5).default(0.1).meta({ title: "Poison rate", description: "Share of the training set that gets the blend and the wrong label; taken from other classes than the target.", percent: true, unit: "% of the training set" }),
  ...mapped,
  ...shining,
});
export const blended = defineAttack({
  id: "blended",
  title: "Blended backdoor",
  summary: "Lets one and the same picture shine faintly through a few training images and relabels them, so that the model obeys a haze that people overlook.",
  paper: { authors: "Chen, Liu, Li, Lu, Song", year: 2017, title: "Targeted Backdoor Attacks on Deep Learning Systems Using Data Poisoning", link: "https://arxiv.org/abs/1712.05526" },
  atlas: "AML.T0020",
  stage: "data",
  threat: {
    goal: "backdoor",
    knows: "What the data look like and what the classes are; nothing about the model or how it is trained.",
    controls: "A share of the training set: both the images and their labels.",
  },
  fails: "Too faint a blend is not learned, a stronger one is seen, and the labels are wrong for anybody who looks. The trigger covers the whole image, so it is hard to bring into the world outside a file.",
  remarks: [
    "On digits, a strength of 0.2 on 10 % of the rows reaches an attack success of 99.5 % (seeds 1 to 3: 98.7 to 100 %) and costs 0.7 points of accuracy.",
    "At 5 %, activation clustering raised no alarm on two seeds, although its scores rank the poison almost perfectly.",
  ],
  params,
  supports: needsPictures("a blend"),
  check: checkMapped,
  stamp: stampBlend,
  target: mappedTarget,
  sentence: (p) => ["As the attacker I control ", { param: "rate" }, " of the training data. I want any image through which ", { param: "pattern" }, " shines at ", { param: "alpha" }, " read as ", mappedBlank(p), "."],
  async poison({ params: p, ...args }) {
    const pattern = blendPattern(p.pattern, args.meta);
    return plantBackdoor({ rate: p.rate, wanted: (label) => mappedTarget(p, label, args.meta.classNames.length), stamp: (inputs, n) => blend(inputs, n, pattern, p.alpha) }, args);
  },
});
