/** Stratified order: a permutation whose every stretch is fair to every class, and the same for the same seed. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classCounts } from "../core/data";
import { Rng } from "../core/rng";
import { stratifiedOrder } from "./split";

describe("stratifiedOrder", () => {
  it("permutes, repeats, and keeps each stretch near every class’s fair share", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 300 }), fc.nat(), fc.nat(), fc.nat(), (labels, seed, a, b) => {
      const order = stratifiedOrder(labels, 5, Rng.fromSeed(seed)), n = labels.length;
      expect(order.slice().sort()).toEqual(Int32Array.from({ length: n }, (_, i) => i));
      expect(stratifiedOrder(labels, 5, Rng.fromSeed(seed))).toEqual(order);
      const [from, to] = [a % n, b % n].sort((x, y) => x - y) as [number, number];
      const part = classCounts(Int32Array.from(order.subarray(from, to), (i) => labels[i]!), 5), all = classCounts(labels, 5);
      // At most one row off for the class itself, and its share of one row off for each of the five.
      part.forEach((count, c) => expect(Math.abs(count - ((to - from) * all[c]!) / n)).toBeLessThanOrEqual(1 + (5 * all[c]!) / n + 1e-9));
    }));
  });
  it("differs between seeds", () => {
    const labels = Array.from({ length: 100 }, (_, i) => i % 4);
    expect(stratifiedOrder(labels, 4, Rng.fromSeed(1))).not.toEqual(stratifiedOrder(labels, 4, Rng.fromSeed(2)));
  });
});
