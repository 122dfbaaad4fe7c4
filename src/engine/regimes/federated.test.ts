/** Rounds on clients small enough to work out by hand: each pulls the model toward a point of its own. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Aggregator, Update } from "../core/federation";
import { Rng } from "../core/rng";
import { federate, federatedMean, type Asked, type FederatedJob, type RoundEnd } from "./federated";
import { gramOf, planeOf, recordRound } from "./round-record";

const matmul = async (a: Float32Array, b: Float32Array, m: number, k: number, n: number) => Float32Array.from({ length: m * n }, (_, at) => { let s = 0; for (let j = 0; j < k; j++) s += a[Math.floor(at / n) * k + j]! * b[(at % n) * k + j]!; return s; });
const learner = { matmul };
const points = [[2, 0], [0, 2], [2, 2], [0, 0]];
/** A client goes the whole way to its point; attackers go there ten times. */
const job = (over: Partial<FederatedJob> = {}): FederatedJob => ({
  federation: { clients: 4, perRound: 4, rounds: 2, serverRate: 1 }, start: new Float32Array(2), steps: [], learner, pulse: () => {},
  ask: (): Asked => ({ honest: [0, 1, 2, 3], attacking: [], lost: [] }),
  train: async (round, global, clients, attacking) => clients.map((client): Update => ({ client, round, rows: client + 1, vector: Float32Array.from(points[client]!, (p, j) => (attacking ? 10 : 1) * (p - global[j]!)) })),
  ownUpdate: async () => new Float32Array(2), ...over,
});
async function rounds(j: FederatedJob): Promise<RoundEnd[]> {
  const out: RoundEnd[] = [];
  for await (const end of federate(j)) out.push(end);
  return out;
}
const rule = (receive: Aggregator["receive"]): FederatedJob["steps"][number] => ({ title: "A rule", step: "combine", hides: false, rule: { receive } });

describe("FederatedAveraging", () => {
  it("goes to the mean of the clients, each counting by its rows", async () => {
    const [first, second] = await rounds(job());
    // (1·(2,0) + 2·(0,2) + 3·(2,2) + 4·(0,0)) / 10
    expect([...first!.global]).toEqual([0.8, 1].map(Math.fround));
    expect(second!.global[0]).toBeCloseTo(0.8, 6);
    expect(first!.record.clients.map((c) => +c.weight.toFixed(3))).toEqual([0.1, 0.2, 0.3, 0.4]);
  });

  it("takes steps of the server’s size", async () => {
    const [first] = await rounds(job({ federation: { clients: 4, perRound: 4, rounds: 1, serverRate: 0.5 } }));
    expect([...first!.global]).toEqual([0.4, 0.5].map(Math.fround));
  });

  it("goes on without clients whose message is lost, and stays where it is when all are", async () => {
    const [some] = await rounds(job({ ask: () => ({ honest: [0, 1, 2, 3], attacking: [], lost: [3] }) }));
    expect([...some!.global].map((v) => +v.toFixed(4))).toEqual([1.3333, 1.6667]);
    expect(some!.record.clients[3]).toMatchObject({ state: "lost", weight: 0, norm: null, at: null });
    const [none] = await rounds(job({ ask: () => ({ honest: [0, 1], attacking: [], lost: [0, 1] }) }));
    expect([...none!.global]).toEqual([0, 0]);
    expect(none!.record.clients.map((c) => c.state)).toEqual(["lost", "lost"]);
  });

  it("refuses updates that are not numbers or too short, whatever rule there is", async () => {
    const [end] = await rounds(job({ train: async (round, _g, clients) => clients.map((client) => ({ client, round, rows: 1, vector: client === 1 ? Float32Array.of(NaN, 1) : client === 2 ? Float32Array.of(1) : Float32Array.of(1, 1) })) }));
    expect([...end!.global]).toEqual([1, 1]);
    expect(end!.record.clients.map((c) => c.why)).toEqual([undefined, "not a number", "wrong length", undefined]);
  });

  it("ends where the model stops being a number", async () => {
    const all = await rounds(job({ federation: { clients: 4, perRound: 4, rounds: 5, serverRate: 1e38 }, train: async (round, _g, clients) => clients.map((client) => ({ client, round, rows: 1, vector: Float32Array.of(1e30, 1) })) }));
    expect(all.map((r) => r.diverged)).toEqual([true]);
  });
});

describe("attackers", () => {
  const attack = (work: NonNullable<FederatedJob["attack"]>["work"]): Partial<FederatedJob> => ({ ask: () => ({ honest: [0, 1, 2], attacking: [3], lost: [] }), attack: { work, params: {}, rng: Rng.fromSeed(1) } });

  it("send what they like instead of what they found", async () => {
    const seen: number[][] = [], [end] = await rounds(job(attack({ submit: ({ own, others }) => { seen.push([own.length, others.length]); return own.map(() => Float32Array.of(-10, 0)); } })));
    expect(seen[0]).toEqual([1, 0]);
    expect(end!.global[0]).toBeCloseTo(0.1 * 2 + 0.3 * 2 - 4, 5);
  });

  it("see honest updates only if they say that they do", async () => {
    let others = 0;
    await rounds(job(attack({ omniscient: () => true, submit: (a) => { others = a.others.length; return a.own.map((u) => u.vector.slice()); } })));
    expect(others).toBe(3);
  });

  it("train on their own terms, and may stand between clients and server", async () => {
    const [own] = await rounds(job({ ask: () => ({ honest: [0, 1, 2], attacking: [3], lost: [] }), start: Float32Array.of(1, 1), attack: { work: {}, params: {}, rng: Rng.fromSeed(1) } }));
    expect(own!.record.clients[3]!.norm).toBeCloseTo(10 * Math.SQRT2, 4);
    const [end] = await rounds(job(attack({ intercept: ({ messages, through }) => messages.map((m) => (through.includes(m.client) ? { ...m, vector: Float32Array.of(5, 5), rows: 6 } : m)) })));
    expect(end!.global[0]).toBeCloseTo((2 + 3 * 2 + 6 * 5) / 12, 5);
  });
});

describe("the server’s pipeline", () => {
  it("lets each step work on what the one before left, and records who was turned away", async () => {
    const admit = { ...rule(async ({ updates }) => ({ updates: updates.slice(1), rejected: [{ client: updates[0]!.client, why: "first" }] })), step: "admit" as const };
    const double = { ...rule(async ({ updates }) => ({ updates: updates.map((u) => ({ ...u, vector: u.vector.map((v) => 2 * v) })) })), step: "prepare" as const };
    const last = rule(async ({ updates }) => ({ aggregate: updates.at(-1)!.vector, weights: Float32Array.from(updates, (_, i) => (i === updates.length - 1 ? 1 : 0)), scores: { name: "place", values: Float32Array.from(updates, (_, i) => i) } }));
    const [end] = await rounds(job({ steps: [admit, double, last], start: Float32Array.of(1, 1) }));
    expect([...end!.global]).toEqual([-1, -1]);
    expect(end!.record).toMatchObject({ scoreName: "place", clients: [{ state: "rejected", why: "first", weight: 0 }, { state: "used", weight: 0, score: 0 }, { score: 1 }, { weight: 1, score: 2 }] });
  });

  it("shows nothing of single updates when a protocol hides them", async () => {
    const [end] = await rounds(job({ steps: [{ ...rule(async ({ updates }) => ({ aggregate: Float32Array.of(1, 0), weights: Float32Array.from(updates, () => 0.25) })), hides: true }] }));
    expect(end!.record.clients.every((c) => c.at === null && c.norm === null && c.weight === 0.25)).toBe(true);
  });

  it("seals on the client’s side", async () => {
    let sealed = 0;
    await rounds(job({ steps: [{ title: "Seal", step: "admit", hides: false, rule: { seal: async (u, others) => { sealed += others.length; return { ...u, seal: { by: String(u.client) } }; }, receive: async ({ updates }) => { expect(updates.map((u) => u.seal!["by"])).toEqual(["0", "1", "2", "3"]); return {}; } } }] }));
    expect(sealed).toBe(2 * 4 * 4);
  });
});

describe("the picture of a round", () => {
  it("keeps distances that lie in a plane, whatever the order", async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })), { minLength: 2, maxLength: 8 }), async (raw) => {
      const vectors = raw.map(([x, y]) => Float32Array.of(x, y, 0)), plane = planeOf(await gramOf(learner, vectors), vectors.length);
      for (let i = 0; i < raw.length; i++) for (let j = 0; j < i; j++)
        expect(Math.hypot(plane[i]![0] - plane[j]![0], plane[i]![1] - plane[j]![1])).toBeCloseTo(Math.hypot(raw[i]![0] - raw[j]![0], raw[i]![1] - raw[j]![1]), 3);
    }));
  });

  it("measures lengths in units of the median and the angle to the aggregate", async () => {
    const updates = [[1, 0], [0, 1], [-4, 0]].map((v, client) => ({ client, round: 1, rows: 1, vector: Float32Array.from(v) }));
    const record = await recordRound({ round: 1, arrived: updates, lost: [], rejected: [], given: updates.map((u) => ({ client: u.client, weight: 1 / 3 })), aggregate: federatedMean(updates, 2).aggregate, hidden: false }, learner);
    expect(record.clients.map((c) => c.norm)).toEqual([1, 1, 4]);
    expect(record.clients[2]!.cosine).toBeCloseTo(3 / Math.sqrt(10), 5);
    expect(record.clients[0]!.cosine).toBeCloseTo(-3 / Math.sqrt(10), 5);
  });
});
