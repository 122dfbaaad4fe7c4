/** The color scales: even, monotone, readable, and the same at zero. */
import { describe, expect, it } from "vitest";
import { contrast, diverging, divergingRgb, inkOn, luminance, sequential, sequentialRgb, type Rgb } from "./scales";

const steps = Array.from({ length: 21 }, (_, i) => i / 20);
const parse = (text: string): Rgb => text.match(/\d+/g)!.map(Number) as unknown as Rgb;

describe.each([false, true])("scales, dark %s", (dark) => {
  it("gets steadily farther from the paper", () => {
    const light = steps.map((t) => luminance(sequentialRgb(t, dark)));
    for (let i = 1; i < light.length; i++) expect(dark ? light[i]! - light[i - 1]! : light[i - 1]! - light[i]!).toBeGreaterThan(0);
  });
  it("keeps writing readable on every step", () => {
    for (const t of steps) expect(contrast(sequentialRgb(t, dark), parse(inkOn(t, dark)))).toBeGreaterThanOrEqual(4.5);
  });
  it("is neutral at zero and differs in direction", () => {
    const [r, g, b] = divergingRgb(0, dark);
    expect(Math.max(r, g, b) - Math.min(r, g, b)).toBeLessThan(12);
    const more = divergingRgb(1, dark), less = divergingRgb(-1, dark);
    expect(more[2]).toBeGreaterThan(more[0]);
    expect(less[0]).toBeGreaterThan(less[2]);
  });
});

it("clamps what lies outside and treats NaN as zero", () => {
  expect(sequential(7)).toBe(sequential(1));
  expect(sequential(Number.NaN)).toBe(sequential(0));
  expect(diverging(-9)).toBe(diverging(-1));
});
