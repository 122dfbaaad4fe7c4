/** A client left out by hand in a story: the pick takes the place of its kind, and what came of it is read from the runs. */
import { describe, expect, it } from "vitest";
import { maliciousClients, type ExperimentResult } from "../../engine/index";
import { hospital } from "../../stories/hospital";
import { leftOutIn, pickOf, withPick } from "./leave-out";

const setup = hospital.runs["thrown"]!, liars = [...maliciousClients(setup.seed, setup.federated)];
const out = (client: number) => [{ id: "quarantine", params: { clients: [client + 1], from: 1 } }];

describe("the pick", () => {
  it("is a client from 0 once there is one", () => {
    expect([pickOf({ chosen: { s: ["15"] } }, "s"), pickOf({ chosen: {} }, "s"), pickOf({ chosen: { s: [] } }, "s"), pickOf({ chosen: { s: ["ae"] } }, "s"), pickOf({ chosen: { s: ["0"] } }, "s")]).toEqual([14, null, null, null, null]);
  });

  it("takes the place of its kind, whoever it is, and nothing else changes", () => {
    for (let client = 0; client < setup.federated.clients; client++) {
      const made = withPick(setup, client), [first, second] = setup.defenses;
      expect(made, `client ${client + 1}`).toEqual({ ...setup, defenses: liars.includes(client) ? [out(client), second] : [first, out(client)] });
    }
  });

  it("leaves out nobody before there is one", () => expect(withPick(setup, null)).toEqual({ ...setup, defenses: [] }));
});

describe("what came of it", () => {
  const clients = Array.from({ length: 15 }, (_, client) => ({ client, malicious: liars.includes(client), rows: 20 + client }));
  const arm = (id: string, value: number) => ({ id, metrics: { cleanAccuracy: { value } }, federation: { clients } });
  const result = (client: number, accuracies: readonly [number, number]) => ({ spec: withPick(setup, client), arms: [arm("clean", 0.96), arm("poisoned", 0.25), ...accuracies.map((a, i) => arm(`defended-${i + 1}`, a))] }) as unknown as ExperimentResult;

  it("names everybody who was left out once, after nobody", () => {
    expect(leftOutIn([])).toEqual([]);
    expect(leftOutIn([result(liars[0]!, [0.8, 0.2]), result(4, [0.7, 0.21])])).toEqual([
      { client: null, malicious: false, rows: 0, accuracy: 0.25 }, { client: liars[0]!, malicious: true, rows: 20 + liars[0]!, accuracy: 0.8 }, { client: 6, malicious: false, rows: 26, accuracy: 0.2 },
      { client: 13, malicious: true, rows: 33, accuracy: 0.7 }, { client: 4, malicious: false, rows: 24, accuracy: 0.21 },
    ]);
  });
});
