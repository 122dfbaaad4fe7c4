/**
 * Distributed backdoor (DBA): the trigger is cut into pieces, each malicious client teaches only one of them on its own rows, and
 * only together do they make the trigger that is used in the end. No client ever sends what the whole trigger would have taught.
 * Xie, Huang, Chen, Li 2020, "DBA: Distributed Backdoor Attacks against Federated Learning".
 */
import { z } from "zod";
import { sizeOf, type DatasetMeta } from "../core/data";
import { defineAttack, type Note } from "../core/plugins";
import { needsPictures, plantBackdoor, wantedClass } from "./backdoor";
import { boostNotes, boosted, boostedWork } from "./boost";
import { checkClass } from "./rows";
import { clientsOf } from "./updates";

const params = z.strictObject({
  rate: z.number().min(0).max(1).default(0.4).meta({ title: "Poison rate", description: "Share of the malicious clients’ rows that get a piece of the trigger and the wrong label; taken from other classes than the target.", percent: true, unit: "% of their rows" }),
  target: z.int().min(0).max(999).default(0).meta({ title: "Target class", description: "What an image with the whole trigger should be read as.", control: "class" }),
  pieces: z.int().min(1).max(4).default(3).meta({ title: "Pieces", description: "Into how many bars the trigger is cut; the attacker’s clients take them in turn.", unit: "pieces" }),
  ...boosted("own", 10),
  length: z.int().min(1).max(12).default(4).meta({ title: "Length of a bar", description: "Each piece is a white bar of so many pixels.", unit: "pixels", advanced: true }),
  gap: z.int().min(0).max(12).default(2).meta({ title: "Gap between bars", description: "Pixels left free between them.", unit: "pixels", advanced: true }),
});
type Params = z.infer<typeof params>;

/** Pixels of one piece as row and column: a bar in the top left corner, two bars to a line. */
export function pieceAt({ length, gap }: Pick<Params, "length" | "gap">, piece: number): (readonly [number, number])[] {
  const row = Math.floor(piece / 2) * (1 + gap), column = (piece % 2) * (length + gap);
  return Array.from({ length }, (_, j) => [row, column + j] as const);
}

/** Some of the pieces on n pictures; a fresh array. */
export function stampPieces(p: Params, pieces: readonly number[], inputs: Float32Array, n: number, meta: DatasetMeta): Float32Array {
  const [, width = 0, channels = 1] = meta.shape, d = sizeOf(meta.shape), out = inputs.slice(0, n * d), pixels = pieces.flatMap((k) => pieceAt(p, k));
  for (let i = 0; i < n; i++) for (const [row, column] of pixels) out.fill(meta.valueRange[1], i * d + (row * width + column) * channels, i * d + (row * width + column + 1) * channels);
  return out;
}

const allPieces = ({ pieces }: Params): number[] => Array.from({ length: pieces }, (_, k) => k);
const wanted = (p: Params, label: number, classes: number): number | null => wantedClass(p.target, label, classes);

export const distributedBackdoor = defineAttack({
  id: "distributed-backdoor",
  title: "Distributed backdoor (DBA)",
  summary: "Gives each of its clients one piece of a trigger to teach, so that none of them sends anything very odd; together the pieces open the backdoor.",
  paper: { authors: "Xie, Huang, Chen, Li", year: 2020, title: "DBA: Distributed Backdoor Attacks against Federated Learning", link: "https://openreview.net/forum?id=rkgyS0VFvr" },
  atlas: "AML.T0018.000",
  stage: "update",
  threat: {
    goal: "backdoor",
    knows: "The model that the server sends out, how many clients answer in a round and the server’s step; nothing about other clients’ rows.",
    controls: "Its own clients: their rows, labels, training, and what they send.",
  },
  fails: "The boost gives it away as it does any other backdoor by replacement; without it a few clients are outvoted, and a piece that no client teaches is missing from the trigger.",
  remarks: [
    "On digits with three pieces and 20 rounds (seed 1) the whole trigger reaches 97 %. FoolsGold, which looks for clients that say the same, leaves 96 %; multi-Krum 0.6 %. With half the local epochs 38 to 52 % is reached (seed 4).",
  ],
  params,
  supports: needsPictures("a trigger in pieces"),
  check(p, meta) {
    const target = checkClass("target", p.target, meta), [height = 0, width = 0] = meta.shape, right = (p.pieces > 1 ? 2 * p.length + p.gap : p.length), down = p.pieces > 2 ? 2 + p.gap : 1;
    if (target !== true) return target;
    if (right > width) return { field: "length", message: `must be smaller, so that the bars and the gap between them stay inside the picture, which is ${width} pixels wide; they took ${right}.` };
    return down <= height || { field: "gap", message: `must be at most ${height - 2}, so that the bars stay inside the picture; it was ${p.gap}.` };
  },
  stamp: (p, inputs, n, meta) => stampPieces(p, allPieces(p), inputs, n, meta),
  target: wanted,
  sentence: () => ["As the attacker I cut a trigger into ", { param: "pieces" }, " pieces, one for each of my clients in turn, to go on ", { param: "rate" }, " of their rows. I want any image with the whole of it read as ", { param: "target" }, "."],
  async poison({ params: p, ...args }) {
    const { meta, train } = args, clients = clientsOf(args), notes: Note[] = boostNotes(p, args);
    const pieceOf = (row: number) => (train.sources ? clients.indexOf(train.sources[row]!) : row) % p.pieces;
    if (clients.length > 0 && clients.length < p.pieces) notes.push({ level: "warning", text: `The trigger has ${p.pieces} pieces, but the attacker has only ${clients.length} clients to teach them: the others are never learned. Take fewer pieces or more malicious clients.` });
    const made = plantBackdoor({
      rate: p.rate, wanted: (label) => wanted(p, label, meta.classNames.length), stamp: (inputs, n) => stampPieces(p, allPieces(p), inputs, n, meta),
      dress: (input, _rng, row) => stampPieces(p, [pieceOf(row)], input, 1, meta),
    }, args);
    return { ...made, notes };
  },
  update: boostedWork,
});
