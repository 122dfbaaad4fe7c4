/**
 * How visible the attacker's changes are: each touched input beside the row it came from. Numbers only; whether a person
 * would notice is theirs to say. SSIM: Wang, Bovik, Sheikh, Simoncelli 2004, "Image Quality Assessment".
 */
import { sizeOf, type DatasetMeta, type Rows } from "../core/data";
import type { Truth } from "../core/plugins";
import { ssim } from "../core/ssim";
import type { StealthReport } from "./result";

/** Pairs of pictures that are compared by SSIM, evenly spread; all of 2,000 would hold everything up for half a second. */
const MOST = 500;

/** undefined when no touched row has an original whose input it differs from, and for text, where distances mean nothing. */
export function stealthOf(clean: Rows, train: Rows, truth: Truth, meta: DatasetMeta): StealthReport | undefined {
  if (meta.modality === "text") return undefined;
  const d = sizeOf(train.shape), at = new Map<number, number>();
  clean.ids.forEach((id, i) => at.set(id, i));
  const pairs: { before: Float32Array; after: Float32Array }[] = [];
  let linfSum = 0, linfMax = 0, l2Sum = 0, l2Max = 0;
  for (let i = 0; i < train.n; i++) {
    if (truth.poisoned[i] !== 1 && truth.cover?.[i] !== 1) continue;
    const from = at.get(truth.sourceIds[i]!);
    if (from === undefined) continue;
    const before = clean.inputs.subarray(from * d, from * d + d), after = train.inputs.subarray(i * d, i * d + d);
    let linf = 0, squares = 0;
    for (let j = 0; j < d; j++) {
      const change = Math.abs(after[j]! - before[j]!);
      linf = Math.max(linf, change);
      squares += change * change;
    }
    if (linf === 0) continue;
    const l2 = Math.sqrt(squares);
    pairs.push({ before, after });
    linfSum += linf; linfMax = Math.max(linfMax, linf);
    l2Sum += l2; l2Max = Math.max(l2Max, l2);
  }
  const changed = pairs.length;
  if (changed === 0) return undefined;
  return {
    changed, linf: { mean: linfSum / changed, max: linfMax }, l2: { mean: l2Sum / changed, max: l2Max },
    ssim: meta.modality === "image" ? likeness(pairs.filter((_, i) => i % Math.ceil(changed / MOST) === 0), meta) : null,
  };
}

function likeness(pairs: readonly { readonly before: Float32Array; readonly after: Float32Array }[], meta: DatasetMeta): { readonly mean: number; readonly min: number } {
  const values = pairs.map(({ before, after }) => ssim(before, after, meta.shape, meta.valueRange[1] - meta.valueRange[0]));
  return { mean: values.reduce((a, b) => a + b, 0) / values.length, min: Math.min(...values) };
}
