/** Our side: the learner the lab uses, on one backend, on the bench's data. */
import { createLearner } from "../src/engine/learner/learner";
import { initialWeights } from "../src/engine/learner/initial-weights";
import { wasmUrls } from "../src/engine/learner/wasm-urls";
import type { Layer, ModelPlan, TrainJob } from "../src/engine/core/learner";
import { pgd } from "../src/engine/core/pgd";
import { Rng } from "../src/engine/core/rng";
import { BATCH, PROBE_ROWS, benchData, type BenchAnswer, type BenchModel, type BenchTask } from "./protocol";

const layers: Record<BenchModel, readonly Layer[]> = {
  cnn: [
    { kind: "conv-relu-pool", kernel: 5, channels: 8 }, { kind: "conv-relu-pool", kernel: 5, channels: 16 },
    { kind: "flatten" }, { kind: "dense", units: 10, relu: false },
  ],
  mlp: [{ kind: "flatten" }, { kind: "dense", units: 128, relu: true }, { kind: "dense", units: 10, relu: false }],
};

/** Milliseconds of one PGD step on all rows; every row takes all its steps, whether it is fooled or not. */
async function probe({ backend, steps, warmup }: BenchTask): Promise<BenchAnswer> {
  const learner = await createLearner(backend, { wasmUrl: wasmUrls }), plan: ModelPlan = { inputShape: [28, 28, 1], classes: 10, layers: layers.cnn };
  const model = { plan, weights: initialWeights(plan, Rng.fromSeed(1)) }, { inputs, labels } = benchData(PROBE_ROWS);
  const walk = (count: number) => pgd(learner, model, inputs, PROBE_ROWS, { norm: "linf", epsilon: 0.3, steps: count, stepSize: 0.01, labels, start: "random", range: [0, 1] }, Rng.fromSeed(2));
  await walk(warmup);
  const begun = performance.now();
  await walk(steps);
  return { ok: true, msPerStep: (performance.now() - begun) / steps, kernels: 0 };
}

async function measure(task: BenchTask): Promise<BenchAnswer> {
  const { backend, model, steps, warmup } = task;
  if (model === "pgd") return probe(task);
  const learner = await createLearner(backend, { wasmUrl: wasmUrls });
  const plan: ModelPlan = { inputShape: [28, 28, 1], classes: 10, layers: layers[model] };
  const data = benchData(BATCH);
  const ids = Int32Array.from({ length: BATCH }, (_, i) => i);
  const rows = { n: BATCH, shape: plan.inputShape, ids, ...data };
  // Epoch 0 warms up, epoch 1 is measured; an epoch here is as many batches as are wanted, not a pass over the rows.
  const order = (epoch: number) => Int32Array.from({ length: BATCH * (epoch === 0 ? warmup : steps) }, (_, i) => i % BATCH);
  const settings = { optimizer: "adam", learningRate: 0.002, momentum: 0.9, batchSize: BATCH, epochs: 2, weightDecay: 0 } as const;
  const job: TrainJob = { plan, rows, settings, start: initialWeights(plan, Rng.fromSeed(1)), order };
  let begun = 0, ended = 0;
  for await (const report of learner.train(job, () => {})) {
    if (report.epoch === 1) begun = performance.now();
    else ended = performance.now();
  }
  return { ok: true, msPerStep: (ended - begun) / steps, kernels: (await learner.kernelsOfStep(plan)).length };
}

self.onmessage = async (event: MessageEvent<BenchTask>) => {
  try {
    self.postMessage(await measure(event.data));
  } catch (error) {
    self.postMessage({ ok: false, reason: String(error).slice(0, 200) } satisfies BenchAnswer);
  }
};
