/** The logarithmic stops and round steps of sliders. */
import { describe, expect, it } from "vitest";
import { logStops, niceStep, positionIn, tidyNumber, valueAt } from "./slider-scale";

describe("log stops", () => {
  it("are round, rising, and hold both ends", () => {
    const stops = logStops(1e-5, 1);
    expect(stops[0]).toBe(1e-5);
    expect(stops.at(-1)).toBe(1);
    expect(stops).toContain(0.002);
    expect(stops.every((v, i) => i === 0 || v > stops[i - 1]!)).toBe(true);
  });
  it("begin at zero when zero is allowed", () => {
    const stops = logStops(0, 0.1);
    expect(stops.slice(0, 2)).toEqual([0, 1e-6]);
    expect(positionIn(stops, 0)).toBe(0);
  });
  it("stay whole when asked", () => {
    expect(logStops(1, 1000, true).every(Number.isInteger)).toBe(true);
  });
  it("go there and back, and every step leads somewhere else", () => {
    const stops = logStops(1e-4, 10);
    stops.forEach((v, i) => {
      expect(valueAt(stops, positionIn(stops, v))).toBe(v);
      if (i > 0) expect(valueAt(stops, i - 1)).toBeLessThan(v);
    });
    expect(positionIn(stops, 0.0024)).toBeGreaterThan(positionIn(stops, 0.002));
    expect(positionIn(stops, 99)).toBe(stops.length - 1);
  });
  it("refuse what has no logarithm", () => {
    expect(() => logStops(-1, 1)).toThrow(RangeError);
    expect(() => logStops(2, 2)).toThrow(RangeError);
  });
});

it("steps are round", () => {
  expect(niceStep(0, 0.5)).toBe(0.005);
  expect(niceStep(0, 1)).toBe(0.01);
  expect(niceStep(0, 300)).toBe(5);
  expect(niceStep(3, 3)).toBe(1);
  expect(tidyNumber(0.1 + 0.2)).toBe(0.3);
});
