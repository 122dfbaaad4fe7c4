/**
 * Label flipping: training rows keep their inputs and get wrong labels. Rows are chosen at random (any other class, the next class,
 * one class read as another) or by a model of the attacker's own, see chosen-flips.ts; inputs are never touched.
 * Biggio, Nelson, Laskov 2011, "Support Vector Machines Under Adversarial Label Noise".
 */
import { z } from "zod";
import { takeRows } from "../core/data";
import { throwIfCancelled } from "../core/errors";
import { defineAttack } from "../core/plugins";
import { chooseFlips, type Flips } from "./chosen-flips";
import { checkClass, cleanTruth, positions } from "./rows";

const CHOSEN = ["nearest", "farthest", "loss-greedy"] as const;
const isChosen = (mode: string): mode is (typeof CHOSEN)[number] => (CHOSEN as readonly string[]).includes(mode);

const params = z.strictObject({
  mode: z.enum(["symmetric", "pair", "targeted", ...CHOSEN]).default("symmetric").meta({ title: "Which flips", description: "Which rows get a wrong label, and which one. The first three take rows at random. For the others a model of the attacker’s own picks the rows and gives each the class that it finds likeliest besides the right one; the last takes the rows and classes that hurt most.", options: { symmetric: "any other class", pair: "the next class", targeted: "one class as another", nearest: "rows nearest the border", farthest: "rows a model is surest of", "loss-greedy": "one by one, what hurts most (at most 1,000 rows)" } }),
  rate: z.number().min(0).max(1).default(0.2).meta({ title: "Poison rate", description: "Share of the training set that gets a wrong label. When one class is turned into another, it ends at all rows of that class.", percent: true, unit: "% of the training set" }),
  source: z.int().min(0).max(999).default(0).meta({ title: "Source class", description: "The class whose rows are relabeled.", control: "class", showWhen: { field: "mode", is: ["targeted"] } }),
  target: z.int().min(0).max(999).default(1).meta({ title: "Target class", description: "What the source class should be read as.", control: "class", showWhen: { field: "mode", is: ["targeted"] } }),
});

export const labelFlip = defineAttack({
  id: "label-flip",
  title: "Label flipping",
  summary: "Gives a share of the training rows a wrong label and leaves everything else as it was.",
  paper: { authors: "Biggio, Nelson, Laskov", year: 2011, title: "Support Vector Machines Under Adversarial Label Noise", link: "https://proceedings.mlr.press/v20/biggio11.html" },
  atlas: "AML.T0020",
  stage: "data",
  threat: {
    goal: "availability",
    knows: "Which labels exist; for chosen rows also the kind of model, of which the attacker trains one. Turning one class into another makes it a targeted attack.",
    controls: "The labels of a share of the training set, not the inputs.",
  },
  fails: "Random flips hurt little: networks average them out until a class is nearly half wrong. Flipping one class into another, or the rows a model is surest of, bites more and is easier to see.",
  remarks: ["Measured on moons with a small network and 20 % flips (mean of seeds 1, 2, 3): test error 2 % after random flips, 10 % for rows nearest the border, 19 % for those the model is surest of, 24 % one by one. Digits: 8, 12 and 20 % for the first three."],
  params,
  supports: ({ meta }) => meta.classNames.length >= 2 || "flipping labels needs at least two classes.",
  check({ mode, source, target }, meta) {
    if (mode !== "targeted") return true;
    const known = checkClass("source", source, meta), other = checkClass("target", target, meta);
    if (known !== true) return known;
    if (other !== true) return other;
    return source !== target || { field: "target", message: `must be another class than the source class; both were ${target}.` };
  },
  target: ({ mode, source, target }, label) => (mode === "targeted" && label === source ? target : null),
  sentence: ({ mode }) =>
    mode === "targeted"
      ? ["As the attacker I label ", { param: "rate" }, " of the training data. I want ", { param: "source" }, " read as ", { param: "target" }, "."]
      : ["As the attacker I label ", { param: "rate" }, isChosen(mode) ? " of the training data wrong: " : " of the training data, each row as ", { param: "mode" }, ". I want the model to be wrong often."],
  craft: {
    surrogates: ({ mode }) => (isChosen(mode) ? [{ title: "own model" }] : []),
    parts: ({ mode }) => (isChosen(mode) ? 1 : 0),
    async craft({ params: { mode, rate }, train, budget, learner, surrogates, rng, pulse }) {
      await pulse(0, 1);
      const count = Math.min(budget(rate), train.n), { rows, labels } = await chooseFlips(mode as (typeof CHOSEN)[number], surrogates[0]!, train, count, learner, rng.fork("greedy"), pulse);
      return { rows: rows.slice(0, count), labels: labels.slice(0, count) };
    },
  },
  baseline: ({ mode, rate }) => (isChosen(mode) ? { title: "Random flips", id: "label-flip", params: { mode: "symmetric", rate } } : undefined),
  async poison({ params: { mode, rate, source, target }, train, test, meta, budget, rng, signal, crafted }) {
    throwIfCancelled(signal);
    if (isChosen(mode)) {
      budget(rate); // what was asked for; the attacker can hold fewer rows
      const { rows, labels: wrong } = crafted![0] as unknown as Flips, labels = train.labels.slice(), truth = cleanTruth(train);
      rows.forEach((i, k) => {
        labels[i] = wrong[k]!;
        truth.poisoned[i] = 1;
      });
      return { train: { ...train, labels }, truth };
    }
    const classes = meta.classNames.length, draw = rng.fork("labels");
    const candidates = positions(train, (y) => mode !== "targeted" || y === source);
    const chosen = rng.fork("rows").sample(candidates, Math.min(budget(rate), candidates.length));
    const labels = train.labels.slice(), truth = cleanTruth(train);
    for (const i of chosen) {
      const from = train.labels[i]!;
      labels[i] = mode === "targeted" ? target : (from + (mode === "pair" ? 1 : 1 + draw.int(classes - 1))) % classes;
      truth.poisoned[i] = 1;
    }
    const poisoned = { train: { ...train, labels }, truth };
    if (mode !== "targeted") return poisoned;
    const testIndex = positions(test, (y) => y === source);
    return { ...poisoned, goal: { kind: "class" as const, inputs: takeRows(test, testIndex).inputs, testIndex, targets: new Int32Array(testIndex.length).fill(target) } };
  },
});
