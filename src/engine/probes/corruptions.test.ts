/** Corruptions on pictures small enough to see, and on models whose answers can be worked out by hand. */
import { beforeAll, describe, expect, it } from "vitest";
import type { DatasetMeta, Rows } from "../core/data";
import type { Learner, TrainedModel } from "../core/learner";
import { Rng } from "../core/rng";
import { createLearner } from "../learner/learner";
import { addNoise, blur, brighten, rotate, type PictureShape } from "./corrupt";
import { corruptions } from "./corruptions";
import { border, pictureRows, pictures, plane, planeRows, probeWith, SIDE, values } from "./test-support";

const shape: PictureShape = [SIDE, SIDE, 1], some = pictureRows(3, 4).inputs, sum = (x: Float32Array) => x.reduce((a, b) => a + b, 0);

describe("each corruption", () => {
  it("is the identity at strength 0", () => {
    for (const same of [addNoise(some, 0, Rng.fromSeed(1)), brighten(some, 0), blur(some, shape, 0), rotate(some, shape, 0)]) expect(same).toEqual(some);
  });
  it("blurs without losing light inside, evenly to all sides, picture by picture and color by color", () => {
    const dot = new Float32Array(2 * 15 * 15 * 3);
    dot[(7 * 15 + 7) * 3 + 1] = 1;
    const out = blur(dot, [15, 15, 3], 1.5), at = (y: number, x: number) => out[(y * 15 + x) * 3 + 1]!;
    expect(sum(out)).toBeCloseTo(1, 5);
    expect(at(7, 7)).toBeGreaterThan(at(7, 8));
    for (const v of [at(7, 5), at(5, 7), at(9, 7)]) expect(v).toBeCloseTo(at(7, 9), 6);
    expect(out.every((v, i) => v === 0 || (i % 3 === 1 && i < out.length / 2))).toBe(true);
    // A deviation of 1.5 pixels is what comes out, but for the tail that is cut off.
    let squares = 0;
    for (let y = 0; y < 15; y++) for (let x = 0; x < 15; x++) squares += at(y, x) * (x - 7) ** 2;
    expect(Math.sqrt(squares)).toBeCloseTo(1.5, 1);
  });
  it("turns a picture clockwise, and a quarter exactly", () => {
    const grid = Float32Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9], (v) => v / 10), quarter = rotate(grid, [3, 3, 1], 90);
    Float32Array.from([7, 4, 1, 8, 5, 2, 9, 6, 3], (v) => v / 10).forEach((v, i) => expect(quarter[i]).toBeCloseTo(v, 6));
    expect(rotate(some, shape, 360).every((v, i) => Math.abs(v - some[i]!) < 1e-5)).toBe(true);
  });
  it("adds noise of the stated size where it may, and stays in range", () => {
    const grey = new Float32Array(20_000).fill(0.5), noise = addNoise(grey, 0.1, Rng.fromSeed(1), Uint8Array.of(0, 1));
    expect(noise.every((v, i) => (i % 2 === 0) !== (v === 0.5))).toBe(true);
    expect(Math.sqrt(noise.reduce((s, v) => s + (v - 0.5) ** 2, 0) / 10_000)).toBeCloseTo(0.1, 2);
    for (const out of [addNoise(grey, 2, Rng.fromSeed(1)), brighten(grey, 2)]) expect([Math.max(...out), Math.min(...out) >= 0]).toEqual([1, true]);
  });
});

describe("the probe", () => {
  let learner: Learner;
  beforeAll(async () => void (learner = await createLearner("wasm")));

  it("finds when even pictures have become too light, and that neither blur nor rotation does anything to them", async () => {
    // Read as light when the mean is above ½. One picture at each tenth and 0.05, all labeled as they are read.
    const d = SIDE * SIDE, meta: DatasetMeta = { ...pictures, classNames: ["dark", "light"] }, levels = [0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95];
    const model: TrainedModel = { plan: { inputShape: meta.shape, classes: 2, layers: [{ kind: "flatten" }, { kind: "dense", units: 2, relu: false }] }, weights: Float32Array.from({ length: 2 * d + 2 }, (_, i) => (i < 2 * d ? (i % 2) / d : i === 2 * d ? 0.5 : 0)) };
    const test: Rows = { n: 10, shape: meta.shape, inputs: Float32Array.from({ length: 10 * d }, (_, i) => levels[Math.floor(i / d)]!), labels: Int32Array.from(levels, (v) => (v > 0.5 ? 1 : 0)), ids: Int32Array.from(levels.keys()) };
    const out = await probeWith(corruptions, learner, model, test, meta);
    expect(out.curves.map((c) => c.points.map((p) => p.x))).toEqual(Array(4).fill([0, 1, 2, 3, 4, 5]));
    expect(values(out, "brightness")).toEqual([1, 0.9, 0.8, 0.7, 0.6, 0.5]);
    for (const id of ["blur", "rotation"]) expect(values(out, id)).toEqual(Array(6).fill(1));
  });

  it("has only noise for points, which costs more and more on a straight border", async () => {
    const out = await probeWith(corruptions, learner, border, planeRows(400), plane, { examples: 400 }), [start, ...rest] = values(out, "noise");
    expect(out.curves).toHaveLength(1);
    expect(start).toBe(0.9);
    expect(rest[0]).toBeLessThan(start!);
    expect(rest.at(-1)).toBeLessThan(rest[0]!);
  });
});
