/**
 * Road signs: 4,000 synthetic photographs of twelve European signs, drawn by scripts/data/signs-scene.mjs from real sign
 * artwork; four shards of 1,000. The split comes from the seed. No camera has seen any of them.
 */
import type { DatasetMeta } from "../core/data";
import { defineDataset } from "../core/plugins";
import { packedImages, pictureParams } from "./packed-images";
import { unpackPhotos } from "./photo-coder";
import { SIGN_SHARDS } from "./signs-shards";

const META: DatasetMeta = {
  id: "signs", title: "Road signs (synthetic)", modality: "image", shape: [32, 32, 3],
  classNames: ["speed limit 30", "speed limit 50", "speed limit 80", "no overtaking", "stop", "yield", "no entry", "priority road", "keep right", "roundabout", "road works", "pedestrian crossing"], valueRange: [0, 1],
};

export const signs = defineDataset({
  id: "signs",
  title: META.title,
  summary: "Color pictures of twelve road signs as a car’s camera might see them: tilted, faded, shaded, blurred. A program drew them.",
  params: pictureParams(SIGN_SHARDS.length * 1000, { train: 2700, test: 800, trusted: 500 }),
  facts: {
    source: "Drawn by this project from the sign artwork of mapillary_sprite_source 1.8.0 (npm) before CC0 textures",
    license: "MIT; sign artwork MIT, Mapillary; textures CC0",
    size: "4,000 pictures of 32 × 32 pixels in color",
    notGoodFor: "Judging how a method does on the road: no real camera, no real wear, one design per sign. How well it carries over to photographs is untested.",
    synthetic: true,
  },
  scenario: "Self-driving car",
  goodStart: { model: "cnn", attack: "badnets" },
  meta: () => META,
  load: packedImages({ meta: META, sums: SIGN_SHARDS, shard: 1000, white: 255, unpack: unpackPhotos }),
});
