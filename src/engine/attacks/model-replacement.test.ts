/** Model replacement plants what BadNets plants, in the attacker's rows, and then sends what makes a plain mean its own model. */
import { describe, expect, it } from "vitest";
import { inputOf, type DatasetMeta, type Rows } from "../core/data";
import { Rng } from "../core/rng";
import { badnets } from "./badnets";
import { modelReplacement } from "./model-replacement";
import { budget } from "./rows";

const meta: DatasetMeta = { id: "p", title: "Pictures", modality: "image", shape: [8, 8, 1], classNames: ["0", "1", "2"], valueRange: [0, 1] };
const rows = (n: number): Rows => ({ n, shape: meta.shape, inputs: new Float32Array(n * 64).fill(0.25), labels: Int32Array.from({ length: n }, (_, i) => i % 3), ids: Int32Array.from({ length: n }, (_, i) => i), sources: Uint8Array.from({ length: n }, (_, i) => [4, 9][i % 2]!) });
const train = rows(60), test = rows(30);
const args = () => ({ train, test, meta, budget: (rate: number) => budget(rate, train.n), rng: Rng.fromSeed(4), federation: { clients: 10, perRound: 10, rounds: 20, serverRate: 0.5 } });

describe("model replacement", () => {
  it("plants the sticker of BadNets on the same share of the attacker’s rows, with the same goal", async () => {
    const made = await modelReplacement.poison({ ...args(), params: modelReplacement.params.parse({ rate: 0.5, target: 2 }) }), usual = await badnets.poison({ ...args(), params: badnets.params.parse({ rate: 0.5, target: 2 }) });
    expect([made.train, made.truth, made.goal]).toEqual([usual.train, usual.truth, usual.goal]);
    expect(made.truth.poisoned.reduce((a, b) => a + b, 0)).toBe(30);
    expect([...inputOf(made.train, made.truth.poisoned.indexOf(1))].filter((v) => v === 1)).toHaveLength(9);
  });
  it("says how many times as long its updates are: 10 clients, 2 its own, server step 0.5", async () => {
    const { notes } = await modelReplacement.poison({ ...args(), params: modelReplacement.params.parse({}) });
    expect(notes).toEqual([{ level: "info", text: "Each of the attacker’s 2 of 10 clients sends 10 times what it learned." }]);
  });
  it("refuses a sticker that leaves the picture, naming the size", () => {
    const check = (p: Record<string, unknown>) => modelReplacement.check!(modelReplacement.params.parse(p), meta);
    expect(check({})).toBe(true);
    expect(check({ size: 8 })).toEqual({ field: "size", message: "must be at most 7, so that the sticker stays inside the picture; it was 8." });
    expect(check({ size: 8, position: "center" })).toBe(true);
    expect(check({ size: 9 })).toMatchObject({ field: "size" });
    expect(check({ target: 3 })).toMatchObject({ field: "target" });
  });
});
