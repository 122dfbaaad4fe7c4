/** Which columns stand beside which: the plainer attack next to the attack, baselines next to their defense when opened. */
import { describe, expect, it } from "vitest";
import { defaultSpec, defenses, type ArmInfo, type Spec } from "../../engine/index";
import { armTitle, columnsOf } from "./arms";

const arms: ArmInfo[] = [
  { id: "clean", kind: "clean", title: "Clean" }, { id: "poisoned", kind: "poisoned", title: "Poisoned" }, { id: "defended-1", kind: "defended", title: "Defended", pipeline: 0 },
  { id: "poisoned-baseline", kind: "attack-baseline", title: "Random flips" }, { id: "defended-1-random", kind: "random-baseline", title: "Random filter", pipeline: 0 },
  { id: "defended-1-clean", kind: "clean-control", title: "On clean data", pipeline: 0 },
];

it("puts the plainer attack beside the attack, and a defense’s baselines behind it when they are opened", () => {
  expect(columnsOf(arms, []).map((a) => a.id)).toEqual(["clean", "poisoned", "poisoned-baseline", "defended-1"]);
  expect(columnsOf(arms, [0]).map((a) => a.id)).toEqual(["clean", "poisoned", "poisoned-baseline", "defended-1", "defended-1-random", "defended-1-clean"]);
});

describe("pipelines that are called the same", () => {
  const step = (id: string, params: object = {}) => ({ id, params: defenses.find(id)!.params.parse(params) }), out = (...clients: number[]) => step("quarantine", { clients }), median = step("coordinate-median");
  const titles = (...defenses: Spec["defenses"][number][]) => defenses.map((_, pipeline) => armTitle({ id: `defended-${pipeline + 1}`, kind: "defended", title: "Defended", pipeline }, { ...defaultSpec, defenses }));

  it("are told apart by whom they put in quarantine", () => {
    expect(titles([out(14)], [out(7, 2)])).toEqual(["Quarantine by hand (client 14)", "Quarantine by hand (clients 7 and 2)"]);
    expect(titles([out(14)], [out(7), median])).toEqual(["Quarantine by hand", "Quarantine by hand + Coordinate-wise median"]);
  });
  it("are told apart by the settings in which they differ", () => {
    expect(titles([step("secure-aggregation")], [step("secure-aggregation", { range: 0.03 })], [step("multi-krum")])).toEqual(["Secure aggregation (clipping range 1)", "Secure aggregation (clipping range 0.03)", "Multi-Krum"]);
    expect(titles([step("norm-clipping")], [step("norm-clipping", { bound: "fixed", length: 2 })]).join(" | ")).toMatch(/^Norm clipping \(as the middle one .+\) \| Norm clipping \(.+, longest update 2\)$/);
    expect(titles([out(3)], [step("quarantine", { clients: [3], from: 5 })])).toEqual(["Quarantine by hand (from round 1)", "Quarantine by hand (from round 5)"]);
  });
  it("are numbered where nothing short tells them apart", () => {
    expect(titles([step("norm-clipping", { length: 3 })], [step("norm-clipping", { length: 2 })]), "a setting that counts for nothing").toEqual(["Norm clipping (1)", "Norm clipping (2)"]);
    const rows = (digit: string) => step("by-hand", { rows: [digit.repeat(12)] });
    expect(titles([median], [out(3)], [median])).toEqual(["Coordinate-wise median (1)", "Quarantine by hand", "Coordinate-wise median (2)"]);
    expect(new Set(titles([rows("a")], [rows("b")], [rows("a")], [step("by-hand")])).size).toBe(4);
    expect(titles([out(3)], [out(4)], [out(3)])).toEqual(["Quarantine by hand (client 3) (1)", "Quarantine by hand (client 4)", "Quarantine by hand (client 3) (2)"]);
  });
});
