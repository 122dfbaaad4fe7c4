/** The peer: TensorFlow.js as its documentation teaches it (layers model, Adam, one call per batch). None of our code. */
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import "@tensorflow/tfjs-backend-webgpu";
import simd from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import plain from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import { BATCH, benchData, type BenchAnswer, type BenchModel, type BenchTask } from "./protocol";

setWasmPaths({ "tfjs-backend-wasm-simd.wasm": simd, "tfjs-backend-wasm.wasm": plain, "tfjs-backend-wasm-threaded-simd.wasm": simd });

function build(model: BenchModel): tf.Sequential {
  const net = tf.sequential();
  if (model === "cnn") {
    net.add(tf.layers.conv2d({ inputShape: [28, 28, 1], kernelSize: 5, filters: 8, activation: "relu" }));
    net.add(tf.layers.maxPooling2d({ poolSize: 2 }));
    net.add(tf.layers.conv2d({ kernelSize: 5, filters: 16, activation: "relu" }));
    net.add(tf.layers.maxPooling2d({ poolSize: 2 }));
    net.add(tf.layers.flatten());
  } else net.add(tf.layers.dense({ inputShape: [784], units: 128, activation: "relu" }));
  net.add(tf.layers.dense({ units: 10, activation: "softmax" }));
  net.compile({ optimizer: tf.train.adam(0.002), loss: "categoricalCrossentropy" });
  return net;
}

async function measure({ backend, model, steps, warmup }: BenchTask): Promise<BenchAnswer> {
  if (model === "pgd") return { ok: false, reason: "the peer of the probe row is PyTorch" };
  if (!(await tf.setBackend(backend))) return { ok: false, reason: `${backend} did not start` };
  await tf.ready();
  const net = build(model);
  const data = benchData(BATCH);
  const x = tf.tensor(data.inputs, model === "cnn" ? [BATCH, 28, 28, 1] : [BATCH, 784]);
  const y = tf.oneHot(tf.tensor1d(data.labels, "int32"), 10);
  const step = () => net.trainOnBatch(x, y);
  for (let i = 0; i < warmup; i++) await step();
  const profile = await tf.profile(() => net.trainOnBatch(x, y) as never);
  const begun = performance.now();
  for (let i = 0; i < steps; i++) await step();
  return { ok: true, msPerStep: (performance.now() - begun) / steps, kernels: profile.kernels.length };
}

self.onmessage = async (event: MessageEvent<BenchTask>) => {
  try {
    self.postMessage(await measure(event.data));
  } catch (error) {
    self.postMessage({ ok: false, reason: String(error).slice(0, 200) } satisfies BenchAnswer);
  }
};
