/** The contract every model keeps: a declared, listed plan that fits the data it says it supports, or a sentence why not. */
import { describe, expect, it } from "vitest";
import type { DatasetMeta } from "../core/data";
import { declarationFaults, unlisted } from "../core/declaration";
import { featureLayer, layerShapes, weightCount } from "../core/learner";
import { datasets } from "../datasets/registry";
import { models } from "./registry";

const axis = (name: string) => ({ kind: "number", name, unit: "mm", range: [0, 90], decimals: 1 }) as const;
const table: DatasetMeta = { id: "table", title: "Table", modality: "tabular", shape: [3], classNames: ["no", "yes"], valueRange: [0, 90], columns: [axis("length"), { kind: "category", name: "kind", levels: ["a", "b", "c"] }, axis("width")] };
const plane: DatasetMeta = { ...table, id: "plane", title: "Plane", modality: "points", shape: [2], columns: [axis("length"), axis("width")] };
const text: DatasetMeta = { id: "text", title: "Messages", modality: "text", shape: [12], classNames: ["no", "yes"], valueRange: [0, 59], text: { size: 50, spareWords: 10 } };
const metas: DatasetMeta[] = [...datasets.all.filter((d) => !d.supplied).map((d) => d.meta(d.params.parse({}))), table, plane, text];
const plan = (id: string, meta: DatasetMeta, params: Record<string, unknown> = {}) => {
  const model = models.find(id)!;
  return model.plan(model.params.parse(params), meta);
};
const digits = metas.find((m) => m.id === "digits")!, moons = metas.find((m) => m.id === "moons")!;

describe("every model", () => {
  it("is listed", () => expect(unlisted(models, import.meta.glob(["./*.ts", "!./*.test.ts"], { eager: true }))).toEqual([]));
  it.each(models.all.map((m) => [m.id, m] as const))("%s declares itself and plans for what it supports", (_, model) => {
    expect(declarationFaults(model)).toEqual([]);
    for (const meta of metas) {
      const fits = model.supports(meta);
      if (fits !== true) {
        expect(fits).toMatch(/^[a-z].+\.$/);
        continue;
      }
      const p = model.plan(model.params.parse({}), meta), shapes = layerShapes(p);
      expect(p.inputShape).toEqual(meta.shape);
      expect(shapes.at(-1)).toEqual([meta.classNames.length]);
      expect(p.layers.at(-1)).toMatchObject({ units: meta.classNames.length });
      expect(p.layers.at(-1)).not.toMatchObject({ relu: true });
      if (p.layers.length > 1) expect(shapes[featureLayer(p) + 1]).toHaveLength(1);
      expect(p.layers.filter((l, i) => i > 0 && (l.kind === "encode" || l.kind === "embed"))).toEqual([]);
      expect(weightCount(p)).toBeGreaterThan(0);
      expect(structuredClone(p)).toEqual(p);
    }
  });
});

describe("models", () => {
  it("builds the convolutional network of the lab: 256 features, 5,994 weights", () => {
    const p = plan("cnn", digits);
    expect(layerShapes(p)).toEqual([[28, 28, 1], [28, 28, 1], [12, 12, 8], [4, 4, 16], [256], [10]]);
    expect(p.layers[0]).toMatchObject({ kind: "scale", shift: 0.13, factor: 3.25 });
    expect(weightCount(p)).toBe(5994);
    expect(weightCount(p)).toBe(25 * 8 + 8 + 25 * 8 * 16 + 16 + 256 * 10 + 10);
  });
  it("keeps the convolutional network away from points and from tiny pictures, saying why", () => {
    const cnn = models.find("cnn")!;
    expect(cnn.supports(moons)).toContain("Moons (synthetic) has none");
    expect(cnn.supports({ ...digits, shape: [15, 28, 1] })).toContain("16 × 16");
    expect(cnn.supports({ ...digits, shape: [16, 16, 1] })).toBe(true);
  });
  it("stacks the hidden layers asked for, at most three of 1 to 512", () => {
    expect(layerShapes(plan("mlp", moons, { hidden: [7, 5, 3] }))).toEqual([[2], [2], [7], [5], [3], [2]]);
    for (const hidden of [[], [0], [513], [1, 2, 3, 4], [2.5]]) expect(models.find("mlp")!.params.safeParse({ hidden }).success).toBe(false);
  });
  it("makes logistic regression on words a bag of words: one weight a word and class", () => {
    expect(plan("logistic-regression", text).layers).toEqual([{ kind: "embed", words: 60, units: 2, pooling: "sum" }]);
    expect(weightCount(plan("logistic-regression", text))).toBe(60 * 2 + 2);
  });
  it("averages word vectors and decides from them", () => expect(layerShapes(plan("word-embedding", text))).toEqual([[12], [16], [16], [2]]));
  it("keeps words away from the perceptron and everything else away from the word network, saying why", () => {
    expect(models.find("mlp")!.supports(text)).toContain("word embedding network");
    expect(models.find("word-embedding")!.supports(table)).toContain("Table has none");
  });
  it("spreads a category over its levels and standardizes numbers, in tables and on axes with units", () => {
    expect(layerShapes(plan("mlp", table))).toEqual([[3], [5], [64], [64], [2]]);
    expect(layerShapes(plan("logistic-regression", plane))).toEqual([[2], [2], [2]]);
  });
  it("makes logistic regression one dense layer", () => expect(weightCount(plan("logistic-regression", digits))).toBe(7850));
});
