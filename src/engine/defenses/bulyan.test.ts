/** Bulyan: what Krum picks first, then by coordinate; a lie in one coordinate that gets past Krum does not get past it. */
import { expect, it } from "vitest";
import { Rng } from "../core/rng";
import { bulyan } from "./bulyan";
import { krum } from "./krum";
import { decided, federationOf } from "./shared/aggregate-test-support";

const rng = Rng.fromSeed(3), D = 200;
/** Ten honest updates in many coordinates; one that is their mean but for one coordinate, off by a distance no larger than theirs. */
const honest = Array.from({ length: 10 }, () => Float32Array.from({ length: D }, () => 1 + 0.3 * rng.normal())), sly = Float32Array.from({ length: D }, (_, j) => (j === 0 ? 4 : honest.reduce((s, v) => s + v[j]!, 0) / 10));

it("drops a far-away update and picks θ = n − 2f of the others, β = n − 4f values a coordinate", async () => {
  const out = await decided(bulyan, [[1, 0], [2, 0], [3, 0], [4, 0], [5, 0], [6, 0], [99, 9]], { assumed: 1 });
  // Five picked: of 1…6 without the one at an end that scores worst; of those the three nearest to their median.
  expect([out.weights![6], out.aggregate![1]]).toEqual([0, 0]);
  expect(out.aggregate![0]).toBeGreaterThanOrEqual(3);
  expect(out.aggregate![0]).toBeLessThanOrEqual(4);
  expect([...out.weights!].filter((w) => w > 0.3)).toHaveLength(3);
});

it("closes the gap of Krum: a large lie in one coordinate", async () => {
  const updates = [...honest, sly], by = await decided(krum, updates, { assumed: 2 });
  expect([by.weights![10], by.aggregate![0]]).toEqual([1, 4]);
  const out = await decided(bulyan, updates, { assumed: 2 });
  expect(out.aggregate![0]).toBeGreaterThan(0.5);
  expect(out.aggregate![0]).toBeLessThan(1.5);
});

/** The paper's two steps by brute force, for numbers that do not tie. */
function byHand(raw: readonly number[][], f: number): number[] {
  const far = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, j) => sum + (x - b[j]!) ** 2, 0), left = [...raw], picked: number[][] = [];
  while (picked.length < raw.length - 2 * f) {
    const scores = left.map((a) => left.filter((b) => b !== a).map((b) => far(a, b)).sort((x, y) => x - y).slice(0, Math.max(1, left.length - f - 2)).reduce((x, y) => x + y, 0));
    picked.push(...left.splice(scores.indexOf(Math.min(...scores)), 1));
  }
  return raw[0]!.map((_, j) => {
    const sorted = picked.map((v) => v[j]!).sort((x, y) => x - y), middle = sorted[sorted.length >> 1]!, near = sorted.toSorted((x, y) => Math.abs(x - middle) - Math.abs(y - middle)).slice(0, raw.length - 4 * f);
    return near.reduce((x, y) => x + y, 0) / near.length;
  });
}
it("does what the paper says, on random updates", async () => {
  const random = Rng.fromSeed(7);
  for (const [n, f] of [[7, 1], [9, 1], [11, 2], [15, 3], [19, 3]] as const) {
    const raw = Array.from({ length: n }, () => Array.from({ length: 6 }, () => Math.exp(2 * random.normal())));
    const { aggregate } = await decided(bulyan, raw, { assumed: f });
    byHand(raw, f).forEach((v, j) => expect(aggregate![j]! / v).toBeCloseTo(1, 5));
  }
});

it("with f = 0 is the mean", async () => {
  const out = await decided(bulyan, [[1], [2], [9]], { assumed: 0 });
  expect([out.aggregate![0], ...out.weights!]).toEqual([4, ...[1, 1, 1].map((w) => Math.fround(w / 3))]);
});

it("needs 4f + 3 updates", () => {
  expect(bulyan.check!({ assumed: 3 }, federationOf(15))).toBe(true);
  expect(bulyan.check!({ assumed: 4 }, federationOf(15))).toMatchObject({ message: expect.stringContaining("n ≥ 4f + 3 updates in a round, which for f = 4 is 19, and n is 15") });
});
