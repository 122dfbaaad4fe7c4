/** DP-SGD on cases that can be counted: how far one row can move the model, how often rows are drawn, how large the noise is, what ε it reports. */
import { beforeAll, describe, expect, it } from "vitest";
import type { DatasetMeta, Rows } from "../core/data";
import type { GradientBatch, Learner, ModelPlan } from "../core/learner";
import type { Evidence, FitChange, TrainDefenseArgs, TrainOutcome } from "../core/plugins";
import { openAccountant } from "../core/privacy";
import { Rng } from "../core/rng";
import { createLearner } from "../learner/learner";
import { dpSgd } from "./dp-sgd";

const meta: DatasetMeta = { id: "two", title: "Two", modality: "points", shape: [2], classNames: ["a", "b"], valueRange: [0, 1] };
const plan: ModelPlan = { inputShape: [2], classes: 2, layers: [{ kind: "dense", units: 2, relu: false }] };
function points(n: number): Rows {
  const rng = Rng.fromSeed(2), labels = Int32Array.from({ length: n }, (_, i) => i % 2);
  return { n, shape: [2], labels, ids: Int32Array.from({ length: n }, (_, i) => i), inputs: Float32Array.from({ length: 2 * n }, (_, k) => (labels[k >> 1] ? 0.8 : 0.2) + 0.1 * rng.normal()) };
}
let learner: Learner;
beforeAll(async () => void (learner = await createLearner("wasm")));

/** Runs it and gives, besides the outcome, every gradient that the optimizer was handed and the rows each step drew. */
async function run(train: Rows, params: Record<string, unknown>) {
  const gradients: Float32Array[] = [], drawn: number[] = [], shown: Evidence[] = [];
  const watching: Learner = { ...learner, clippedGradients: (m, x, y, c) => { drawn.push(y.length); return learner.clippedGradients(m, x, y, c); } };
  const watched = (change: FitChange): FitChange => ({ ...change, gradient: async (b: GradientBatch) => { const out = await change.gradient!(b); gradients.push(out.weights); return out; } });
  const args = {
    params: dpSgd.params.parse(params), train, meta, plan, learner: watching, start: new Float32Array(6), rng: Rng.fromSeed(4), pulse: () => {}, show: (e: Evidence) => shown.push(e),
    fit: (change: FitChange) => learner.train({ plan, rows: train, start: new Float32Array(6), order: () => train.ids, settings: { optimizer: "adam", learningRate: 0.01, momentum: 0, batchSize: 8, epochs: 1, weightDecay: 0, ...change.settings }, gradient: watched(change).gradient! }, () => {}),
  } as unknown as TrainDefenseArgs<never>;
  const training = dpSgd.train(args);
  let next = await training.next();
  while (!next.done) next = await training.next();
  return { out: next.value as TrainOutcome, gradients, drawn, shown };
}
const length = (v: ArrayLike<number>) => Math.sqrt(Array.from(v).reduce((s, x) => s + x * x, 0));

describe("DP-SGD", () => {
  it("draws every row with probability q: sizes of batches vary as a binomial does, and some rows come twice an epoch", async () => {
    const { drawn } = await run(points(400), { batchSize: 40, epochs: 30 }), mean = drawn.reduce((a, b) => a + b, 0) / drawn.length;
    expect(drawn).toHaveLength(300);
    expect(Math.abs(mean - 40)).toBeLessThan(1.5);
    expect(drawn.reduce((s, n) => s + (n - mean) ** 2, 0) / drawn.length).toBeGreaterThan(25);
    expect(drawn.reduce((s, n) => s + (n - mean) ** 2, 0) / drawn.length).toBeLessThan(50);
  });

  it("without noise, what one more row changes in a step is at most the clip norm over the expected batch", async () => {
    const rows = points(20), more = { ...rows, n: 21, inputs: Float32Array.from([...rows.inputs, 90, -70]), labels: Int32Array.from([...rows.labels, 0]), ids: Int32Array.from([...rows.ids, 20]) };
    // Expected batch of all rows: every row is drawn, so both runs see the same but for the one; divided by 20 and by 21.
    const a = (await run(rows, { noise: 0, clip: 0.1, batchSize: 20, epochs: 1 })).gradients[0]!, b = (await run(more, { noise: 0, clip: 0.1, batchSize: 21, epochs: 1 })).gradients[0]!;
    expect(length(b.map((v, j) => 21 * v - 20 * a[j]!))).toBeCloseTo(0.1, 4);
  });

  it("adds noise of the stated size to the sum: σ C / B on every weight", async () => {
    const { gradients } = await run(points(60), { noise: 10, clip: 0.5, batchSize: 10, epochs: 60, learningRate: 1e-5 });
    const all = gradients.flatMap((g) => [...g]), spread = length(all) / Math.sqrt(all.length);
    // 0.5; the rows' own part adds less than 0.1 squared.
    expect(spread).toBeGreaterThan(0.47);
    expect(spread).toBeLessThan(0.54);
  });

  it("reports the ε that its steps cost, live after each epoch, and says what it means", async () => {
    const { out, shown } = await run(points(200), { noise: 1.5, batchSize: 20, epochs: 4 }), epsilon = openAccountant(0.1, 1.5, 1e-5).epsilon(40);
    expect(shown).toHaveLength(4);
    const lines = out.evidence![0] as Extract<Evidence, { kind: "lines" }>;
    expect(lines.lines[0]!.points).toHaveLength(5);
    expect(lines.lines[0]!.points.at(-1)).toEqual({ x: 4, y: epsilon });
    expect(out.notes.some((n) => n.text.includes(`ε = ${epsilon.toFixed(2)}`) && n.text.includes("as likely"))).toBe(true);
    expect(out.notes.some((n) => n.level === "warning" && n.text.includes("Trying out settings"))).toBe(true);
  });

  it("claims no ε without noise, and warns when ε or δ promise nothing", async () => {
    const none = (await run(points(50), { noise: 0, epochs: 1 })).out, weak = (await run(points(50), { noise: 0.3, delta: 0.1, epochs: 20 })).out;
    expect(none.notes.some((n) => n.level === "warning" && n.text.includes("infinite"))).toBe(true);
    expect(none.evidence).toEqual([]);
    expect(weak.notes.filter((n) => n.level === "warning").map((n) => n.text).join(" ")).toMatch(/next to nothing.*one in 50 rows/);
  });

  it("still learns two easy groups", async () => {
    const rows = points(300), { out } = await run(rows, { noise: 1, batchSize: 60, epochs: 20, learningRate: 0.05 }), logits = await learner.logits(out.model, rows.inputs, 300);
    expect(rows.labels.filter((y, i) => (logits[2 * i + 1]! > logits[2 * i]! ? 1 : 0) === y).length).toBeGreaterThan(280);
  });
});
