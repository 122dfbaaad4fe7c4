/** Who has which rows: every row once, nobody without any, mixes of classes that follow α. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Rng } from "../core/rng";
import { dealOut, gamma } from "./clients";
import { attacksIn, federatedSchema, maliciousClients, perRound } from "./regimes";

const labels = Int32Array.from({ length: 1000 }, (_, i) => i % 10);
const mixOf = (sources: Uint8Array, clients: number) => Array.from({ length: clients }, (_, c) => Array.from({ length: 10 }, (_x, y) => labels.reduce((sum, label, i) => sum + (sources[i] === c && label === y ? 1 : 0), 0)));
/** Largest class share of a client, on average over clients. */
const topShare = (mix: number[][]) => mix.reduce((sum, row) => sum + Math.max(...row) / row.reduce((a, b) => a + b, 0), 0) / mix.length;

describe("rows of clients", () => {
  it("are dealt out evenly", () => {
    const sources = dealOut(labels, 10, { clients: 15, partition: "iid", alpha: 1 }, Rng.fromSeed(1)), sizes = mixOf(sources, 15).map((row) => row.reduce((a, b) => a + b, 0));
    expect([Math.min(...sizes), Math.max(...sizes)]).toEqual([66, 67]);
  });

  it("mix classes as unevenly as α says", () => {
    const shares = [0.05, 0.5, 100].map((alpha) => topShare(mixOf(dealOut(labels, 10, { clients: 10, partition: "dirichlet", alpha }, Rng.fromSeed(3)), 10)));
    expect(shares[0]).toBeGreaterThan(0.55);
    expect(shares[1]).toBeLessThan(shares[0]!);
    expect(shares[2]).toBeLessThan(0.2);
  });

  it("leave no client with fewer than ten, where there are enough", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 2, max: 60 }), fc.double({ min: 0.05, max: 5, noNaN: true }), (seed, clients, alpha) => {
      const sizes = mixOf(dealOut(labels, 10, { clients, partition: "dirichlet", alpha }, Rng.fromSeed(seed)), clients).map((row) => row.reduce((a, b) => a + b, 0));
      expect(Math.min(...sizes)).toBeGreaterThanOrEqual(10);
      expect(sizes.reduce((a, b) => a + b, 0)).toBe(1000);
    }), { numRuns: 30 });
  });

  it("come from gamma draws with the right mean and variance", () => {
    for (const shape of [0.1, 0.5, 2, 9]) {
      const rng = Rng.fromSeed(4).fork(String(shape)), draws = Array.from({ length: 20_000 }, () => gamma(shape, rng)), mean = draws.reduce((a, b) => a + b, 0) / draws.length;
      expect(Math.abs(mean / shape - 1)).toBeLessThan(0.08);
      expect(Math.abs(draws.reduce((sum, d) => sum + (d - mean) ** 2, 0) / draws.length / shape - 1)).toBeLessThan(0.15);
    }
  });
});

describe("the attacker’s clients", () => {
  const of = (over: object) => federatedSchema.parse(over);
  it("are as many as asked for, other ones for other seeds, never more than there are", () => {
    expect([...maliciousClients(1, of({}))]).toEqual([...maliciousClients(1, of({ rounds: 3 }))]);
    expect(new Set([1, 2, 3, 4, 5].map((s) => maliciousClients(s, of({})).join())).size).toBeGreaterThan(3);
    expect(maliciousClients(1, of({ clients: 4, malicious: 9 }))).toHaveLength(4);
  });
  it("act when they say", () => {
    const rounds = (over: object) => [1, 2, 3, 4, 5].filter((r) => attacksIn(of(over), r));
    expect(rounds({ participation: "always" })).toEqual([1, 2, 3, 4, 5]);
    expect(rounds({ participation: "from", attackRound: 4 })).toEqual([4, 5]);
    expect(rounds({ participation: "until", attackRound: 2 })).toEqual([1, 2]);
    expect(rounds({ participation: "once", attackRound: 3 })).toEqual([3]);
    expect([perRound(of({ fraction: 0.05 })), perRound(of({ fraction: 0.5 }))]).toEqual([1, 8]);
  });
});
