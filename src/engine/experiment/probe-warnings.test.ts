/** A warning that holds for several models, or comes from several probes, is one sentence that names them. */
import { expect, it } from "vitest";
import { probeWarnings } from "./probe-warnings";
import type { ArmResult } from "./result";

const arm = (title: string, ...warnings: readonly string[]) => ({ title, probes: warnings.map((text) => ({ notes: [{ level: "info", text: "Fine." }, { level: "warning", text }] })) }) as unknown as Pick<ArmResult, "title" | "probes">;
const texts = (...arms: Parameters<typeof probeWarnings>[0]) => probeWarnings(arms).map((n) => n.text);

it("says what four probes found of three models once, with their names", () => {
  const blind = (title: string) => arm(title, ...Array<string>(4).fill("It reads nothing."));
  expect(texts(blind("Clean"), arm("Poisoned", "It guesses."), blind("Defended 1"), blind("Defended 2"))).toEqual(["Clean, Defended 1 and Defended 2 models: It reads nothing.", "Poisoned model: It guesses."]);
  expect(texts(blind("Clean"), blind("Poisoned"), { title: "Random filter" })).toEqual(["All models: It reads nothing."]);
});
it("does not call one model all of them, and warns of nothing without a warning", () => {
  expect(texts(arm("Clean", "It guesses."))).toEqual(["Clean model: It guesses."]);
  expect(texts(arm("Clean"), { title: "Poisoned" })).toEqual([]);
});
