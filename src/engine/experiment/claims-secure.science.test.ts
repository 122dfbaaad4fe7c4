/** What must hold of signed and masked updates on digits, over seeds 1, 2, 3 and a third of the usual rounds. Its own file: files run in parallel. */
import { describe, expect, test } from "vitest";
import { arm, mean, metric, overSeeds } from "./claims-test-support";

const base = { dataset: { id: "digits" }, model: { id: "cnn" }, regime: "federated", baselines: false }, federated = { rounds: 7 };
const signed = { id: "signed-updates" }, masked = { id: "secure-aggregation" };

describe("digits, 15 clients, 7 rounds", () => {
  test("somebody who changes 3 clients’ messages on the way ruins FedAvg, and nothing where updates are signed, masked or not", async () => {
    const runs = await overSeeds({ ...base, federated, attack: { id: "forged-updates" }, defenses: [[signed], [signed, masked]] }), accuracy = (id: string) => metric(runs, id, "cleanAccuracy");
    expect(accuracy("clean") - accuracy("poisoned")).toBeGreaterThan(0.2);
    for (const id of ["defended-1", "defended-2"]) expect(accuracy("clean") - accuracy(id)).toBeLessThan(0.03);
    for (const run of runs) for (const id of ["defended-1", "defended-2"]) {
      const { clients, rounds } = arm(run, id).federation!;
      for (const r of rounds) for (const c of r.clients) expect(c.state === "rejected").toBe(clients[c.client]!.malicious);
    }
  });

  test("masks change the mean by rounding alone, with 4 of 15 messages lost in each round too", async () => {
    const runs = await overSeeds({ ...base, federated: { ...federated, dropout: 0.3 }, defenses: [[masked]] });
    expect(Math.abs(metric(runs, "clean", "cleanAccuracy") - metric(runs, "defended-1", "cleanAccuracy"))).toBeLessThan(0.015);
    expect(mean(runs.flatMap((r) => arm(r, "defended-1").federation!.rounds.map((o) => o.clients.filter((c) => c.state === "used").length)))).toBe(11);
  });
});
