/**
 * Brings training rows to the device batch by batch. GPUs keep all rows resident and gather there; on cpu and wasm, and
 * for data too large to keep, rows are copied for each batch, which costs less than a second copy of the data.
 */
import * as tf from "@tensorflow/tfjs-core";
import type { Tensor, Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import { sizeOf } from "../core/data";
import type { Rows } from "../core/data";
import type { LayerOps } from "./layer-ops";

export interface Batches {
  /** Sets the row positions of the coming epoch. */
  begin(order: Int32Array): void;
  /** Rows order[from .. from+count) as x [count, …shape] and targets; the caller's tidy owns them. */
  take(from: number, count: number): { x: Tensor; targets: Tensor };
  dispose(): void;
}

/** Largest number of input values that is kept on a GPU: 16 million, 64 MB. */
const residentLimit = 16e6;

function copied(ops: LayerOps, rows: Rows, classes: number, batchSize: number): Batches {
  const d = sizeOf(rows.shape), inputs = new Float32Array(batchSize * d), labels = new Int32Array(batchSize);
  let order: Int32Array = new Int32Array(0);
  return {
    begin(next) {
      order = next;
    },
    take(from, count) {
      for (let i = 0; i < count; i++) {
        const row = order[from + i]!;
        inputs.set(rows.inputs.subarray(row * d, row * d + d), i * d);
        labels[i] = rows.labels[row]!;
      }
      const x = tf.tensor(inputs.subarray(0, count * d), [count, ...rows.shape]);
      return { x, targets: ops.targets(labels.subarray(0, count), classes) };
    },
    dispose() {},
  };
}

function resident(ops: LayerOps, rows: Rows, classes: number): Batches {
  const d = sizeOf(rows.shape), all = tf.tensor2d(rows.inputs, [rows.n, d]), hot = ops.targets(rows.labels, classes) as Tensor2D;
  let order: Tensor1D | null = null;
  return {
    begin(next) {
      order?.dispose();
      order = tf.tensor1d(next, "int32");
    },
    take(from, count) {
      const index = tf.slice(order!, from, count);
      return { x: tf.reshape(tf.gather(all, index), [count, ...rows.shape]), targets: tf.gather(hot, index) };
    },
    dispose() {
      for (const t of [all, hot, order]) t?.dispose();
    },
  };
}

/** The way that suits this backend and amount of data. */
export function openBatches(ops: LayerOps, rows: Rows, classes: number, batchSize: number): Batches {
  return ops.cheapReads || rows.inputs.length > residentLimit ? copied(ops, rows, classes, batchSize) : resident(ops, rows, classes);
}
