/** k-means and silhouette on planted groups and against a brute-force silhouette. */
import { describe, expect, it } from "vitest";
import { kMeans, silhouette } from "./clustering";
import { squaredDistance } from "./linear-algebra";
import { Rng } from "./rng";

const rng = Rng.fromSeed(3);
/** 40 points around (0, 0), 20 around (apart, apart). */
const groups = (apart: number) => Float64Array.from({ length: 120 }, (_, i) => (i < 80 ? 0 : apart) + 0.5 * rng.normal());

describe("kMeans", () => {
  it("finds two planted groups, whatever the seed", () => {
    const x = groups(6);
    for (let seed = 0; seed < 5; seed++) {
      const { assignment, sizes, centers } = kMeans(x, 60, 2, 2, Rng.fromSeed(seed));
      expect([...sizes].sort((a, b) => a - b)).toEqual([20, 40]);
      expect(new Set(assignment.subarray(0, 40)).size).toBe(1);
      expect(Math.max(...centers)).toBeGreaterThan(5);
    }
  });
  it("is deterministic, survives equal points and refuses more clusters than rows", () => {
    const x = groups(1);
    expect(kMeans(x, 60, 2, 3, Rng.fromSeed(1))).toEqual(kMeans(x, 60, 2, 3, Rng.fromSeed(1)));
    expect(kMeans(new Float64Array(10), 5, 2, 2, Rng.fromSeed(1)).inertia).toBe(0);
    expect(() => kMeans(x, 1, 2, 2, Rng.fromSeed(1))).toThrow(RangeError);
  });
  it("is no worse with more restarts", () => {
    const x = Float64Array.from({ length: 200 }, () => rng.uniform());
    expect(kMeans(x, 100, 2, 6, Rng.fromSeed(1), 10).inertia).toBeLessThanOrEqual(kMeans(x, 100, 2, 6, Rng.fromSeed(1), 1).inertia);
  });
});

describe("silhouette", () => {
  it("agrees with the definition", () => {
    const x = groups(2), assignment = Int32Array.from({ length: 60 }, (_, i) => (i % 7 === 0 ? 2 : i < 40 ? 0 : 1));
    let total = 0;
    for (let i = 0; i < 60; i++) {
      const to = [0, 1, 2].map((c) => {
        const others = [...assignment.keys()].filter((j) => j !== i && assignment[j] === c);
        return others.reduce((s, j) => s + Math.sqrt(squaredDistance(x, i, x, j, 2)), 0) / others.length;
      });
      const own = to[assignment[i]!]!, next = Math.min(...to.filter((_, c) => c !== assignment[i]));
      total += (next - own) / Math.max(next, own);
    }
    expect(silhouette(x, 60, 2, assignment, 3, Rng.fromSeed(1))).toBeCloseTo(total / 60, 10);
  });
  it("is high for groups far apart, hardly moved by sampling, and 0 for one group", () => {
    const x = groups(8), assignment = Int32Array.from({ length: 60 }, (_, i) => Number(i >= 40));
    const all = silhouette(x, 60, 2, assignment, 2, Rng.fromSeed(1));
    expect(all).toBeGreaterThan(0.8);
    expect(silhouette(x, 60, 2, assignment, 2, Rng.fromSeed(1), 30)).toBeCloseTo(all, 1);
    expect(silhouette(x, 60, 2, new Int32Array(60), 2, Rng.fromSeed(1))).toBe(0);
  });
});
