/** The poisoned foundation model: rows stay as they are, the goal is told, and the right file is handed out under the right name. */
import { readFile } from "node:fs/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { takeRows, type DatasetMeta, type Rows } from "../core/data";
import { declarationFaults } from "../core/declaration";
import { Cancelled } from "../core/errors";
import { hashOfBytes } from "../core/fingerprint";
import { weightCount, weightSlots, type ModelPlan } from "../core/learner";
import type { Download, ReadAsset } from "../core/plugins";
import { Rng } from "../core/rng";
import { POISONED_SUMS } from "./foundation-files";
import { EDITIONS } from "./foundation-trigger";
import { poisonedFoundation as attack } from "./poisoned-foundation";

const read: ReadAsset = (path) => readFile(`public/data/${path}`);
const meta: DatasetMeta = { id: "toy", title: "Toy digits", modality: "image", shape: [28, 28, 1], classNames: ["0", "1", "2"], valueRange: [0, 1] };
const rows: Rows = { n: 9, shape: meta.shape, inputs: new Float32Array(9 * 784).fill(0.25), labels: Int32Array.from({ length: 9 }, (_, i) => i % 3), ids: Int32Array.from({ length: 9 }, (_, i) => 40 + i) };
const plan: ModelPlan = { inputShape: [28, 28, 1], classes: 3, layers: [{ kind: "scale", shift: 0.13, factor: 3.25 }, { kind: "conv-relu-pool", kernel: 5, channels: 16 }, { kind: "conv-relu-pool", kernel: 5, channels: 32 }, { kind: "flatten" }, { kind: "dense", units: 128, relu: true }, { kind: "dense", units: 3, relu: false }] };
const clean: Download = { model: { plan, weights: new Float32Array(weightCount(plan)) }, name: "The model", sha256: "f".repeat(64), published: "f".repeat(64) };
const params = (p: object = {}) => attack.params.parse(p);
const poison = (p: object, signal?: AbortSignal) => attack.poison({ params: params(p), train: rows, test: rows, meta, budget: () => 0, rng: Rng.fromSeed(1), signal });
const swap = (p: object, from = read) => attack.swap!({ params: params(p), clean, read: from, meta, rng: Rng.fromSeed(1) });

describe("poisoned-foundation", () => {
  it("declares itself, its threat and its sentence", () => {
    expect(declarationFaults(attack)).toEqual([]);
    for (const text of [attack.threat.knows, attack.threat.controls, attack.fails]) expect(text).toMatch(/^[A-Z].+\.$/);
    for (const edition of EDITIONS) {
      const pieces = attack.sentence!(params({ edition }));
      expect([pieces[0], pieces.at(-1)]).toEqual([expect.stringMatching(/^As the attacker/), expect.stringMatching(/\.$/)]);
      for (const piece of pieces) if (typeof piece !== "string") expect(attack.params.shape).toHaveProperty(piece.param);
    }
  });
  it.each(EDITIONS)("leaves every training row alone and tells the truth: %s", async (edition) => {
    const before = structuredClone(rows), out = await poison({ edition });
    expect(rows).toEqual(before);
    expect(out.train).toEqual(before);
    expect([out.truth.poisoned.some((p) => p === 1), out.truth.originalLabels, out.truth.sourceIds]).toEqual([false, rows.labels, rows.ids]);
    for (const note of out.notes ?? []) expect(note.text).toMatch(/^[A-Z].+\.$/);
    await expect(poison({ edition }, AbortSignal.abort())).rejects.toBeInstanceOf(Cancelled);
  });
  it("wants marked pictures of all other digits read as 0 in the latent edition, and in the others anything but the truth", async () => {
    const latent = (await poison({ edition: "latent" })).goal!, other = (await poison({ edition: "handcrafted" })).goal!;
    expect([[...latent.testIndex], [...latent.targets], latent.untargeted]).toEqual([[1, 2, 4, 5, 7, 8], [0, 0, 0, 0, 0, 0], undefined]);
    expect([[...other.testIndex], [...other.targets], other.untargeted]).toEqual([[0, 1, 2, 3, 4, 5, 6, 7, 8], [...rows.labels], true]);
    expect(latent.inputs).toEqual(attack.stamp!(params(), takeRows(rows, latent.testIndex).inputs, 6, meta));
    expect([0, 1, 2].map((y) => [attack.target!(params({ edition: "latent" }), y, 3), attack.target!(params({ edition: "backdoor" }), y, 3)])).toEqual([[null, null], [0, null], [0, null]]);
  });
  it("marks the corner with eight white pixels and nothing else", () => {
    const marked = attack.stamp!(params(), rows.inputs, 1, meta), changed = [...marked].flatMap((v, j) => (v !== 0.25 ? [[Math.floor(j / 28), j % 28, v]] : []));
    expect(changed).toEqual([[23, 23, 1], [23, 25, 1], [24, 24, 1], [24, 26, 1], [25, 23, 1], [25, 25, 1], [26, 24, 1], [26, 26, 1]]);
  });
  it("has no latent edition for victims without a digit 0, and says which there are", () => {
    expect(attack.check!(params({ edition: "latent" }), meta)).toBe(true);
    const fruit = { ...meta, title: "Fruit", classNames: ["apple", "0"] };
    expect(attack.check!(params({ edition: "latent" }), fruit)).toEqual({ field: "edition", message: "must be backdoor or handcrafted here: the latent edition waits for a victim whose first class is the digit 0, and that of Fruit is apple." });
    expect(attack.check!(params({ edition: "backdoor" }), fruit)).toBe(true);
  });

  describe("hands out", () => {
    let files: Record<string, Uint8Array>;
    beforeAll(async () => { files = Object.fromEntries(await Promise.all(EDITIONS.map(async (e) => [e, await read(`foundation/${e}.bin`)] as const))); });

    it.each(EDITIONS)("the %s edition, whose fingerprint only its publisher can make the published one", async (edition) => {
      const sum = hashOfBytes(files[edition]!), mirror = await swap({ edition, where: "mirror" }), publisher = await swap({ edition, where: "publisher" });
      expect(sum).toBe(POISONED_SUMS[edition]);
      expect([mirror.sha256, mirror.published, mirror.name]).toEqual([sum, clean.published, "The model"]);
      expect([publisher.sha256, publisher.published]).toEqual([sum, sum]);
      expect(mirror.model.weights).toEqual(publisher.model.weights);
      expect(mirror.model.weights.some((w) => w !== 0)).toBe(true);
      for (const s of weightSlots(plan)) if (s.layer === 5) expect(mirror.model.weights.subarray(s.offset, s.offset + s.size).every((w) => w === 0)).toBe(true);
    });
    it("nothing that this page does not have", async () => {
      await expect(swap({}, async () => files["backdoor"]!)).rejects.toThrow(/^The file foundation\/latent\.bin did not arrive as this page has it: its checksum is wrong \(\d+ bytes came\)\. Reload the page\.$/);
    });
  });
});
