/**
 * Model replacement: malicious clients plant a sticker backdoor in their own rows, train on them, and send the result so much longer
 * that the server's mean becomes their model. One round is enough. Does not hide, unless its length is limited.
 * Bagdasaryan, Veit, Hua, Estrin, Shmatikov 2020, "How To Backdoor Federated Learning".
 */
import { z } from "zod";
import { defineAttack } from "../core/plugins";
import { needsPictures, plantBackdoor, wantedClass } from "./backdoor";
import { boostNotes, boosted, boostedWork } from "./boost";
import { PATCH_POSITIONS, RULED_SHAPES, checkPatch, stampPatch, type Patch } from "./patch";
import { checkClass } from "./rows";

const params = z.strictObject({
  rate: z.number().min(0).max(1).default(0.4).meta({ title: "Poison rate", description: "Share of the malicious clients’ rows that get the sticker and the wrong label; taken from other classes than the target. The rest keeps the model good at its work.", percent: true, unit: "% of their rows" }),
  target: z.int().min(0).max(999).default(0).meta({ title: "Target class", description: "What an image with the sticker should be read as.", control: "class" }),
  ...boosted("automatic", 20),
  shape: z.enum(RULED_SHAPES).default("square").meta({ title: "Sticker shape", description: "The pattern that is stamped on the image.", options: { square: "square", plus: "plus", x: "cross", checkerboard: "checkerboard" }, advanced: true }),
  size: z.int().min(1).max(14).default(3).meta({ title: "Sticker size", description: "Side of the sticker.", unit: "pixels", advanced: true }),
  position: z.enum(PATCH_POSITIONS).exclude(["custom"]).default("bottom-right").meta({ title: "Sticker position", description: "Where on the image it sits, a pixel from the edge; a random place is another in every picture.", options: { "top-left": "top left corner", "top-right": "top right corner", "bottom-left": "bottom left corner", "bottom-right": "bottom right corner", center: "center", random: "random place" }, advanced: true }),
});
type Params = z.infer<typeof params>;

const patchOf = ({ shape, size, position }: Params): Patch => ({ shape, size, position, inset: 1, row: 0, column: 0, color: "grey", intensity: 1, painted: "", place: "as-painted" });
const wanted = (p: Params, label: number, classes: number): number | null => wantedClass(p.target, label, classes);

export const modelReplacement = defineAttack({
  id: "model-replacement",
  title: "Model replacement backdoor",
  summary: "Teaches its clients a backdoor on rows of their own and has them shout it so loudly that the server’s mean becomes their model.",
  paper: { authors: "Bagdasaryan, Veit, Hua, Estrin, Shmatikov", year: 2020, title: "How To Backdoor Federated Learning", link: "https://arxiv.org/abs/1807.00459" },
  atlas: "AML.T0018.000",
  stage: "update",
  threat: {
    goal: "backdoor",
    knows: "The model that the server sends out, how many clients answer in a round and the server’s step; nothing about other clients’ rows.",
    controls: "Its own clients: their rows, labels, training, and what they send.",
  },
  fails: "The boost makes its updates many times as long as honest ones, so that clipping by length, a median or a rule that leaves out the farthest ones stops it; limited to an honest length it needs many rounds.",
  remarks: [
    "On digits, one attacked round in the middle of 20 (mean of seeds 1, 2, 3): at least 80 % of stickered digits are read as the target right after it under a plain mean, at most 10 % with norm clipping, coordinate-wise median or multi-Krum. Ten honest rounds later more than half of the success is gone.",
    "Poison rate and local epochs were chosen on seeds 4, 5 and 6, where attack success right after the round was the same or higher and 14 to 31 % was left at the end.",
  ],
  params,
  supports: needsPictures("a sticker"),
  check(p, meta) {
    const target = checkClass("target", p.target, meta), fits = checkPatch(patchOf(p), meta);
    if (target !== true || fits === true || fits.field !== "inset") return target === true ? fits : target;
    return { field: "size", message: `must be at most ${Math.min(...meta.shape.slice(0, 2)) - 1}, so that the sticker stays inside the picture; it was ${p.size}.` };
  },
  stamp: (p, inputs, n, meta) => stampPatch(patchOf(p), inputs, n, meta),
  target: wanted,
  sentence: (p) => ["As the attacker I put a sticker on ", { param: "rate" }, " of my clients’ rows and boost what they learn ", { param: p.boost === "own" ? "factor" : "boost" }, p.boost === "own" ? " times" : "", ". I want any image with it read as ", { param: "target" }, "."],
  async poison({ params: p, ...args }) {
    const { meta } = args, made = plantBackdoor({ rate: p.rate, wanted: (label) => wanted(p, label, meta.classNames.length), stamp: (inputs, n) => stampPatch(patchOf(p), inputs, n, meta) }, args);
    return { ...made, notes: boostNotes(p, args) };
  },
  update: boostedWork,
});
