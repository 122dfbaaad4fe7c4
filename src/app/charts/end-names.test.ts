/** Names at the ends of lines are short, begin like the whole ones, and no two are the same. */
import { expect, it } from "vitest";
import { endNames } from "./end-names";

it("shortens long names after a word and keeps short ones", () =>
  expect(endNames(["Multi-Krum", "Nearest-neighbor mixing + Coordinate-wise median", "Rollback to the last good model"], ["", "", ""])).toEqual(["Multi-Krum", "Nearest-neighbor…", "Rollback to the last…"]));
it("uses what stands in where two begin alike, and cuts a word that is too long by itself", () => {
  expect(endNames(["Quarantine by hand: client 3", "Quarantine by hand: client 4", "Median"], ["Defended 1", "Defended 2", "Defended 3"])).toEqual(["Defended 1", "Defended 2", "Median"]);
  expect(endNames(["x".repeat(30)], ["a"])).toEqual([`${"x".repeat(20)}…`]);
});
