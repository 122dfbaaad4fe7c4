/** Distances, eigenvectors and principal components on planted cases, on both paths (Gram matrix and straight on the rows). */
import { describe, expect, it } from "vitest";
import { columnMeans, principalComponents, project, squaredDistance, squaredNorms, symmetricEigen } from "./linear-algebra";
import { Rng } from "./rng";

/** n rows whose spread is `spreads[j]` along unit axis j, around `offset`, turned by nothing. */
function cloud(n: number, d: number, spreads: number[], offset = 5): Float32Array {
  const rng = Rng.fromSeed(4);
  return Float32Array.from({ length: n * d }, (_, i) => offset + rng.normal() * (spreads[i % d] ?? 0.05));
}

describe("distances", () => {
  it("are squared and by row", () => {
    const a = Float32Array.from([0, 0, 3, 4]);
    expect(squaredDistance(a, 0, a, 1, 2)).toBe(25);
    expect([...squaredNorms(a, 2, 2)]).toEqual([0, 25]);
    expect([...columnMeans(a, 2, 2)]).toEqual([1.5, 2]);
  });
});

describe("symmetricEigen", () => {
  it("gives values and orthonormal vectors that rebuild the matrix", () => {
    const m = 6, rng = Rng.fromSeed(1), a = new Float64Array(m * m);
    for (let i = 0; i < m; i++) for (let j = 0; j <= i; j++) a[i * m + j] = a[j * m + i] = rng.normal();
    const { values, vectors } = symmetricEigen(a, m);
    for (let i = 0; i < m; i++) for (let j = 0; j < m; j++) {
      let rebuilt = 0, dot = 0;
      for (let r = 0; r < m; r++) { rebuilt += values[r]! * vectors[r * m + i]! * vectors[r * m + j]!; dot += vectors[i * m + r]! * vectors[j * m + r]!; }
      expect(rebuilt).toBeCloseTo(a[i * m + j]!, 9);
      expect(dot).toBeCloseTo(i === j ? 1 : 0, 9);
    }
    expect([...values]).toEqual([...values].sort((x, y) => y - x));
  });
});

describe("principalComponents", () => {
  it.each([["rows fewer than columns", 30, 80], ["a narrow table", 500, 20], ["a large table", 1500, 300]])("finds the planted directions: %s", (_, n, d) => {
    const x = cloud(n, d, [4, 2, 1]), pca = principalComponents(x, n, d, 3, Rng.fromSeed(2));
    for (let r = 0; r < 3; r++) expect(pca.components[r * d + r]!).toBeGreaterThan(0.97);
    expect(pca.variances[0]! / pca.variances[1]!).toBeGreaterThan(2);
    const points = project(x, n, d, pca);
    for (let r = 0; r < 3; r++) {
      let sum = 0, squares = 0;
      for (let i = 0; i < n; i++) { sum += points[i * 3 + r]!; squares += points[i * 3 + r]! ** 2; }
      expect(sum / n).toBeCloseTo(0, 4);
      expect(squares / (n - 1) / pca.variances[r]!).toBeCloseTo(1, 3);
    }
  });
  it("gives the same bytes for the same seed and nearly the same directions for another", () => {
    const x = cloud(60, 40, [3, 2]), a = principalComponents(x, 60, 40, 2, Rng.fromSeed(1));
    expect(principalComponents(x, 60, 40, 2, Rng.fromSeed(1))).toEqual(a);
    const b = principalComponents(x, 60, 40, 2, Rng.fromSeed(2));
    a.components.forEach((v, i) => expect(b.components[i]).toBeCloseTo(v, 3));
  });
  it("cuts k to what there is and gives zeros where nothing varies", () => {
    const same = new Float32Array(20).fill(3), pca = principalComponents(same, 5, 4, 9, Rng.fromSeed(1));
    expect(pca.k).toBe(4);
    expect(pca.variances.every((v) => v === 0)).toBe(true);
    expect(project(same, 5, 4, pca).every((v) => Math.abs(v) < 1e-12)).toBe(true);
    expect(principalComponents(same, 1, 4, 2, Rng.fromSeed(1)).k).toBe(0);
  });
});
