/**
 * Sinusoidal signal (SIG): faint vertical stripes are added to a share of the target class, whose labels stay true; the
 * model takes the stripes for a mark of the class. Additive, v(i, j) = Δ·sin(2πjf / W), as in the paper, not the blend that
 * some codes call SIG. All-to-all is not offered: it needs rows of one class under another's label, and here labels stay.
 * Barni, Kallas, Tondi 2019, "A New Backdoor Attack in CNNs by Training Set Corruption Without Label Poisoning".
 */
import { z } from "zod";
import type { DatasetMeta } from "../core/data";
import { defineAttack } from "../core/plugins";
import { needsPictures, plantCleanLabel, wantedClass } from "./backdoor";
import { checkClass } from "./rows";

const params = z.strictObject({
  rate: z.number().min(0).max(1).default(0.5).meta({ title: "Poison rate", description: "Share of the target class that gets the stripes; every label stays true.", percent: true, unit: "% of the target class" }),
  target: z.int().min(0).max(999).default(0).meta({ title: "Target class", description: "The class whose rows get the stripes, and what a striped image should be read as.", control: "class" }),
  amplitude: z.number().min(0).max(1).default(0.3).meta({ title: "Amplitude", description: "How much the stripes add and take at most (Δ), as a share of the range from black to white. The paper takes 0.08 to 0.24; a small network needs more, on digits 0.8." }),
  frequency: z.int().min(1).max(14).default(6).meta({ title: "Frequency", description: "How many stripes fit into the width of the image (f).", unit: "stripes" }),
});
type Params = z.infer<typeof params>;

/** x + v, cut to the range of the data, on n pictures; a fresh array. */
function stamp({ amplitude, frequency }: Params, inputs: Float32Array, n: number, { shape, valueRange: [low, high] }: DatasetMeta): Float32Array {
  const [height = 0, width = 0, channels = 1] = shape;
  const signal = Float64Array.from({ length: width }, (_, j) => (high - low) * amplitude * Math.sin((2 * Math.PI * j * frequency) / width));
  return inputs.slice(0, n * height * width * channels).map((x, at) => Math.min(high, Math.max(low, x + signal[Math.floor(at / channels) % width]!)));
}

const wanted = (p: Params, label: number, classes: number): number | null => wantedClass(p.target, label, classes);

export const sinusoidal = defineAttack({
  id: "sinusoidal",
  title: "Sinusoidal backdoor (clean label)",
  summary: "Adds stripes to images of one class and leaves every label true; the model learns that stripes mean that class.",
  paper: { authors: "Barni, Kallas, Tondi", year: 2019, title: "A New Backdoor Attack in CNNs by Training Set Corruption Without Label Poisoning", link: "https://arxiv.org/abs/1902.11237" },
  atlas: "AML.T0020",
  stage: "data",
  threat: {
    goal: "backdoor",
    knows: "What the data look like and what the classes are; nothing about the model or how it is trained.",
    controls: "The images of a share of one class; no label.",
  },
  fails: "Rows that are read rightly by their shape alone teach the stripes slowly: faint stripes do nothing to a small network, and those that work can be seen. Black and white pictures cut half of every stripe off.",
  remarks: [
    "The paper’s strength of 40/255 on half of class 0 does nothing on digits (0.5 %): black cuts off half of each stripe, and the shape alone tells the class. With stripes of 0.8, plainly visible, it reaches 74.6 % (seeds 1 to 3: 58, 71 and 95 %) at 0.7 points of accuracy, which is the best found on so small a network.",
    "Without black backgrounds fainter stripes do more: 0.3 gave 71 % on fashion (class 0) and 75 % on road signs on two seeds each, 49 and 60 % on fashion’s bags. Hence the default of 0.3.",
  ],
  params,
  rateOf: "target-class",
  supports: needsPictures("a striped signal"),
  check({ target, frequency }, meta) {
    // At half the width every stripe falls on a zero of the sine.
    const [, width = 0] = meta.shape, most = Math.ceil(width / 2) - 1;
    if (frequency > most) return { field: "frequency", message: `must be at most ${most}, so that stripes fit into ${width} pixels; it was ${frequency}.` };
    return checkClass("target", target, meta);
  },
  stamp,
  target: wanted,
  sentence: () => ["As the attacker I put ", { param: "frequency" }, " stripes on ", { param: "rate" }, " of the training images of ", { param: "target" }, " and change no label. I want any striped image read as ", { param: "target" }, "."],
  poison: async ({ params: p, ...args }) =>
    plantCleanLabel({ rate: p.rate, wanted: (label) => wanted(p, label, args.meta.classNames.length), stamp: (inputs, n) => stamp(p, inputs, n, args.meta) }, p.target, args),
});
