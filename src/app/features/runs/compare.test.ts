import { describe, expect, test } from "vitest";
import { parseSpec, type Spec } from "../../../engine/index";
import { presets } from "../../../engine/later";
import type { KeptRun } from "../../state/kept-run";
import { comparisonFinding, letterOf, runCard } from "../../text/runs-words";
import { armsOf, comparisonCsv, metricRows, overlaid, spoken } from "./compare";
import { differing, nearestPreset } from "./differences";
import { choicesOf, fitting, titled } from "./titles";

const spec = (change: object = {}): Spec => {
  const parsed = parseSpec({ dataset: { id: "digits" }, model: { id: "cnn" }, attack: { id: "badnets", params: { rate: 0.05, target: 0 } }, defenses: [[{ id: "activation-clustering" }]], ...change });
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.value;
};
const rows = (...specs: Spec[]) => differing(specs).map((d) => [d.title, ...d.values]);
const kept = (s: Spec, clean: number, asr: number | null, half = 0.03, change: Partial<KeptRun> = {}): KeptRun => {
  const rate = (value: number) => ({ value, n: 200, low: value - half, high: value + half });
  const arm = (id: string, kind: "clean" | "poisoned") => ({ id, kind, title: kind === "clean" ? "Clean" : "Poisoned", metrics: { cleanAccuracy: rate(clean), attackSuccess: asr === null ? null : rate(asr) }, curve: [[1, clean / 2, asr], [2, clean, asr]] as const });
  return { hash: JSON.stringify([s.seed, clean, asr]), at: 1000, v: 1, name: null, starred: false, spec: s, key: "k", engine: { version: "1", backend: "wasm" }, seconds: 2, arms: [arm("clean", "clean"), ...(s.attack ? [arm("poisoned", "poisoned")] : [])], ...change };
};

describe("settings that differ", () => {
  test("none, one with its title and unit, one of a defense", () => {
    expect(rows(spec(), spec())).toEqual([]);
    expect(rows(spec(), spec({ attack: { id: "badnets", params: { rate: 0.15, target: 3 } } }))).toEqual([["Poison rate", "5\u202f%", "15\u202f%"], [expect.stringMatching(/read as|target/i), "0", "3"]]);
    expect(rows(spec(), spec({ training: { epochs: 3 } }), spec())).toEqual([["Epochs", "10 epochs", "3 epochs", "10 epochs"]]);
    expect(rows(spec(), spec({ defenses: [[{ id: "activation-clustering", params: { sizeThreshold: 0.3 } }]] }))[0]![0]).toMatch(/^Activation clustering: /);
  });

  test("another plug-in is one row; its own settings are compared among those that have it", () => {
    expect(rows(spec(), spec({ attack: null }))).toEqual([["Attack", expect.any(String), "no attack"]]);
    const three = differing([spec(), spec({ attack: { id: "badnets", params: { rate: 0.2, target: 0 } } }), spec({ attack: { id: "label-flip", params: { rate: 0.2 } } })]);
    expect(three.find((d) => d.path === "attack")!.values[2]).not.toBe(three.find((d) => d.path === "attack")!.values[0]);
    expect(three.find((d) => d.path === "attack.params.rate")!.values).toEqual(["5\u202f%", "20\u202f%", "20\u202f%"]);
    const two = differing([spec(), spec({ attack: { id: "badnets", params: { rate: 0.05, target: 4 } } }), spec({ attack: null })]);
    expect(two.find((d) => d.path === "attack.params.target")!.values).toEqual(["0", "4", null]);
    expect(rows(spec(), spec({ defenses: [] }))).toEqual([["Defense", "Activation clustering", "no defense"]]);
  });

  test("what plays no part is no difference: parts of another way of learning, knobs behind another choice", () => {
    expect(rows(spec(), spec({ federated: { rounds: 7 } }))).toEqual([]);
    const clients = { regime: "federated", defenses: [] };
    expect(rows(spec({ ...clients, federated: { rounds: 7 } }), spec({ ...clients, federated: { rounds: 9, alpha: 3 } }))).toEqual([["Rounds", "7 rounds", "9 rounds"]]);
  });

  test("a setup knows the ready-made experiment that it comes from", () => {
    const mine = spec({ seed: 9, attack: { id: "badnets", params: { rate: 0.1, target: 0 } } }), near = nearestPreset(mine, presets)!;
    expect(near.preset.id).toBe("digits-backdoor");
    expect(near.differs.map((d) => d.path)).toEqual(["attack.params.rate"]);
    for (const p of presets) expect(nearestPreset(p.spec, presets)!.differs, p.id).toEqual([]);
  });
});

describe("what a run is called", () => {
  const mine = spec({ seed: 9, attack: { id: "badnets", params: { rate: 0.1, target: 0 } } }), own = "BadNets backdoor, 10\u202f%, on Handwritten digits", how = ["Differs from “The sticker that makes a zero” in:", "Poison rate: 10\u202f% instead of 5\u202f%"];
  test("as the ready-made experiment only while it is that one, whatever the seed; otherwise by attack, rate and data", () => {
    const there = presets.find((p) => p.id === "digits-backdoor")!;
    expect(titled(kept({ ...there.spec, seed: 9 }, 0.9, 0.9), presets)).toMatchObject({ title: there.title, lines: ["Set up as offered."], more: [] });
    expect(titled(kept(mine, 0.9, 0.9), presets)).toMatchObject({ title: own, lines: how, more: [] });
    const flips = (rate: number) => titled(kept(spec({ dataset: { id: "moons" }, model: { id: "mlp" }, attack: { id: "label-flip", params: { rate } }, defenses: [[{ id: "knn-sanitization" }]] }), 0.9, 0.9), presets).title;
    expect([flips(0.25), flips(0.3)]).toEqual(["Label flipping, 25\u202f%, on Moons (synthetic)", "Label flipping, 30\u202f%, on Moons (synthetic)"]);
  });
  test("by its own name, and then what it is stands below", () => {
    expect(titled(kept(mine, 0.9, 0.9, 0.03, { name: "Mine" }), presets)).toMatchObject({ title: "Mine", lines: [own, ...how] });
    expect(titled(kept({ ...presets[0]!.spec, seed: 4 }, 0.9, 0.9, 0.03, { name: "Mine" }), presets).lines).toEqual([presets[0]!.title]);
  });
  test("settings beyond the third are there too, and a search finds them", () => {
    const far = titled(kept(spec({ training: { epochs: 3, batchSize: 16, learningRate: 0.02 }, attack: { id: "badnets", params: { rate: 0.1, target: 3 } } }), 0.9, 0.9), presets);
    expect([far.lines.length, far.more.length]).toEqual([4, 2]);
    expect(fitting([far], { text: far.more[1]!, data: "", attack: "", starredFirst: false })).toHaveLength(1);
    expect(fitting([far], { text: "nowhere", data: "", attack: "", starredFirst: false })).toHaveLength(0);
  });
});

describe("what a run differs in", () => {
  test("is said in short lines: what it was before is left out where it is long or goes without saying", () => {
    expect(runCard.setting("Training images", "2,000 images", "4,000 images")).toBe("Training images: 2,000 instead of 4,000 images");
    expect(runCard.setting("Baselines", "no", "yes")).toBe("Baselines: no");
    expect(runCard.setting("Contributors", "old accounts 40 %, schools 20 %, shops 20 %, new accounts 20 %", "nobody is told apart")).toBe("Contributors: old accounts 40 %, schools 20 %, shops 20 %, new accounts 20 %");
  });

  test("is a line each, and several pipelines can be told apart", () => {
    const two = { defenses: [[{ id: "activation-clustering" }], [{ id: "fine-tuning" }]] };
    expect(titled(kept(spec({ ...two, attack: { id: "badnets", params: { rate: 0.1, target: 3 } } }), 0.9, 0.9), presets).lines).toEqual(expect.arrayContaining(["Pipeline 2: Fine-tuning instead of no defense", "Poison rate: 10\u202f% instead of 5\u202f%"]));
    expect(titled(kept(spec(two), 0.9, 0.9), []).lines).toEqual([expect.stringMatching(/^Handwritten digits, .* to learn from/), "Pipeline 1: Activation clustering", "Pipeline 2: Fine-tuning"]);
    expect(titled(kept(spec(), 0.9, 0.9, 0.03, { name: "Mine" }), []).lines).toHaveLength(3);
  });
});

describe("a comparison", () => {
  const a = kept(spec(), 0.96, 0.02, 0.01), b = kept(spec({ attack: { id: "badnets", params: { rate: 0.15, target: 0 } } }), 0.955, 0.91, 0.01), none = kept(spec({ attack: null, defenses: [] }), 0.97, null, 0.01);
  const said = (runs: readonly KeptRun[], arm = "poisoned") => comparisonFinding(differing(runs.map((r) => r.spec)), "Poisoned", spoken(metricRows(runs, arm)), runs.map((_, i) => letterOf(i)));

  test("says what was changed and what came of it, and what luck may undo", () => {
    expect(said([a, b])).toBe("A and B differ in one setting: Poison rate (5\u202f% → 15\u202f%). From A to B, attack success rate rose by 89.0\u202fpoints to 91.0\u202f% and clean accuracy fell by 0.5\u202fpoints to 95.5\u202f%. Another seed may turn round what is said of clean accuracy in B: the intervals overlap.");
    expect(said([a, kept(spec({ seed: 2 }), 0.96, 0.02)])).toContain("differ in one setting: Seed (1 → 2). Only luck is different, so this is how far numbers move by themselves. From A to B, attack success rate is the same");
    expect(said([a, none])).toContain("B has no poisoned model to set beside that of A.");
    expect(said([a, a])).toMatch(/^A and B have the same settings\./);
  });

  test("models, numbers, curves", () => {
    expect(armsOf([none, a]).map((x) => x.id)).toEqual(["clean", "poisoned"]);
    expect(metricRows([a, none], "poisoned").map((r) => [r.id, r.cells.map((c) => c?.value ?? null)])).toEqual([["cleanAccuracy", [0.96, null]], ["attackSuccess", [0.02, null]]]);
    const lines = overlaid([a, b], "poisoned", "attack", ["x", "y"]);
    expect(lines.map((l) => [l.endLabel, l.name, l.points.at(-1)!.y])).toEqual([["A", "A: x", 0.02], ["B", "B: y", 0.91]]);
    expect(new Set(lines.map((l) => l.look!.dash)).size).toBe(2);
    expect(new Set(lines.map((l) => l.look!.marker)).size).toBe(2);
    expect(overlaid([none], "clean", "attack", ["x"])).toEqual([]);
  });

  test("as CSV: every model, intervals, curves, and a title with a comma", () => {
    const csv = comparisonCsv([a, b], ["one, two", "b"], differing([a.spec, b.spec]));
    expect(csv.split("\n")[0]).toBe("part,model,name,A,B");
    expect(csv).toContain('run,,title,"one, two",b\n');
    expect(csv).toContain("setting,,Poison rate (attack.params.rate),5\u202f%,15\u202f%\n");
    expect(csv).toContain("metric value,poisoned,attackSuccess,0.02,0.91\n");
    expect(csv).toContain("curve cleanAccuracy,clean,2,0.96,0.955\n");
  });
});

test("search looks at every word, filters at plug-ins, and stars can come first", () => {
  const all = [kept(spec(), 0.9, 0.9), kept(spec({ seed: 7, attack: null, defenses: [] }), 0.9, null, 0.03, { starred: true })].map((r) => titled(r, presets)), any = { text: "", data: "", attack: "", starredFirst: false };
  const seeds = (f: Partial<typeof any>) => fitting(all, { ...any, ...f }).map((t) => t.run.spec.seed);
  expect(seeds({})).toEqual([1, 7]);
  expect(seeds({ starredFirst: true })).toEqual([7, 1]);
  expect(seeds({ text: "seed 7" })).toEqual([7]);
  expect(seeds({ text: "CLUSTERING digits" })).toEqual([1]);
  expect(seeds({ attack: "none" })).toEqual([7]);
  expect(seeds({ attack: "badnets", data: "moons" })).toEqual([]);
  expect(choicesOf(all.map((t) => t.run), "no attack").attacks.map(([id]) => id)).toEqual(["badnets", "none"]);
});
