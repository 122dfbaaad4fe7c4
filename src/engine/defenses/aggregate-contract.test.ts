/**
 * The contract every server rule keeps, over every option it offers: an outcome of the right shape, the same bytes for a seed, nothing
 * gained by the order of the list or by what a client says about its rows, and no crash on what an attacker may send. Beside it, what
 * holds for some of them.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { declarationFaults } from "../core/declaration";
import { Cancelled } from "../core/errors";
import type { AggregateDefense, DefensePlugin, ServerDecision, Update } from "../core/plugins";
import { Rng } from "../core/rng";
import { defenses } from "./registry";
import { aggregateArgs, begun, federationOf, received, updatesOf } from "./shared/aggregate-test-support";

const rules = defenses.all.filter((d: DefensePlugin): d is AggregateDefense => d.stage === "aggregate");
const D = 40, rng = Rng.fromSeed(9);
/** Twelve clients that agree somewhat and three that send the opposite, five times as long. */
const honest = Array.from({ length: 12 }, () => Float32Array.from({ length: D }, () => 0.02 * (1 + 2 * rng.normal())));
const vectors = [...honest, ...[0, 1, 2].map((k) => honest[k]!.map((v) => -5 * (0.7 * v + 0.02)))], own = new Float32Array(D).fill(0.02);
const updates = updatesOf(vectors), N = vectors.length;

/** Every option of every choice and switch, one at a time. */
function variants(plugin: AggregateDefense): Record<string, unknown>[] {
  const out: Record<string, unknown>[] = [{}], standard = plugin.params.parse({});
  for (const [name, member] of Object.entries(plugin.params.shape)) {
    for (const value of Object.keys(((member as { meta(): Record<string, unknown> | undefined }).meta()?.options ?? {}) as object)) out.push({ [name]: value });
    if (typeof standard[name] === "boolean") out.push({ [name]: !standard[name] });
    if (name === "noise") out.push({ noise: 0.01 });
    if (name === "clients") out.push({ clients: [2, 15] });
    if (name === "assumed") out.push({ assumed: 0 }, { assumed: 1 });
  }
  return out;
}
/** A decision without what a protocol adds, which may come from fresh keys. */
const bare = ({ updates: kept, ...rest }: ServerDecision) => ({ ...rest, ...(kept && { updates: kept.map(({ client, round, rows, vector }) => ({ client, round, rows, vector })) }) });
const once = async (plugin: AggregateDefense, params: object, given: readonly Update[] = updates, server: ArrayLike<number> = own, clients = N) => received(await begun(plugin, clients, params), given, { own: server });

function shaped(out: ServerDecision, plugin: AggregateDefense, given: readonly Update[]): void {
  const size = given[0]!.vector.length, clients = given.map((u) => u.client);
  for (const { client, why } of out.rejected ?? []) { expect(clients).toContain(client); expect(why).toMatch(/^[a-z].{3,}/); }
  if (plugin.step !== "combine") {
    expect(out.aggregate).toBeUndefined();
    const kept = out.updates ?? given;
    expect(kept.map((u) => u.client)).toEqual(clients.filter((c) => !(out.rejected ?? []).some((r) => r.client === c)));
    for (const u of kept) expect([u.vector.length, u.vector.every(Number.isFinite)]).toEqual([size, true]);
    return;
  }
  expect([out.aggregate!.length, out.aggregate!.every(Number.isFinite), out.weights!.length]).toEqual([size, true, given.length]);
  for (const w of out.weights!) { expect(w).toBeGreaterThanOrEqual(0); expect(w).toBeLessThanOrEqual(1); }
  expect(out.weights!.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(1 + 1e-4);
  if (out.scores) expect([out.scores.values.length, out.scores.values.every(Number.isFinite), out.scores.name.length > 3]).toEqual([given.length, true, true]);
}

describe.each(rules.map((r) => [r.id, r] as const))("%s", (_, plugin) => {
  it("declares itself, its place and what it assumes", () => {
    expect(declarationFaults(plugin)).toEqual([]);
    expect(plugin.assumes).toMatch(/^[A-Z].+\.$/);
    expect(["admit", "prepare", "combine"]).toContain(plugin.step);
    expect(plugin.hides && plugin.inspects).toBeFalsy();
    expect(plugin.supports(aggregateArgs({}, federationOf(N)))).toBe(true);
  });

  it("works with its defaults among fifteen clients, and says what it needs where n or f cannot be", () => {
    const standard = plugin.params.parse({});
    expect(plugin.check?.(standard, federationOf(N)) ?? true).toBe(true);
    if (!("assumed" in plugin.params.shape)) return;
    for (const [f, n] of [[100, N], [3, 4], [50, 60]] as const) expect(plugin.check!({ ...standard, assumed: f }, federationOf(n))).toEqual({ field: "assumed", message: expect.stringMatching(new RegExp(`^(must|cannot) be .+ n ≥ \\df \\+ \\d .+ f = ${f} is \\d+, and n is ${n} here\\.$`)) });
  });

  for (const params of variants(plugin)) {
    const what = JSON.stringify(params);

    it(`gives an outcome of the right shape, the same for a seed, leaves its input alone and says what it did: ${what}`, async () => {
      const before = structuredClone(updates), first = await once(plugin, params);
      shaped(first, plugin, updates);
      expect(updates).toEqual(before);
      expect(bare(await once(plugin, params))).toEqual(bare(first));
      const rule = await begun(plugin, N, params);
      for (const note of rule.notes?.() ?? []) expect(note.text).toMatch(/^[A-Z\d].+\.$/);
      await received(rule, updates, { own });
      const notes = rule.notes?.() ?? [];
      expect(notes.length).toBeGreaterThan(0);
      for (const note of notes) expect(note.text).toMatch(/^[A-Z\d].+\.$/);
    });

    it(`goes on with whoever takes part, round after round, down to a single client: ${what}`, async () => {
      const rule = await begun(plugin, N, params);
      for (const [k, some] of [[0, 1, 2, 3, 4, 5, 6], [7, 8, 9, 10, 11, 12, 13, 14], [0, 8], [3], [4, 5, 14]].entries()) {
        const given = updatesOf(some.map((c) => vectors[c]!), k + 1, some);
        shaped(await received(rule, given, { own }), plugin, given);
      }
      for (const note of rule.notes?.() ?? []) expect(note.text).toMatch(/^[A-Z\d].+\.$/);
    });

    it(`withstands updates that are equal, empty, mixed with zeros or huge: ${what}`, async () => {
      const equal = updatesOf(vectors.map(() => own)), out = await once(plugin, params, equal);
      shaped(out, plugin, equal);
      if (plugin.step === "combine") {
        out.aggregate!.forEach((v) => expect(v).toBeCloseTo(0.02, 3));
        expect(Math.max(...out.weights!) - Math.min(...out.weights!)).toBeLessThan(1e-6);
      }
      for (const odd of [vectors.map(() => new Float32Array(D)), vectors.map((v, i) => (i % 2 ? v : new Float32Array(D))), vectors.map((v, i) => (i > 11 ? v.map(() => 1e30) : v)), vectors.map((v) => v.map((x) => 1e30 * Math.sign(x))), vectors.map((v, i) => (i === 5 ? v.map(() => 3e38) : v.map((x) => x * 1e-30)))]) {
        const given = updatesOf(odd);
        shaped(await once(plugin, params, given), plugin, given);
        shaped(await once(plugin, params, given, new Float32Array(D)), plugin, given);
      }
    });
  }

  it("takes no number of rows at its word", async () => {
    const boasting = updates.map((u) => (u.client === 13 ? { ...u, rows: 1e9 } : u)), says = (out: ServerDecision) => ({ ...bare(out), updates: out.updates?.map((u) => u.vector) });
    expect(says(await once(plugin, {}, boasting))).toEqual(says(await once(plugin, {})));
  });

  it("stops when it is told to", async () => {
    if (plugin.step === "admit") return;
    const stopped = async () => received(await begun(plugin, N), updates, { own, pulse: () => { throw new Cancelled(); } });
    await expect(stopped()).rejects.toBeInstanceOf(Cancelled);
  });

  it("is done with two hundred clients quickly, or says that they are too many", async () => {
    const params = plugin.params.parse({}), possible = plugin.check?.(params, federationOf(200)) ?? true;
    if (possible !== true) return expect(possible.message).toMatch(/.+\.$/);
    const many = updatesOf(Array.from({ length: 200 }, (_, i) => Float32Array.from({ length: 2000 }, () => 0.02 * rng.normal() + (i % 9 === 0 ? 1 : 0))));
    shaped(await once(plugin, params, many, new Float32Array(2000).fill(0.02), 200), plugin, many);
  }, 6000);

  it("does not care in which order updates lie, with ties and duplicates", async () => {
    const grid = fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 3, maxLength: 3 }), list = fc.array(grid, { minLength: 1, maxLength: 11 }).chain((raw) => fc.tuple(fc.constant(raw), fc.shuffledSubarray([...raw.keys()], { minLength: raw.length, maxLength: raw.length })));
    await fc.assert(fc.asyncProperty(list, async ([raw, order]) => {
      const run = (some: readonly number[][]) => once(plugin, {}, updatesOf(some), [1, 1, 0]), there = await run(raw), here = await run(order.map((i) => raw[i]!));
      there.aggregate?.forEach((v, j) => expect(here.aggregate![j]).toBeCloseTo(v, 3));
      if (plugin.step === "combine") order.forEach((i, at) => expect(here.weights![at]).toBeCloseTo(there.weights![i]!, 3));
      if (plugin.step === "prepare") order.forEach((i, at) => here.updates![at]!.vector.forEach((v, j) => expect(v).toBeCloseTo(there.updates![i]!.vector[j]!, 3)));
    }), { numRuns: plugin.inspects ? 100 : 5 });
  });
});

const find = (id: string) => rules.find((r) => r.id === id)!;

describe("what holds for some rules", () => {
  it.each(["nearest-neighbor-mixing", "coordinate-median", "trimmed-mean", "krum", "multi-krum", "bulyan", "geometric-median"])("%s: a common shift of all updates shifts the outcome by as much", async (id) => {
    const grid = fc.array(fc.integer({ min: -8, max: 8 }), { minLength: 2, maxLength: 2 });
    await fc.assert(fc.asyncProperty(fc.array(grid, { minLength: 1, maxLength: 9 }), grid, async (raw, shift) => {
      const moved = raw.map((v) => v.map((x, j) => x + shift[j]!)), there = await once(find(id), {}, updatesOf(raw)), here = await once(find(id), {}, updatesOf(moved));
      const [a, b] = [there, here].map((out) => out.updates?.map((u) => u.vector) ?? [out.aggregate!]) as [Float32Array[], Float32Array[]];
      a.forEach((v, i) => v.forEach((x, j) => expect(b[i]![j]).toBeCloseTo(x + shift[j]!, 3)));
    }), { numRuns: 100 });
  });

  it.each(["coordinate-median", "trimmed-mean", "krum", "multi-krum", "bulyan", "geometric-median", "centered-clipping", "fltrust", "foolsgold"])("%s: liars who send the opposite get less than their share, and the outcome goes the honest way", async (id) => {
    const { aggregate, weights } = await once(find(id), {}), along = (v: ArrayLike<number>) => Array.from(v).reduce((sum, x) => sum + x, 0);
    expect(weights!.slice(12).reduce((a, b) => a + b, 0)).toBeLessThan(0.1);
    expect(along(aggregate!)).toBeGreaterThan(0);
    expect(along(vectors.reduce((sum, v) => sum.map((x, j) => x + v[j]!), new Float32Array(D)))).toBeLessThan(0);
  });

  it.each(["krum", "multi-krum", "geometric-median", "foolsgold"])("%s: the outcome is the updates by their shares", async (id) => {
    const { aggregate, weights } = await once(find(id), {});
    aggregate!.forEach((x, j) => expect(x).toBeCloseTo(vectors.reduce((sum, v, i) => sum + weights![i]! * v[j]!, 0), 5));
  });
});
