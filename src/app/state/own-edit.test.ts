/** Own data under an experiment: everything that comes out can run, what fits stays, what had to go is said. */
import { describe, expect, it } from "vitest";
import { defaultSpec, ownData, parseSpec, type DatasetMeta, type OwnData, type Rows } from "../../engine/index";
import { presets } from "../../engine/later";
import { askedFor, chooseOwn, epochsFor, ownChoice, withData } from "./own-edit";

let made = 0;
function data(meta: Partial<DatasetMeta> & Pick<DatasetMeta, "modality" | "shape">, n = 40): OwnData {
  const rows: Rows = { n, shape: meta.shape, inputs: new Float32Array(n * meta.shape.reduce((a, b) => a * b)), labels: Int32Array.from({ length: n }, (_, i) => i % 2), ids: Int32Array.from({ length: n }, (_, i) => i) };
  const own: OwnData = { hash: (++made).toString(16).padStart(64, "0"), meta: { id: "own", title: "mine", classNames: ["a", "b"], valueRange: [0, 1], ...meta }, rows };
  ownData.put(own);
  return own;
}
const table = () => data({ modality: "tabular", shape: [2], columns: [{ kind: "number", name: "x", range: [0, 1], decimals: 1 }, { kind: "category", name: "k", levels: ["p", "q"] }] });

describe("own data on the bench", () => {
  const every = [
    table(), data({ modality: "image", shape: [28, 28, 1] }), data({ modality: "image", shape: [32, 32, 3] }), data({ modality: "points", shape: [2], valueRange: [-1.25, 1.25] }),
    data({ modality: "text", shape: [12], valueRange: [0, 60], text: { size: 40, spareWords: 20, words: Array.from({ length: 40 }, (_, i) => `w${i}`) } }),
  ];
  for (const preset of presets)
    for (const own of every)
      it(`gives an experiment that can run: ${preset.id} with ${own.meta.modality} ${own.meta.shape.join("×")}`, () => {
        const { spec } = chooseOwn(preset.spec, own);
        expect(parseSpec(spec)).toMatchObject({ ok: true });
        expect(spec.dataset).toMatchObject({ id: "own", params: { hash: own.hash, name: "mine" } });
        expect(spec.attack === null).toBe(preset.spec.attack === null);
      });

  it("keeps a model that fits and says what it replaced", () => {
    expect(chooseOwn(defaultSpec, every[1]!).spec.model).toEqual(defaultSpec.model);
    const { spec, said } = chooseOwn(defaultSpec, every[0]!);
    expect(spec.model.id).toBe("mlp");
    expect(spec.attack?.id).toBeDefined();
    expect(said.join(" ")).toMatch(/replaced by Multilayer perceptron/);
  });

  it("trains small data longer, within bounds", () => {
    expect([epochsFor(20), epochsFor(400), epochsFor(20_000)]).toEqual([60, 40, 10]);
  });

  it("takes contributors out when the data say themselves who delivered each row", () => {
    const own = data({ modality: "points", shape: [2], valueRange: [-1.25, 1.25], sources: ["north", "south"] });
    const named = { ...defaultSpec, contributors: [{ name: "x", share: 0.5 }, { name: "y", share: 0.5 }], attackSource: "x" };
    const { spec } = chooseOwn(named, own);
    expect(spec.contributors).toEqual([]);
    expect(spec.attackSource).toBeNull();
    expect(parseSpec(spec).ok).toBe(true);
  });

  it("puts other data under the settings of a link", () => {
    const own = table(), raw = { ...chooseOwn(defaultSpec, table()).spec, seed: 77 };
    const other = withData(raw, own);
    expect(other).toMatchObject({ ok: true, value: { seed: 77, dataset: ownChoice(own) } });
  });

  it("reads fingerprint and name of what is asked for, and nothing from anything else", () => {
    expect(askedFor({ dataset: { id: "own", params: { hash: "ab", name: "loans" } } })).toEqual({ hash: "ab", name: "loans" });
    for (const raw of [null, 3, {}, { dataset: null }, { dataset: { id: "own" } }, { dataset: { id: "own", params: null } }, { dataset: { id: "own", params: { hash: 3 } } }, { dataset: { id: "digits", params: { hash: "ab" } } }])
      expect(askedFor(raw)).toBeNull();
  });
});
