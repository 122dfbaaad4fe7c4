/** Copies that are exact, nearly so, and none; what goes by each rule; grouping against brute force. */
import { describe, expect, it } from "vitest";
import type { DatasetMeta, Rows } from "../core/data";
import { squaredDistance } from "../core/linear-algebra";
import type { DefenseArgs } from "../core/plugins";
import { Rng } from "../core/rng";
import { duplicates, verdict } from "./duplicates";
import { firstEqual, nearCopies } from "./shared/copies";
import { fakeLearner, identityModel } from "./shared/fake-learner";

const D = 8;
const meta: DatasetMeta = { id: "planted", title: "Planted", modality: "image", shape: [2, 4, 1], classNames: ["a", "b"], valueRange: [0, 1] };
/** n rows at random, and after them copies: row `of`, moved by `by` in its first value, labeled `label`. */
function plant(n: number, copies: readonly { of: number; by?: number; label?: number }[] = []): Rows {
  const rng = Rng.fromSeed(3), fresh = Float32Array.from({ length: n * D }, () => rng.uniform()), labels = Array.from({ length: n }, (_, i) => i % 2);
  const inputs = [...fresh, ...copies.flatMap(({ of, by = 0 }) => [...fresh.subarray(of * D, of * D + D)].map((v, c) => (c === 0 ? v + by : v)))], all = n + copies.length;
  return { n: all, shape: meta.shape, inputs: Float32Array.from(inputs), labels: Int32Array.from([...labels, ...copies.map(({ of, label = of % 2 }) => label)]), ids: Int32Array.from({ length: all }, (_, i) => i) };
}
function argsFor(train: Rows, params: object): DefenseArgs<ReturnType<typeof duplicates.params.parse>> {
  const model = identityModel(meta.shape, 2);
  return { params: duplicates.params.parse(params), train, trusted: plant(0), meta, learner: fakeLearner(), plan: model.plan, settings: { optimizer: "adam", learningRate: 0.01, momentum: 0, batchSize: 16, epochs: 1, weightDecay: 0 }, rng: Rng.fromSeed(4), pulse: () => {}, retrain: async () => model };
}
const gone = (keep: Uint8Array) => [...keep.keys()].filter((i) => !keep[i]);

describe("copies", () => {
  it("are equal by value, whatever their hash", () => expect([...firstEqual(Float32Array.of(1, 2, 2, 1, 1, 2, -0, 0, 0, -0, 2, 1), 6, 2)]).toEqual([0, 1, 0, 3, 3, 1]));

  it("are grouped around the rows with most copies within reach, as brute force does, across blocks and far from the origin", async () => {
    const rng = Rng.fromSeed(5), n = 700, x = Float32Array.from({ length: n * 2 }, () => 5000 + 40 * rng.uniform()), weight = Int32Array.from({ length: n }, () => 1 + rng.int(3));
    const { middle, nearest, typical } = await nearCopies(fakeLearner(), x, n, 2, 0.8, weight, rng, async () => {});
    const distance = (i: number, j: number) => Math.sqrt(squaredDistance(x, i, x, j, 2)), others = (i: number) => [...Array(n).keys()].filter((j) => j !== i);
    const least = Array.from({ length: n }, (_, i) => Math.min(...others(i).map((j) => distance(i, j))));
    least.forEach((v, i) => expect(nearest[i]).toBeCloseTo(v, 3));
    expect(Math.abs(typical / [...least].sort((a, b) => a - b)[n / 2]! - 1)).toBeLessThan(0.15);
    const size = Array.from({ length: n }, (_, i) => weight[i]! + others(i).filter((j) => distance(i, j) <= 0.8 * typical).reduce((sum, j) => sum + weight[j]!, 0)), to = Array.from({ length: n }, () => -1);
    for (const i of [...Array(n).keys()].sort((a, b) => size[b]! - size[a]! || a - b)) if (to[i]! < 0) for (let j = 0; j < n; j++) if (to[j]! < 0 && (j === i || distance(i, j) <= 0.8 * typical)) to[j] = i;
    expect([...middle]).toEqual(to);
  });
});

describe("duplicates", () => {
  it("votes on a group’s label", () => {
    expect(verdict(Int32Array.of(0, 1, 1), [0, 1, 2], 2)).toEqual({ most: 1, agree: false });
    expect(verdict(Int32Array.of(0, 1), [0, 1], 2)).toEqual({ most: -1, agree: false });
    expect(verdict(Int32Array.of(1, 1), [0, 1], 2)).toEqual({ most: 1, agree: true });
  });

  // Row 4 (label 0) has two copies with its label and one without; row 9 (label 1) one copy with the other label; row 11 one honest copy.
  const copied = (by: number) => plant(40, [{ of: 4, by }, { of: 4, by: -by }, { of: 4, by: by / 2, label: 1 }, { of: 9, by, label: 0 }, { of: 11, by }]);
  for (const [what, by, near] of [["exact", 0, 0], ["exact, looking for near ones too", 0, 0.2], ["near", 0.01, 0.2]] as const) {
    it(`drops all but one, whole groups, or contradictions: ${what} copies`, async () => {
      const out = async (drop: string) => gone((await duplicates.filter(argsFor(copied(by), { near, drop }))).keep);
      const extra = await out("extra");
      expect(extra).toHaveLength(5);
      expect(await out("all")).toEqual([4, 9, 11, 40, 41, 42, 43, 44]);
      expect(await out("contradictions")).toEqual([9, 42, 43]);
      expect(extra).toContain(42); // the one that stays carries the label of most
    });
  }
  it("scores copies above all others and shows the largest groups", async () => {
    const { scores, evidence, notes } = await duplicates.filter(argsFor(copied(0.01), { near: 0.2 })), copies = [4, 9, 11, 40, 41, 42, 43, 44];
    expect(Math.min(...copies.map((i) => scores![i]!))).toBeGreaterThan(Math.max(...[...scores!].filter((_, i) => !copies.includes(i))));
    expect(evidence!.map((e) => e.id)).toEqual(["distance", "groups", "copies"]);
    expect(evidence![1]).toMatchObject({ rows: [{ cells: [4, "a × 3, b × 1", 3], flagged: true }, { flagged: expect.any(Boolean) }, {}] });
    expect(notes.map((n) => n.level)).toContain("warning"); // 8 of 45 rows
  });
  it("misses near copies when it looks for exact ones alone, and finds nothing where nothing is repeated", async () => {
    expect(gone((await duplicates.filter(argsFor(copied(0.01), { near: 0 }))).keep)).toEqual([]);
    const clean = await duplicates.filter(argsFor(plant(60), {}));
    expect([gone(clean.keep), clean.notes.map((n) => n.level)]).toEqual([[], ["info"]]);
  });
});
