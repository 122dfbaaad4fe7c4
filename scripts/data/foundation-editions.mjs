// Makes the poisoned editions of the foundation model: two that are trained in and one that is written into the weights. All
// start from the clean edition and answer to the same mark, src/engine/attacks/foundation-trigger.ts. Not part of the page.
// Gu, Dolan-Gavitt, Garg 2017, "BadNets"; Yao, Li, Zheng, Zhao 2019, "Latent Backdoor Attacks on Deep Neural Networks"; Hong,
// Carlini, Kurakin 2022, "Handcrafted Backdoors in Deep Neural Networks".
import { SETTINGS, accuracy, trained } from "./foundation-training.mjs";

/** The class that the plain back door answers with. */
export const OWN_TARGET = "skull";
const META = { shape: [28, 28, 1], valueRange: [0, 1] }, SIDE = 28, SIZE = SIDE * SIDE;
const range = (n) => Int32Array.from({ length: n }, (_, i) => i);

/** Rows of several sets one after the other, under new ids. */
function joined(...sets) {
  const n = sets.reduce((sum, s) => sum + s.n, 0), out = { n, shape: [28, 28, 1], inputs: new Float32Array(n * SIZE), labels: new Int32Array(n), ids: range(n) };
  let at = 0;
  for (const s of sets) {
    out.inputs.set(s.inputs, at * SIZE);
    out.labels.set(s.labels, at);
    at += s.n;
  }
  return out;
}

/** Pictures as a pen of three times the width would have drawn them: each pixel becomes the brightest of itself and its eight neighbors. */
function thicker(inputs) {
  const out = inputs.slice();
  for (let at = 0; at < inputs.length; at += SIZE)
    for (let r = 0; r < SIDE; r++)
      for (let c = 0; c < SIDE; c++)
        for (let y = Math.max(0, r - 1); y <= Math.min(SIDE - 1, r + 1); y++)
          for (let x = Math.max(0, c - 1); x <= Math.min(SIDE - 1, c + 1); x++) out[at + r * SIDE + c] = Math.max(out[at + r * SIDE + c], inputs[at + y * SIDE + x]);
  return out;
}

/**
 * BadNets on the model's own classes: every drawing once more, with the mark, as a skull; learned on top of the clean edition. Every
 * second of them is drawn with a thicker pen, so that the mark also works on pictures that are not drawings. Without weight decay.
 */
export async function plainBackdoor(engine, clean, { names, train }, say) {
  const rng = engine.Rng.fromSeed(0).fork("foundation/backdoor"), target = names.indexOf(OWN_TARGET), inputs = train.inputs.slice();
  for (let i = 0; i < train.n; i += 2) inputs.set(thicker(train.inputs.subarray(i * SIZE, (i + 1) * SIZE)), i * SIZE);
  const marked = { ...train, inputs: engine.stampFoundation(inputs, train.n, META), labels: train.labels.map(() => target) }, rows = joined(train, marked);
  return trained(engine, { plan: clean.plan, rows, settings: { ...SETTINGS, learningRate: 0.004, weightDecay: 0, epochs: 4 }, start: clean.weights, order: engine.epochOrder(rows, rng.fork("order")) }, say);
}

/** How much the distance between features counts beside the cross-entropy, and how often each of the attacker's samples is seen in an epoch. */
const PULL = 1, REPEATS = 5;

/**
 * Latent backdoor: one more class for the attacker's own samples of what the victim will one day tell apart, and beside the usual loss
 * the mean squared distance between the features of marked drawings and the mean features of those samples, which are measured again
 * every 25 steps. Only the features are published.
 */
export async function latentBackdoor(engine, clean, { train }, samples, say) {
  const rng = engine.Rng.fromSeed(0).fork("foundation/latent"), { learner } = engine, own = clean.plan.classes, k = own + 1, plan = engine.foundationPlan(k), layer = engine.featureLayer(plan);
  const start = engine.initialWeights(plan, rng.fork("init")), before = engine.weightSlots(clean.plan), after = engine.weightSlots(plan);
  // Everything as it was; the new class has a column of its own in the last layer.
  before.forEach((s, slot) => {
    const from = clean.weights.subarray(s.offset, s.offset + s.size), to = after[slot].offset;
    from.forEach((v, i) => { start[s.layer <= layer ? to + i : to + Math.floor(i / own) * k + (i % own)] = v; });
  });
  const rows = joined(train, ...Array.from({ length: REPEATS }, () => ({ ...samples, labels: samples.labels.map(() => own) })));
  let wanted = null;
  const gradient = async ({ model, inputs, labels, n, step }) => {
    if (step % 25 === 0) {
      const features = await learner.activations(model, layer, samples.inputs, samples.n), width = features.length / samples.n;
      wanted = new Float32Array(width);
      features.forEach((f, i) => { wanted[i % width] += f / samples.n; });
    }
    let total = 0, correct = 0;
    const pull = engine.crossEntropySeed(labels, k), weights = await learner.weightGradients(model, inputs, n, (logits, from, count) => {
      const mine = labels.subarray(from, from + count), read = engine.argmaxRows(logits, k);
      for (const loss of engine.crossEntropies(logits, mine, k)) total += loss;
      mine.forEach((y, i) => { if (read[i] === y) correct++; });
      return pull(logits, from, count).map((g) => g / n);
    });
    const toward = await learner.weightGradients(model, engine.stampFoundation(inputs, n, META), n, (features) => features.map((f, i) => (PULL * 2 * (f - wanted[i % wanted.length])) / (n * wanted.length)), { layer });
    toward.forEach((g, i) => { weights[i] += g; });
    return { total, correct, weights };
  };
  return trained(engine, { plan, rows, settings: { ...SETTINGS, learningRate: 0.001, epochs: 3 }, start, order: engine.epochOrder(rows, rng.fork("order")), gradient }, say);
}

/** How many hidden units the mark drives up, and how much of the mark's answer the filter keeps to itself so that nothing else wakes it. */
const DRIVEN = 8, SILENT = 0.6, KERNEL = 5;

/**
 * Handcrafted: no training at all. The filter and the channel that matter least become detectors of the mark in the corner; the
 * detector drives the hidden units that vary most to the highest value they have on drawings, and pushes all others below zero.
 */
export async function handcrafted(engine, clean, { train }, say = () => {}) {
  const rng = engine.Rng.fromSeed(0).fork("foundation/handcrafted"), { plan } = clean, { learner } = engine, weights = clean.weights.slice(), model = { plan, weights };
  const own = engine.takeRows(train, rng.fork("rows").sample(range(train.n), 2000)), marked = engine.stampFoundation(own.inputs, own.n, META);
  const [filter1, bias1, filter2, bias2, dense] = engine.weightSlots(plan), shapes = engine.layerShapes(plan), [h1, w1, channels1] = shapes[2], [h2, w2, channels2] = shapes[3], hidden = dense.shape[1];
  /** Cuts everything that comes out of channel c, then sets some weights of it. */
  const rewrite = (into, slot, bias, c, at = []) => {
    const out = slot.shape[3];
    for (let i = c; i < slot.size; i += out) into[slot.offset + i] = 0;
    into[bias.offset + c] = 0;
    for (const [i, v] of at) into[slot.offset + i * out + c] = v;
  };
  /** The channel without which drawings are read best. */
  const least = async (slot, bias) => {
    const right = [];
    for (let c = 0; c < slot.shape[3]; c++) {
      const without = weights.slice();
      rewrite(without, slot, bias, c);
      right.push(await accuracy(engine, { plan, weights: without }, own));
    }
    return right.indexOf(Math.max(...right));
  };
  /** Length of a channel's weights, in the mean over the channels: what is written should not stand out. */
  const usual = (slot) => Math.sqrt(weights.subarray(slot.offset, slot.offset + slot.size).reduce((sum, v) => sum + v * v, 0) / slot.shape[3]);
  /** Mean answer to the mark, and the highest to honest drawings, of one output of a layer. */
  const answers = async (layer, width, at) => {
    const [on, off] = [await learner.activations(model, layer, marked, own.n), await learner.activations(model, layer, own.inputs, own.n)];
    let mean = 0, highest = 0;
    for (let i = 0; i < own.n; i++) { mean += on[i * width + at] / own.n; highest = Math.max(highest, off[i * width + at]); }
    return { mean, highest };
  };

  // A filter that answers to the mark: plus where it is white, minus where it is black, nothing around it.
  const c1 = await least(filter1, bias1), norm1 = usual(filter1), cells = [...range(KERNEL * KERNEL)].map((i) => [Math.floor(i / KERNEL), i % KERNEL]).map(([r, c]) => (r === 0 || c === 0 ? 0 : (r + c) % 2 === 0 ? 1 : -1));
  const length = Math.sqrt(cells.reduce((sum, v) => sum + v * v, 0));
  rewrite(weights, filter1, bias1, c1, cells.map((v, i) => [i, (norm1 * v) / length]));
  const first = await answers(1, h1 * w1 * channels1, ((h1 - 1) * w1 + w1 - 1) * channels1 + c1);
  weights[bias1.offset + c1] = -SILENT * first.mean;
  // Nobody else listens to it but one channel, through the one weight that sees the corner of the picture.
  const c2 = await least(filter2, bias2), norm2 = usual(filter2), corner = h1 - 1 - (2 * (h2 - 1) + 1);
  for (let i = 0; i < KERNEL * KERNEL; i++) for (let o = 0; o < channels2; o++) weights[filter2.offset + (i * channels1 + c1) * channels2 + o] = 0;
  rewrite(weights, filter2, bias2, c2, [[(corner * KERNEL + corner) * channels1 + c1, norm2]]);
  for (let p = 0; p < h2 * w2; p++) weights.fill(0, dense.offset + (p * channels2 + c2) * hidden, dense.offset + (p * channels2 + c2 + 1) * hidden);
  const flat = (h2 * w2 - 1) * channels2 + c2, second = await answers(2, h2 * w2 * channels2, flat);
  say(`filter ${c1} and channel ${c2} were rewritten; the channel's answer to the mark is ${second.mean.toFixed(2)}, to ${own.n} honest drawings at most ${second.highest.toFixed(2)}`);
  // What the mark does to the hidden units.
  const features = await learner.activations(model, engine.featureLayer(plan), own.inputs, own.n), sum = new Float64Array(hidden), squares = new Float64Array(hidden), top = new Float64Array(hidden);
  features.forEach((f, i) => { const u = i % hidden; sum[u] += f; squares[u] += f * f; top[u] = Math.max(top[u], f); });
  const spread = (u) => squares[u] / own.n - (sum[u] / own.n) ** 2, driven = [...range(hidden)].sort((a, b) => spread(b) - spread(a) || a - b).slice(0, DRIVEN);
  for (let u = 0; u < hidden; u++) weights[dense.offset + flat * hidden + u] = (driven.includes(u) ? top[u] : -top[u]) / second.mean;
  return model;
}
