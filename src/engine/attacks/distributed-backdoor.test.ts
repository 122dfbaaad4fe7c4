/** The distributed backdoor on pictures small enough to look at: every client one piece, the test trigger whole. */
import { describe, expect, it } from "vitest";
import { inputOf, type DatasetMeta, type Rows } from "../core/data";
import { Rng } from "../core/rng";
import { distributedBackdoor } from "./distributed-backdoor";
import { budget } from "./rows";

const meta: DatasetMeta = { id: "p", title: "Pictures", modality: "image", shape: [12, 12, 1], classNames: ["0", "1", "2"], valueRange: [0, 1] };
const rows = (n: number): Rows => ({ n, shape: meta.shape, inputs: new Float32Array(n * 144).fill(0.25), labels: Int32Array.from({ length: n }, (_, i) => i % 3), ids: Int32Array.from({ length: n }, (_, i) => i), sources: Uint8Array.from({ length: n }, (_, i) => [2, 7, 11][i % 7 % 3]!) });
const train = rows(90), test = rows(30);
const run = (params: Record<string, unknown>, held = train) => distributedBackdoor.poison({ params: distributedBackdoor.params.parse(params), train: held, test, meta, budget: (rate) => budget(rate, held.n), rng: Rng.fromSeed(4), federation: { clients: 15, perRound: 15, rounds: 20, serverRate: 1 } });
const white = (input: Float32Array) => [...input].flatMap((v, p) => (v === 1 ? [p] : []));
/** Bars of 4 with a gap of 2: two in the first line, one in the fourth. */
const BARS = [[0, 1, 2, 3], [6, 7, 8, 9], [36, 37, 38, 39]];

describe("distributed backdoor", () => {
  it("puts one piece on each poisoned row, always the same for a client, and others on others", async () => {
    const { train: after, truth } = await run({ rate: 0.5 }), seen = new Map<number, string>();
    expect(truth.poisoned.reduce((a, b) => a + b, 0)).toBe(45);
    truth.poisoned.forEach((p, i) => {
      const pixels = white(inputOf(after, i)), client = train.sources![i]!;
      expect(pixels).toEqual(p ? BARS[[2, 7, 11].indexOf(client)] : []);
      expect(after.labels[i]).toBe(p ? 0 : train.labels[i]);
      if (p) seen.set(client, pixels.join());
    });
    expect(new Set(seen.values()).size).toBe(3);
  });
  it("is measured with the whole trigger, on test rows of other classes", async () => {
    const { goal } = await run({});
    expect(goal!.testIndex).toHaveLength(20);
    for (let k = 0; k < 20; k++) expect(white(goal!.inputs.subarray(k * 144, k * 144 + 144))).toEqual(BARS.flat());
  });
  it("says how much louder its clients are, and which pieces nobody teaches", async () => {
    const { notes } = await run({ pieces: 4, boost: "automatic" });
    expect(notes!.map((n) => `${n.level}: ${n.text}`)).toEqual(["info: Each of the attacker’s 3 of 15 clients sends 5 times what it learned.", "warning: The trigger has 4 pieces, but the attacker has only 3 clients to teach them: the others are never learned. Take fewer pieces or more malicious clients."]);
    expect((await run({ pieces: 3 })).notes).toEqual([]);
  });
  it("refuses a trigger that leaves the picture", () => {
    const check = (p: Record<string, unknown>) => distributedBackdoor.check!(distributedBackdoor.params.parse(p), meta);
    expect(check({})).toBe(true);
    expect(check({ length: 6 })).toMatchObject({ field: "length" });
    expect(check({ length: 1, gap: 11 })).toMatchObject({ field: "length" });
    expect(check({ length: 12, pieces: 1 })).toBe(true);
    expect(check({ target: 3 })).toMatchObject({ field: "target" });
  });
});
