/** Centered clipping: worked out by hand, moved by no more than f/n of the radius, and it remembers where it was. */
import { expect, it } from "vitest";
import { centeredClipping } from "./centered-clipping";
import { begun, received, updatesOf } from "./shared/aggregate-test-support";

it("goes from the old center by clipped steps, round after round", async () => {
  const rule = await begun(centeredClipping, 4, { radius: "fixed", length: 1, iterations: 1 });
  // From 0: 0.5, 1, 1 and −1 (cut from −100), a mean of 0.375.
  const first = await received(rule, updatesOf([[0.5], [1], [1], [-100]]));
  expect([first.aggregate![0], [...first.weights!].map((w) => +w.toFixed(4))]).toEqual([0.375, [0.25, 0.25, 0.25, 0.0025]]);
  // From 0.375: 0.125, 0.625, 0.625 and −1, a mean of 0.09375.
  expect((await received(rule, updatesOf([[0.5], [1], [1], [-100]], 2))).aggregate![0]).toBeCloseTo(0.46875, 6);
});

it("the shares and the old center make up the aggregate, over several iterations", async () => {
  const rule = await begun(centeredClipping, 3, { radius: "fixed", length: 2, iterations: 4 }), vectors = [[1, 0], [0, 1], [8, 8]];
  const first = (await received(rule, updatesOf(vectors))).aggregate!;
  let [x, y] = [0, 0];
  for (let k = 0; k < 4; k++) {
    const steps = vectors.map(([a, b]) => { const r = Math.hypot(a! - x, b! - y), c = Math.min(1, 2 / r) / 3; return [c * (a! - x), c * (b! - y)] as const; });
    for (const [a, b] of steps) { x += a; y += b; }
  }
  expect([first[0], first[1]]).toEqual([expect.closeTo(x, 5), expect.closeTo(y, 5)]);
  const { aggregate, weights } = await received(rule, updatesOf(vectors, 2)), rest = 1 - weights!.reduce((a, b) => a + b, 0);
  for (const j of [0, 1]) expect(aggregate![j]).toBeCloseTo(rest * first[j]! + vectors.reduce((s, v, i) => s + weights![i]! * v[j]!, 0), 5);
});

it("no lie moves it by more than the radius times the liars’ share", async () => {
  const at = async (lie: number) => (await received(await begun(centeredClipping, 5, { radius: "fixed", length: 1, iterations: 1 }), updatesOf([[0.2], [0.3], [0.4], [0.3], [lie]]))).aggregate![0]!;
  expect(await at(1e30) - await at(-1e30)).toBeCloseTo(2 / 5, 5);
});
