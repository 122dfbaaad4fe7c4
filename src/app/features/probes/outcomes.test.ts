import { describe, expect, test } from "vitest";
import { encodeMessage, type ArmInfo, type DatasetMeta, type Note, type ProbeOutcome } from "../../../engine/index";
import type { StageState } from "../../state/run-state";
import { curveFinding, settingsText, strengthText } from "../../text/probe-words";
import { editedWords, factorOf, movedValues, probed, sharedWarnings, stageOf } from "./outcomes";
import { lineLook, rateTable } from "./RateChart";

const clean: ArmInfo = { id: "clean", kind: "clean", title: "Clean" }, poisoned: ArmInfo = { id: "poisoned", kind: "poisoned", title: "Poisoned" };
const rate = (value: number, n = 100) => ({ value, n, low: value / 2, high: (value + 1) / 2 });
const outcome = (notes: readonly Note[]): ProbeOutcome => ({ n: 100, xTitle: "ε", yTitle: "Accuracy", curves: [], examples: [], figures: [], notes });

test("baselines of every kind are not probed", () => {
  expect(probed([clean, poisoned, { id: "a", kind: "attack-baseline", title: "Plainer" }, { id: "b", kind: "random-baseline", title: "Random" }])).toEqual([clean, poisoned]);
});

test("a change is magnified by the largest round factor that stays inside the range", () => {
  expect(factorOf([0.05, -0.02], 1)).toBe(20);
  expect(factorOf([0.3], 1)).toBe(2);
  expect(factorOf([Math.fround(0.1)], 1)).toBe(10);
  expect(factorOf([-0.9], 1)).toBe(1);
  expect(factorOf([3], 1)).toBe(1);
  expect(factorOf([0, 0], 1)).toBe(1);
});

test("a warning about several models stands once and names them; a remark is no warning", () => {
  const info: Note = { level: "info", text: "a" }, warning: Note = { level: "warning", text: "b" }, other: Note = { level: "warning", text: "c" };
  expect(sharedWarnings([{ arm: clean, outcome: outcome([info, warning]) }, { arm: poisoned, outcome: outcome([info, other, warning]) }])).toEqual([
    { text: "b", arms: ["Clean", "Poisoned"] }, { text: "c", arms: ["Poisoned"] },
  ]);
});

describe("the stage of a probe", () => {
  const stage = (id: string, title: string, arms: readonly string[]): StageState => ({ id, kind: "probe", title, arms, status: "waiting", fraction: 0, text: "", cached: false, seconds: 0 });
  const one = { id: "pgd", params: { steps: 5 } }, other = { id: "pgd", params: { steps: 9 } }, fgsm = { id: "fgsm", params: {} };
  const stages = [stage("1", "PGD: probe the clean model", ["clean"]), stage("2", "FGSM: probe the clean model", ["clean"]), stage("3", "PGD: probe the clean model", ["clean"]), stage("4", "PGD: probe the poisoned model", ["poisoned"])];
  test("is found by arm and by how many other probes of its kind stand before it", () => {
    const spec = [one, fgsm, other];
    expect(spec.map((_, i) => stageOf(stages, spec, i, "clean")?.id)).toEqual(["1", "2", "3"]);
    expect(stageOf(stages, spec, 0, "poisoned")?.id).toBe("4");
  });
  test("is shared by two probes that are the same", () => {
    const spec = [one, one, other];
    expect(spec.map((_, i) => stageOf(stages, spec, i, "clean")?.id)).toEqual(["1", "1", "3"]);
  });
});

describe("edited words", () => {
  const list = ["", "…", "free", "call", "now", "love"];
  const meta = { modality: "text", shape: [6], text: { size: 6, spareWords: 0, words: list } } as unknown as DatasetMeta;
  const row = (text: string) => encodeMessage(text, meta);
  test("a look-alike stands beside what it replaced, once", () => {
    const input = row("call free now");
    input[1] = 1;
    expect(editedWords(row("call free now"), { input, words: [{ place: 1, word: "fr33", instead: "free" }] }, meta)).toEqual([
      { how: "same", text: "call" }, { how: "in", text: "fr33", instead: "free" }, { how: "same", text: "now" },
    ]);
  });
  test("an added word is marked without replacing anything, and places count in the new message", () => {
    const input = row("love call free now");
    input[2] = 1;
    expect(editedWords(row("call free now"), { input, words: [{ place: 0, word: "love" }, { place: 2, word: "fr33", instead: "free" }] }, meta)).toEqual([
      { how: "in", text: "love" }, { how: "same", text: "call" }, { how: "in", text: "fr33", instead: "free" }, { how: "same", text: "now" },
    ]);
  });
  test("without words to go by, the messages themselves are compared", () => {
    expect(editedWords(row("call free"), { input: row("call now") }, meta).map((w) => `${w.how} ${w.text}`)).toEqual(["same call", "in now", "out free"]);
  });
});

describe("what the chart says", () => {
  const points = [{ x: 0, rate: rate(0.96) }, { x: 0.3, rate: rate(0.02) }];
  test("as a table: strength, rate with interval, n at the head when it is the same all along", () => {
    const look = lineLook("clean", 0);
    const table = rateTable([{ id: "a", name: "Clean", points, ...look }, { id: "b", name: "Noise", points: [{ x: 0.3, rate: rate(0.5, 40) }, { x: 0.1, rate: rate(0.6, 30) }], ...look }], "ε");
    expect(table.columns.map((c) => c.title)).toEqual(["ε", "Clean (n\u00a0=\u00a0100)", "Noise"]);
    expect(table.rows.map((r) => r[0])).toEqual(["0", "0.1", "0.3"]);
    expect(table.rows[2]![1]).toBe("2.0\u202f%\n1.0–51.0\u202f%");
    expect(table.rows[1]![1]).toBe("–");
    expect(table.rows[1]![2]).toContain("n = 30");
  });
  test("as a sentence with every model at the strongest point", () => {
    expect(curveFinding("ε: largest change", "Accuracy", [{ name: "Clean", curve: { points } }])).toBe("Accuracy (ε = 0.3): 2.0\u202f% clean; n = 100. Untouched: 96\u202f% clean.");
    expect(curveFinding("ε", "Accuracy", [])).toBeUndefined();
  });
  test("lines of the same tone differ in dash and marker", () => {
    const looks = [0, 1, 2, 3].map((k) => lineLook("clean", k));
    expect(new Set(looks.map((l) => l.dash)).size).toBe(4);
    expect(new Set(looks.map((l) => l.marker)).size).toBe(4);
  });
  test("strengths carry the short name of their axis", () => {
    expect(strengthText("ε: largest change of a pixel (0 to 1)", 0.30000001)).toBe("ε = 0.3");
    expect(strengthText("Words changed", 4)).toBe("Words changed: 4");
  });
});

test("settings are told only where they differ from the defaults", () => {
  expect(settingsText({ id: "pgd", params: {} })).toBe("Default settings");
  expect(settingsText({ id: "pgd", params: { steps: 7, examples: 20 } }, ["examples"])).toBe("Steps: 7");
});

test("moved values come farthest first, with enough digits to show that they moved", () => {
  const meta = { modality: "tabular", shape: [3], valueRange: [0, 1], columns: [{ kind: "number", name: "age", unit: "years", range: [0, 100], decimals: 0 }, { kind: "category", name: "home", levels: ["rent", "own"] }, { kind: "number", name: "rate", range: [1, 4], decimals: 0 }] } as unknown as DatasetMeta;
  expect(movedValues([30, 1, 4], [35, 1, 3.7], meta)).toEqual([{ name: "rate", before: "4.0", after: "3.7" }, { name: "age (years)", before: "30", after: "35" }]);
  expect(movedValues([0.5, 0.5], [0.5, 0.25], { modality: "points", shape: [2], valueRange: [-1, 1] } as unknown as DatasetMeta)).toEqual([{ name: "y", before: "0.500", after: "0.250" }]);
});
