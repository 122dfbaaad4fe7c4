/** A finding names whose figures it gives and how many seeds stand behind them; the interval is that of the seeds that are there; a picture says which experiment it shows. */
import { describe, expect, test } from "vitest";
import { defaultSpec } from "../../engine/index";
import { axesInfo, parseSweep, type Spread, type Sweep, type SweepCell, type SweepRunCell } from "../../engine/later";
import { gridFinding, intervalNote, sweepFinding } from "./sweep-finding";
import { setupText } from "./sweep-setup";
import { intervalText } from "./sweep-words";

const made = (axes: Sweep["axes"], change: object = {}, seeds = [1, 2, 3, 4, 5]): Sweep => { const out = parseSweep({ base: { ...defaultSpec, ...change }, axes, seeds }); if (!out.ok) throw new Error(out.problem.message); return out.value; };
const rate = { path: "attack.params.rate", values: [0.01, 0.05, 0.2] }, bound = [[{ id: "activation-clustering" }]], two = [...bound, [{ id: "fine-tuning" }]];
const spread = (mean: number, seeds: number, of: "seeds" | "rows" = seeds > 1 ? "seeds" : "rows"): Spread => ({ mean, lowest: mean, highest: mean, interval: { low: mean, high: mean, of }, values: Array.from({ length: seeds }, () => mean) });
const cell = (arm: string, at: readonly number[], asr: number, accuracy: number, seeds = 2): SweepCell => ({ at, arm, seeds: Array.from({ length: seeds }, (_, i) => i + 1), diverged: 0, metrics: { attackSuccess: spread(asr, seeds), cleanAccuracy: spread(accuracy, seeds) } });
const both = ["cleanAccuracy", "attackSuccess"];
const plain = (text: string | null) => text?.replaceAll("\u202f", " ");

describe("a finding", () => {
  test("says which model, and what came of the defended one", () => {
    const sweep = made([rate], { defenses: bound }), cells = [cell("poisoned", [0], 0.02, 0.96), cell("poisoned", [2], 0.98, 0.95), cell("defended-1", [0], 0.02, 0.95), cell("defended-1", [2], 0.031, 0.8)];
    expect(plain(sweepFinding(sweep, axesInfo(sweep), cells, both))).toBe("From 1 % to 20 % poison rate, in the poisoned model attack success rate rose from 2.0 % to 98 % while clean accuracy fell by 1.0 point; in the defended model attack success rate rose by 1.1 points while clean accuracy fell from 95 % to 80 %; n = 2 seeds.");
    const many = made([rate], { defenses: two });
    expect(plain(sweepFinding(many, axesInfo(many), [...cells, cell("defended-2", [0], 0.02, 0.9), cell("defended-2", [2], 0.6, 0.9)], both))).toMatch(/; in defended model 1 attack success rate rose by 1\.1 points; in defended model 2 attack success rate rose from 2\.0 % to 60 %; n = 2 seeds\.$/);
  });
  test("of choices and of two knobs names the models as well", () => {
    const modes = made([{ path: "training.optimizer", values: ["adam", "sgd"] }], { defenses: bound });
    expect(plain(sweepFinding(modes, axesInfo(modes), [cell("poisoned", [0], 0.9, 0.9), cell("poisoned", [1], 0.5, 0.9), cell("defended-1", [0], 0.1, 0.9), cell("defended-1", [1], 0.2, 0.9)], both))).toMatch(/^Attack success rate of the poisoned model: 90 % with “.*” and 50 % with “.*”; that of the defended model: 10 % with .* and 20 % with .*; n = 2 seeds\.$/);
    const grid = made([rate, { path: "training.epochs", values: [1, 3] }], { defenses: bound }), cells = [cell("poisoned", [0, 0], 0.1, 0.9), cell("poisoned", [2, 1], 0.9, 0.9), cell("defended-1", [0, 0], 0.02, 0.9), cell("defended-1", [2, 1], 0.2, 0.9)];
    expect(plain(gridFinding(grid, axesInfo(grid), cells, "poisoned", "attackSuccess"))).toBe("Attack success rate of the poisoned model goes from 10 % (poison rate 1 %, epochs 1) to 90 % (poison rate 20 %, epochs 3); that of the defended model from 2.0 % (poison rate 1 %, epochs 1) to 20 % (poison rate 20 %, epochs 3); n = 2 seeds.");
    expect(gridFinding(grid, axesInfo(grid), cells, "defended-1", "attackSuccess")).not.toContain("poisoned model");
  });
  test("of choices speaks of the first figure that several values have", () => {
    const modes = made([{ path: "training.optimizer", values: ["adam", "sgd"] }], { defenses: [] }), bare = (at: number): SweepCell => ({ ...cell("poisoned", [at], 0, 0.8 + at / 10), metrics: { cleanAccuracy: spread(0.8 + at / 10, 2) } });
    expect(plain(sweepFinding(modes, axesInfo(modes), [cell("poisoned", [0], 0.54, 0.8), bare(1)], both))).toMatch(/^Clean accuracy of the poisoned model: 80 % with “.*” and 90 % with “.*”; n = 2 seeds\.$/);
    expect(sweepFinding(modes, axesInfo(modes), [cell("poisoned", [0], 0.54, 0.8)], both)).toBeNull();
  });
  test("of two knobs counts what reads the same, and does not call it a way from one to another", () => {
    const grid = made([rate, { path: "training.epochs", values: [1, 3] }], { defenses: bound }), at = [[0, 0], [0, 1], [1, 0], [2, 1]];
    const cells = (asr: readonly number[], arm = "poisoned") => asr.map((v, i) => cell(arm, at[i]!, v, 0.9)), said = (all: readonly SweepCell[]) => plain(gridFinding(grid, axesInfo(grid), all, "poisoned", "attackSuccess"));
    expect(said(cells([0.1, 1, 1, 1]))).toBe("Attack success rate of the poisoned model goes from 10 % (poison rate 1 %, epochs 1) to 100 % (3 of 4 combinations); n = 2 seeds.");
    expect(said([...cells([1, 1, 1, 1]), ...cells([0, 0, 0.5, 0.2], "defended-1")])).toBe("Attack success rate of the poisoned model is 100 % in all 4 combinations; that of the defended model goes from 0 % (2 of 4 combinations) to 50 % (poison rate 5 %, epochs 1); n = 2 seeds.");
    expect(said(cells([0.2, 0.2]))).toBe("Attack success rate of the poisoned model is 20 % in both combinations; n = 2 seeds.");
  });
  test("counts the seeds that are there, also where some places have more", () => {
    const sweep = made([rate], { defenses: [] });
    expect(sweepFinding(sweep, axesInfo(sweep), [cell("poisoned", [0], 0.1, 0.9, 1), cell("poisoned", [2], 0.9, 0.9, 1)], both)).toMatch(/n = 1 seed\.$/);
    expect(sweepFinding(sweep, axesInfo(sweep), [cell("poisoned", [0], 0.1, 0.9, 2), cell("poisoned", [2], 0.9, 0.9, 1)], both)).toMatch(/n = 1 to 2 seeds\.$/);
  });
});

test("the interval is named by what is drawn: over seeds, over the rows of one seed, or both", () => {
  const note = (cells: readonly SweepCell[], metrics = both, where: "bands" | "bars" | "cells" = "bands") => intervalNote(cells, ["poisoned"], metrics, where).replaceAll("\u202f", " ");
  expect(note([cell("poisoned", [0], 0.1, 0.9, 1)])).toBe("Bands: 95 % interval over the test rows, one seed.");
  expect(note([cell("poisoned", [0], 0.1, 0.9, 3)], both, "cells")).toBe("Small numbers: 95 % interval of the mean over seeds. It is never narrower than that over all the rows that were counted.");
  expect(note([cell("poisoned", [0], 0.1, 0.9, 3), cell("poisoned", [1], 0.1, 0.9, 1), cell("clean", [1], 0.1, 0.9, 1)])).toBe("Bands: 95 % interval of the mean over seeds, over the test rows where only one seed is there. It is never narrower than that over all the rows that were counted.");
  expect(note([cell("poisoned", [0], 0.1, 0.9, 3), cell("clean", [1], 0.1, 0.9, 1)], both, "bars"), "another model is not drawn").toMatch(/^Bars: 95 % interval of the mean over seeds\. It is never/);
  expect(note([{ ...cell("poisoned", [0], 0, 0.9, 3), metrics: { targetHit: spread(1, 3, "rows") } }], ["targetHit"])).toBe("Bands: 95 % interval over the seeds, each a single try.");
  expect(note([])).toBe("");
});

test("a cell has two ends that differ also where whole percents do not", () => {
  const text = (low: number, high: number) => intervalText({ ...spread(1, 2), interval: { low, high, of: "seeds" } });
  expect([text(0.12, 0.78), text(0.996, 1)]).toEqual(["12–78", "99.6–100.0"]);
});

describe("what a picture shows", () => {
  const ran = (seed: number): SweepRunCell => ({ at: [0], seed, arm: "clean", metrics: {}, diverged: false });
  test("data with rows, model, epochs, attack, defense and the seeds that ran, without the knob that moves", () => {
    const moons = { dataset: { id: "moons", params: { train: 400, test: 200 } }, model: { id: "mlp" }, training: { epochs: 12 }, attack: { id: "label-flip", params: { rate: 0.25 } }, defenses: [[{ id: "knn-sanitization" }]] };
    const sweep = made([rate], moons), said = setupText(sweep, [1, 2, 3].map(ran), 45).replaceAll("\u202f", " ");
    expect(said).toMatch(/^Data: Moons \(synthetic\), 400 to learn from, 200 to test\. Model: .*, 12 epochs\. Attack: label flipping\. Defense: k-NN label sanitization\. Run with seeds 1 to 3, 3 of 45 cells so far\. Hemlock, sweep [0-9a-f]{12}\.$/);
    const epochs = setupText(made([{ path: "training.epochs", values: [1, 5] }], { ...moons, defenses: [] }, [1, 7]), [1, 7].map(ran), 2).replaceAll("\u202f", " ");
    expect(epochs).toContain("Attack: label flipping, poison rate 25 %. No defense. Run with seeds 1 and 7. ");
    expect(epochs).not.toMatch(/\d epochs/);
  });
});
