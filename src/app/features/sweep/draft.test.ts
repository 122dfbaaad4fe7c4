/** What a person enters becomes values or a sentence; the estimate counts what cells share once; places on a logarithmic axis. */
import { describe, expect, test } from "vitest";
import { defaultSpec } from "../../../engine/index";
import { axisOf, parseSweep, type Sweep, type SweepCell } from "../../../engine/later";
import { placesOn } from "../../charts/range-drawing";
import { svgText } from "../../charts/drawing";
import { sweepFinding } from "../../text/sweep-finding";
import { draftOf, filled, seedsFrom, valuesOf } from "./draft";
import { secondsOf, secondsOfOne, trainingsOf } from "./estimate";
import { axisFor } from "./series";

const info = (path: string) => { const out = axisOf(defaultSpec, path); if (!out.ok) throw new Error(out.problem.message); return out.value; };
const sweepOf = (axes: Sweep["axes"], seeds = [1, 2, 3], base: object = defaultSpec): Sweep => { const out = parseSweep({ base, axes, seeds }); if (!out.ok) throw new Error(out.problem.message); return out.value; };
const rate = info("attack.params.rate");

describe("what is entered", () => {
  test("a list in percent, filled from a range or typed", () => {
    const draft = draftOf(defaultSpec, rate);
    expect(draft).toMatchObject({ text: "1, 2, 5, 10, 20", from: 0.01, to: 0.2, count: 5 });
    expect(valuesOf({ ...draft, text: "1; 2.5 5% 5" }, rate)).toEqual({ values: [0.01, 0.025, 0.05] });
    expect(valuesOf({ ...draft, text: "1, five" }, rate)).toEqual({ wrong: "“five” is not a number." });
    expect(valuesOf({ ...draft, text: "1, 90" }, rate)).toEqual({ wrong: "90\u202f% is out of bounds: from 0\u202f% to 50\u202f%." });
    const epochs = info("training.epochs");
    expect(valuesOf({ ...draftOf(defaultSpec, epochs), text: "2.5" }, epochs)).toEqual({ wrong: "2.5 is not a whole number." });
    expect(valuesOf({ ...draft, text: Array.from({ length: 13 }, (_, i) => i).join() }, rate)).toEqual({ wrong: "13 values are too many for one sweep; at most 12 fit." });
    expect(valuesOf({ ...draft, text: " " }, rate)).toEqual({ wrong: "Choose at least one value." });
    expect(filled({ ...draft, from: 0, to: 0.3, count: 4 }, rate).text).toBe("0, 10, 20, 30");
  });
  test("choices in their own order, and only those that make an experiment", () => {
    const transfer = info("training.transfer"), draft = draftOf(defaultSpec, transfer);
    expect(draft.chosen).not.toContain("as-is");
    expect(valuesOf({ ...draft, chosen: ["fine-tune", "none"] }, transfer)).toEqual({ values: ["none", "fine-tune"] });
  });
});

describe("seeds as typed", () => {
  test("come to a whole number from 1 to 10, and what is brought there is said", () => {
    expect(seedsFrom("7")).toEqual({ seeds: 7 });
    expect([seedsFrom("20"), seedsFrom("0"), seedsFrom("2.5")]).toEqual([
      { seeds: 10, brought: "You typed 20, which counts as 10 seeds." }, { seeds: 1, brought: "You typed 0, which counts as 1 seed." }, { seeds: 3, brought: "You typed 2.5, which counts as 3 seeds." },
    ]);
    expect([seedsFrom(""), seedsFrom("five")]).toEqual([{ seeds: NaN }, { seeds: NaN }]);
  });
});

describe("what it costs", () => {
  const values = [0.01, 0.02, 0.05, 0.1, 0.2], bare = { ...defaultSpec, defenses: [] };
  test("the clean model once a seed where only the attacker’s knob moves, each time where training does", () => {
    expect(trainingsOf(sweepOf([{ path: "attack.params.rate", values }], [1, 2, 3, 4, 5], bare))).toBe(5 + 25);
    expect(trainingsOf(sweepOf([{ path: "training.learningRate", values: [0.001, 0.01] }], [1], bare))).toBe(4);
    expect(trainingsOf(sweepOf([{ path: "attack.params.rate", values: [0.01, 0.05] }], [1]))).toBe(1 + 2 + 2);
  });
  test("longer with more epochs, shorter with more workers", () => {
    const sweep = sweepOf([{ path: "training.epochs", values: [10, 30] }], [1], bare), one = { seconds: 3, rough: false };
    expect(secondsOf(sweep, one, 1)).toEqual({ seconds: 4 * 3 * 2, rough: false });
    expect(secondsOf(sweep, one, 2)).toEqual({ seconds: 12, rough: false });
    expect(secondsOf(sweep, null, 2)).toBeNull();
    expect(secondsOfOne(defaultSpec, null, 4)).toEqual({ seconds: 5, rough: false });
    expect(secondsOfOne(defaultSpec, null, null)).toMatchObject({ rough: true });
  });
});

describe("what is drawn and said", () => {
  const sweep = sweepOf([{ path: "attack.params.rate", values: [0.2, 0.01] }], [1, 2], { ...defaultSpec, defenses: [] });
  const spread = (mean: number) => ({ mean, lowest: mean, highest: mean, interval: { low: mean, high: mean, of: "seeds" as const }, values: [mean, mean] });
  const cell = (at: number, asr: number, accuracy: number): SweepCell => ({ at: [at], arm: "poisoned", seeds: [1, 2], diverged: 0, metrics: { attackSuccess: spread(asr), cleanAccuracy: spread(accuracy) } });
  test("the sentence goes from the smallest value to the largest, in whatever order they were named", () => {
    expect(sweepFinding(sweep, [rate], [cell(0, 0.98, 0.95), cell(1, 0.02, 0.96)], ["cleanAccuracy", "attackSuccess"])!.replaceAll("\u202f", " ")).toBe("From 1 % to 20 % poison rate, in the poisoned model attack success rate rose from 2.0 % to 98 % while clean accuracy fell by 1.0 point; n = 2 seeds.");
    expect(sweepFinding(sweep, [rate], [cell(0, 0.98, 0.95)], ["attackSuccess"])).toBeNull();
    expect(sweepFinding(sweep, [rate], [cell(0, 0.5, 0.95), cell(1, 0.502, 0.95)], ["attackSuccess"])).toContain("attack success rate stayed at 50");
  });
  test("values stand by their logarithm where they grow by factors, zero apart from them", () => {
    expect(placesOn([1, 10, 100], "log")).toEqual([0, 0.5, 1]);
    expect(placesOn([0, 1, 10], "log")).toEqual([0, 0.14, 1]);
    expect(placesOn([0, 5, 10], "linear")).toEqual([0, 0.5, 1]);
    expect(placesOn([null, null], "log")).toEqual([0.25, 0.75]);
    expect(axisFor(sweepOf([{ path: "attack.params.rate", values: [0.01, 0.02, 0.05, 0.1, 0.2] }]), rate).title).toMatch(/log scale$/);
    expect(axisFor(sweepOf([{ path: "attack.params.rate", values: [0.1, 0.2, 0.3] }]), rate).title).not.toMatch(/log/);
  });
  test("a saved picture has no variable and no unescaped text in it", () => {
    const svg = svgText([{ tag: "text", at: { x: 1, fontSize: 12, fill: "var(--h-ink)" }, text: "a < b & c" }], 10, 10, 'say "x"', new Map([["--h-ink", "#123456"]]));
    expect(svg).toContain('<text x="1" font-size="12" fill="#123456">a &lt; b &amp; c</text>');
    expect(svg).toContain("say &quot;x&quot;");
    expect(svg).not.toContain("var(");
  });
});
