/** Which columns stand beside which: the plainer attack next to the attack, baselines next to their defense when opened. */
import { expect, it } from "vitest";
import type { ArmInfo } from "../../engine/index";
import { columnsOf } from "./arms";

const arms: ArmInfo[] = [
  { id: "clean", kind: "clean", title: "Clean" }, { id: "poisoned", kind: "poisoned", title: "Poisoned" }, { id: "defended-1", kind: "defended", title: "Defended", pipeline: 0 },
  { id: "poisoned-baseline", kind: "attack-baseline", title: "Random flips" }, { id: "defended-1-random", kind: "random-baseline", title: "Random filter", pipeline: 0 },
  { id: "defended-1-clean", kind: "clean-control", title: "On clean data", pipeline: 0 },
];

it("puts the plainer attack beside the attack, and a defense's baselines behind it when they are opened", () => {
  expect(columnsOf(arms, []).map((a) => a.id)).toEqual(["clean", "poisoned", "poisoned-baseline", "defended-1"]);
  expect(columnsOf(arms, [0]).map((a) => a.id)).toEqual(["clean", "poisoned", "poisoned-baseline", "defended-1", "defended-1-random", "defended-1-clean"]);
});
