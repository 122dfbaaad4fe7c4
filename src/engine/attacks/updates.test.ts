/** Attacks on updates: the oracle of five honest updates, the published z of ALIE, the limits that each formula names. */
import { describe, expect, it } from "vitest";
import type { DatasetMeta, Rows } from "../core/data";
import type { AttackPlugin, Federation, Update } from "../core/plugins";
import { Rng } from "../core/rng";
import { alie, deviationsOf, formulaZ } from "./alie";
import { boostOf } from "./boost";
import { gaussianUpdates } from "./gaussian-updates";
import { innerProduct, reversesAbove } from "./inner-product";
import { directionOf, largestStep, minMax } from "./min-max";
import { modelReplacement } from "./model-replacement";
import { budget } from "./rows";
import { progressLeft, signFlip } from "./sign-flip";
import { deviationOf, meanOf } from "./updates";

const update = (client: number, ...v: number[]): Update => ({ client, round: 1, vector: Float32Array.from(v), rows: 100 });
const honest = [[1, 2], [1.2, 1.8], [0.9, 2.1], [1.1, 2.2], [0.8, 1.9]].map((v, i) => update(i, ...v));
const federation = (n: number, serverRate = 1): Federation => ({ clients: n, perRound: n, rounds: 20, serverRate });
const send = (plugin: AttackPlugin, params: Record<string, unknown>, own: readonly Update[], others: readonly Update[] = [], f = federation(own.length + others.length)) =>
  plugin.update!.submit!({ params: plugin.params.parse(params), round: 1, federation: f, global: new Float32Array(own[0]!.vector.length), own, others, rng: Rng.fromSeed(3) });
const close = (actual: ArrayLike<number>, expected: readonly number[], digits = 4) => expected.forEach((v, j) => expect(actual[j]).toBeCloseTo(v, digits));
const distance = (a: ArrayLike<number>, b: ArrayLike<number>) => Math.hypot(...Array.from(a, (v, j) => v - b[j]!));
/** What a plain mean makes of honest updates and what the attacker sends. */
const plainMean = (vectors: readonly ArrayLike<number>[]) => Array.from(vectors[0]!, (_, j) => vectors.reduce((s, v) => s + v[j]!, 0) / vectors.length);

const meta: DatasetMeta = { id: "p", title: "Plane", modality: "points", shape: [1], classNames: ["a", "b"], valueRange: [0, 1] };
/** Notes of an attacker who owns the first f of n clients. */
async function notes(plugin: AttackPlugin, params: Record<string, unknown>, n: number, f: number): Promise<string[]> {
  const train: Rows = { n: 2 * f, shape: [1], inputs: new Float32Array(2 * f), labels: new Int32Array(2 * f), ids: Int32Array.from({ length: 2 * f }, (_, i) => i), sources: Uint8Array.from({ length: 2 * f }, (_, i) => i % f) };
  const made = await plugin.poison({ params: plugin.params.parse(params), train, test: train, meta, budget: (rate) => budget(rate, train.n), rng: Rng.fromSeed(1), federation: federation(n) });
  return (made.notes ?? []).map((note) => `${note.level}: ${note.text}`);
}

describe("statistics of updates", () => {
  it("of the honest five are mean (1, 2) and deviation (0.1414, 0.1414)", () => {
    const mean = meanOf(honest);
    close(mean, [1, 2], 6);
    close(deviationOf(honest, mean), [0.1414, 0.1414]);
  });
});

describe("a little is enough", () => {
  it.each([[10, 1, -0.14, 2], [10, 2, 0, 3], [10, 3, 0.18, 2], [11, 2, 0.14, 2], [15, 3, 0.21, 2], [20, 4, 0.157, 3], [20, 5, 0.253, 3], [51, 12, 0.361, 3], [100, 20, 0.286, 3]])("of %d clients %d are malicious: z = %f", (n, f, z, digits) =>
    expect(formulaZ(n, f)).toBeCloseTo(z, digits));
  it("stays finite when nearly everybody, or everybody, is malicious", () => {
    for (let n = 1; n <= 30; n++) for (let f = 1; f <= n; f++) expect(Number.isFinite(formulaZ(n, f))).toBe(true);
  });
  it("sends μ − z s of all honest clients, the same from each of its own", () => {
    const sent = send(alie, { z: "own", deviations: 2, knows: "all" }, [update(5, 9, 9), update(6, -9, 0)], honest);
    expect(sent).toHaveLength(2);
    for (const v of sent) close(v, [1 - 2 * 0.14142, 2 - 2 * 0.14142]);
    expect(sent[0]).not.toBe(sent[1]);
    expect(alie.update!.omniscient!(alie.params.parse({ knows: "all" }))).toBe(true);
  });
  it("goes by its own clients when that is all it knows, and takes the preset of 1.5", () => {
    close(send(alie, {}, [update(0, 1), update(1, 3)], honest)[0]!, [2 - 1.5]);
    expect(alie.update!.omniscient!(alie.params.parse({}))).toBe(false);
    expect(deviationsOf(alie.params.parse({}), 10, 2)).toBe(1.5);
  });
  it("of 10 clients with 2 does nothing by the formula, of 10 with 1 does not help either, and says so", async () => {
    for (const [n, f] of [[10, 2], [10, 1]] as const) {
      const own = honest.slice(0, f), others = Array.from({ length: n - f }, (_, i) => honest[i % 5]!);
      close(send(alie, { z: "formula" }, own, others)[0]!, [...meanOf(own)]);
      expect((await notes(alie, { z: "formula", knows: "all" }, n, f))[0]).toMatch(/^warning: The formula gives z = (0\.00|-0\.14) .+does nothing/);
    }
    expect(await notes(alie, { z: "formula" }, 15, 3)).toEqual(["info: What is sent lies z = 0.21 deviations from the mean, with 3 malicious clients of 15."]);
    expect((await notes(alie, {}, 15, 1)).some((note) => note.startsWith("warning: A single client"))).toBe(true);
  });
});

describe("sign flipping", () => {
  it("sends −κ times what each client found", () => {
    const sent = send(signFlip, { strength: 3 }, honest.slice(0, 2), honest.slice(2));
    close(sent[0]!, [-3, -6]);
    close(sent[1]!, [-3.6, -5.4]);
  });
  it("turns a plain mean of 15 clients with 3 around above κ = 4, and says when it only slows it", async () => {
    expect([progressLeft(15, 3, 3), progressLeft(15, 3, 4), progressLeft(15, 3, 5)]).toEqual([0.2, 0, -0.2]);
    expect(await notes(signFlip, {}, 15, 3)).toEqual([]);
    expect((await notes(signFlip, { strength: 3 }, 15, 3))[0]).toContain("20 % of its pace; it goes backward above κ = 4.");
  });
});

describe("noise", () => {
  it("has the asked size, another draw for each client, and nothing of the update", () => {
    const long = [0, 1].map((c) => update(c, ...Array.from({ length: 4000 }, (_, j) => (j % 2 ? 2 : -2)))), [a, b] = send(gaussianUpdates, { size: 5 }, long);
    const rms = (v: Float32Array) => Math.sqrt(v.reduce((s, x) => s + x * x, 0) / v.length);
    for (const v of [a!, b!]) expect(Math.abs(rms(v) / 10 - 1)).toBeLessThan(0.05);
    expect(Math.abs(a!.reduce((s, x, j) => s + x * b![j]!, 0) / a!.length)).toBeLessThan(5);
    expect(Math.abs(a!.reduce((s, x, j) => s + x * long[0]!.vector[j]!, 0) / a!.length)).toBeLessThan(1);
  });
});

describe("inner product manipulation", () => {
  it.each([[5, 2], [15, 3], [15, 7]])("%d clients, %d malicious: reverses the plain mean only when ε > (n − f)/f", (n, f) => {
    const others = Array.from({ length: n - f }, (_, i) => honest[i % 5]!), mean = meanOf(others), limit = reversesAbove(n, f);
    expect(limit).toBeCloseTo((n - f) / f, 12);
    for (const [epsilon, sign] of [[0.98 * limit, 1], [1.02 * limit, -1]] as const) {
      const sent = send(innerProduct, { epsilon, knows: "all" }, honest.slice(0, f).length === f ? honest.slice(0, f) : Array.from({ length: f }, (_, i) => update(i, 1, 1)), others);
      const got = plainMean([...others.map((u) => u.vector), ...sent]);
      expect(Math.sign(got[0]! * mean[0]! + got[1]! * mean[1]!)).toBe(sign);
    }
  });
  it("says on which side of the limit it is", async () => {
    expect(await notes(innerProduct, {}, 15, 3)).toEqual(["info: With 3 of 15 clients a plain mean goes backward above ε = 4; ε = 0.5 leaves 70 % of its step."]);
    expect((await notes(innerProduct, { epsilon: 6 }, 15, 3))[0]).toContain("reverses it");
  });
});

describe("min-max", () => {
  const widest = Math.max(...honest.flatMap((a) => honest.map((b) => distance(a.vector, b.vector))));
  const farthest = (v: ArrayLike<number>) => Math.max(...honest.map((u) => distance(v, u.vector)));
  it.each(["deviation", "mean", "sign"])("against the %s: as far as the widest honest pair and not a bit more", (direction) => {
    const [sent] = send(minMax, { direction, knows: "all" }, [update(5, 0, 0)], honest);
    expect(farthest(sent!)).toBeCloseTo(widest, 5);
    expect(distance(sent!, [1, 2])).toBeGreaterThan(0.1);
    expect(sent![0]! < 1 && sent![1]! < 2).toBe(true);
  });
  it("finds what the paper’s halving finds", () => {
    for (const direction of ["deviation", "mean", "sign"] as const) {
      const mean = meanOf(honest), p = directionOf({ direction }, honest, mean);
      let step = 10, found = 0;
      for (let change = step / 2; change > 1e-6; change /= 2) {
        const inside = farthest(Array.from(mean, (m, j) => m + step * p[j]!)) <= widest;
        if (inside) found = step;
        step += inside ? change : -change;
      }
      expect(largestStep(honest, mean, p)).toBeCloseTo(found, 4);
    }
  });
  it("stays where it is without room: one update, or equal ones", () => {
    for (const own of [[update(0, 1, 2)], [update(0, 1, 2), update(1, 1, 2)]]) for (const direction of ["deviation", "mean", "sign"]) close(send(minMax, { direction }, own)[0]!, [1, 2]);
  });
});

describe("boost", () => {
  it("n/(η m) makes the plain mean times η the attacker’s own update, when honest clients have nothing left to say", () => {
    const own = [update(0, 1, -2), update(1, 1, -2)], still = [2, 3, 4].map((c) => update(c, 0, 0));
    for (const serverRate of [1, 0.5]) {
      expect(boostOf(modelReplacement.params.parse({}) as never, 5, serverRate, 2)).toBe(2.5 / serverRate);
      const sent = send(modelReplacement, {}, own, still, federation(5, serverRate));
      close(plainMean([...sent, ...still.map((u) => u.vector)]).map((v) => serverRate * v), [1, -2], 5);
    }
  });
  it("cuts off at the longest length asked for, and only longer ones", () => {
    const own = [update(0, 3, 4), update(1, 0.3, 0.4)], sent = send(modelReplacement, { boost: "own", factor: 4, limit: 5 }, own);
    close(sent[0]!, [3, 4], 5);
    close(sent[1]!, [1.2, 1.6], 5);
  });
});
