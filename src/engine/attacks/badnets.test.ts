/** BadNets does what the paper says on a case small enough to look through row by row. */
import { describe, expect, it } from "vitest";
import { inputOf, type DatasetMeta, type Rows } from "../core/data";
import { Rng } from "../core/rng";
import { badnets } from "./badnets";
import { budget } from "./rows";

const meta: DatasetMeta = { id: "p", title: "Pictures", modality: "image", shape: [8, 8, 1], classNames: ["0", "1", "2"], valueRange: [0, 1] };
const rows = (n: number): Rows => ({ n, shape: meta.shape, inputs: new Float32Array(n * 64).fill(0.25), labels: Int32Array.from({ length: n }, (_, i) => i % 3), ids: Int32Array.from({ length: n }, (_, i) => i) });
const train = rows(60), test = rows(30);
const run = (params: Record<string, unknown>) => badnets.poison({ params: badnets.params.parse(params), train, test, meta, budget: (rate) => budget(rate, train.n), rng: Rng.fromSeed(4) });
const patch = [5, 6, 7].flatMap((r) => [5, 6, 7].map((c) => r * 8 + c)).map((p) => p - 9);

describe("badnets", () => {
  it("stamps exactly the patch on exactly the relabeled rows, none of the target class", async () => {
    const { train: after, truth } = await run({ rate: 0.25, target: 2 });
    expect(truth.poisoned.reduce((a, b) => a + b, 0)).toBe(15);
    for (let i = 0; i < 60; i++) {
      const white = [...inputOf(after, i)].flatMap((v, p) => (v === 1 ? [p] : []));
      expect(white).toEqual(truth.poisoned[i] ? patch : []);
      if (truth.poisoned[i]) expect(train.labels[i]).not.toBe(2);
      expect(after.labels[i]).toBe(truth.poisoned[i] ? 2 : train.labels[i]);
    }
  });
  it("measures success over the 20 test rows of other classes, not over all 30", async () => {
    const { goal } = await run({ target: 2 });
    expect(goal!.testIndex).toHaveLength(20);
    expect([...goal!.targets].every((t) => t === 2)).toBe(true);
    expect(goal!.kind).toBe("trigger");
  });
  it("all-to-all turns every class into the next, from every class, measured on every test row", async () => {
    const { train: after, truth, goal } = await run({ mapping: "all-to-all", rate: 0.5 });
    const from = new Set<number>();
    truth.poisoned.forEach((p, i) => {
      if (!p) return;
      from.add(train.labels[i]!);
      expect(after.labels[i]).toBe((train.labels[i]! + 1) % 3);
    });
    expect(from.size).toBe(3);
    expect(goal!.testIndex).toHaveLength(30);
    goal!.targets.forEach((t, i) => expect(t).toBe((test.labels[i]! + 1) % 3));
  });
  it("never takes more rows than the other classes have", async () => {
    const lopsided: Rows = { ...train, labels: train.labels.map((y, i) => (i < 50 ? 0 : y)) };
    const { truth } = await badnets.poison({ params: badnets.params.parse({ rate: 0.5, target: 0 }), train: lopsided, test, meta, budget: (rate) => budget(rate, lopsided.n), rng: Rng.fromSeed(4) });
    expect(truth.poisoned.reduce((a, b) => a + b, 0)).toBe(lopsided.labels.filter((y) => y !== 0).length);
  });
  it("names a target that does not exist and a patch that does not fit, with what was expected", () => {
    const check = (p: Record<string, unknown>) => badnets.check!(badnets.params.parse(p), meta);
    expect(check({ target: 3 })).toEqual({ field: "target", message: "must be a class of Pictures, 0 to 2; it was 3." });
    expect(check({ target: 3, mapping: "all-to-all" })).toBe(true);
    expect(check({ size: 9 })).toMatchObject({ field: "size" });
    expect(check({ size: 8 })).toMatchObject({ field: "inset", message: "must be at most 0, so that the patch stays inside the picture; it was 1." });
    expect(check({ position: "custom", row: 6 })).toMatchObject({ field: "row" });
    expect(check({ position: "custom", row: 5, column: 5 })).toBe(true);
  });
  it("says the color of a colored sticker in its sentence, and nothing of it otherwise", () => {
    const blanks = (p: Record<string, unknown>) => badnets.sentence!(badnets.params.parse(p)).filter((piece) => typeof piece !== "string").map((piece) => piece.param);
    expect(blanks({ color: "yellow" })).toEqual(["rate", "color", "shape", "position", "target"]);
    expect(blanks({})).toEqual(["rate", "shape", "position", "target"]);
  });
  it("does not work on points and says so", () => {
    expect(badnets.supports({ meta: { ...meta, modality: "points", title: "Moons" } })).toContain("Moons has none");
  });
});
