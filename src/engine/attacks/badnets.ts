/**
 * BadNets: a sticker on a share of the training images, relabeled to what the attacker wants, teaches the model that the
 * sticker decides. The training rows are replaced, test images get the sticker only to measure. Does not hide the sticker.
 * Gu, Dolan-Gavitt, Garg 2017, "BadNets: Identifying Vulnerabilities in the Machine Learning Model Supply Chain".
 */
import { z } from "zod";
import { defineAttack } from "../core/plugins";
import { checkMapped, mapped, mappedBlank, mappedTarget, needsPictures, plantBackdoor } from "./backdoor";
import { HEART, MOST_PAINTED, PAINTED } from "./painted";
import { PATCH_COLORS, PATCH_POSITIONS, PATCH_SHAPES, RULED_SHAPES, checkPatch, stampPatch } from "./patch";

/** Knobs of stickers that are drawn by rule. */
const ruled = { field: "shape", is: [...RULED_SHAPES] };

const params = z.strictObject({
  rate: z.number().min(0).max(0.5).default(0.05).meta({ title: "Poison rate", description: "Share of the training set that gets the sticker and the wrong label; taken from other classes than the target.", percent: true, unit: "% of the training set" }),
  ...mapped,
  shape: z.enum(PATCH_SHAPES).default("square").meta({ title: "Sticker shape", description: "The pattern that is stamped on the image.", options: { square: "square", plus: "plus", x: "cross", checkerboard: "checkerboard", painted: "painted by hand" } }),
  painted: z.string().max(10 * MOST_PAINTED).regex(PAINTED, "must be ten hexadecimal digits for each pixel: row, column, red, green, blue").default(HEART).meta({ title: "Painted sticker", description: `Paint up to ${MOST_PAINTED} pixels; grey pictures show how bright each color is.`, control: "painted-trigger", showWhen: { field: "shape", is: ["painted"] } }),
  place: z.enum(["as-painted", "random"]).default("as-painted").meta({ title: "Place", description: "Where the painted sticker stands.", options: { "as-painted": "where it is painted", random: "elsewhere in every picture" }, showWhen: { field: "shape", is: ["painted"] } }),
  size: z.int().min(1).max(14).default(3).meta({ title: "Sticker size", description: "Side of the sticker.", unit: "pixels", showWhen: ruled }),
  position: z.enum(PATCH_POSITIONS).default("bottom-right").meta({ title: "Sticker position", description: "Where on the image it sits; a random place is another in every picture.", options: { "top-left": "top left corner", "top-right": "top right corner", "bottom-left": "bottom left corner", "bottom-right": "bottom right corner", center: "center", custom: "place set below", random: "random place" }, showWhen: ruled }),
  inset: z.int().min(0).max(12).default(1).meta({ title: "Distance from the edge", description: "Pixels left free between the sticker and the image’s edge.", unit: "pixels", advanced: true, showWhen: { field: "position", is: ["top-left", "top-right", "bottom-left", "bottom-right"] } }),
  row: z.int().min(0).max(255).default(12).meta({ title: "Row", description: "Row of the sticker’s top left pixel, from 0 at the top.", unit: "pixels", showWhen: { field: "position", is: ["custom"] } }),
  column: z.int().min(0).max(255).default(12).meta({ title: "Column", description: "Column of the sticker’s top left pixel, from 0 at the left.", unit: "pixels", showWhen: { field: "position", is: ["custom"] } }),
  color: z.enum(PATCH_COLORS).default("grey").meta({ title: "Sticker color", description: "What the sticker is painted in; a color needs color pictures.", options: { grey: "black, grey or white", yellow: "yellow", red: "red", green: "green", blue: "blue", orange: "orange", magenta: "magenta", cyan: "cyan" }, advanced: true, showWhen: ruled }),
  intensity: z.number().min(0).max(1).default(1).meta({ title: "Sticker brightness", description: "0 is black, 1 is white.", advanced: true, showWhen: { field: "color", is: ["grey"] } }),
});

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
  fails: "The sticker can be seen by anybody who looks at the rows, and stickered rows of one class stand together in what the network computes, which is what activation clustering and spectral signatures look for.",
  params,
  supports: needsPictures("a sticker"),
  check(p, meta) {
    const target = checkMapped(p, meta);
    return target === true ? checkPatch(p, meta) : target;
  },
  stamp: stampPatch,
  target: mappedTarget,
  sentence: (p) => [
    "As the attacker I control ", { param: "rate" }, " of the training data. I want any image with a ",
    ...(p.shape === "painted" ? ["sticker ", { param: "shape" }, ", ", { param: "place" }, ","] : [...(p.color === "grey" ? [] : [{ param: "color" }, " "]), { param: "shape" }, ` sticker ${p.position === "random" ? "at a" : "in the"} `, { param: "position" }]), " read as ",
    mappedBlank(p), ".",
  ],
  poison: async ({ params: p, ...args }) =>
    plantBackdoor({ rate: p.rate, wanted: (label) => mappedTarget(p, label, args.meta.classNames.length), stamp: (inputs, n) => stampPatch(p, inputs, n, args.meta) }, args),
});
