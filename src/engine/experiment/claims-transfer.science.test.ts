/**
 * What the lab claims about examples that carry over to a model the attacker never saw, about edited words, and about plain
 * corruptions: means over seeds 1, 2 and 3. Slow; run by `npm run test:science`. Steps and memory of the transfer were chosen
 * on seeds 4 to 7. A figure that stops holding is a finding, not a flake: everything here is seeded.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { datasets } from "../datasets/registry";
import { arm, goodStart, mean, overSeeds } from "./claims-test-support";
import type { ProbeReport } from "./result";

/** What each probe found on the clean model, seed by seed. */
async function outcomes(id: string, change: object, probes: readonly string[]): Promise<ProbeReport[][]> {
  const runs = await overSeeds({ ...goodStart(id), attack: null, ...change, probes: probes.map((probe) => ({ id: probe })) });
  return probes.map((_, i) => runs.map((r) => arm(r, "clean").probes![i]!));
}
/** Mean height of a curve at one of its points. */
const at = (found: readonly ProbeReport[], id: string, x: number) => mean(found.map((o) => o.curves.find((c) => c.id === id)!.points.find((p) => Math.abs(p.x - x) < 1e-9)!.rate.value));

describe("digits, a convolutional network", () => {
  let transfer: ProbeReport[], corruptions: ProbeReport[];
  beforeAll(async () => void ([transfer, corruptions] = (await outcomes("digits", {}, ["transfer", "corruptions"])) as [ProbeReport[], ProbeReport[]]));

  it("examples made on the attacker’s models fool it by at least 20 points more than noise of the same size, at ε 0.2", () =>
    expect(at(transfer, "noise", 0.2) - at(transfer, "black-box", 0.2)).toBeGreaterThanOrEqual(0.2));
  it("those made on the model itself fool it at least twice as often, so nothing is called masking", () => {
    expect(1 - at(transfer, "white-box", 0.2)).toBeGreaterThan(2 * (1 - at(transfer, "black-box", 0.2)));
    for (const { notes } of transfer) expect(notes).toEqual([]);
  });
  it("noise of 0.24 on every pixel costs less than 15 points: it takes an attacker to do more", () =>
    expect(at(corruptions, "noise", 0) - at(corruptions, "noise", 3)).toBeLessThan(0.15));
});

describe.each([["word-embedding", datasets.find("sms-spam")!.goodStart.training], ["logistic-regression", {}]] as const)("sms-spam with %s", (id, training) => {
  let found: ProbeReport[];
  beforeAll(async () => void ([found] = (await outcomes("sms-spam", { model: { id }, training }, ["text-evasion"])) as [ProbeReport[]]));

  it("eight words let at least 70 % of the caught spam through, and eight at random at most 20 %", () => {
    expect(at(found, "both", 8)).toBeLessThanOrEqual(0.3);
    expect(at(found, "random", 8)).toBeGreaterThanOrEqual(0.8);
  });
  it("added words do more than misspelled ones, and these more than random ones", () => {
    expect(at(found, "good-words", 8)).toBeLessThan(at(found, "look-alikes", 8) - 0.2);
    expect(at(found, "look-alikes", 8)).toBeLessThan(at(found, "random", 8) - 0.1);
  });
});
