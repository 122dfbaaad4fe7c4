/** What the stealth figures count, on four tiny pictures. */
import { describe, expect, it } from "vitest";
import type { DatasetMeta, Rows } from "../core/data";
import { filterReport } from "./report";
import { poisonReport } from "./stages/poison";
import { stealthOf } from "./stealth";

const meta: DatasetMeta = { id: "tiny", title: "Tiny", modality: "image", shape: [2, 2, 1], classNames: ["a", "b"], valueRange: [0, 1] };
const rows = (inputs: number[], ids: number[]): Rows => ({ n: ids.length, shape: [2, 2, 1], inputs: Float32Array.from(inputs), labels: new Int32Array(ids.length), ids: Int32Array.from(ids) });
const clean = rows([0, 0, 0, 0, 0.5, 0.5, 0.5, 0.5, 1, 1, 1, 1], [7, 8, 9]);

describe("stealth", () => {
  const after = rows([0, 0, 0, 1, 0.5, 0.5, 0.5, 0.5, 1, 1, 0.7, 0.6, 0, 0, 0, 0], [7, 8, 9, 1_000_000]);
  const truth = { poisoned: Uint8Array.of(1, 1, 0, 1), cover: Uint8Array.of(0, 0, 1, 0), originalLabels: new Int32Array(4), sourceIds: Int32Array.of(7, 8, 9, 8) };
  it("compares each touched row, covers and added copies too, with the row it came from", () => {
    const seen = stealthOf(clean, after, truth, meta)!;
    expect(seen.changed).toBe(3);
    expect(seen.linf.max).toBeCloseTo(1);
    expect(seen.linf.mean).toBeCloseTo((1 + 0.4 + 0.5) / 3);
    expect(seen.l2.max).toBeCloseTo(1);
    expect(seen.l2.mean).toBeCloseTo((1 + 0.5 + 1) / 3);
    expect(seen.ssim!.min).toBeLessThanOrEqual(seen.ssim!.mean);
    expect(seen.ssim!.mean).toBeLessThan(1);
  });
  it("says nothing when no input was changed, and nothing about words", () => {
    expect(stealthOf(clean, clean, { poisoned: Uint8Array.of(1, 0, 0), originalLabels: new Int32Array(3), sourceIds: clean.ids }, meta)).toBeUndefined();
    expect(stealthOf(clean, after, truth, { ...meta, modality: "text" })).toBeUndefined();
  });
  it("cover rows are counted beside the poisoned ones, not among them", () => {
    expect(poisonReport(after, truth, 3, 2)).toMatchObject({ poisoned: 3, cover: 1, added: 1 });
  });
});

describe("a filter among cover rows", () => {
  it("neither scores nor loses by them, in rates and in the ranking", () => {
    const six = rows(Array.from({ length: 24 }, () => 0), [0, 1, 2, 3, 4, 5]);
    const truth = { poisoned: Uint8Array.of(1, 1, 0, 0, 0, 0), cover: Uint8Array.of(0, 0, 1, 1, 0, 0), originalLabels: new Int32Array(6), sourceIds: six.ids };
    const selection = { kind: "selection" as const, positions: Int32Array.of(4, 5), labels: Int32Array.of(0, 0), scores: Float32Array.of(5, 5, 9, 9, 1, 1), notes: [] };
    const dataset = { meta, train: six, test: six, trusted: six };
    const report = filterReport({ load: { kind: "load", dataset }, poison: { kind: "poison", train: six, truth, report: poisonReport(six, truth, 6, 2) }, selection, filters: [selection] })!;
    expect([report.truePositiveRate!.value, report.falsePositiveRate!.value, report.honestTotal, report.auroc]).toEqual([1, 0, 2, 1]);
  });
});
