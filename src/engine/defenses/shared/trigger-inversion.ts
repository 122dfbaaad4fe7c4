/**
 * Reversing a trigger (Wang and others 2019): for one class, the smallest change that turns all inputs into it, as a mask m (one
 * value a pixel, SHARED over channels) and a pattern; x' = (1 − m) x + m · pattern. Several searches go through the model in one
 * batch, and each finds what it would have found alone. Plain arrays; which class is suspicious is decided elsewhere.
 */
import { sizeOf, type Rows } from "../../core/data";
import type { Learner, TrainedModel } from "../../core/learner";
import { argmaxRows } from "../../core/answer";
import { crossEntropySeed } from "../../core/loss";
import type { Rng } from "../../core/rng";
import { mad, median } from "../../core/statistics";
import { Search, type Inverted, type SearchOptions, type Trigger } from "./trigger-search";

/** How far each size lies below the median, in robust standard deviations (1.4826 · MAD); all 0 when these are 0. */
export function anomalyIndices(sizes: ArrayLike<number>): Float64Array {
  const middle = median(sizes), spread = mad(sizes, middle);
  return Float64Array.from(sizes, (l) => (spread > 0 ? (middle - l) / spread : 0));
}

/** n inputs with the trigger on them, written to `out` from row `at` on. */
export function stamp({ mask, pattern }: Trigger, inputs: Float32Array, index: ArrayLike<number>, out: Float32Array, at = 0): void {
  const d = pattern.length, channels = d / mask.length;
  for (let r = 0; r < index.length; r++) {
    const from = index[r]! * d, to = (at + r) * d;
    for (let p = 0, j = 0; p < mask.length; p++) for (let c = 0; c < channels; c++, j++) out[to + j] = (1 - mask[p]!) * inputs[from + j]! + mask[p]! * pattern[j]!;
  }
}

/**
 * The smallest trigger of each wanted class and random start, on clean rows of all classes. `seen` is called after each round with
 * every search as it stands. The gradient comes from `learner.inputGradients`: by the mask Σ over channels of g · (pattern − x), by the pattern g · m.
 */
export async function invertTriggers(
  learner: Pick<Learner, "inputGradients">, model: TrainedModel, clean: Rows, wanted: readonly { readonly target: number; readonly rng: Rng }[], options: SearchOptions,
  seen: (round: number, now: () => Inverted[]) => Promise<void>,
): Promise<Inverted[]> {
  const d = sizeOf(clean.shape), channels = clean.shape[2] ?? 1, pixels = d / channels, classes = model.plan.classes;
  const all = wanted.map(({ target, rng }) => new Search(target, rng, pixels, d, options)), byMask = new Float64Array(pixels), byPattern = new Float64Array(d);
  let open = clean.n > 0 ? all : [];
  const now = () => all.map((s) => s.best ?? s.now(false));
  for (let round = 1; open.length > 0; round++) {
    const each = Math.min(clean.n, options.batch), n = each * open.length, x = new Float32Array(n * d), labels = new Int32Array(n), turned = new Float64Array(open.length);
    const drawn = open.map((s, k) => {
      const rows = s.draw(clean.n);
      stamp(s, clean.inputs, rows, x, k * each);
      labels.fill(s.target, k * each, (k + 1) * each);
      return rows;
    });
    const pull = crossEntropySeed(labels, classes);
    const g = await learner.inputGradients(model, x, n, (logits, from, count) => {
      argmaxRows(logits, classes).forEach((c, i) => { if (c === labels[from + i]) turned[Math.floor((from + i) / each)]!++; });
      return pull(logits, from, count);
    });
    open = open.filter((s, k) => {
      byMask.fill(0);
      byPattern.fill(0);
      for (let r = 0; r < each; r++) {
        const from = drawn[k]![r]! * d, at = (k * each + r) * d;
        for (let p = 0, j = 0; p < pixels; p++) for (let c = 0; c < channels; c++, j++) {
          byMask[p]! += g[at + j]! * (s.pattern[j]! - clean.inputs[from + j]!);
          byPattern[j]! += g[at + j]! * s.mask[p]!;
        }
      }
      return !s.step(turned[k]! / each, byMask, byPattern, each);
    });
    await seen(round, now);
  }
  return now();
}
