/** The small pure helpers of the charts. */
import { describe, expect, it } from "vitest";
import { curveTable } from "./CurveChart";
import { normalizeDigit, SIDE, strokeLine } from "./digit-brush";
import { number, percent, short, signedPoints } from "./format";
import { histogram } from "./histogram";
import { markerOf, markerPath } from "./markers";
import { paintDifference, paintPixels } from "./PixelImage";
import { moveIn } from "./roving";
import { spread } from "./spread";
import { thin, wholeTicks } from "./thin";

describe("format", () => {
  it("writes shares, points and plain numbers", () => {
    expect(percent(0.9614)).toBe("96.1\u202f%");
    expect(percent(Number.NaN)).toBe("–");
    expect(percent(null)).toBe("–");
    expect(signedPoints(-0.0031)).toBe("−0.3");
    expect(signedPoints(0.0001)).toBe("±0.0");
    expect(number(-0.001, 1)).toBe("0.0");
    expect(short(-0.00200001)).toBe("−0.002");
  });
});

describe("thin and ticks", () => {
  it("keeps the ends and the limit", () => {
    const out = thin(Array.from({ length: 1001 }, (_, i) => i), 200);
    expect([out.length, out[0], out.at(-1)]).toEqual([200, 0, 1000]);
    expect(thin([1, 2])).toEqual([1, 2]);
  });
  it.each([[1, 10], [1, 8], [1, 100], [1, 2], [0, 37]])("ticks from %i to %i are few, whole, sorted, with both ends", (a, b) => {
    const ticks = wholeTicks(a, b);
    expect(ticks[0]).toBe(a);
    expect(ticks.at(-1)).toBe(b);
    expect(ticks.length).toBeLessThanOrEqual(7);
    expect([...ticks].sort((x, y) => x - y)).toEqual(ticks);
    expect(new Set(ticks.map(Number.isInteger))).toEqual(new Set([true]));
  });
});

it("spreads labels apart in order and inside the frame", () => {
  const out = spread([10, 11, 100], 15, 0, 100);
  expect(out[1]! - out[0]!).toBeGreaterThanOrEqual(15);
  expect(out[2]).toBe(100);
  expect(spread([98, 99], 15, 0, 100)).toEqual([85, 100]);
});

it("moves through a grid and stops at its borders", () => {
  expect(moveIn("ArrowRight", 9, 100, 10)).toBe(9);
  expect(moveIn("ArrowDown", 5, 100, 10)).toBe(15);
  expect(moveIn("ArrowUp", 5, 100, 10)).toBe(5);
  expect(moveIn("End", 12, 14, 10)).toBe(13);
  expect(moveIn("Home", 55, 100, 10, true)).toBe(0);
  expect(moveIn("a", 5, 100, 10)).toBeNull();
});

it("counts scores by fate and truth, leaving NaN out", () => {
  const h = histogram([0, 1, 2, 4, Number.NaN], [1, 1, 0, 0, 1], [0, 1, 0, 1, 1], 4);
  expect([h.kept, h.removed, h.low, h.high]).toEqual([2, 2, 0, 4]);
  expect(h.bins[1]).toMatchObject({ kept: 1, keptPoisoned: 1, removed: 0 });
  expect(h.bins[3]).toMatchObject({ removed: 1, removedPoisoned: 1 });
  expect(histogram([], [], undefined, 4).bins).toHaveLength(4);
  expect(histogram([3, 3], [1, 1], undefined, 2).kept).toBe(2);
});

it("gives every class of ten its own shape", () => {
  expect(new Set(Array.from({ length: 10 }, (_, c) => markerPath(markerOf(c), 4))).size).toBe(10);
});

it("makes one table row per epoch, with a dash where a line has no point", () => {
  const table = curveTable([{ id: "a", tone: "clean", measure: "accuracy", name: "Accuracy", endLabel: "", points: [{ x: 2, y: 0.5 }, { x: 1, y: 0.25 }] }, { id: "b", tone: "clean", measure: "attack", name: "Attack", endLabel: "", points: [{ x: 2, y: 1 }] }], "epoch");
  expect(table.rows).toEqual([[1, "25.0\u202f%", "–"], [2, "50.0\u202f%", "100.0\u202f%"]]);
});

describe("pixels", () => {
  it("paints grey, color and differences", () => {
    const out = new Uint8ClampedArray(8);
    paintPixels(out, [0, 1], 1, 0, 1);
    expect([...out]).toEqual([0, 0, 0, 255, 255, 255, 255, 255]);
    const rgb = new Uint8ClampedArray(4);
    paintPixels(rgb, [-1, 0, 1], 3, -1, 1);
    expect([...rgb]).toEqual([0, 128, 255, 255]);
    paintDifference(out, [0, 1], 1, 1, false);
    expect(out[0]).toBeGreaterThan(230);
    expect(out[4]).toBeLessThan(180);
  });
});

describe("digit brush", () => {
  const middle = (ink: Float32Array) => {
    let m = 0, x = 0, y = 0;
    for (let i = 0; i < ink.length; i++) {
      m += ink[i]!;
      x += ink[i]! * ((i % SIDE) + 0.5);
      y += ink[i]! * (Math.floor(i / SIDE) + 0.5);
    }
    return [x / m, y / m] as const;
  };
  it("draws soft ink within [0, 1]", () => {
    const ink = new Float32Array(SIDE * SIDE);
    strokeLine(ink, SIDE, 5, 5, 5, 20);
    expect(Math.max(...ink)).toBe(1);
    expect(ink.some((v) => v > 0 && v < 1)).toBe(true);
    expect(Math.min(...ink)).toBe(0);
  });
  it("brings a small stroke in a corner to the middle and to MNIST’s size", () => {
    const ink = new Float32Array(SIDE * SIDE);
    strokeLine(ink, SIDE, 3, 3, 3, 11);
    strokeLine(ink, SIDE, 3, 11, 8, 11);
    const out = normalizeDigit(ink);
    const [x, y] = middle(out);
    expect(Math.abs(x - 14)).toBeLessThan(0.6);
    expect(Math.abs(y - 14)).toBeLessThan(0.6);
    const rows = Array.from({ length: SIDE }, (_, r) => out.subarray(r * SIDE, (r + 1) * SIDE).some((v) => v > 0.2)).filter(Boolean).length;
    expect(rows).toBeGreaterThanOrEqual(17);
    expect(rows).toBeLessThanOrEqual(22);
  });
  it("leaves a blank pad blank", () => {
    expect(normalizeDigit(new Float32Array(SIDE * SIDE)).every((v) => v === 0)).toBe(true);
  });
});
