/** Norm clipping: nobody is longer than the bound, directions stay, and the noise reaches the aggregate once and with its size. */
import { expect, it } from "vitest";
import { norm } from "../core/vectors";
import { coordinateMedian } from "./coordinate-median";
import { normClipping } from "./norm-clipping";
import { begun, decided, received, updatesOf } from "./shared/aggregate-test-support";

const vectors = [[3, 4], [6, 8], [30, 40]], lengths = (out: Awaited<ReturnType<typeof decided>>) => out.updates!.map((u) => +norm(u.vector).toFixed(4));

it("shortens what is longer than the middle one and keeps its direction", async () => {
  const out = await decided(normClipping, vectors);
  expect(lengths(out)).toEqual([5, 10, 10]);
  expect([...out.updates![2]!.vector]).toEqual([6, 8]);
});

it("or to a length of one’s own, and says when that is too short or does nothing", async () => {
  const at = async (length: number) => { const rule = await begun(normClipping, 3, { bound: "fixed", length }); return { out: await received(rule, updatesOf(vectors)), notes: rule.notes!() }; };
  expect(lengths((await at(2)).out)).toEqual([2, 2, 2]);
  expect((await at(2)).notes[1]!.text).toMatch(/^Nearly every update/);
  expect((await at(100)).notes.map((n) => n.text)).toEqual(["0 updates of 3 (0 %) were shortened, to a length of 1.0e+2 on average.", expect.stringMatching(/^No update/)]);
});

it("adds the same noise to all, so that a mean or a median carries it once", async () => {
  const size = 20_000, rule = await begun(normClipping, 4, { noise: 0.1 }), one = (await received(rule, updatesOf([1, 2, 3, 4].map((v) => new Float32Array(size).fill(v))))).updates!;
  const clean = (await decided(normClipping, [1, 2, 3, 4].map((v) => new Float32Array(size).fill(v)))).updates!, median = (await decided(coordinateMedian, one.map((u) => u.vector))).aggregate!, plain = (await decided(coordinateMedian, clean.map((u) => u.vector))).aggregate!;
  const noise = median.map((v, j) => v - plain[j]!);
  expect(norm(noise) / Math.sqrt(size)).toBeCloseTo(0.1, 2);
  expect(noise.reduce((a, b) => a + b, 0) / size).toBeCloseTo(0, 2);
  const next = (await received(rule, updatesOf([1, 2, 3, 4].map((v) => new Float32Array(size).fill(v)), 2))).updates!;
  expect(next[0]!.vector).not.toEqual(one[0]!.vector);
});
