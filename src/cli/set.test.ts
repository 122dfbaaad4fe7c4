/** `--set` on plain JSON: where values land, and what is refused before the spec's parser sees it. */
import { describe, expect, test } from "vitest";
import { UsageError } from "./args";
import { applySettings } from "./set";

const spec = { seed: 1, model: { id: "cnn", params: { width: 8 } }, attack: null, defenses: [[{ id: "knn", params: { k: 3 } }]] };
const set = (path: string, value: unknown) => applySettings(spec, [{ path, value }]);

describe("settings", () => {
  test("a top-level value", () => expect(set("seed", 9)).toEqual({ ...spec, seed: 9 }));
  test("a parameter inside lists", () => expect(set("defenses.0.0.params.k", 5)).toEqual({ ...spec, defenses: [[{ id: "knn", params: { k: 5 } }]] }));
  test("through null and through nothing", () => {
    expect(set("attack.params.rate", 0.1)).toEqual({ ...spec, attack: { params: { rate: 0.1 } } });
    expect(set("training.epochs", 2)).toEqual({ ...spec, training: { epochs: 2 } });
  });
  test("a further pipeline", () => expect(set("defenses.1.0.id", "spectral")).toEqual({ ...spec, defenses: [...spec.defenses, [{ id: "spectral" }]] }));
  test("another plug-in starts from its defaults, the same one keeps its parameters", () => {
    expect(set("model.id", "mlp")).toEqual({ ...spec, model: { id: "mlp" } });
    expect(set("model.id", "cnn")).toEqual(spec);
  });
  test("in order, the last one wins", () => {
    expect(applySettings(spec, [{ path: "model.id", value: "mlp" }, { path: "model.params.hidden", value: [9] }])).toMatchObject({ model: { id: "mlp", params: { hidden: [9] } } });
  });
  test("the input is not changed", () => {
    const before = structuredClone(spec);
    set("defenses.0.0.params.k", 99);
    expect(spec).toEqual(before);
  });
  test("a name that objects are born with is a name like any other", () => {
    expect(Object.keys(set("__proto__.polluted", 1) as object)).toContain("__proto__");
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
  test.each([["seed.x", "seed is a single value"], ["defenses.7.0.id", `"7"`], ["defenses.first", `"first"`], ["a..b", "single dots"], ["", "single dots"]])("refused: %s", (path, words) => {
    expect(() => set(path, 1)).toThrow(UsageError);
    expect(() => set(path, 1)).toThrow(words);
  });
});
