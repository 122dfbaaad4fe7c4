/**
 * Measures our engine beside its peers, all in one run in a real browser, and prints ratios with their spread. Shared
 * machines are noisy: contestants take turns, round by round, and a ratio is taken within a round. Asserts nothing.
 */
import { execFile } from "node:child_process";
import { cpus } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { chromium } from "playwright";
import { build, preview } from "vite";
import { launchOptions } from "./browser.mjs";

const root = resolve(import.meta.dirname, "..");
const rounds = Number(process.argv[2] ?? 3);
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const spread = (list, digits = 1) => (list.length ? `${median(list).toFixed(digits)} (${Math.min(...list).toFixed(digits)}–${Math.max(...list).toFixed(digits)})` : "–");

/** Who is measured, and how many steps: slow contestants get few. */
const contestants = [
  ...["wasm", "webgl", "webgpu", "cpu"].map((backend) => ({ who: "ours", backend })),
  ...["cpu", "webgl", "webgpu", "wasm"].map((backend) => ({ who: "stock", backend })),
];
const steps = { wasm: 300, webgl: 12, webgpu: 4, cpu: 6 };
/** The probe row; `rows` is PROBE_ROWS of bench/protocol.ts. */
const PGD = { rows: 500, steps: 40 };
const warmup = { wasm: 30, webgl: 3, webgpu: 1, cpu: 1 };

const common = { root: join(root, "bench"), configFile: false, logLevel: "error", base: "./", publicDir: join(root, "public") };
await build({ ...common, worker: { format: "es" }, build: { outDir: join(root, ".cache/bench"), emptyOutDir: true, target: "es2022", assetsInlineLimit: 0, chunkSizeWarningLimit: 4000 } });
const server = await preview({ ...common, build: { outDir: join(root, ".cache/bench") }, preview: { port: 0, host: "127.0.0.1" } });
const address = server.resolvedUrls.local[0];

/** Milliseconds per step in eager PyTorch on one thread, or null when no python3 with torch is found. */
async function pytorch() {
  for (const python of ["python3", "/usr/bin/python3"])
    try {
      const { stdout } = await promisify(execFile)(python, [join(root, "bench/peer.py"), "200"], { timeout: 120_000 });
      return JSON.parse(stdout);
    } catch { /* the next one may have torch */ }
  return null;
}

const browser = await chromium.launch(launchOptions());
const table = new Map();
const note = (name, ms, kernels) => {
  const row = table.get(name) ?? { ms: [], kernels: null };
  row.ms.push(ms);
  if (kernels !== undefined) row.kernels = kernels;
  table.set(name, row);
};
const refused = new Map();
try {
  console.log(`Hemlock bench: ${rounds} rounds, batch 64, ${cpus().length} × ${cpus()[0]?.model ?? "CPU"}, software WebGL and WebGPU.`);
  for (let round = 0; round < rounds; round++) {
    const page = await browser.newPage();
    await page.goto(address);
    for (const model of ["cnn", "mlp"])
      for (const { who, backend } of contestants) {
        const name = `${model} ${who} ${backend}`;
        if (refused.has(name)) continue;
        const answer = await page.evaluate(([w, t]) => window.bench.measure(w, t), [who, { backend, model, steps: steps[backend] * (model === "mlp" ? 2 : 1), warmup: warmup[backend] }]);
        if (answer.ok) note(name, answer.msPerStep, answer.kernels);
        else refused.set(name, answer.reason);
      }
    const probe = await page.evaluate((t) => window.bench.measure("ours", t), { backend: "wasm", model: "pgd", steps: PGD.steps, warmup: 4 });
    if (probe.ok) note("pgd ours wasm", probe.msPerStep);
    else refused.set("pgd ours wasm", probe.reason);
    const torch = await pytorch();
    for (const model of ["cnn", "mlp", "pgd"]) if (torch) note(`${model} pytorch 1 thread`, torch[model]);
    await page.close();
  }
  for (const model of ["cnn", "mlp"]) report(model);
  reportProbe();
  const page = await browser.newPage();
  await page.goto(address);
  const { seconds, result } = await page.evaluate(() => window.bench.experiment());
  console.log(`\nDefault experiment, cold, wasm: ${seconds.toFixed(1)} s in all (stages overlap)`);
  for (const stage of result.stages) console.log(`  ${stage.seconds.toFixed(2).padStart(6)} s  ${stage.title} [${stage.arms.join(", ")}]`);
  const together = await page.evaluate(() => window.bench.federation());
  console.log(`\nDefault federation (15 clients, 20 rounds; clean, sign flip, coordinate median), cold, wasm: ${together.seconds.toFixed(1)} s in all`);
  const counts = [10, 25, 50, 100, 200], each = [];
  for (const clients of counts) each.push(await page.evaluate((n) => window.bench.perRound(n), clients));
  const { slope, offset, explained } = line(counts, each);
  console.log("Seconds a round by number of clients (30 rows each, 784-16-10 network):");
  counts.forEach((n, i) => console.log(`  ${String(n).padStart(3)} clients  ${each[i].toFixed(3)} s   ${((1000 * each[i]) / n).toFixed(2)} ms a client`));
  console.log(`  Straight line: ${(1000 * offset).toFixed(1)} ms + ${(1000 * slope).toFixed(2)} ms a client, R² = ${explained.toFixed(4)}`);
} finally {
  await browser.close();
  await server.close();
}

/** Least squares through points, and the share of their variance that it explains. */
function line(x, y) {
  const mean = (list) => list.reduce((a, b) => a + b, 0) / list.length, mx = mean(x), my = mean(y);
  const slope = x.reduce((s, v, i) => s + (v - mx) * (y[i] - my), 0) / x.reduce((s, v) => s + (v - mx) ** 2, 0), offset = my - slope * mx;
  return { slope, offset, explained: 1 - y.reduce((s, v, i) => s + (v - offset - slope * x[i]) ** 2, 0) / y.reduce((s, v) => s + (v - my) ** 2, 0) };
}

function reportProbe() {
  const ours = table.get("pgd ours wasm"), torch = table.get("pgd pytorch 1 thread"), whole = (row) => row.ms.map((ms) => (ms * PGD.steps) / 1000);
  console.log(`\nProbe: PGD-${PGD.steps} on ${PGD.rows} inputs of the CNN, seconds, median (range)`);
  if (!ours) return console.log(`  ours wasm          not measured: ${refused.get("pgd ours wasm")}`);
  console.log(`  ours wasm          ${spread(whole(ours), 2)}`);
  if (!torch) return console.log("  pytorch 1 thread   not measured: no python3 with torch was found");
  console.log(`  pytorch 1 thread   ${spread(whole(torch), 2)}`);
  console.log(`  Ours on wasm takes × ${spread(ours.ms.map((ms, i) => ms / torch.ms[i]), 2)} the time of PyTorch on one thread.`);
}

function report(model) {
  const ours = table.get(`${model} ours wasm`);
  console.log(`\n${model.toUpperCase()}: milliseconds per step, median (range); ratio to ours on wasm, median (range) over rounds`);
  for (const [name, row] of table) {
    if (!name.startsWith(model)) continue;
    const ratios = row.ms.map((ms, i) => ms / ours.ms[i]);
    const per = row.kernels === null ? "" : `${row.kernels} kernels/step`;
    console.log(`  ${name.slice(4).padEnd(18)} ${spread(row.ms, 2).padEnd(28)} ${(1000 / median(row.ms)).toFixed(0).padStart(6)} steps/s   × ${spread(ratios).padEnd(22)} ${per}`);
  }
  for (const [name, reason] of refused) if (name.startsWith(model)) console.log(`  ${name.slice(4).padEnd(18)} not measured: ${reason.split("\n")[0].slice(0, 110)}`);
  const torch = table.get(`${model} pytorch 1 thread`);
  if (torch) console.log(`  Ours on wasm takes × ${spread(ours.ms.map((ms, i) => ms / torch.ms[i]), 2)} the time of PyTorch on one thread.`);
}
