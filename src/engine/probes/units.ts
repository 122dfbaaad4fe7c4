/**
 * One yardstick for ε on every kind of data: a value counts as its share of the range that it can take, so 0.1 is a tenth
 * of the way from black to white and also a tenth of a column's range. On pictures in [0, 1] that is the raw pixel itself.
 * Categories have no such share and stay fixed. Turns rows into shares and back, and a learner into one that is fed shares.
 */
import { rangeOf, sizeOf, type DatasetMeta } from "../core/data";
import type { GradientSource } from "../core/pgd";
import type { Learner } from "../core/learner";

export interface Units {
  /** Values of one input. */
  readonly d: number;
  /** 1 at categories; absent when there are none. */
  readonly fixed?: Uint8Array;
  /** How many values of an input can be changed. */
  readonly free: number;
  /** n raw rows in shares; a fresh array unless shares and raw values are the same. */
  toShares(raw: Float32Array): Float32Array;
  toRaw(shares: Float32Array): Float32Array;
  /** The learner, taking shares and giving gradients by shares. */
  over(learner: Learner, pulse?: () => Promise<void> | void): GradientSource;
  /** What ε is here, for the axis of a chart. */
  title(norm: "linf" | "l2"): string;
}

/** true where a probe can move values a little: pictures, points and number columns; else why not. */
export function movable({ meta }: { readonly meta: DatasetMeta }): true | string {
  if (meta.modality === "text") return "a word cannot be changed by a little; choose text evasion for messages.";
  if (meta.columns?.every((c) => c.kind === "category")) return "a category cannot be changed by a little, and these data have no column of numbers.";
  return true;
}

export function openUnits(meta: DatasetMeta): Units {
  const d = sizeOf(meta.shape), low = new Float64Array(d), high = new Float64Array(d), span = new Float64Array(d), fixed = new Uint8Array(d);
  for (let j = 0; j < d; j++) {
    const [from, to] = rangeOf(meta, j);
    fixed[j] = meta.columns?.[j]?.kind === "category" || to <= from ? 1 : 0;
    low[j] = fixed[j] ? 0 : from;
    high[j] = fixed[j] ? 1 : to;
    span[j] = high[j]! - low[j]!;
  }
  const same = low.every((v) => v === 0) && span.every((v) => v === 1), anyFixed = fixed.includes(1);
  const toShares = (raw: Float32Array) => (same ? raw : raw.map((v, i) => (v - low[i % d]!) / span[i % d]!));
  const back = (v: number, j: number) => (fixed[j] ? v : v === 1 ? high[j]! : low[j]! + span[j]! * v);
  const toRaw = (shares: Float32Array) => (same ? shares : shares.map((v, i) => back(v, i % d)));
  return {
    d, free: fixed.reduce((n, f) => n - f, d), ...(anyFixed && { fixed }), toShares, toRaw,
    over: (learner, pulse) => ({
      logits: (model, x, n) => learner.logits(model, toRaw(x), n, pulse),
      async inputGradients(model, x, n, seed) {
        const g = await learner.inputGradients(model, toRaw(x), n, seed, { pulse });
        if (!same) for (let i = 0; i < g.length; i++) g[i] = fixed[i % d] ? 0 : g[i]! * span[i % d]!;
        return g;
      },
    }),
    title: (norm) => (norm === "linf" ? (meta.modality === "image" ? "ε: largest change of a pixel (0 to 1)" : "ε: largest change of a value, as a share of its range")
      : meta.modality === "image" ? "ε: root of the summed squared changes of all pixels" : "ε: root of the summed squared changes, as shares of the ranges"),
  };
}
