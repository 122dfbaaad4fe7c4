/** What the server's rules are worth on digits, 15 clients, 20 rounds, mean of seeds 1, 2 and 3: what they cost where clients differ. Against attacks: `claims-federated`. */
import { describe, expect, it } from "vitest";
import { metric, overSeeds } from "./claims-test-support";
import type { ExperimentResult } from "./result";

const spec = (federated: object, attack: object | null, rules: readonly string[]) => ({ dataset: { id: "digits" }, model: { id: "cnn" }, regime: "federated", federated, attack, defenses: rules.map((id) => [{ id }]), baselines: false });
const accuracy = (runs: readonly ExperimentResult[], id: string) => metric(runs, id, "cleanAccuracy");

describe("every client has its own mix of classes (Dirichlet, α = 0.1), nobody attacks", () => {
  it("median and multi-Krum lose at least 8 points to the plain mean: honest clients look like attackers", async () => {
    const runs = await overSeeds(spec({ partition: "dirichlet", alpha: 0.1 }, null, ["coordinate-median", "multi-krum"]));
    for (const id of ["defended-1", "defended-2"]) expect(accuracy(runs, "clean") - accuracy(runs, id)).toBeGreaterThan(0.08);
  });
});
