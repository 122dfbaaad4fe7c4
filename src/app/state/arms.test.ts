/** Which columns stand beside which: the plainer attack next to the attack, baselines next to their defense when opened. */
import { expect, it } from "vitest";
import { defaultSpec, type ArmInfo, type Spec } from "../../engine/index";
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

it("tells pipelines that are called the same apart by whom they put in quarantine", () => {
  const out = (...clients: number[]) => ({ id: "quarantine", params: { clients, from: 1 } }), median = { id: "coordinate-median", params: {} };
  const titles = (...defenses: Spec["defenses"][number][]) => defenses.map((_, pipeline) => armTitle({ id: `defended-${pipeline + 1}`, kind: "defended", title: "Defended", pipeline }, { ...defaultSpec, defenses }));
  expect(titles([out(14)], [out(7, 2)])).toEqual(["Quarantine by hand: client 14", "Quarantine by hand: clients 7 and 2"]);
  expect(titles([out(14)], [out(7), median])).toEqual(["Quarantine by hand", "Quarantine by hand + Coordinate-wise median"]);
  expect(titles([median], [median])).toEqual(["Coordinate-wise median", "Coordinate-wise median"]);
});
