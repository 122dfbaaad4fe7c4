/**
 * Makes what the home shows before anybody trains anything, `src/app/features/home/recorded.json`: from the recorded run of story 1
 * (`npm run stories:record`, or a file named on the command line) its rates, and of the first test digit of each class but the
 * target its pixels and each model's answer without and with the sticker. Trains only where there is no such record.
 */
import { createServer, createServerModuleRunner } from "vite";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const from = resolve(root, process.argv[2] ?? "public/stories/sticker-defended.json"), to = resolve(root, "src/app/features/home/recorded.json");
const server = await createServer({ root, configFile: false, envFile: false, logLevel: "error", appType: "custom", cacheDir: resolve(root, ".cache/cli"), optimizeDeps: { noDiscovery: true, include: [] }, server: { middlewareMode: true, hmr: false, ws: false, watch: null } });
const runner = createServerModuleRunner(server.environments.ssr, { hmr: false });

/** The run without a record of it: trained here. */
async function trained({ runExperiment }, env, spec) {
  const artifacts = {}, events = runExperiment(spec, env);
  let step = await events.next();
  for (; !step.done; step = await events.next()) if (step.value.type === "arm-done") artifacts[step.value.arm.id] = step.value.artifacts;
  if (step.value.type !== "done") throw new Error(step.value.problem?.message ?? step.value.type);
  return { result: step.value.result, artifacts };
}

try {
  const engine = await runner.import("/src/engine/experiment/index.ts"), { createNodeEnv } = await runner.import("/src/engine/experiment/node-env.ts");
  const { parseRecord, artifactsOf } = await runner.import("/src/engine/later.ts"), { sticker } = await runner.import("/src/stories/sticker.ts");
  const { previewExperiment } = await runner.import("/src/engine/experiment/preview.ts");
  const env = await createNodeEnv({ backend: "wasm" });
  let run;
  if (existsSync(from)) {
    const record = parseRecord(JSON.parse(readFileSync(from, "utf8")));
    if (!record.ok) throw new Error(record.problem.message);
    run = { result: record.value.result, artifacts: artifactsOf(record.value) };
  } else run = await trained(engine, env, sticker.runs.defended);
  const { result, artifacts } = run, { test, goal, meta } = await previewExperiment(result.spec, env), classes = meta.classNames.length;
  const arms = result.arms.filter((a) => ["clean", "poisoned", "defended"].includes(a.kind));
  const certain = (p, i, answer) => Math.round(p[i * classes + answer] * 1000) / 1000;
  // The attacker's inputs come from every test row that is not of the target class already.
  const labels = [...goal.testIndex].map((row) => test.labels[row]);
  const digits = [...new Set(labels)].map((label) => {
    const at = labels.indexOf(label), row = goal.testIndex[at], pixels = test.inputs.subarray(row * 784, (row + 1) * 784);
    const answers = Object.fromEntries(arms.map(({ id }) => {
      const { testPredicted, testProbabilities, goalPredicted, goalProbabilities } = artifacts[id];
      return [id, [testPredicted[row], certain(testProbabilities, row, testPredicted[row]), goalPredicted[at], certain(goalProbabilities, at, goalPredicted[at])]];
    }));
    return { row, label, pixels: Buffer.from(Uint8Array.from(pixels, (v) => Math.round(v * 255))).toString("base64"), answers };
  });
  const rates = Object.fromEntries(arms.map((a) => [a.id, { cleanAccuracy: a.metrics.cleanAccuracy, attackSuccess: a.metrics.attackSuccess }]));
  writeFileSync(to, `${JSON.stringify({ spec: result.spec, key: result.key, engine: result.engine, seconds: Math.round(result.seconds), poison: { rows: result.poison.rows, poisoned: result.poison.poisoned }, rates, digits })}\n`);
  console.log(`${to}: ${digits.length} digits of run ${result.key.slice(0, 12)}`);
} finally {
  await runner.close();
  await server.close();
}
