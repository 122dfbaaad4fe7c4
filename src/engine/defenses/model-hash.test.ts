/** The fingerprint check: what it refuses, what it says, and what it cannot know. */
import { describe, expect, it } from "vitest";
import type { DatasetMeta, Rows } from "../core/data";
import { declarationFaults } from "../core/declaration";
import { Cancelled } from "../core/errors";
import type { Download } from "../core/plugins";
import { Rng } from "../core/rng";
import { fakeLearner } from "./shared/fake-learner";
import { modelHash } from "./model-hash";

const meta: DatasetMeta = { id: "toy", title: "Toy", modality: "image", shape: [2, 2, 1], classNames: ["a", "b"], valueRange: [0, 1] };
const trusted: Rows = { n: 0, shape: [2, 2, 1], inputs: new Float32Array(0), labels: new Int32Array(0), ids: new Int32Array(0) };
const download = (sha256: string, published: string): Download => ({ model: { plan: { inputShape: [4], classes: 2, layers: [] }, weights: new Float32Array(0) }, name: "Some model", sha256, published });
const vet = (d: Download, pulse = () => {}) => modelHash.vet({ params: {}, trusted, meta, learner: fakeLearner(), rng: Rng.fromSeed(1), pulse, download: d });
const A = "a".repeat(64), B = `${"a".repeat(63)}b`, C = "c".repeat(64);

describe("model-hash", () => {
  it("declares itself and what it assumes", () => {
    expect(declarationFaults(modelHash)).toEqual([]);
    expect(modelHash.assumes).toMatch(/^[A-Z].+\.$/);
    expect(modelHash.supports({ meta })).toBe(true);
  });
  it("accepts the published file, whatever is in it, and says that much", async () => {
    const out = await vet(download(A, A));
    expect([out.accept, out.notes.map((n) => n.level)]).toEqual([true, ["info"]]);
    expect(out.notes[0]!.text).toMatch(/^The file of Some model has the published fingerprint.+does not tell\.$/);
  });
  it("refuses a file that differs in one digit, with both fingerprints in full", async () => {
    for (const other of [B, C]) {
      const out = await vet(download(A, other));
      expect([out.accept, out.notes[0]!.level]).toEqual([false, "warning"]);
      expect(out.notes[0]!.text).toMatch(/^[A-Z].+was refused.+\.$/);
      expect(out.evidence![0]).toMatchObject({ kind: "table", rows: [{ cells: ["arrived", A], flagged: true }, { cells: ["published", other] }] });
    }
  });
  it("stops when it is told to", async () => {
    await expect(vet(download(A, A), () => { throw new Cancelled(); })).rejects.toBeInstanceOf(Cancelled);
  });
});
