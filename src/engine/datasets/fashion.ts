/**
 * Clothes: 10,000 real pictures from a shop's catalogue (Fashion-MNIST), packed in ten shards of 1,000. The split comes from
 * the seed. Not the official 60,000/10,000 split.
 * Xiao, Rasul, Vollgraf 2017, "Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine Learning Algorithms".
 */
import type { DatasetMeta } from "../core/data";
import { defineDataset } from "../core/plugins";
import { FASHION_SHARDS } from "./fashion-shards";
import { LEVELS, unpackImages } from "./image-coder";
import { packedImages, pictureParams } from "./packed-images";

const META: DatasetMeta = {
  id: "fashion", title: "Clothes", modality: "image", shape: [28, 28, 1],
  classNames: ["T-shirt", "trousers", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"], valueRange: [0, 1],
};

export const fashion = defineDataset({
  id: "fashion",
  title: META.title,
  summary: "Small grey pictures of clothes, shoes and bags from a shop’s catalogue, to be sorted by kind.",
  paper: { authors: "Xiao, Rasul, Vollgraf", year: 2017, title: "Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine Learning Algorithms", link: "https://arxiv.org/abs/1708.07747" },
  params: pictureParams(FASHION_SHARDS.length * 1000, { train: 4000, test: 1000, trusted: 500 }),
  facts: {
    source: "Fashion-MNIST, the first 10,000 training images, from the Debian package dataset-fashion-mnist",
    license: "MIT, Zalando SE",
    size: "10,000 images of 28 × 28 pixels, 16 grey levels",
    notGoodFor: "Judging how a method does on photographs: every piece stands alone on black, upright and centered. Shirts, pullovers and coats look alike at this size, so even a good model mixes them up.",
    synthetic: false,
  },
  scenario: "Shop catalogue",
  goodStart: { model: "cnn", attack: "badnets" },
  meta: () => META,
  load: packedImages({ meta: META, sums: FASHION_SHARDS, shard: 1000, white: LEVELS - 1, unpack: unpackImages }),
});
