/** Quarantine: exactly the named clients, from the named round on; numbers that cannot be are explained. */
import { expect, it } from "vitest";
import { quarantine } from "./quarantine";
import { begun, federationOf, received, updatesOf } from "./shared/aggregate-test-support";

it("turns away who is named, counted from 1, from its round on", async () => {
  const rule = await begun(quarantine, 4, { clients: [2, 4], from: 2 }), at = (round: number) => received(rule, updatesOf([[1], [2], [3], [4]], round));
  expect((await at(1)).updates).toHaveLength(4);
  const second = await at(2);
  expect(second.updates!.map((u) => u.client)).toEqual([0, 2]);
  expect(second.rejected).toEqual([{ client: 1, why: "in quarantine" }, { client: 3, why: "in quarantine" }]);
  expect(rule.notes!()[0]!.text).toBe("2 messages of 2 clients (2, 4) were turned away, from round 2 on.");
});

it("says when nobody is named, or the quarantine begins too late", async () => {
  expect((await begun(quarantine, 4)).notes!()[0]!.text).toMatch(/^Nobody has put/);
  expect((await begun(quarantine, 4, { clients: [1], from: 9 })).notes!()[0]!.level).toBe("warning");
});

it("refuses clients that do not exist, and to be left alone", () => {
  const check = (clients: number[]) => quarantine.check!({ clients, from: 1 }, federationOf(3));
  expect(check([1, 3])).toBe(true);
  expect(check([4])).toEqual({ field: "clients", message: "must be numbers from 1 to 3, one for each of the n = 3 clients; one was 4." });
  expect(check([1, 2, 3, 3])).toEqual({ field: "clients", message: "must leave at least one client: all n = 3 are named." });
});
