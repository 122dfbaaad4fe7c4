/**
 * Makes a Learner (core/learner.ts) on one of TensorFlow.js's backends. The work is in training.ts and inference.ts;
 * which backend suits a person's machine is measured in calibrate.ts.
 */
import { memory, profile, tensor2d, tidy, version_core } from "@tensorflow/tfjs-core";
import type { Tensor1D } from "@tensorflow/tfjs-core";
import type { BackendId, Learner, ModelPlan } from "../core/learner";
import { sizeOf } from "../core/data";
import { weightCount } from "../core/learner";
import { startBackend } from "./backends";
import type { BackendOptions } from "./backends/started";
import { openDevice } from "./device";
import { clippedGradients } from "./clipped";
import { applyModel, inputGradients, modelGradients, weightGradients } from "./inference";
import { trainModel } from "./training";

/** A Learner in this thread, with what only measurements need. */
export interface LocalLearner extends Learner {
  /** Kernel names launched by one training step of the plan (batch 64 unless told, Adam), in order. */
  kernelsOfStep(plan: ModelPlan, batchSize?: number): Promise<string[]>;
}

/** Starts a backend and gives a learner on it; throws ProblemError `no-backend` with a sentence when it cannot. */
export async function createLearner(backend: BackendId, options: BackendOptions = {}): Promise<LocalLearner> {
  const started = await startBackend(backend, options), device = openDevice(started);
  return {
    backend,
    version: `tfjs ${version_core} ${started.label}`,
    train: (job, pulse) => trainModel(device, job, pulse),
    logits: (model, inputs, n, pulse) => applyModel(device, model, model.plan.layers.length, inputs, n, pulse),
    activations: (model, layer, inputs, n, pulse) => applyModel(device, model, layer + 1, inputs, n, pulse),
    gradients: (model, inputs, labels) => modelGradients(device, model, inputs, labels),
    inputGradients: (model, inputs, n, seed, more) => inputGradients(device, model, inputs, n, seed, more),
    weightGradients: (model, inputs, n, seed, more) => weightGradients(device, model, inputs, n, seed, more),
    clippedGradients: (model, inputs, labels, bound) => clippedGradients(device, model, inputs, labels, bound),
    async matmul(a, b, m, k, n, transposeB = false) {
      device.activate();
      const product = tidy(() => device.ops.matmul(tensor2d(a, [m, k]), tensor2d(b, transposeB ? [n, k] : [k, n]), transposeB));
      try {
        return await device.read(product as unknown as Tensor1D);
      } finally {
        product.dispose();
      }
    },
    tensorCount: () => memory().numTensors,
    async kernelsOfStep(plan, batchSize = 64) {
      const order = Int32Array.from({ length: batchSize }, (_, i) => i), zeros = new Int32Array(batchSize);
      const rows = { n: batchSize, shape: plan.inputShape, inputs: new Float32Array(batchSize * sizeOf(plan.inputShape)), labels: zeros, ids: order };
      const settings = { optimizer: "adam", learningRate: 0.001, momentum: 0, batchSize, epochs: 1, weightDecay: 0 } as const;
      const run = trainModel(device, { plan, rows, settings, start: new Float32Array(weightCount(plan)), order: () => order }, () => {});
      const info = await profile(async () => {
        for await (const _ of run);
        return [];
      });
      return info.kernels.map((kernel) => kernel.name);
    },
  };
}
