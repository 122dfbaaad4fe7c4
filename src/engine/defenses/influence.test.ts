/** Reject on negative impact on planted groups: a bad contributor, flipped rows that look alike, a backdoor that passes, and nothing. */
import { describe, expect, it } from "vitest";
import { takeRows, type DatasetMeta, type Rows } from "../core/data";
import type { FilterOutcome } from "../core/plugins";
import { Rng } from "../core/rng";
import { influence } from "./influence";
import { fakeLearner, identityModel } from "./shared/fake-learner";

const D = 5, SOURCES = 5, EACH = 60;
const meta: DatasetMeta = { id: "p", title: "Planted", modality: "tabular", shape: [D], classNames: ["0", "1", "2"], valueRange: [0, 4], sources: ["a", "b", "c", "d", "e"] };
function plant(n: number, seed: number, change: (row: { on: number[]; label: number }, i: number) => void = () => {}): Rows {
  const rng = Rng.fromSeed(seed), inputs = new Float32Array(n * D), labels = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const row = { on: [i % 3], label: i % 3 };
    change(row, i);
    for (let c = 0; c < D; c++) inputs[i * D + c] = Math.max(0, 0.2 + 0.35 * rng.normal() + row.on.filter((on) => on === c).length);
    labels[i] = row.label;
  }
  return { n, shape: [D], inputs, labels, ids: Int32Array.from(labels.keys()), sources: Uint8Array.from(labels, (_, i) => i % SOURCES) };
}
const { sources: _, ...trusted } = plant(240, 9);
const model = identityModel([D], 3), learner = fakeLearner();

async function run(train: Rows, params = {}, own: Rows = trusted, trained: Rows[] = [], asked: Float32Array[] = []): Promise<FilterOutcome> {
  const aside: Rows = { ...own, ids: own.ids.map((id) => train.n + id) };
  return influence.filter({
    params: influence.params.parse({ epochs: 6, ...params }), train, trusted: aside, meta, model, plan: model.plan, learner: { ...learner, logits: (m, inputs, n) => { asked.push(inputs); return learner.logits(m, inputs, n); } }, rng: Rng.fromSeed(3), pulse: () => {},
    settings: { optimizer: "sgd", learningRate: 0.5, momentum: 0, batchSize: 16, epochs: 6, weightDecay: 0 },
    async retrain(rows, epochs = 6) {
      trained.push(rows);
      const start = model.weights.map((w, i) => (i < D * D + D ? w : 0)), training = learner.train({ plan: model.plan, rows, start, settings: { optimizer: "sgd", learningRate: 0.5, momentum: 0, batchSize: 16, epochs, weightDecay: 0 }, order: () => Int32Array.from(rows.ids.keys()) }, () => {});
      for (;;) { const step = await training.next(); if (step.done) return step.value; }
    },
  });
}
const flips = (row: { label: number }, i: number) => { if (i % SOURCES === 2) row.label = (row.label + 1) % 3; };

describe("reject on negative impact", () => {
  it.each(["loss", "accuracy"])("rejects the contributor that flips its labels, and nobody else, by %s", async (measure) => {
    const train = plant(SOURCES * EACH, 1, flips), { keep, scores, notes, evidence } = await run(train, { measure });
    expect([...train.ids].every((i) => keep[i] === (train.sources![i] === 2 ? 0 : 1))).toBe(true);
    expect(Math.min(...[...train.ids].filter((i) => train.sources![i] === 2).map((i) => scores![i]!))).toBeGreaterThan(3);
    expect(notes[0]!.text).toMatch(/^1 of 5 groups was rejected with 60 rows \(20 %\); the most harmful one, c, lies/);
    expect(evidence![0]!.kind === "bars" && evidence![0]!.bars.map((b) => b.flagged)).toEqual([false, false, true, false, false]);
  });
  it("rejects no more than an odd group on clean rows", async () => {
    let rejected = 0;
    for (const seed of [1, 2, 3, 4, 5, 6]) rejected += (await run(plant(SOURCES * EACH, seed))).keep.filter((k) => k === 0).length / EACH;
    expect(rejected).toBeLessThanOrEqual(1);
  });
  it("finds flipped rows that look alike when nobody is told apart", async () => {
    const { sources: _none, ...train } = plant(360, 1, (row, i) => { if (i % 3 === 0 && i % 2 === 0) row.label = 1; }), { keep, flaggedClasses } = await run(train, { chunks: 9, rounds: 4 });
    const flipped = [...train.ids].filter((i) => i % 6 === 0), gone = flipped.filter((i) => keep[i] === 0).length, honest = keep.filter((k) => k === 0).length - gone;
    expect(flaggedClasses).toContain(1);
    expect(gone / flipped.length).toBeGreaterThan(0.8);
    expect(honest / (train.n - flipped.length)).toBeLessThan(0.1);
  });
  it("lets a few rows with a loud trigger pass, because they harm no clean row", async () => {
    const { keep } = await run(plant(SOURCES * EACH, 1, (row, i) => { if (i % SOURCES === 2 && i % 8 === 0) { row.on.push(4, 4, 4, 4, 4, 4); row.label = 0; } }));
    expect([0, 1, 2, 3, 4].map((s) => keep.filter((k, i) => k === 0 && i % SOURCES === s).length)).toEqual([0, 0, 0, 0, 0]);
  });
  it("trains on base and chunk only, never on the quiz, and draws no row twice", async () => {
    const train = plant(SOURCES * EACH, 1), trained: Rows[] = [], asked: Float32Array[] = [];
    await run(train, { rounds: 1 }, trusted, trained, asked);
    const base = new Set(trained[0]!.ids);
    expect(base.size).toBe(96);
    const quiz = new Set(Array.from({ length: 72 }, (_, i) => asked[0]!.subarray(i * D, i * D + D).join()));
    expect([quiz.size, asked.every((inputs) => inputs.join() === asked[0]!.join())]).toEqual([72, true]);
    for (const rows of trained) {
      expect(new Set(rows.ids).size).toBe(rows.n);
      for (let i = 0; i < rows.n; i++) expect(quiz.has(rows.inputs.subarray(i * D, i * D + D).join())).toBe(false);
      expect([...base].every((id) => rows.ids.includes(id))).toBe(true);
    }
    const used = new Set(trained.flatMap((rows) => [...rows.ids].filter((id) => id >= train.n)));
    expect(used.size).toBeLessThanOrEqual(240 - 72);
  });
  it("spares what goes beyond the most it may remove, and says so; judges nothing on hardly any trusted rows", async () => {
    const { keep, notes } = await run(plant(SOURCES * EACH, 1, flips), { most: 0.1 });
    expect(keep.every((k) => k === 1)).toBe(true);
    expect(notes.at(-1)!.level).toBe("warning");
    const few = await run(plant(SOURCES * EACH, 1, flips), {}, takeRows(trusted, [0, 1, 2]));
    expect([few.notes.length, few.notes[0]!.level]).toEqual([1, "warning"]);
  });
});
