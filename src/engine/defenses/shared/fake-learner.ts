/**
 * A learner in a few lines of plain loops, for tests: all layers but convolutions and scales, and training moves the last
 * layer alone. With identity weights in the hidden layer the planted inputs are the features. Not a model of the real one.
 */
import { weightCount, weightSlots, type EpochReport, type Layer, type Learner, type ModelPlan, type TrainJob, type TrainedModel } from "../../core/learner";
import { sizeOf } from "../../core/data";
import { encodeInputs } from "../../core/encode";

/** How often each word stands in each of n messages, n × words, or its share for a mean: an embed layer is a dense one over these. */
function wordShares({ words, pooling }: Extract<Layer, { kind: "embed" }>, x: Float32Array, n: number): Float32Array {
  const length = x.length / Math.max(1, n), out = new Float32Array(n * words);
  for (let i = 0; i < n; i++) {
    const there = x.subarray(i * length, (i + 1) * length).filter((id) => id > 0);
    for (const id of there) out[i * words + id]! += pooling === "mean" ? 1 / there.length : 1;
  }
  return out;
}

/** Outputs of layers 0..upTo for n inputs. */
function forward({ plan, weights }: TrainedModel, upTo: number, inputs: Float32Array, n: number): Float32Array {
  let x: Float32Array = inputs, width = sizeOf(plan.inputShape);
  plan.layers.slice(0, upTo + 1).forEach((layer, at) => {
    if (layer.kind === "encode") {
      x = encodeInputs(layer, x, n);
      width = x.length / Math.max(1, n);
    }
    if (layer.kind === "embed") {
      x = wordShares(layer, x, n);
      width = layer.words;
    }
    if (layer.kind !== "dense" && layer.kind !== "embed") return;
    const [w, b] = weightSlots(plan).filter((s) => s.layer === at), out = new Float32Array(n * layer.units);
    for (let i = 0; i < n; i++) for (let u = 0; u < layer.units; u++) {
      let sum = weights[b!.offset + u]!;
      for (let c = 0; c < width; c++) sum += x[i * width + c]! * weights[w!.offset + c * layer.units + u]!;
      out[i * layer.units + u] = layer.kind === "dense" && layer.relu ? Math.max(0, sum) : sum;
    }
    x = out;
    width = layer.units;
  });
  return x.slice();
}

/** Softmax regression on what the frozen layers give: plain SGD with step 0.5, batch size and mask honored. */
async function* train(job: TrainJob, pulse: (done: number, of: number) => Promise<void> | void): AsyncGenerator<EpochReport, TrainedModel> {
  const { plan, rows, settings, mask } = job, weights = job.start.slice(), classes = plan.classes;
  const [w, b] = weightSlots(plan).slice(-2), width = w!.shape[0]!, last = plan.layers.at(-1)!;
  for (let epoch = 0; epoch < settings.epochs; epoch++) {
    const order = job.order(epoch), batches = Math.ceil(order.length / settings.batchSize), features = forward({ plan, weights }, plan.layers.length - 2, rows.inputs, rows.n);
    const z = last.kind === "embed" ? wordShares(last, features, rows.n) : features;
    for (let batch = 0; batch < batches; batch++) {
      await pulse(batch, batches);
      const chosen = order.slice(batch * settings.batchSize, (batch + 1) * settings.batchSize), step = new Float32Array(weights.length);
      for (const i of chosen) {
        const logits = Float64Array.from({ length: classes }, (_, u) => weights[b!.offset + u]!);
        for (let c = 0; c < width; c++) for (let u = 0; u < classes; u++) logits[u]! += z[i * width + c]! * weights[w!.offset + c * classes + u]!;
        const top = Math.max(...logits), e = logits.map((v) => Math.exp(v - top)), total = e.reduce((s, v) => s + v, 0);
        for (let u = 0; u < classes; u++) {
          const error = (e[u]! / total - (u === rows.labels[i] ? 1 : 0)) / chosen.length;
          step[b!.offset + u]! += error;
          for (let c = 0; c < width; c++) step[w!.offset + c * classes + u]! += error * z[i * width + c]!;
        }
      }
      for (let k = 0; k < weights.length; k++) weights[k] = mask?.[k] === 0 ? 0 : weights[k]! - 0.5 * step[k]!;
    }
    yield { epoch: epoch + 1, epochs: settings.epochs, loss: 0, trainAccuracy: 0, weights: weights.slice(), diverged: false };
  }
  return { plan, weights };
}

/** The fake. Override single members to watch or to break them. */
export function fakeLearner(over: Partial<Learner> = {}): Learner {
  return {
    backend: "cpu", version: "fake", train,
    logits: async (model, inputs, n) => forward(model, model.plan.layers.length - 1, inputs, n),
    activations: async (model, layer, inputs, n) => forward(model, layer, inputs, n),
    gradients: () => Promise.reject(new Error("the fake has no gradients")),
    inputGradients: () => Promise.reject(new Error("the fake has no gradients")),
    weightGradients: () => Promise.reject(new Error("the fake has no gradients")),
    clippedGradients: () => Promise.reject(new Error("the fake has no gradients")),
    async matmul(a, b, m, k, n, transposeB = false) {
      const out = new Float32Array(m * n);
      for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) for (let c = 0; c < k; c++) out[i * n + j]! += a[i * k + c]! * (transposeB ? b[j * k + c]! : b[c * n + j]!);
      return out;
    },
    tensorCount: () => 0,
    ...over,
  };
}

/** A plan whose hidden layer passes non-negative inputs on as they are, and a model whose head reads feature c as class c. */
export function identityModel(inputShape: readonly number[], classes: number): TrainedModel {
  const d = sizeOf(inputShape);
  const plan: ModelPlan = { inputShape, classes, layers: [{ kind: "flatten" }, { kind: "dense", units: d, relu: true }, { kind: "dense", units: classes, relu: false }] };
  const weights = new Float32Array(weightCount(plan)), [hidden, , head] = weightSlots(plan);
  for (let c = 0; c < d; c++) weights[hidden!.offset + c * d + c] = 1;
  for (let c = 0; c < Math.min(d, classes); c++) weights[head!.offset + c * classes + c] = 1;
  return { plan, weights };
}
