/**
 * What the certificate rests on, with real training on tiny parts: a vote depends on its own part alone, so no insertion, removal
 * or change within the certificate turns an answer. And the certificate itself against all ways to turn votes.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { contentHash, partOf } from "../core/fingerprint";
import { takeRows, type DatasetMeta, type Rows } from "../core/data";
import { fitPlan } from "../core/encode";
import type { Learner, ModelPlan, TrainedModel } from "../core/learner";
import { argmaxRows } from "../core/answer";
import type { Note, TrainDefenseArgs } from "../core/plugins";
import { Rng } from "../core/rng";
import { answersOf, voteRadius } from "../core/votes";
import { createLearner } from "../learner/learner";
import { partitionAggregation } from "./partition-aggregation";

const meta: DatasetMeta = { id: "two", title: "Two", modality: "points", shape: [2], classNames: ["a", "b", "c"], valueRange: [0, 1], columns: [0, 1].map((j) => ({ kind: "number", name: `x${j}`, range: [0, 1], decimals: 2 })) };
// Standardized by the rows it is trained on: statistics that must not be shared between parts.
const plan: ModelPlan = { inputShape: [2], classes: 3, layers: [{ kind: "encode", columns: [{ kind: "number", mean: 0.5, deviation: 1 }, { kind: "number", mean: 0.5, deviation: 1 }] }, { kind: "dense", units: 3, relu: false }] };
const PARTS = 9;

function points(n: number, seed: number): Rows {
  const rng = Rng.fromSeed(seed), labels = Int32Array.from({ length: n }, (_, i) => i % 3);
  return { n, shape: [2], labels, ids: Int32Array.from({ length: n }, (_, i) => i), inputs: Float32Array.from({ length: 2 * n }, (_, k) => [[0.2, 0.2], [0.8, 0.3], [0.5, 0.8]][labels[k >> 1]!]![k & 1]! + 0.16 * rng.normal()) };
}
const join = (a: Rows, b: Rows): Rows => ({ n: a.n + b.n, shape: a.shape, inputs: Float32Array.from([...a.inputs, ...b.inputs]), labels: Int32Array.from([...a.labels, ...b.labels]), ids: Int32Array.from({ length: a.n + b.n }, (_, i) => i) });

let learner: Learner;
beforeAll(async () => void (learner = await createLearner("wasm")));
async function train(rows: Rows, params: Record<string, unknown> = {}): Promise<{ model: TrainedModel; notes: readonly Note[] }> {
  const args = {
    params: partitionAggregation.params.parse({ partitions: PARTS, epochs: 8, batchSize: 4, ...params }), train: rows, trusted: points(0, 1), meta, learner, plan: fitPlan(plan, rows), start: new Float32Array(9),
    settings: { optimizer: "adam", learningRate: 0.1, momentum: 0, batchSize: 4, epochs: 1, weightDecay: 0 }, rng: Rng.fromSeed(3), pulse: () => {},
  } as unknown as TrainDefenseArgs<never>;
  const run = partitionAggregation.train(args), end = await run.next();
  if (!end.done) throw new Error("no epoch of a single model is reported");
  return end.value;
}
const bytes = (m: TrainedModel) => JSON.stringify([m.plan, [...m.weights]]);
const grid = Float32Array.from({ length: 2 * 400 }, (_, k) => (k & 1 ? Math.floor((k >> 1) / 20) : (k >> 1) % 20) / 19);
async function votes(model: TrainedModel) {
  const shares = await answersOf(learner, model, grid, 400);
  return { winner: argmaxRows(shares, 3), radius: Array.from({ length: 400 }, (_, i) => voteRadius(shares.subarray(3 * i, 3 * i + 3), model.voters!.length)) };
}

describe("the certificate", () => {
  it("is the largest number of voters that cannot turn the winner, by trying all of them", () => {
    const winner = (v: number[]) => v.reduce((best, n, c) => (n > v[best]! ? c : best), 0);
    /** Whether some r voters of these, voting otherwise, give another winner. */
    const turns = (v: number[], r: number, won: number): boolean => winner(v) !== won || (r > 0 && v.some((n, from) => n > 0 && v.some((_, to) => to !== from && turns(v.map((m, c) => m - (c === from ? 1 : 0) + (c === to ? 1 : 0)), r - 1, won))));
    for (let a = 0; a <= 6; a++) for (let b = 0; a + b <= 6; b++) {
      const v = [a, b, 6 - a - b], radius = voteRadius(v.map((n) => n / 6), 6), won = winner(v);
      expect(turns(v, radius, won), String(v)).toBe(false);
      expect(turns(v, radius + 1, won), String(v)).toBe(true);
    }
  });
});

describe("deep partition aggregation", () => {
  const rows = points(90, 7);
  let model: TrainedModel, before: Awaited<ReturnType<typeof votes>>;
  beforeAll(async () => { ({ model } = await train(rows)); before = await votes(model); });

  it("has votes that agree in the middle of a class and not at its border", () => {
    expect(Math.max(...before.radius)).toBeGreaterThanOrEqual(3);
    expect(Math.min(...before.radius)).toBeLessThanOrEqual(1);
  });

  it("gives byte-equal voters when rows come in another order, under other ids, from other sources", async () => {
    const order = Rng.fromSeed(9).shuffle(Int32Array.from({ length: rows.n }, (_, i) => i)), mixed = takeRows(rows, order);
    const again = await train({ ...mixed, ids: mixed.ids.map((i) => 1000 - 3 * i), sources: new Uint8Array(rows.n).fill(2) });
    expect(again.model.voters!.map(bytes)).toEqual(model.voters!.map(bytes));
  });

  it("leaves all voters but one byte-equal when a row is put in or taken out", async () => {
    for (const [changed, where] of [[join(rows, points(1, 50)), contentHash(points(1, 50), 0, true)], [takeRows(rows, Int32Array.from({ length: 89 }, (_, i) => i)), contentHash(rows, 89, true)]] as const) {
      const now = (await train(changed)).model.voters!, touched = partOf(where, PARTS);
      now.forEach((voter, p) => expect(bytes(voter) === bytes(model.voters![p]!), `part ${p}`).toBe(p !== touched));
    }
  });

  it("answers as before wherever the certificate covers what was put in, however bad it is; and not everywhere else", async () => {
    let turned = 0;
    for (let trial = 0; trial < 24; trial++) {
      // Rows of a wrong class, thrown until so many parts are hit, forty into each: more than the certificate counts.
      const rng = Rng.fromSeed(100 + trial), budget = 1 + (trial % 4), hit = new Map<number, number>(), poison: Rows[] = [];
      for (let tries = 0; tries < 4000 && (hit.size < budget || [...hit.values()].some((n) => n < 40)); tries++) {
        const one: Rows = { n: 1, shape: [2], labels: Int32Array.of(trial % 3), ids: Int32Array.of(0), inputs: Float32Array.from([rng.uniform(), rng.uniform()]) }, part = partOf(contentHash(one, 0, true), PARTS);
        if (!hit.has(part) && hit.size === budget) continue;
        hit.set(part, (hit.get(part) ?? 0) + 1);
        poison.push(one);
      }
      const after = await votes((await train(poison.reduce(join, rows))).model);
      before.radius.forEach((radius, i) => {
        if (radius >= budget) expect(after.winner[i], `point ${i}, ${budget} parts`).toBe(before.winner[i]);
        else if (after.winner[i] !== before.winner[i]) turned++;
      });
    }
    expect(turned).toBeGreaterThan(100);
  });

  it("with inputs alone hashed, a flipped label touches one voter; with labels hashed, at most two", async () => {
    const flipped = { ...rows, labels: rows.labels.map((y, i) => (i === 11 ? (y + 1) % 3 : y)) };
    const changed = async (hashed: string) => { const a = (await train(rows, { hashed })).model.voters!, b = (await train(flipped, { hashed })).model.voters!; return a.filter((m, p) => bytes(m) !== bytes(b[p]!)).length; };
    expect(await changed("inputs")).toBe(1);
    expect(await changed("all")).toBe(2);
  });

  it("says how many rows a part has, and warns when they are too few", async () => {
    const { notes } = await train(points(20, 3));
    expect(notes[0]!.text).toContain("20 rows were cut into 9 parts");
    expect(notes.some((n) => n.level === "warning" && n.text.includes("too few"))).toBe(true);
  });
});
