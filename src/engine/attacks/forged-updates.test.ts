/** What somebody on the wire does to a federation, and that none of it enters where updates are signed, masked or not. */
import { describe, expect, it } from "vitest";
import type { InterceptArgs, Update } from "../core/plugins";
import { Rng } from "../core/rng";
import { secureAggregation, secureRule } from "../defenses/secure-aggregation";
import { signedRule, signedUpdates } from "../defenses/signed-updates";
import { agreeInScript } from "../secure/agreement";
import { signWith, signingInScript, statementOf } from "../secure/signatures";
import { SIZE, distance, found, plainMean, play, states, step } from "../secure/test-support";
import { forgedUpdates as plugin } from "./forged-updates";

const N = 6, held = [1, 4], others = [0, 2, 3, 5], everyone = [0, 1, 2, 3, 4, 5];
const update = (client: number, round: number): Update => ({ client, round, rows: 10, vector: found(client, round), seal: { signature: signWith(new Uint8Array(32).fill(client), new Uint8Array(3)) } });
const intercept = (params: object, over: Partial<InterceptArgs<never>> = {}) => plugin.update!.intercept!({
  params: plugin.params.parse(params), round: 2, federation: { clients: N, perRound: N, rounds: 3, serverRate: 1 }, messages: everyone.map((c) => update(c, 2)), before: everyone.map((c) => update(c, 1)), through: held, rng: Rng.fromSeed(1), ...over,
});

describe("on the wire", () => {
  it("tampers with what passes through its hands, and keeps the seal", () => {
    const out = intercept({ mode: "tamper", strength: 3 });
    expect(out).toEqual(everyone.map((c) => (held.includes(c) ? { ...update(c, 2), vector: found(c, 2).map((v) => -3 * v) } : update(c, 2))));
    const [masked] = intercept({ strength: 2 }, { messages: [{ ...update(1, 2), seal: { masked: Uint32Array.of(1, 2 ** 31, 7) } }] });
    expect(masked!.seal!["masked"]).toEqual(Uint32Array.of(2 ** 32 - 2, 0, 2 ** 32 - 14));
  });

  it("forges as many messages as it holds lines, in other clients’ names, with a key of its own, and lets the real ones pass", () => {
    const out = intercept({ mode: "forge" }), forged = out.slice(N);
    expect(out.slice(0, N)).toEqual(everyone.map((c) => update(c, 2)));
    expect([forged.length, new Set(forged.map((m) => m.client)).size, forged.every((m) => others.includes(m.client) && m.round === 2)]).toEqual([2, 2, true]);
    for (const [i, m] of forged.entries()) expect([m.vector, String(m.seal!["signature"]) === String(update(held[i]!, 2).seal!["signature"])]).toEqual([found(held[i]!, 2).map((v) => -5 * v), false]);
    expect(intercept({ mode: "forge" }, { through: [0, 1, 2, 3, 4] })).toHaveLength(N + 1);
    expect(intercept({ mode: "forge" }, { messages: others.map((c) => update(c, 2)) })).toHaveLength(4);
    expect(intercept({ mode: "forge" })).toEqual(out);
  });

  it("sends last round’s message again, where there was one", () => {
    expect(intercept({ mode: "replay" })).toEqual(everyone.map((c) => update(c, held.includes(c) ? 1 : 2)));
    expect(intercept({ mode: "replay" }, { before: [update(4, 1)] })).toEqual(everyone.map((c) => update(c, c === 4 ? 1 : 2)));
  });
});

describe.each(["tamper", "forge", "replay"] as const)("%s in a federation", (mode) => {
  const attack = { work: plugin.update! as never, params: plugin.params.parse({ mode }) }, signed = async () => step(signedUpdates, await signedRule(N, 3, signingInScript));
  const masked = () => step(secureAggregation, secureRule(secureAggregation.params.parse({}), { clients: N, rounds: 3 }, Rng.fromSeed(3), agreeInScript));
  /** Whose updates enter in a round when nothing that is not genuine does. */
  const genuine = (round: number) => (mode === "forge" || (mode === "replay" && round === 1) ? everyone : others);
  const sum = (of: (round: number) => number[]) => [1, 2, 3].map(of).reduce((a, b) => a.map((v, j) => v + b[j]!));
  const base = { clients: N, rounds: 3, attacking: held, attack };

  it("changes the model of a server that checks nothing", async () => {
    const { final } = await play({ ...base, steps: [] }), { final: fair } = await play({ ...base, attack: undefined, steps: [] });
    expect(distance(final, fair)).toBeGreaterThan(0.05);
  });

  it("never enters where updates are signed", async () => {
    const { final, records, notes } = await play({ ...base, steps: [await signed()] });
    const byRows = (round: number) => { const c = genuine(round), rows = c.reduce((s, k) => s + 10 + k, 0); return Array.from({ length: SIZE }, (_, j) => c.reduce((s, k) => s + ((10 + k) / rows) * found(k, round)[j]!, 0)); };
    expect(distance(final, sum(byRows))).toBeLessThan(1e-6);
    expect(records.map(states)).toEqual([1, 2, 3].map((r) => everyone.map((c) => (genuine(r).includes(c) ? "u" : "r")).join("")));
    expect(notes[0]!.text).toMatch(/^[46] of (18|24) messages were turned away/);
  });

  it("never enters where updates are masked and signed, and the masks of those refused come off", async () => {
    const { final, records } = await play({ ...base, steps: [await signed(), masked()] });
    expect(distance(final, sum((r) => plainMean(genuine(r), r)))).toBeLessThan(1e-6);
    expect(records.map(states)).toEqual([1, 2, 3].map((r) => everyone.map((c) => (genuine(r).includes(c) ? "u" : "r")).join("")));
  });

  it("spoils a masked sum that nobody signed, the same way each time", async () => {
    const runs = [await play({ ...base, steps: [masked()] }), await play({ ...base, steps: [masked()] })];
    expect(runs[0]!.final).toEqual(runs[1]!.final);
    expect(distance(runs[0]!.final, sum((r) => plainMean(everyone, r)))).toBeGreaterThan(0.3);
    expect(runs[0]!.notes.filter((n) => n.level === "warning").map((n) => n.text)).toEqual([expect.stringMatching(/^In [1-3] of 3 rounds the mean came out as noise/)]);
    // What came out as noise is no mean of the updates.
    const [noisy, learned] = [/^In (\d) of 3 rounds the mean came out/, /^In (\d) of 3 rounds the server learned/].map((what) => Number(runs[0]!.notes.flatMap((n) => what.exec(n.text)?.[1] ?? []).join() || 0));
    expect(noisy! + learned!).toBe(3);
  });
});

it("signs a forgery so that only the key is wrong", () => {
  const [forged] = intercept({ mode: "forge" }).slice(N), key = signWith(new Uint8Array(32), statementOf(forged!));
  expect([key.length, forged!.seal!["signature"]]).toEqual([64, expect.any(Uint8Array)]);
});
