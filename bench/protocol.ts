/** What the bench asks a fresh worker to measure, and what it answers. Both contestants get the same networks and data. */
export type BenchModel = "cnn" | "mlp";
/** Training of a network, or PGD on PROBE_ROWS inputs of the convolutional one. */
export type BenchWork = BenchModel | "pgd";
export type BenchBackend = "wasm" | "webgl" | "webgpu" | "cpu";

export interface BenchTask {
  readonly backend: BenchBackend;
  readonly model: BenchWork;
  readonly steps: number;
  readonly warmup: number;
}

export type BenchAnswer =
  | { readonly ok: true; readonly msPerStep: number; readonly kernels: number }
  | { readonly ok: false; readonly reason: string };

export const BATCH = 64;
export const PROBE_ROWS = 500;

/** Deterministic pseudo-digits: n × 784 values in [0, 1], n labels in 0..9; the arithmetic is the same as on real ones. */
export function benchData(n: number): { inputs: Float32Array; labels: Int32Array } {
  let state = 12345;
  const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 4294967296;
  const labels = Int32Array.from({ length: n }, () => Math.floor(next() * 10));
  const inputs = Float32Array.from({ length: n * 784 }, (_, i) => (next() < 0.2 + 0.02 * labels[Math.floor(i / 784)]! ? next() : 0));
  return { inputs, labels };
}
