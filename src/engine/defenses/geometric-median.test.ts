/** The geometric median of seven updates (methods.md 3.6), what three iterations give, and a lie of any length. */
import { expect, it } from "vitest";
import { geometricMedian } from "./geometric-median";
import { begun, decided, ORACLE, received, updatesOf } from "./shared/aggregate-test-support";

const far = (x: number) => [[1, 0], [0, 1], [-1, 0], [0, -1], [x, x]];

it("is the point with the smallest sum of distances", async () => {
  const out = await decided(geometricMedian, ORACLE), sum = (x: number, y: number) => ORACLE.reduce((s, [a, b]) => s + Math.hypot(a - x, b - y), 0), [x, y] = [...out.aggregate!] as [number, number];
  expect([+x.toFixed(4), +y.toFixed(4)]).toEqual([1.0292, 1.9572]);
  for (const [dx, dy] of [[0.01, 0], [-0.01, 0], [0, 0.01], [0, -0.01]] as const) expect(sum(x + dx, y + dy)).toBeGreaterThan(sum(x, y));
});

it("a lie pulls no harder for being longer", async () => {
  const near = (await decided(geometricMedian, far(10))).aggregate!, farther = (await decided(geometricMedian, far(1e6))).aggregate!;
  expect(Math.hypot(farther[0]!, farther[1]!)).toBeLessThan(0.6);
  expect(Math.abs(farther[0]! - near[0]!)).toBeLessThan(0.02);
});

it("comes to rest on an update that many sent, and stops there", async () => {
  const rule = await begun(geometricMedian, 5, {}), out = await received(rule, updatesOf([[3], [3], [3], [0], [90]]));
  expect(out.aggregate![0]).toBeCloseTo(3, 3);
  expect(rule.notes!()[0]!.text).toMatch(/^It came to rest after \d+\.\d iterations/);
});

it("gives an update the less weight the farther it lies", async () => {
  const { weights } = await decided(geometricMedian, ORACLE);
  expect(weights![5]).toBeLessThan(0.02);
  expect(weights![6]).toBeGreaterThan(weights![5]!);
  expect(weights!.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
});
