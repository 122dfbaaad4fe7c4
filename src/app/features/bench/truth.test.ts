/** Precision, recall and the ROC curve of six rows, worked out by hand. */
import { describe, expect, it } from "vitest";
import { rank } from "./draft";
import { lostBy, reportOf, rocAt, rocOf } from "./truth";

/** Falling: poison, honest, poison, cover, honest, honest. */
const scores = Float32Array.of(6, 5, 4, 3, 2, 1);
const truth = { poisoned: Uint8Array.of(1, 0, 1, 0, 0, 0), cover: Uint8Array.of(0, 0, 0, 1, 0, 0) };
const { order } = rank(scores);

describe("a decision against the truth", () => {
  it("has precision, recall and a loss, each with its n; cover rows count for neither", () => {
    const r = reportOf(Uint8Array.of(1, 1, 0, 1, 0, 0), scores, truth);
    expect(r).toMatchObject({ removed: 3, kept: 3, poisonedFound: 1, poisonedTotal: 2, honestRowsLost: 1, honestTotal: 3 });
    expect([r.precision, r.truePositiveRate, r.falsePositiveRate].map((x) => [x!.value, x!.n])).toEqual([[0.5, 2], [0.5, 2], [1 / 3, 3]]);
    expect(r.precision!.low).toBeCloseTo(0.0945, 3);
    expect(r.precision!.high).toBeCloseTo(0.9055, 3);
    // Of six pairs of a poisoned and an honest row one is in the wrong order.
    expect(r.auroc).toBeCloseTo(5 / 6, 10);
  });

  it("says nothing about rates that do not exist", () => {
    expect(reportOf(new Uint8Array(6), scores, truth)).toMatchObject({ precision: null, truePositiveRate: { value: 0, n: 2 } });
    expect(reportOf(new Uint8Array(6).fill(1), scores, { poisoned: new Uint8Array(6) })).toMatchObject({ precision: null, truePositiveRate: null, auroc: null, honestRowsLost: 6 });
  });

  it("loses honest rows by group", () => {
    const lost = lostBy([0, 0, 0, 1, 1, 1], ["a", "b", "c"], Uint8Array.of(1, 1, 0, 1, 1, 0), truth);
    expect(lost.map((g) => [g.name, g.lost, g.honest, g.rate?.value ?? null])).toEqual([["a", 1, 1, 1], ["b", 1, 2, 0.5], ["c", 0, 0, null]]);
  });
});

describe("the ROC curve", () => {
  it("climbs for poison and runs to the right for honest rows, from corner to corner", () => {
    const points = rocOf(order, scores, truth)!;
    expect(points.map((p) => [p.threshold, p.honest, p.poisoned])).toEqual([[null, 0, 0], [6, 0, 0.5], [5, 1 / 3, 0.5], [4, 1 / 3, 1], [1, 1, 1]]);
    const area = points.slice(1).reduce((sum, p, i) => sum + (p.honest - points[i]!.honest) * (p.poisoned + points[i]!.poisoned) / 2, 0);
    expect(area).toBeCloseTo(reportOf(new Uint8Array(6), scores, truth).auroc!, 10);
  });

  it("passes through every threshold", () => {
    expect([null, 6, 4.5, 4, 0].map((t) => rocAt(t, order, scores, truth))).toEqual([[0, 0], [0, 0.5], [1 / 3, 0.5], [1 / 3, 1], [1, 1]].map(([honest, poisoned]) => ({ honest, poisoned })));
  });

  it("is a straight line when all scores are alike, and absent without both kinds", () => {
    const same = new Float32Array(6).fill(1);
    expect(rocOf(rank(same).order, same, truth)!.map((p) => [p.honest, p.poisoned])).toEqual([[0, 0], [1, 1]]);
    expect(rocOf(order, scores, { poisoned: new Uint8Array(6) })).toBeNull();
  });

  it("keeps its corners when thinned", () => {
    const n = 5000, many = Float32Array.from({ length: n }, (_, i) => Math.sin(i * 99.7)), points = rocOf(rank(many).order, many, { poisoned: Uint8Array.from({ length: n }, (_, i) => i % 3 === 0 ? 1 : 0) })!;
    expect([points.length, points[0]!.poisoned, points.at(-1)!.honest]).toEqual([200, 0, 1]);
  });
});
