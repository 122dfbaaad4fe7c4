/** A warning that holds for several models, or comes from several probes, is one sentence that names them. */
import { expect, it } from "vitest";
import type { Note } from "../../engine/index";
import { saidOnce } from "./finding-warnings";

const models = ["Clean", "Poisoned", "Defended 1", "Defended 2"].map((title) => ({ title }));
const warn = (text: string): Note => ({ level: "warning", text }), texts = (...said: string[]) => saidOnce(said.map(warn), models).map((n) => n.text);

it("says what four probes found of three models once, with their names", () => {
  const probes = ["Clean", "Defended 1", "Defended 2"].flatMap((title) => Array.from({ length: 4 }, () => `${title} model: It reads nothing.`));
  expect(texts(...probes)).toEqual(["Clean, Defended 1, and Defended 2 models: It reads nothing."]);
  expect(texts(...probes, "Poisoned model: It reads nothing.")).toEqual(["All models: It reads nothing."]);
});
it("leaves different sentences apart, in their order, and those about no model as they are", () => {
  expect(texts("Few rows.", "Clean model: It reads nothing.", "Few rows.", "Poisoned model: It guesses.", "Stranger model: It guesses.")).toEqual(["Few rows.", "Clean model: It reads nothing.", "Poisoned model: It guesses.", "Stranger model: It guesses."]);
  expect(texts("It guesses.", "Clean model: It guesses.")).toEqual(["It guesses.", "Clean model: It guesses."]);
});
it("does not call one model all of them, and keeps levels apart", () => {
  expect(saidOnce([warn("Clean model: It guesses."), { level: "info", text: "Clean model: It guesses." }], models.slice(0, 1))).toEqual([warn("Clean model: It guesses."), { level: "info", text: "Clean model: It guesses." }]);
});
