/** In a whole federation: the masked mean is the plain mean, with clients lost too; what is skipped, clipped, hidden, bounded; who may not be chained. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Update } from "../core/plugins";
import { Rng } from "../core/rng";
import { parseSpec } from "../experiment/spec";
import { agreeInScript } from "../secure/agreement";
import { SIZE, distance, found, plainMean, play, states, step } from "../secure/test-support";
import { secureAggregation as plugin, secureRule } from "./secure-aggregation";

const federation = (clients: number, rounds = 1) => ({ clients, perRound: clients, rounds, serverRate: 1 });
const rule = (clients: number, params: object = {}, seed = 1) => secureRule(plugin.params.parse(params), federation(clients), Rng.fromSeed(seed), agreeInScript);
const masked = (clients: number, params?: object) => [step(plugin, rule(clients, params))];
const all = (n: number) => Array.from({ length: n }, (_, c) => c);

describe("secure aggregation", () => {
  it("gives the plain mean of all clients to rounding, each counting the same", async () => {
    const { final, notes, records } = await play({ clients: 15, steps: masked(15) });
    expect(distance(final, plainMean(all(15)))).toBeLessThan(1e-7);
    expect(notes.map((n) => n.level)).toEqual(["info"]);
    expect(records[0]!.clients.map((c) => [c.at, c.norm, c.cosine, c.state])).toEqual(all(15).map(() => [null, null, null, "used"]));
    for (const c of records[0]!.clients) expect(c.weight).toBeCloseTo(1 / 15);
  });

  it("gives the plain mean of whoever is left, up to a third lost, round after round", async () => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 3, max: 9 }), fc.nat(1e6), async (n, seed) => {
      const lost = (round: number) => [...Rng.fromSeed(seed).fork(`${round}`).sample(Int32Array.from(all(n)), Math.floor(n / 3))].sort((a, b) => a - b);
      const { ends, records } = await play({ clients: n, rounds: 2, steps: masked(n), lost });
      const left = (round: number) => all(n).filter((c) => !lost(round).includes(c)), first = plainMean(left(1), 1), second = plainMean(left(2), 2);
      expect(distance(ends[0]!.global, first)).toBeLessThan(1e-7);
      expect(distance(ends[1]!.global, first.map((v, j) => v + second[j]!))).toBeLessThan(2e-7);
      for (const r of records) expect(states(r)).toBe(all(n).map((c) => (lost(r.round).includes(c) ? "l" : "u")).join(""));
    }), { numRuns: 8 });
  }, 20_000);

  it("loses the round, says so, and learns nothing from it when too few are left", async () => {
    const { ends, notes, records } = await play({ clients: 6, rounds: 2, steps: masked(6), lost: (round) => (round === 1 ? [0, 1, 2] : []) });
    expect([...ends[0]!.global]).toEqual(Array(SIZE).fill(0));
    expect(distance(ends[1]!.global, plainMean(all(6), 2))).toBeLessThan(1e-7);
    expect(states(records[0]!)).toBe("lllrrr");
    expect(notes.filter((n) => n.level === "warning").map((n) => n.text)).toEqual([expect.stringContaining("In round 1 too few clients were left")]);
    expect(notes[0]!.text).toMatch(/^In 1 of 2 rounds the server learned/);
    expect(states((await play({ clients: 6, steps: masked(6, { threshold: 0.5 }), lost: () => [0, 1] })).records[0]!)).toBe("lluuuu");
  });

  it("says that nothing was learned where no round could be added up, also when nothing reached it at all", async () => {
    const { notes } = await play({ clients: 6, rounds: 2, steps: masked(6), lost: () => [0, 1, 2] }), silent = (await play({ clients: 6, rounds: 2, steps: masked(6), lost: () => all(6) })).notes;
    for (const said of [notes, silent]) expect(said.map((n) => n.text)).toEqual(["In no round did the server learn a mean of the updates.", expect.stringMatching(/^(6|12) messages did not arrive.* [30] clients were left/), expect.stringMatching(/^In 2 rounds too few clients were left/)]);
  });

  it("shows the server nothing of a single update: its vector is empty, its masks change with the round and the seed, not the result", async () => {
    const update: Update = { client: 1, round: 1, rows: 5, vector: found(1, 1) }, seal = async (seed: number, u: Update) => (await rule(4, {}, seed).seal!(u, all(4)));
    const one = await seal(1, update), other = await seal(2, update), next = await seal(1, { ...update, round: 2 });
    expect([...one.vector]).toEqual(Array(SIZE).fill(0));
    expect(new Set([one, other, next].map((u) => String(u.seal!["masked"]))).size).toBe(3);
    expect(await seal(1, update)).toEqual(one);
    const finals = await Promise.all([1, 2].map(async (seed) => (await play({ clients: 4, steps: [step(plugin, rule(4, {}, seed))] })).final));
    expect(finals[0]).toEqual(finals[1]);
  });

  it("lets malicious clients in, but only as far as the clipping range", async () => {
    const boosted = (c: number, round: number) => (c === 0 ? found(c, round).map((v) => 1e6 * Math.sign(v)) : found(c, round)), cut = (c: number, round: number) => (c === 0 ? found(c, round).map(Math.sign) : found(c, round));
    const { final, notes } = await play({ clients: 5, steps: masked(5), vector: boosted });
    expect(distance(final, plainMean(all(5), 1, cut))).toBeLessThan(1e-6);
    expect(notes.filter((n) => n.level === "warning").map((n) => n.text)).toEqual([expect.stringMatching(/^6 of 30 values in 1 of 5 updates lay beyond ±1 /)]);
    expect(distance((await play({ clients: 5, steps: masked(5, { range: 0.1 }) })).final, plainMean(all(5), 1, (c, r) => found(c, r).map((v) => Math.max(-0.1, Math.min(0.1, v)))))).toBeLessThan(1e-7);
  });

  it("takes a message without a mask, of the wrong length or from somebody else as lost", async () => {
    const secure = rule(6), sealed = await Promise.all(all(6).map((c) => secure.seal!({ client: c, round: 1, rows: 5, vector: found(c, 1) }, all(6))));
    const odd = [{ ...sealed[0]!, seal: {} }, { ...sealed[1]!, seal: { masked: new Uint32Array(2) } }, ...sealed.slice(2), { ...sealed[5]!, client: 9 }];
    const out = await secure.receive({ round: 1, global: new Float32Array(SIZE), updates: odd, lost: [], ownUpdate: async () => new Float32Array(SIZE), pulse: () => {} });
    expect(distance(out.aggregate!, plainMean([2, 3, 4, 5]))).toBeLessThan(1e-7);
    expect([out.rejected!.map((r) => r.client), [...out.weights!]]).toEqual([[0, 1, 9], [0, 0, 0.25, 0.25, 0.25, 0.25, 0]]);
  });

  it("says with how many clients it cannot be", () => {
    const params = plugin.params.parse({});
    expect([3, 15, 50].map((n) => plugin.check!(params, federation(n)))).toEqual([true, true, true]);
    expect([2, 51].map((n) => plugin.check!(params, federation(n)))).toEqual([expect.objectContaining({ message: expect.stringContaining("with 2 clients") }), expect.objectContaining({ message: expect.stringContaining("51 clients") })]);
  });

  it.each([["krum"], ["norm-clipping"], ["coordinate-median"]])("cannot be had together with %s, whichever comes first, and the reason is said", (id) => {
    const chained = (chain: readonly string[]) => parseSpec({ dataset: { id: "digits" }, model: { id: "cnn" }, regime: "federated", defenses: [chain.map((d) => ({ id: d }))] });
    for (const chain of [["secure-aggregation", id], [id, "secure-aggregation"]]) {
      const out = chained(chain);
      if (out.ok) throw new Error("was accepted");
      expect(out.problem.message).toMatch(/^defenses\.0\.1\.id: Secure aggregation hides single updates from the server, and .+ has to look at each of them\. A server can have one or the other\.$/);
    }
    expect(chained(["signed-updates", "secure-aggregation"]).ok).toBe(true);
    expect(chained(["secure-aggregation", "signed-updates"]).ok).toBe(false);
  });
});
