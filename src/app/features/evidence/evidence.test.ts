/** The arithmetic behind the Evidence tab: bins, spans, ranks, cells, and a stream up to now. Drawings are looked at elsewhere. */
import { describe, expect, it } from "vitest";
import type { Evidence } from "../../../engine/index";
import { barSpan, byGap, groupBins, ranks } from "./bins";
import { cellText, tableOf } from "./cells";
import { linesTable } from "./LinesView";
import { merged } from "./merge";
import { POISON, seriesLook } from "./series";
import { latest, paceOf, upTo, type Watched } from "./stream";

describe("bins", () => {
  it("counts each group on one axis that also holds the threshold", () => {
    const h = groupBins([[0, 0.1, 0.9], Float32Array.from([NaN, 0.5])], 4, [2]);
    expect([h.low, h.high, h.sizes]).toEqual([0, 2, [3, 1]]);
    expect(h.bins.map((b) => b.counts)).toEqual([[2, 0], [1, 1], [0, 0], [0, 0]]);
    expect(groupBins([[1], []], 2).bins.at(-1)!.to).toBe(2);
    expect(groupBins([[]], 2)).toMatchObject({ low: 0, high: 1, sizes: [0] });
    expect(groupBins([[1]], 1, [Infinity])).toMatchObject({ low: 1, high: 2 });
  });

  it("spans bars from zero, with their intervals", () => {
    expect(barSpan([{ value: 2, low: 1, high: 3 }], 4)).toEqual([0, 4]);
    expect(barSpan([{ value: -2 }, { value: NaN }])).toEqual([-2, 0]);
    expect(barSpan([])).toEqual([0, 1]);
  });

  it("ranks by what lies below, ties in the middle, missing ones nowhere", () => {
    const r = ranks([5, NaN, 1, 3, 3]);
    expect([r[0], r[2]]).toEqual([1, 0]);
    expect(r[1]).toBeNaN();
    expect(r[3]).toBeCloseTo(0.5);
    expect(r[3]).toBe(r[4]);
    expect([...ranks([7])]).toEqual([0]);
  });

  it("sorts neurons by the size of their gap", () => {
    expect([...byGap([0, 0, 0], [1, -3, 2])]).toEqual([1, 2, 0]);
  });
});

describe("tables", () => {
  const shown: Extract<Evidence, { kind: "table" }> = {
    kind: "table", id: "t", title: "Sources", says: "",
    columns: [{ title: "source", as: "text" }, { title: "share", as: "share" }, { title: "gain", as: "points" }, { title: "rows", as: "count" }, { title: "z", as: "number" }],
    rows: [{ cells: ["a", 0.25, -0.031, 1200, 3.14159], flagged: true }, { cells: ["b", null, NaN, 3, 0] }],
  };
  it("writes each cell as what it is, and marks flagged rows in words", () => {
    expect(tableOf(shown).rows).toEqual([["⚑ a", "25.0\u202f%", "−3.1", "1,200", "3.14"], ["b", "–", "–", "3", "0.00"]]);
    expect(tableOf(shown).columns.map((c) => c.numeric)).toEqual([false, true, true, true, true]);
    expect(cellText("x", "share", String)).toBe("x");
  });

  it("lays lines of different x into one table", () => {
    const lines = linesTable({ kind: "lines", id: "l", title: "", says: "", xTitle: "x", yTitle: "y", lines: [{ id: "a", title: "A", points: [{ x: 1, y: 0.5 }] }, { id: "b", title: "B", points: [{ x: 0, y: 2 }, { x: 1, y: 3 }] }] });
    expect(lines.rows).toEqual([["0", "–", "2"], ["1", "0.500", "3"]]);
  });
});

describe("parts that show pictures of their own", () => {
  it("are one row of pictures, in the order of their ids", () => {
    const part = (id: string): Evidence => ({ kind: "pictures", id, title: "Triggers", says: "", shape: [1, 1, 1], items: [{ title: id, pixels: new Float32Array(1) }] });
    const bars: Evidence = { kind: "bars", id: "b", title: "B", says: "", yTitle: "", bars: [] };
    const out = merged([part("class-10"), bars, part("class-2")]);
    expect(out.map((e) => e.id)).toEqual(["class-10", "b"]);
    expect(out[0]).toMatchObject({ items: [{ title: "class-2" }, { title: "class-10" }] });
    expect(merged([bars])).toEqual([bars]);
  });
});

describe("looks", () => {
  it("tells the first four series apart without color, and keeps the poison hatch for the attacker’s", () => {
    const looks = [0, 1, 2, 3].map(seriesLook);
    expect(new Set(looks.map((l) => l.dash)).size).toBe(4);
    expect(new Set(looks.map((l) => l.hatch)).size).toBe(4);
    expect(looks.some((l) => l.color === POISON.color)).toBe(false);
  });
});

describe("a stream", () => {
  const watch: Watched = { position: 0, title: "Drift", triggered: Uint8Array.from([0, 0, 1, 0]), index: Int32Array.from([7, 3, 0, 9]), predicted: Int32Array.from([1, -1, 0, 2]), detectors: [] };
  it("shows the inputs answered last, the newest first", () => {
    expect(latest(watch, 0)).toEqual([]);
    expect(latest(watch, 3, 2)).toEqual([{ at: 2, triggered: true, index: 0, predicted: 0 }, { at: 1, triggered: false, index: 3, predicted: -1 }]);
    expect(latest(watch, 4)).toHaveLength(4);
  });

  it("draws a statistic up to now", () => {
    const points = [{ x: 10, y: 0 }, { x: 20, y: 1 }, { x: 30, y: 2 }];
    expect(upTo(points, 9)).toEqual([]);
    expect(upTo(points, 20)).toHaveLength(2);
    expect(upTo(points, 99)).toBe(points);
  });

  it("passes in the same time, however long it is", () => {
    expect(paceOf(1000, 10, 10)).toBe(10);
    expect(paceOf(20, 10, 10)).toBe(1);
  });
});
