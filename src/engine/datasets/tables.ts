/**
 * Published tables: reads one packed CSV, checks it against its checksum, keeps it, and splits its rows by seed with every
 * class in its share. Values stay in their own units; a category is the number of its level. Knows no particular table.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { z } from "zod";
import { rangeOf, type Column, type Dataset, type DatasetMeta, type Rows } from "../core/data";
import { ProblemError, throwIfCancelled } from "../core/errors";
import type { ReadAsset } from "../core/plugins";
import type { Rng } from "../core/rng";
import { stratifiedOrder } from "./split";

/** What a conversion script says of the table it has packed. */
export interface PackedTable {
  readonly rows: number;
  /** SHA-256 of the CSV, unzipped: gzip may give other bytes on another machine, and some servers unzip by themselves. */
  readonly sum: string;
  /** Name, smallest and largest value, digits worth showing. */
  readonly columns: readonly (readonly [name: string, low: number, high: number, decimals: number])[];
}

/** What only a person can say of a column: its unit, what it means, the names of its levels, a rounder range. */
export interface ColumnWords {
  readonly unit?: string;
  readonly description?: string;
  readonly levels?: readonly string[];
  readonly range?: readonly [number, number];
}

/** Columns of a packed table, ranges as the rows hold them (32-bit numbers). */
export function columnsOf(table: PackedTable, words: (name: string) => ColumnWords): Column[] {
  return table.columns.map(([name, low, high, decimals]): Column => {
    const { unit, description, levels, range = [low, high] } = words(name), about = description === undefined ? {} : { description };
    if (levels) return { kind: "category", name, levels, ...about };
    return { kind: "number", name, ...(unit === undefined ? {} : { unit }), range: [Math.fround(range[0]), Math.fround(range[1])], decimals, ...about };
  });
}

/** Description of a table: one value a column, the value range from the lowest to the highest of them. */
export function tableMeta(meta: Pick<DatasetMeta, "id" | "title" | "classNames" | "positive"> & { readonly columns: readonly Column[]; readonly modality?: "tabular" | "points" }): DatasetMeta {
  const whole: DatasetMeta = { modality: "tabular", ...meta, shape: [meta.columns.length], valueRange: [0, 0] };
  const ranges = meta.columns.map((_, j) => rangeOf(whole, j));
  return { ...whole, valueRange: [Math.min(...ranges.map((r) => r[0])), Math.max(...ranges.map((r) => r[1]))] };
}

export interface Sizes {
  readonly train: number;
  readonly test: number;
  readonly trusted: number;
}

/** Parameters: the sizes of the three parts, which together cannot exceed the `total` that was published; `sizes` is the default. */
export function tableParams(total: number, sizes: Sizes) {
  return z.strictObject({
    train: z.int().min(50).max(total - 70).default(sizes.train).meta({ title: "Training rows", description: "Rows the models learn from.", unit: "rows" }),
    test: z.int().min(50).max(total - 70).default(sizes.test).meta({ title: "Test rows", description: "Rows that every rate is measured on; never poisoned, never trained on.", unit: "rows" }),
    trusted: z.int().min(20).max(Math.floor(total / 2)).default(sizes.trusted).meta({ title: "Trusted rows", description: "A small clean set that the defender owns; neither trained on by the victim nor used for the reported rates.", unit: "rows", advanced: true }),
  }).check((ctx) => {
    const { train, test, trusted } = ctx.value;
    if (train + test + trusted > total)
      ctx.issues.push({ code: "custom", input: train, path: ["train"], message: `at most ${total - test - trusted} when test is ${test} and trusted is ${trusted}, because there are ${total} rows` });
  });
}

/** The bytes themselves, or what they unzip to when they are gzip. */
async function unzipped(bytes: Uint8Array): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

interface Cells {
  readonly inputs: Float32Array;
  readonly labels: Int32Array;
}

/** The loader for one published table. A row's id is its place in the table. */
export function packedTable(meta: DatasetMeta, table: PackedTable): (args: { params: Sizes; rng: Rng; read: ReadAsset; signal?: AbortSignal }) => Promise<Dataset> {
  const width = table.columns.length, total = table.rows, path = `${meta.id}/0.bin`;
  /** The table once it has arrived; its content is fixed by the checksum, so one copy serves every run. */
  let known: Cells | undefined;

  async function readTable(read: ReadAsset): Promise<Cells> {
    const packed = await read(path), csv = await unzipped(packed).catch(() => undefined);
    if (!csv || bytesToHex(sha256(csv)) !== table.sum)
      throw new ProblemError({ code: "bad-data", message: `The file ${path} did not arrive as it was published: its checksum is wrong (${packed.length} bytes came). Reload the page; if it happens again, the copy on the server is damaged.` });
    const inputs = new Float32Array(total * width), labels = new Int32Array(total);
    new TextDecoder().decode(csv).trimEnd().split("\n").slice(1).forEach((line, i) => {
      const cells = line.split(",");
      for (let j = 0; j < width; j++) inputs[i * width + j] = Number(cells[j]);
      labels[i] = Number(cells[width]);
    });
    return { inputs, labels };
  }

  function rowsOf({ inputs, labels }: Cells, chosen: Int32Array): Rows {
    const values = new Float32Array(chosen.length * width);
    chosen.forEach((row, i) => values.set(inputs.subarray(row * width, (row + 1) * width), i * width));
    return { n: chosen.length, shape: meta.shape, inputs: values, labels: chosen.map((row) => labels[row]!), ids: chosen };
  }

  return async ({ params: { train, test, trusted }, rng, read, signal }) => {
    throwIfCancelled(signal);
    if (train + test + trusted > total) throw new ProblemError({ code: "bad-parameter", field: "dataset.params.train", message: `dataset.params.train must be at most ${total - test - trusted} when test is ${test} and trusted is ${trusted}, because there are ${total} rows; it was ${train}.` });
    const cells = (known ??= await readTable(read));
    throwIfCancelled(signal);
    const order = stratifiedOrder(cells.labels, meta.classNames.length, rng.fork("split"));
    const part = (name: string, from: number, n: number) => rowsOf(cells, rng.fork(`order/${name}`).shuffle(order.slice(from, from + n)));
    return { meta, test: part("test", 0, test), trusted: part("trusted", test, trusted), train: part("train", test + trusted, train) };
  };
}
