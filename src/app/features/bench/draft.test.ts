/** Thresholds, stops and decisions on eight rows that can be counted by hand. */
import { describe, expect, it } from "vitest";
import type { Draft } from "../../state/bench";
import { beyond, dropped, nextRow, rank, stopNear, stopsOf, sum, thresholdFor, verdictsOf, withAlike } from "./draft";

/** Two rows share the highest score, one was not judged. */
const scores = Float32Array.of(0.5, 3, NaN, 1, 3, 0.5, 0.5, 2);
const ranking = rank(scores);
const draft: Draft = { threshold: 2, budget: 3, rule: "beyond", inspected: [] };
const rowsOf = (drop: Uint8Array) => [...drop.keys()].filter((i) => drop[i] === 1);

describe("a ranking", () => {
  it("puts the most suspicious first, ties in row order, rows without a score nowhere", () => expect([...ranking.order]).toEqual([1, 4, 7, 3, 0, 5, 6]));

  it("counts rows at or beyond a threshold", () => {
    expect([null, 4, 3, 2.5, 2, 1, 0.6, 0.5, -1].map((t) => beyond(ranking, t))).toEqual([0, 0, 2, 2, 3, 4, 4, 7, 7]);
    expect([0, 1, 2, 3, 4, 5, 99].map((k) => beyond(ranking, thresholdFor(ranking, k)))).toEqual([0, 2, 2, 3, 4, 7, 7]);
  });

  it("stops where rows cross, from all to none, and finds the stop nearest to a threshold", () => {
    const stops = stopsOf(ranking);
    expect(stops).toEqual([0.5, 1, 2, 3, null]);
    expect([0, 1.5, 2.9, 99, null].map((t) => stopNear(ranking, stops, t))).toEqual([0, 2, 3, 4, 4]);
  });

  it("has few stops for many rows, the finest where few lie beyond, and both ends", () => {
    const many = rank(Float64Array.from({ length: 20_000 }, (_, i) => i)), stops = stopsOf(many), counts = stops.map((t) => beyond(many, t));
    expect(stops.length).toBeLessThan(420);
    expect([counts[0], ...counts.slice(-4)]).toEqual([20_000, 3, 2, 1, 0]);
    expect(counts.every((c, i) => i === 0 || c < counts[i - 1]!)).toBe(true);
  });

  it("survives no row at all", () => {
    const none = rank(new Float32Array(3).fill(NaN));
    expect([stopsOf(none), thresholdFor(none, 2), beyond(none, 1), nextRow(none, draft)]).toEqual([[null], null, 0, null]);
  });
});

describe("a decision", () => {
  it("drops what lies beyond but for rows that were kept, and rows that were dropped by hand", () => {
    expect(rowsOf(dropped(8, ranking, draft))).toEqual([1, 4, 7]);
    const inspected = [{ row: 1, drop: true }, { row: 4, drop: false }, { row: 3, drop: true }];
    expect(rowsOf(dropped(8, ranking, { ...draft, inspected }))).toEqual([1, 3, 7]);
    expect(rowsOf(dropped(8, ranking, { ...draft, inspected, rule: "inspected" }))).toEqual([1, 3]);
  });

  it("goes by what was decided last and offers what was not decided, within the budget", () => {
    const inspected = [{ row: 1, drop: true }, { row: 4, drop: true }, { row: 1, drop: false }];
    expect([...verdictsOf(inspected)]).toEqual([[1, false], [4, true]]);
    expect(nextRow(ranking, { ...draft, inspected })).toBe(7);
    expect(nextRow(ranking, { ...draft, inspected, budget: 2 })).toBeNull();
    expect(nextRow(ranking, { ...draft, budget: 0 })).toBeNull();
  });

  it("takes rows along that cannot be told from dropped ones", () => {
    const all = withAlike(Uint8Array.of(0, 1, 0, 0), ["a", "b", "b", "c"]);
    expect([rowsOf(all), sum(all)]).toEqual([[1, 2], 2]);
  });
});
