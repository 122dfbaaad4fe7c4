/** Continuous learning from end to end on a small set: who has which rows, paired arms, honest records, alarms, the same bytes again. */
import { describe, expect, it } from "vitest";
import type { Dataset } from "../core/data";
import { Rng } from "../core/rng";
import { arm, runOnce } from "./claims-test-support";
import { attackerNeeds, byTurns, withUsers } from "./clients";
import { onlineSchema } from "./spec";

const spec = {
  dataset: { id: "moons" }, model: { id: "mlp" }, training: { epochs: 5 }, attack: { id: "label-flip", params: { mode: "symmetric" } }, regime: "online",
  online: { initial: 60, steps: 12, perStep: 10, onset: 5, schedule: "drip", peak: 0.5, memory: 50 },
  defenses: [[{ id: "rollback", params: { sureness: 0.5, rise: 0.3, between: 100 } }, { id: "label-drift", params: { sureness: 0.5, rise: 0.3, between: 100 } }], [{ id: "rate-limit", params: { most: 1 } }, { id: "replay-buffer" }]],
};

describe("users and accounts", () => {
  const n = 400, online = onlineSchema.parse({ initial: 100, steps: 20, perStep: 10 });
  const dataset = { meta: { classNames: ["a", "b"] }, train: { n, labels: Int32Array.from({ length: n }, (_, i) => (i % 10 === 0 ? 1 : 0)), ids: Int32Array.from({ length: n }, (_, i) => i) } } as unknown as Dataset;
  const { train, meta } = withUsers(dataset, online, Rng.fromSeed(1)), held = (from: number, to: number) => Array.from(train.sources!.keys()).filter((i) => train.sources![i]! >= from && train.sources![i]! <= to);
  it("every row is somebody’s: learned before, a user’s or an account’s", () => {
    expect(held(0, 0).length).toBe(100);
    expect(held(21, 22).length).toBe(50);
    expect(held(0, 22).length).toBe(n);
    expect(meta.sources!.length).toBe(23);
  });
  it("an attacker has as many rows of each class as there are to be had", () => {
    const needs = attackerNeeds(online), rare = [...byTurns(held(21, 22), train.labels, 2, needs)].filter((i) => train.labels[i] === 1).length;
    // A tenth of all rows, and half of what the attacker sends.
    expect(Math.abs(rare - needs / 2)).toBeLessThanOrEqual(0.5);
    // Honest users keep two thirds of them.
    const seldom = (rows: number[]) => rows.filter((i) => train.labels[i] === 1).length;
    expect(seldom(held(1, 20))).toBe(Math.floor((2 / 3) * seldom(held(1, 22))));
  });
  it("honest users have the same rows whatever the attacker plans", () => {
    const other = withUsers(dataset, { ...online, ...onlineSchema.parse({ peak: 0.9, schedule: "burst", onset: 2 }), initial: 100, steps: 20, perStep: 10 }, Rng.fromSeed(1));
    expect(other.train.sources).toEqual(train.sources);
  });
});

describe("a run", () => {
  it("gives every arm its steps, with counts that add up, and the same stream of honest users", async () => {
    const result = await runOnce(spec, 1), of = (id: string) => arm(result, id).online!;
    for (const a of result.arms) {
      const { steps } = a.online!;
      expect(steps.length).toBe(12);
      expect(a.curve.map((p) => p.epoch)).toEqual(Array.from({ length: 13 }, (_, i) => i));
      let held = 0;
      for (const s of steps) {
        expect(s.learned + s.dropped + s.held).toBe(s.reported + held);
        ({ held } = s);
      }
    }
    const clean = of("clean").steps, poisoned = of("poisoned").steps;
    expect(clean.slice(0, 4)).toEqual(poisoned.slice(0, 4).map(({ attacker: _, ...s }) => s));
    clean.forEach((s, i) => expect(poisoned[i]!.reported - s.reported).toBe(i < 4 ? 0 : 5));
    expect(of("defended-2-clean").steps.map((s) => s.reported)).toEqual(clean.map((s) => s.reported));
    expect([of("clean").onset, of("poisoned").onset, of("poisoned").attackerDropped!.value]).toEqual([null, 5, 0]);
    expect(of("defended-2").steps.every((s) => s.besides >= s.learned)).toBe(true);
    expect(of("defended-2").honestDropped!.value).toBeGreaterThan(0);
  });
  it("reports an alarm with its delay, and a way back with what was forgotten", async () => {
    const report = arm(await runOnce(spec, 1), "defended-1").online!, [rollback, monitor] = report.alarms;
    expect(rollback!.title).toBe("Rollback to the last good model");
    expect(monitor!.title).toBe("Label drift monitor: Labels that contradict the model (CUSUM)");
    expect(rollback!.at! - 5).toBe(rollback!.delay);
    expect(report.restored).toEqual([{ step: rollback!.at, to: expect.any(Number) as number, honest: expect.any(Number) as number, attackers: expect.any(Number) as number }]);
    const { to, honest, attackers } = report.restored[0]!;
    expect(honest + attackers).toBe(report.steps.filter((s) => s.step > to && s.step < rollback!.at!).reduce((sum, s) => sum + s.learned, 0));
  });
  it("gives the same bytes again", async () => {
    const seen = async () => (await runOnce(spec, 2, true)).arms.map((a) => ({ online: a.online, curve: a.curve, metrics: a.metrics, notes: a.notes }));
    expect(await seen()).toEqual(await seen());
  });
});
