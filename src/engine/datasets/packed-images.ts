/**
 * Published pictures in shards: reads only the shards an experiment needs, checks each against its checksum, keeps what is
 * decoded, and splits by seed. One shard is half a byte of label per picture (high half first), then the packed pixels.
 * Knows no particular data set.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { z } from "zod";
import { sizeOf, type Dataset, type DatasetMeta, type Rows } from "../core/data";
import { ProblemError, throwIfCancelled } from "../core/errors";
import type { ReadAsset } from "../core/plugins";
import type { Rng } from "../core/rng";
import { stratifiedOrder } from "./split";

export interface Pack {
  /** Its id names the folder; images are in 0..1. */
  readonly meta: DatasetMeta;
  /** SHA-256 of 0.bin, 1.bin, … */
  readonly sums: readonly string[];
  /** Pictures in one shard; even. */
  readonly shard: number;
  /** The largest value of a decoded pixel, which becomes 1. */
  readonly white: number;
  /** Unpacks n pictures of this height and width. */
  readonly unpack: (bytes: Uint8Array, n: number, height: number, width: number) => Uint8Array;
}

/** How many pictures each part has. */
interface Sizes {
  readonly train: number;
  readonly test: number;
  readonly trusted: number;
}

interface Shard {
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
}

/** Parameters: the sizes of the three parts, which together cannot exceed the `total` that was published; `sizes` is the default. */
export function pictureParams(total: number, sizes: Sizes) {
  return z.strictObject({
    train: z.int().min(100).max(total - 200).default(sizes.train).meta({ title: "Training images", description: "Images the models learn from.", unit: "images" }),
    test: z.int().min(100).max(total - 200).default(sizes.test).meta({ title: "Test images", description: "Images that every rate is measured on; never poisoned, never trained on.", unit: "images" }),
    trusted: z.int().min(100).max(total / 2).default(sizes.trusted).meta({ title: "Trusted images", description: "A small clean set that the defender owns; neither trained on by the victim nor used for the reported rates.", unit: "images", advanced: true }),
  }).check((ctx) => {
    const { train, test, trusted } = ctx.value;
    if (train + test + trusted > total)
      ctx.issues.push({ code: "custom", input: train, path: ["train"], message: `at most ${total - test - trusted} when test is ${test} and trusted is ${trusted}, because there are ${total} images` });
  });
}

/** The loader for one set of published pictures. An image's id is its place in the whole set. */
export function packedImages(pack: Pack): (args: { params: Sizes; rng: Rng; read: ReadAsset; signal?: AbortSignal }) => Promise<Dataset> {
  const { meta, sums, shard: each, white } = pack, [height = 0, width = 0] = meta.shape, size = sizeOf(meta.shape), total = sums.length * each;
  /** Decoded shards by number; their content is fixed by the checksums, so one copy serves every run. */
  const decoded = new Map<number, Shard>();

  async function readShard(index: number, read: ReadAsset, signal?: AbortSignal): Promise<Shard> {
    const known = decoded.get(index);
    if (known) return known;
    const path = `${meta.id}/${index}.bin`, bytes = await read(path);
    throwIfCancelled(signal);
    if (bytesToHex(sha256(bytes)) !== sums[index])
      throw new ProblemError({ code: "bad-data", message: `The file ${path} did not arrive as it was published: its checksum is wrong (${bytes.length} bytes came). Reload the page; if it happens again, the copy on the server is damaged.` });
    const labels = Uint8Array.from({ length: each }, (_, i) => (bytes[i >> 1]! >> (i % 2 ? 0 : 4)) & 15);
    const shard = { pixels: pack.unpack(bytes.subarray(each / 2), each, height, width), labels };
    decoded.set(index, shard);
    return shard;
  }

  function rowsOf(shards: readonly Shard[], chosen: Int32Array): Rows {
    const n = chosen.length, inputs = new Float32Array(n * size), labels = new Int32Array(n);
    chosen.forEach((id, i) => {
      const { pixels, labels: names } = shards[Math.floor(id / each)]!, at = id % each;
      labels[i] = names[at]!;
      for (let j = 0; j < size; j++) inputs[i * size + j] = pixels[at * size + j]! / white;
    });
    return { n, shape: meta.shape, inputs, labels, ids: chosen };
  }

  return async ({ params: { train, test, trusted }, rng, read, signal }) => {
    throwIfCancelled(signal);
    const count = Math.ceil((train + test + trusted) / each);
    if (count > sums.length) throw new ProblemError({ code: "bad-parameter", field: "dataset.params.train", message: `dataset.params.train must be at most ${total - test - trusted} when test is ${test} and trusted is ${trusted}, because there are ${total} images; it was ${train}.` });
    const shards = await Promise.all(sums.slice(0, count).map((_, i) => readShard(i, read, signal)));
    throwIfCancelled(signal);
    const pool = new Uint8Array(count * each);
    shards.forEach(({ labels }, i) => pool.set(labels, i * each));
    const order = stratifiedOrder(pool, meta.classNames.length, rng.fork("split"));
    const part = (name: string, from: number, n: number) => rowsOf(shards, rng.fork(`order/${name}`).shuffle(order.slice(from, from + n)));
    return { meta, test: part("test", 0, test), trusted: part("trusted", test, trusted), train: part("train", test + trusted, train) };
  };
}
