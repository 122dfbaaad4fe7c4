/** The provenance audit on planted sources: one that stickers, one that flips, one that is merely different, and nobody. */
import { describe, expect, it } from "vitest";
import { takeRows, type DatasetMeta, type Rows } from "../core/data";
import type { FilterOutcome } from "../core/plugins";
import { Rng } from "../core/rng";
import { provenanceAudit } from "./provenance-audit";
import { fakeLearner, identityModel } from "./shared/fake-learner";

const D = 5, STICKER = 4, EACH = 60, SOURCES = ["North", "South", "East", "West", "Harbor", "Hill"], BAD = 3;
const meta: DatasetMeta = { id: "p", title: "Planted", modality: "tabular", shape: [D], classNames: ["0", "1", "2"], valueRange: [0, 4], sources: SOURCES };
type Change = (row: { on: number[]; label: number }, source: number, i: number) => void;

function plant(sources: number, seed: number, change: Change = () => {}): Rows {
  const rng = Rng.fromSeed(seed), n = EACH * sources, inputs = new Float32Array(n * D), labels = new Int32Array(n), from = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const label = Math.floor(i / sources) % 3, row = { on: [label], label };
    from[i] = i % sources;
    change(row, from[i]!, Math.floor(i / sources));
    for (let c = 0; c < D; c++) inputs[i * D + c] = Math.max(0, 0.2 + 0.2 * rng.normal() + (row.on.includes(c) ? 1.5 : 0));
    labels[i] = row.label;
  }
  return { n, shape: [D], inputs, labels, ids: Int32Array.from(from.keys()), sources: from };
}
const model = identityModel([D], 3), learner = fakeLearner();
const { sources: _, ...trusted } = plant(2, 9);

async function audit(train: Rows, params = {}, own: Rows = trusted): Promise<FilterOutcome> {
  return provenanceAudit.filter({
    params: provenanceAudit.params.parse({ epochs: 8, ...params }), train, trusted: own, meta, model, plan: model.plan, learner, rng: Rng.fromSeed(3), pulse: () => {},
    settings: { optimizer: "sgd", learningRate: 0.5, momentum: 0, batchSize: 16, epochs: 8, weightDecay: 0 },
    async retrain(rows, epochs = 8) {
      const start = model.weights.map((w, i) => (i < D * D + D ? w : 0)), training = learner.train({ plan: model.plan, rows, start, settings: { optimizer: "sgd", learningRate: 0.5, momentum: 0, batchSize: 16, epochs, weightDecay: 0 }, order: () => Rng.fromSeed(1).shuffle(Int32Array.from(rows.ids.keys())) }, () => {});
      for (;;) { const step = await training.next(); if (step.done) return step.value; }
    },
  });
}
/** Half of one source's rows of classes 1 and 2 carry the sticker and the label 0. */
const sticker: Change = (row, source, i) => { if (source === BAD && i % 2 === 0 && row.label !== 0) { row.on.push(STICKER); row.label = 0; } };
const removedOf = (train: Rows, keep: Uint8Array) => SOURCES.map((_, s) => train.sources!.reduce((sum, v, i) => sum + (v === s && keep[i] === 0 ? 1 : 0), 0));

describe("provenance audit", () => {
  it("names the contributor with the backdoor though trusted accuracy says nothing, with its interval and ranking, and drops it", async () => {
    const train = plant(6, 1, sticker), { keep, notes, evidence } = await audit(train);
    expect(removedOf(train, keep)).toEqual([0, 0, 0, EACH, 0, 0]);
    expect(notes[0]!.text).toMatch(/^West is suspected: models trained without it surely contradict \d+ % of its 60 rows \([\d.]+–[\d.]+ %\), against \d+ % .*it ranks first in 100 % of 200 resamples\. All of its rows were removed\.$/);
    const [bars, table, gains] = evidence!;
    if (bars?.kind !== "bars" || table?.kind !== "table" || gains?.kind !== "bars") throw new Error("other evidence");
    expect(bars.bars.map((b) => b.flagged)).toEqual([false, false, false, true, false, false]);
    expect(bars.bars[BAD]!.low).toBeGreaterThan(Math.max(...bars.bars.filter((_, s) => s !== BAD).map((b) => b.high!)));
    expect(table.rows.map((r) => r.cells.length)).toEqual(SOURCES.map(() => table.columns.length));
    expect(Math.abs(gains.bars[BAD]!.value)).toBeLessThan(0.02);
  });
  it("gives the poisoned rows the highest scores", async () => {
    const train = plant(6, 1, sticker), { scores } = await audit(train), bad = [...train.ids].filter((i) => train.sources![i] === BAD && train.inputs[i * D + STICKER]! > 1.2);
    expect(bad.length).toBeGreaterThan(15);
    expect(Math.min(...bad.map((i) => scores![i]!))).toBeGreaterThan(0.8);
  });
  it("thins it to its least contradicted rows, or only reports", async () => {
    const train = plant(6, 1, sticker), thin = await audit(train, { action: "thin", share: 0.5 }), report = await audit(train, { action: "report" });
    expect(removedOf(train, thin.keep)[BAD]).toBe(EACH / 2);
    expect([...train.ids].filter((i) => train.inputs[i * D + STICKER]! > 1.2 && thin.keep[i])).toEqual([]);
    expect(report.keep.every((k) => k === 1)).toBe(true);
    expect(report.notes[0]!.text).toMatch(/^West is suspected.*Nothing was removed, as asked\.$/);
  });
  it("finds one that flips nearly all of its labels, by the trusted rows too", async () => {
    const flipper: Change = (row, source) => { if (source === 0) row.label = (row.label + 1) % 3; };
    const train = plant(2, 1, flipper), { keep, evidence } = await audit(train, { epochs: 3 });
    expect(removedOf(train, keep).slice(0, 2)).toEqual([EACH, 0]);
    const gains = evidence![2]!;
    expect(gains.kind === "bars" && gains.bars[0]!.value).toBeGreaterThan(0.02);
  });
  it("accuses nobody on clean rows, whatever the seed", async () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const { keep, notes } = await audit(plant(6, seed));
      expect(keep.every((k) => k === 1)).toBe(true);
      expect(notes[0]!.text).toMatch(/^Nobody is suspected\. The most contradicted contributor is .+\.$/);
    }
  });
  it("mentions another mix of classes and accuses nobody for it", async () => {
    const { keep, notes } = await audit(plant(6, 1, (row, source) => { if (source === 1) { row.on = [0]; row.label = 0; } }));
    expect(keep.every((k) => k === 1)).toBe(true);
    expect(notes.at(-1)!.text).toBe("South delivers another mix of classes than the others. That alone is no reason for suspicion.");
  });
  it("is blind to poison that everybody delivers, as it says", async () => {
    const { keep } = await audit(plant(6, 1, (row, _source, i) => sticker(row, BAD, i)));
    expect(keep.every((k) => k === 1)).toBe(true);
  });
  it("leaves several out together when there are more than models, and still finds the one", async () => {
    const train = plant(6, 1, sticker), { keep } = await audit(train, { folds: 3 });
    expect(removedOf(train, keep)).toEqual([0, 0, 0, EACH, 0, 0]);
  });
  it("says so when nobody is told apart or trusted rows are few, and where it does not apply", async () => {
    const { sources: _none, ...anonymous } = plant(6, 1, sticker);
    expect((await audit(anonymous)).notes).toEqual([{ level: "warning", text: expect.stringContaining("Nobody is told apart") as string }]);
    expect((await audit(plant(6, 1), {}, takeRows(trusted, [0, 1, 2]))).notes.find((n) => n.level === "warning")!.text).toContain("only 3 trusted rows");
    const { sources: _names, ...unnamed } = meta;
    expect([provenanceAudit.supports({ meta }), provenanceAudit.supports({ meta: unnamed, sources: 2 })]).toEqual([true, true]);
    expect(provenanceAudit.supports({ meta: unnamed, sources: 0 })).toMatch(/^this defense .* contributors with the data\.$/);
  });
});
