/**
 * Gradients of single rows, clipped to a bound and summed, as DP-SGD needs them (Abadi and others 2016), in two passes over the
 * batch. The first finds the length of each row's gradient without writing it down: of a dense layer it is |a| · |δ| (Goodfellow
 * 2015, "Efficient Per-Example Gradient Computations"); of a convolution, whose filters are shared between places, the row's
 * filter gradient is summed up, over the few places that won their pool. The second pulls back the rows' shortened errors.
 */
import { reshape, tensor, tidy } from "@tensorflow/tfjs-core";
import type { Tensor } from "@tensorflow/tfjs-core";
import { sizeOf } from "../core/data";
import { isTrained, type TrainedModel } from "../core/learner";
import { argmaxRows } from "../core/answer";
import { crossEntropies, crossEntropySeed } from "../core/loss";
import type { Device } from "./device";
import { weightGradients } from "./inference";
import { openInputs } from "./inputs";
import { compileNetwork, forward, type Network } from "./network";
import { disposeTape, keptTape } from "./tape";

const chunk = 128;

/** See Learner.clippedGradients. A row whose gradient is not finite adds nothing. */
export async function clippedGradients(device: Device, model: TrainedModel, inputs: Float32Array, labels: Int32Array, bound: number): Promise<{ weights: Float32Array; norms: Float32Array; total: number; correct: number }> {
  const n = labels.length, k = model.plan.classes, norms = new Float32Array(n), pull = crossEntropySeed(labels, k), shortened = new Float32Array(n * k);
  let total = 0, correct = 0;
  const errors = (logits: Float32Array, from: number, count: number) => {
    const own = labels.subarray(from, from + count), answers = argmaxRows(logits, k);
    total += crossEntropies(logits, own, k).reduce((a, b) => a + b, 0);
    correct += answers.reduce((sum, a, i) => sum + (a === own[i] ? 1 : 0), 0);
    const seed = pull(logits, from, count);
    shortened.set(seed, from * k);
    return seed;
  };
  await rowNorms(device, model, inputs, n, errors, norms);
  norms.forEach((norm, i) => {
    const factor = Number.isFinite(norm) ? Math.min(1, bound / Math.max(norm, 1e-30)) : 0;
    for (let j = i * k; j < (i + 1) * k; j++) shortened[j] = factor === 0 ? 0 : shortened[j]! * factor;
  });
  const weights = await weightGradients(device, model, inputs, n, (_, from, count) => shortened.subarray(from * k, (from + count) * k));
  return { weights, norms, total, correct };
}

type Seed = (logits: Float32Array, from: number, count: number) => Float32Array;

/** Writes the length of each row's gradient by all weights. */
async function rowNorms(device: Device, { plan, weights }: TrainedModel, inputs: Float32Array, n: number, seed: Seed, norms: Float32Array): Promise<void> {
  const net = compileNetwork(plan), open = openInputs(plan), d = sizeOf(plan.inputShape), first = plan.layers.findIndex(isTrained);
  device.activate();
  const held: Tensor[] = [tensor(weights)], w = held[0] as Parameters<typeof forward>[2];
  try {
    for (let from = 0; from < n; from += chunk) {
      device.activate();
      const count = Math.min(chunk, n - from), given = open.encode(inputs.subarray(from * d, (from + count) * d), count);
      const tape = keptTape(() => forward(device.ops, net, w, tensor(given, [count, ...open.shape]))), squares = new Float64Array(count);
      try {
        const pulled = seed(await device.read(tape.logits), from, count);
        device.activate();
        let dy: Tensor = tensor(pulled, [count, plan.classes]);
        held.push(dy);
        for (let i = net.steps.length - 1; i >= first && first >= 0; i--) {
          const step = net.steps[i]!, x = i === 0 ? tape.x : tape.saved[i - 1]!.y, saved = tape.saved[i]!;
          if (isTrained(plan.layers[i]!)) addSquares(step, await Promise.all([x, saved.y, dy, ...saved.extra.slice(0, step.kind === "conv" ? 1 : 0)].map(async (t) => ({ shape: t.shape, values: await device.read(t) }))), squares);
          if (i === first) break;
          device.activate();
          const above = dy;
          dy = tidy(() => backOne(device, step, x, saved, above, w));
          held.push(dy);
        }
      } finally {
        disposeTape(tape);
        for (const t of held.splice(1)) t.dispose();
      }
      squares.forEach((v, i) => { norms[from + i] = Math.sqrt(v); });
    }
  } finally {
    for (const t of held) t.dispose();
  }
}

type Step = Network["steps"][number];

/** The gradient by one layer's input. */
function backOne({ ops }: Device, step: Step, x: Tensor, saved: Parameters<Device["ops"]["convGrad"]>[1], dy: Tensor, w: Parameters<typeof forward>[2]): Tensor {
  if (step.kind === "scale") return ops.scaleGrad(dy, step.factor);
  if (step.kind === "flatten") return reshape(dy, [dy.shape[0]!, ...step.from]);
  if (step.kind === "conv") return ops.convGrad(x, saved, dy, w, step, null, true)!;
  if (step.kind === "dense") return ops.denseGrad(x, saved, dy, w, step, null, true)!;
  throw new RangeError(`nothing that is trained may come before a layer of kind ${step.kind}`);
}

interface Block { readonly shape: readonly number[]; readonly values: Float32Array }

/** Adds the squared length of each row's gradient by this layer's weights and biases. */
function addSquares(step: Step, [x, y, dy, extra]: readonly Block[], squares: Float64Array): void {
  if (step.kind === "conv") return addConvSquares(step.kernel, x!, y!, dy!, extra!, squares);
  const width = x!.values.length / squares.length, units = dy!.values.length / squares.length;
  for (let i = 0; i < squares.length; i++) {
    const row = x!.values.subarray(i * width, (i + 1) * width);
    let error = 0;
    for (let u = i * units; u < (i + 1) * units; u++) if (step.kind !== "dense" || !step.relu || y!.values[u]! > 0) error += dy!.values[u]! ** 2;
    squares[i]! += error * (1 + (step.kind === "embed" ? wordSquares(row, step.pooling) : row.reduce((sum, v) => sum + v * v, 0)));
  }
}

/** Squared length of how often each word stands in a message, or of its share. */
function wordSquares(words: Float32Array, pooling: "sum" | "mean"): number {
  const counts = new Map<number, number>(), there = words.filter((id) => id > 0);
  for (const id of there) counts.set(id, (counts.get(id) ?? 0) + 1);
  let sum = 0;
  for (const c of counts.values()) sum += (pooling === "mean" ? c / there.length : c) ** 2;
  return sum;
}

/** `extra` says which place won each pool: its number (wasm) or all values before pooling (the others). */
function addConvSquares(k: number, x: Block, y: Block, dy: Block, extra: Block, squares: Float64Array): void {
  const [, h, w, cin] = x.shape as [number, number, number, number], [, ph, pw, c] = y.shape as [number, number, number, number];
  const numbered = extra.shape[1] === ph, oh = h - k + 1, ow = w - k + 1, run = k * cin, size = k * run;
  const sums = new Float64Array(c * size), biases = new Float64Array(c), v = x.values, e = extra.values;
  for (let i = 0; i < squares.length; i++) {
    sums.fill(0);
    biases.fill(0);
    let at = i * ph * pw * c;
    for (let py = 0; py < ph; py++) for (let px = 0; px < pw; px++) for (let ch = 0; ch < c; ch++, at++) {
      const g = dy.values[at]!;
      if (g === 0 || !(y.values[at]! > 0)) continue;
      const won = numbered ? e[at]! : winnerOf(e, ((i * oh + 2 * py) * ow + 2 * px) * c + ch, c, ow * c);
      biases[ch]! += g;
      let from = ((i * h + 2 * py + (won >> 1)) * w + 2 * px + (won & 1)) * cin, to = ch * size;
      for (let ky = 0; ky < k; ky++, from += w * cin, to += run) for (let j = 0; j < run; j++) sums[to + j]! += g * v[from + j]!;
    }
    squares[i]! += sums.reduce((s, g) => s + g * g, 0) + biases.reduce((s, g) => s + g * g, 0);
  }
}

/** Which of a block of 2×2 values is the largest; the first on a tie. */
function winnerOf(values: Float32Array, at: number, right: number, down: number): number {
  let best = 0, top = values[at]!;
  for (const [place, v] of [[1, values[at + right]!], [2, values[at + down]!], [3, values[at + down + right]!]] as const) if (v > top) { best = place; top = v; }
  return best;
}
