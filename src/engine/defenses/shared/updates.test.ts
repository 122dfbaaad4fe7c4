/** What rules share, against brute force: sorting by coordinate, shares of ties, distances that neither cancel nor overflow. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { squaredDistance } from "../../core/linear-algebra";
import { Rng } from "../../core/rng";
import { norm, weightedSum } from "../../core/vectors";
import { federationOf } from "./aggregate-test-support";
import { meanOfNeighbors, sortingNetwork } from "./coordinates";
import { checkAssumed, finite, lowest, squaredDistances } from "./updates";

const still = async () => {};
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

describe("the sorting network", () => {
  it("sorts all rows of zeros and ones up to ten, and so everything (zero-one principle)", () => {
    for (let n = 1; n <= 10; n++) for (let bits = 0; bits < 1 << n; bits++) {
      const x = Array.from({ length: n }, (_, i) => (bits >> i) & 1);
      for (const [p, q] of sortingNetwork(n)) if (x[p]! > x[q]!) [x[p], x[q]] = [x[q]!, x[p]!];
      expect(x).toEqual(x.toSorted((a, b) => a - b));
    }
  });
  it("sorts two hundred", () => {
    const rng = Rng.fromSeed(1), x = Array.from({ length: 200 }, () => rng.normal()), sorted = x.toSorted((a, b) => a - b);
    for (const [p, q] of sortingNetwork(200)) if (x[p]! > x[q]!) [x[p], x[q]] = [x[q]!, x[p]!];
    expect(x).toEqual(sorted);
  });
});

describe("means of neighbors", () => {
  const grid = fc.integer({ min: -3, max: 3 }), vectors = fc.integer({ min: 1, max: 9 }).chain((n) => fc.array(fc.array(grid, { minLength: 7, maxLength: 7 }), { minLength: n, maxLength: n }));
  it("are those of a plain sort, and each client’s share is what it put in", async () => {
    await fc.assert(fc.asyncProperty(vectors, fc.nat(), async (raw, k) => {
      const n = raw.length, cut = k % Math.ceil(n / 2), count = n - 2 * cut, { aggregate, weights } = await meanOfNeighbors(raw.map((v) => Float32Array.from(v)), count, "middle", still), shares = raw.map(() => 0);
      let open = 0;
      for (let j = 0; j < 7; j++) {
        const values = raw.map((v) => v[j]!), sorted = values.toSorted((a, b) => a - b), kept = sorted.slice(cut, n - cut);
        expect(aggregate[j]).toBeCloseTo(mean(kept), 5);
        if (sorted[0] === sorted.at(-1)) continue;
        open++;
        values.forEach((v, i) => { shares[i]! += kept.filter((w) => w === v).length / values.filter((w) => w === v).length / count; });
      }
      weights.forEach((w, i) => expect(w).toBeCloseTo(open > 0 ? shares[i]! / open : 1 / n, 9));
    }));
  });
  it("nearest to the median are the set of least reach", async () => {
    const { aggregate, weights } = await meanOfNeighbors([[0, 5], [1, 5], [3, 5], [4, 5], [40, 5]].map((v) => Float32Array.from(v)), 3, "nearest", still);
    expect([...aggregate]).toEqual([Math.fround(8 / 3), 5]);
    expect([...weights].map((w) => +w.toFixed(6))).toEqual([0, 0.333333, 0.333333, 0.333333, 0]);
  });
  it("goes on over blocks", async () => {
    const rng = Rng.fromSeed(2), raw = Array.from({ length: 5 }, () => Float32Array.from({ length: 1300 }, () => rng.normal())), { aggregate, weights } = await meanOfNeighbors(raw, 1, "middle", still);
    expect([...aggregate]).toEqual(Array.from({ length: 1300 }, (_, j) => raw.map((v) => v[j]!).sort((a, b) => a - b)[2]!));
    weights.forEach((w, i) => expect(w).toBeCloseTo(raw[i]!.filter((v, j) => v === aggregate[j]).length / 1300, 9));
  });
});

describe("distances", () => {
  it("do not cancel for long updates that are close together, nor overflow for huge ones", async () => {
    const d = await squaredDistances([Float32Array.of(4096, 0), Float32Array.of(4096, 0.001), Float32Array.of(3e38, 0)], still);
    expect(d[1]).toBeCloseTo(1e-6, 12);
    expect([d[2]! / 9e76, d[0], d[1]! - d[3]!]).toEqual([expect.closeTo(1, 4), 0, 0]);
    expect(finite(d).every(Number.isFinite)).toBe(true);
  });
  it("are those of each pair, for any number of updates", async () => {
    const rng = Rng.fromSeed(4);
    for (let n = 1; n < 12; n++) {
      const raw = Array.from({ length: n }, () => Float32Array.from({ length: 30 }, () => rng.normal())), d = await squaredDistances(raw, still);
      d.forEach((v, k) => expect(v).toBe(squaredDistance(raw[Math.floor(k / n)]!, 0, raw[k % n]!, 0, 30)));
    }
  });
});

it("the lowest share what they tie for", () => {
  expect([...lowest([3, 1, 2, 1], 2)]).toEqual([0, 1, 0, 1]);
  expect([...lowest([3, 1, 1, 1], 2)].map((s) => +s.toFixed(4))).toEqual([0, 0.6667, 0.6667, 0.6667]);
  expect([...lowest([5], 3)]).toEqual([1]);
});

it("a number of malicious clients that cannot be is explained with n, f and what is needed", () => {
  const need = { rule: "Bulyan", factor: 4, plus: 3 };
  expect(checkAssumed(need, 3, federationOf(15))).toBe(true);
  expect(checkAssumed(need, 3, federationOf(14))).toEqual({ field: "assumed", message: "must be at most 2: Bulyan needs n ≥ 4f + 3 updates in a round, which for f = 3 is 15, and n is 14 here." });
  expect(checkAssumed(need, 0, federationOf(2))).toEqual({ field: "assumed", message: "cannot be 0, nor anything else: Bulyan needs n ≥ 4f + 3 updates in a round, which for f = 0 is 3, and n is 2 here." });
});

it("sums over blocks are plain sums", () => {
  const a = Float32Array.from({ length: 5000 }, (_, j) => j), out = weightedSum([a, a], [0.5, 2]);
  expect([out[0], out[3], out[4999]]).toEqual([0, 7.5, 12497.5]);
  expect([weightedSum([], [], 2), norm([3, 4])]).toEqual([new Float32Array(2), 5]);
});
