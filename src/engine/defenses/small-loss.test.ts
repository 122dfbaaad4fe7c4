/** Small-loss selection: which rows go, that a wrong label costs most, and that a backdoor's does not. */
import { describe, expect, it } from "vitest";
import type { DatasetMeta, Rows } from "../core/data";
import type { TrainedModel } from "../core/learner";
import type { DefenseArgs } from "../core/plugins";
import { Rng } from "../core/rng";
import { fakeLearner, identityModel } from "./shared/fake-learner";
import { keepSmallLoss, smallLoss } from "./small-loss";

const D = 6, K = 3, learner = fakeLearner();
const meta: DatasetMeta = { id: "planted", title: "Planted", modality: "tabular", shape: [D], classNames: ["a", "b", "c"], valueRange: [0, 4] };

function plant(n: number, label: (c: number, i: number) => number, extra: (i: number, column: number) => number = () => 0): Rows {
  const rng = Rng.fromSeed(2), inputs = Float32Array.from({ length: n * D }, (_, at) => Math.max(0, 0.3 + 0.2 * rng.normal() + (Math.floor(at / D) % K === at % D ? 2 : 0) + extra(Math.floor(at / D), at % D)));
  return { n, shape: [D], inputs, labels: Int32Array.from({ length: n }, (_, i) => label(i % K, i)), ids: Int32Array.from({ length: n }, (_, i) => i) };
}
function argsFor(train: Rows, params: object, trained: number[] = []): DefenseArgs<ReturnType<typeof smallLoss.params.parse>> {
  const model = identityModel([D], K), settings = { optimizer: "sgd", learningRate: 0.1, momentum: 0, batchSize: 16, epochs: 9, weightDecay: 0 } as const;
  const retrain = async (rows: Rows, epochs: number = settings.epochs): Promise<TrainedModel> => {
    trained.push(rows.n);
    const running = learner.train({ plan: model.plan, rows, settings: { ...settings, epochs }, start: model.weights, order: () => Int32Array.from(rows.ids.keys()) }, () => {});
    for (;;) { const step = await running.next(); if (step.done) return step.value; }
  };
  return { params: smallLoss.params.parse(params), train, trusted: plant(0, (c) => c), meta, learner, plan: model.plan, settings, rng: Rng.fromSeed(4), pulse: () => {}, retrain };
}
const gone = (keep: Uint8Array) => [...keep.keys()].filter((i) => !keep[i]);

describe("small-loss selection", () => {
  it("drops the asked share with the largest losses, of all rows or of each class", () => {
    const losses = Float32Array.of(5, 1, 4, 0, 3, 0.1, 0.2, 0.3), labels = Int32Array.of(0, 0, 0, 0, 1, 1, 1, 1);
    expect(gone(keepSmallLoss(losses, labels, 0.25, 2, false))).toEqual([0, 2]);
    expect(gone(keepSmallLoss(losses, labels, 0.25, 2, true))).toEqual([0, 4]);
    expect(gone(keepSmallLoss(losses, labels, 0.1, 2, false))).toEqual([]);
  });

  const flipped = plant(150, (c, i) => (i % 10 === 0 ? (c + 1) % K : c)), wrong = [...Array(150).keys()].filter((i) => i % 10 === 0);
  it("drops exactly the rows whose label is wrong when it knows how many there are", async () => {
    const { keep, scores, evidence } = await smallLoss.filter(argsFor(flipped, { share: 0.1 }));
    expect(gone(keep)).toEqual(wrong);
    expect(evidence![0]).toMatchObject({ kind: "histogram", threshold: { value: Math.min(...wrong.map((i) => scores![i]!)) } });
  });
  it("trains the later rounds on what was kept, and judges all rows", async () => {
    const trained: number[] = [], { keep, scores } = await smallLoss.filter(argsFor(flipped, { share: 0.1, rounds: 3 }, trained));
    expect(trained).toEqual([150, 135, 135]);
    expect(gone(keep)).toEqual(wrong);
    expect(scores!.every(Number.isFinite)).toBe(true);
  });
  it("warns where labels are right, since then it drops rows that the model agrees with", async () => {
    const { keep, notes } = await smallLoss.filter(argsFor(plant(150, (c) => c), { share: 0.1, epochs: 9 }));
    expect(gone(keep)).toHaveLength(15);
    expect(notes.map((n) => n.level)).toContain("warning");
  });
  it("keeps a backdoor: what a trigger makes easy costs little", async () => {
    // Honest rows differ little from class to class, the trigger is plain.
    const backdoor = (i: number) => i % 10 === 0, train = plant(150, (c, i) => (backdoor(i) ? 0 : c), (i, column) => (column === i % K ? -1.6 : 0) + (backdoor(i) && column >= 3 ? 2 : 0));
    const { keep, scores } = await smallLoss.filter(argsFor(train, { share: 0.1, epochs: 20 })), others = [...Array(150).keys()].filter((i) => !backdoor(i));
    const middle = (rows: number[]) => rows.map((i) => scores![i]!).sort((a, b) => a - b)[rows.length >> 1]!;
    expect(wrong.filter((i) => !keep[i])).toEqual([]);
    expect(middle(wrong)).toBeLessThan(middle(others));
  });
  it("says so when the model diverged", async () => {
    const nan = await smallLoss.filter({ ...argsFor(flipped, {}), learner: fakeLearner({ logits: async (_, __, n) => new Float32Array(n * K).fill(NaN) }) });
    expect([nan.keep.every((k) => k === 1), nan.notes[0]!.level]).toEqual([true, "warning"]);
  });
});
