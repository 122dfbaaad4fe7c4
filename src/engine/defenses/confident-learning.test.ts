/** Confident learning on a case worked out by hand, on planted flips, and where nothing is wrong. */
import { describe, expect, it } from "vitest";
import type { DatasetMeta, Rows } from "../core/data";
import type { TrainedModel } from "../core/learner";
import type { DefenseArgs } from "../core/plugins";
import { Rng } from "../core/rng";
import { confidentJoint, confidentLearning, pruneByNoiseRate } from "./confident-learning";
import { fakeLearner, identityModel } from "./shared/fake-learner";

const D = 6, K = 3, learner = fakeLearner();
const meta: DatasetMeta = { id: "planted", title: "Planted", modality: "tabular", shape: [D], classNames: ["a", "b", "c"], valueRange: [0, 4] };

/** Class c is large in column c; `label` gives the label of row i of true class c. */
function plant(n: number, label: (c: number, i: number) => number): Rows {
  const rng = Rng.fromSeed(2), inputs = Float32Array.from({ length: n * D }, (_, at) => Math.max(0, 0.3 + 0.2 * rng.normal() + (Math.floor(at / D) % K === at % D ? 2 : 0)));
  return { n, shape: [D], inputs, labels: Int32Array.from({ length: n }, (_, i) => label(i % K, i)), ids: Int32Array.from({ length: n }, (_, i) => i) };
}
function argsFor(train: Rows, params: object = {}): DefenseArgs<ReturnType<typeof confidentLearning.params.parse>> & { seen: Rows[] } {
  const model = identityModel([D], K), seen: Rows[] = [], settings = { optimizer: "sgd", learningRate: 0.1, momentum: 0, batchSize: 16, epochs: 9, weightDecay: 0 } as const;
  const retrain = async (rows: Rows, epochs: number = settings.epochs): Promise<TrainedModel> => {
    seen.push(rows);
    const running = learner.train({ plan: model.plan, rows, settings: { ...settings, epochs }, start: model.weights, order: () => Int32Array.from(rows.ids.keys()) }, () => {});
    for (;;) { const step = await running.next(); if (step.done) return step.value; }
  };
  return { params: confidentLearning.params.parse(params), train, trusted: plant(0, (c) => c), meta, learner, plan: model.plan, settings, rng: Rng.fromSeed(4), pulse: () => {}, retrain, seen };
}

describe("the confident joint", () => {
  // Labels 0 0 0 0 1 1 1; thresholds are mean p_0 of the first four, (.9+.8+.6+.1)/4 = .6, and mean p_1 of the others, (.9+.7+.5)/3 = .7.
  const p = [0.9, 0.1, 0.8, 0.2, 0.6, 0.4, 0.1, 0.9, 0.1, 0.9, 0.3, 0.7, 0.5, 0.5], labels = Int32Array.of(0, 0, 0, 0, 1, 1, 1);
  it("counts a row for the likeliest class that reaches its threshold, one exactly on it included", () => {
    const { confident, counted, joint } = confidentJoint(p, labels, 2);
    expect([...confident]).toEqual([0, 0, 0, 1, 1, 1, -1]);
    expect([...counted]).toEqual([3, 1, 0, 2]);
    [3 / 7, 1 / 7, 0, 3 / 7].forEach((q, at) => expect(joint[at]).toBeCloseTo(q, 12));
  });
  it("takes the likeliest of several classes, never a class that no row is labeled, and keeps one row on the diagonal", () => {
    // Thresholds .35 and .5; the first row reaches both, the second that of class 1 alone.
    const { confident, counted, joint } = confidentJoint([0.4, 0.45, 0.15, 0.3, 0.6, 0.1, 0.2, 0.35, 0.45], Int32Array.of(0, 0, 1), 3);
    expect([...confident]).toEqual([1, 1, 1]);
    expect([...counted]).toEqual([1, 2, 0, 0, 1, 0, 0, 0, 1]);
    expect(joint[0]).toBeCloseTo(2 / 9, 12);
    expect(joint[8]).toBe(0);
    expect(joint.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
  });
  it("prunes as many of each kind as the joint says, those with the largest margin", () => {
    const two = Float64Array.of(2 / 7, 2 / 7, 0, 3 / 7);
    expect([...pruneByNoiseRate(p, labels, 2, two)]).toEqual([-1, -1, 1, 1, -1, -1, -1]);
    expect([...pruneByNoiseRate(p, labels, 2, Float64Array.of(3 / 7, 1 / 7, 1 / 7, 2 / 7))]).toEqual([-1, -1, -1, 1, -1, -1, 0]);
    // The second row has the smaller p_1 and the larger margin.
    expect([...pruneByNoiseRate([0.5, 0.5, 0, 0.1, 0.45, 0.45], Int32Array.of(0, 0), 3, Float64Array.of(0.5, 0.5, 0, 0, 0, 0, 0, 0, 0))]).toEqual([-1, 1]);
  });
});

describe("confident learning", () => {
  const flipped = plant(150, (c, i) => (c === 0 && i % 5 === 0 ? 1 : c)), truth = plant(150, (c) => c).labels;
  const wrong = [...truth.keys()].filter((i) => truth[i] !== flipped.labels[i]);
  it.each(["noise-rate", "confident"])("drops none but flipped rows, the clearest half of them and more, and says which class was read as which (%s)", async (method) => {
    const args = argsFor(flipped, { method }), { keep, scores, notes, evidence } = await confidentLearning.filter(args);
    const gone = [...keep.keys()].filter((i) => !keep[i]);
    expect(wrong).toEqual(expect.arrayContaining(gone));
    expect(gone.length).toBeGreaterThanOrEqual(wrong.length / 2);
    expect(Math.min(...wrong.map((i) => scores![i]!))).toBeGreaterThan(Math.max(...[...truth.keys()].filter((i) => !wrong.includes(i)).map((i) => scores![i]!)));
    expect(notes[1]!.text).toContain("labeled b and truly a");
    const [table] = evidence!, cells = table?.kind === "table" ? table.rows.map((row) => row.cells) : [];
    expect([cells[0], cells[2]]).toEqual([["a", expect.closeTo(40 / 150), 0, 0], ["c", 0, 0, expect.closeTo(1 / 3)]]);
    expect(cells[1]![1]).toBeGreaterThan(0.03);
    expect(Number(cells[1]![1]) + Number(cells[1]![2])).toBeCloseTo(60 / 150, 6);
  });
  it("gives what it would drop their label back when asked to, and keeps all rows", async () => {
    const { keep, labels } = await confidentLearning.filter(argsFor(flipped, { action: "relabel" })), dropped = await confidentLearning.filter(argsFor(flipped));
    expect(labels).toEqual(flipped.labels.map((y, i) => (dropped.keep[i] ? y : truth[i]!)));
    expect(keep.every((k) => k === 1)).toBe(true);
  });
  it("touches nothing where nothing is wrong", async () => {
    const { keep, labels } = await confidentLearning.filter(argsFor(plant(150, (c) => c)));
    expect(keep.every((k) => k === 1)).toBe(true);
    expect(labels).toBeUndefined();
  });
  it("judges each row once, by a model that has not seen it, and splits every label evenly", async () => {
    const args = argsFor(flipped, { folds: 3 });
    await confidentLearning.filter(args);
    expect(args.seen).toHaveLength(3);
    const left = args.seen.map((rows) => [...Array(150).keys()].filter((i) => !rows.ids.includes(i)));
    expect(left.flat().sort((a, b) => a - b)).toEqual([...Array(150).keys()]);
    for (const ids of left) for (const c of [0, 1, 2]) expect(Math.abs(ids.filter((i) => flipped.labels[i] === c).length - flipped.labels.filter((y) => y === c).length / 3)).toBeLessThanOrEqual(1);
  });
  it("says so when a model diverged or there are too few rows", async () => {
    const nan = await confidentLearning.filter({ ...argsFor(flipped), learner: fakeLearner({ logits: async (_, __, n) => new Float32Array(n * K).fill(NaN) }) });
    expect([nan.keep.every((k) => k === 1), nan.notes[0]!.level]).toEqual([true, "warning"]);
    expect((await confidentLearning.filter(argsFor(plant(3, (c) => c)))).notes[0]!.level).toBe("warning");
  });
});
