/** Ten steps of right labels, then wrong ones: the alarm comes soon after, and the model goes back to one from before. */
import { describe, expect, it } from "vitest";
import { Rng } from "../core/rng";
import { rollback } from "./rollback";
import { meet, model } from "./shared/stream-test-support";

/** Steps of 20 reports, of which a share is wrong from step 11 on, when the model has seen none of it. */
const steps = (n: number, share: number, seed = 1, from = 11) => {
  const rng = Rng.fromSeed(seed);
  return Array.from({ length: n }, (_, i) => Array.from({ length: 20 }, () => { const c = rng.int(3); return [c, i + 1 >= from && rng.uniform() < share ? (c + 1) % 3 : c] as const; }));
};

describe("rollback", () => {
  it("raises its alarm soon after labels begin to contradict, goes back and learns no more", async () => {
    const { out, notes } = await meet(rollback, { earlier: 2 }, steps(20, 0.2)), at = out.findIndex((d) => d.alarm !== undefined) + 1;
    expect(at).toBeGreaterThan(10);
    expect(at).toBeLessThan(14);
    const { restore } = out[at - 1]!;
    // The statistic last stood at zero in step 10; two steps earlier to be safe.
    expect(restore!.step).toBe(8);
    expect(restore!.model.weights[0]).toBe(model.weights[0]! + 8);
    out.forEach((d, i) => expect(d.learned.length).toBe(i + 1 < at ? 20 : 0));
    expect(out.slice(at - 1).every((d) => d.pause === true && d.dropped!.length === 20)).toBe(true);
    expect(notes[0]!.text).toBe(`In step ${at} its alarm took the model back to that of step 8; ${20 * (21 - at)} reports since were thrown away, honest ones among them.`);
  });
  it("goes on after its rest, and raises the alarm again when the poison still comes", async () => {
    const { out } = await meet(rollback, { rest: 3 }, steps(30, 0.3)), alarms = out.flatMap((d, i) => (d.alarm === undefined ? [] : [i + 1]));
    expect(alarms.length).toBeGreaterThan(1);
    expect(alarms[1]! - alarms[0]!).toBeGreaterThanOrEqual(3);
    expect(out.slice(alarms[0]! - 1, alarms[0]! + 2).every((d) => d.learned.length === 0)).toBe(true);
    const short = [...steps(13, 0.5), ...steps(10, 0, 2)], once = (await meet(rollback, { rest: 3 }, short)).out, first = once.findIndex((d) => d.alarm !== undefined);
    expect(once.slice(first + 3).every((d) => d.learned.length === 20 && d.alarm === undefined)).toBe(true);
  });
  it("does not go back to a model from before the beginning", async () => {
    const { out } = await meet(rollback, { earlier: 50 }, steps(20, 0.4, 1, 1)), hit = out.find((d) => d.restore);
    expect(hit!.restore!.step).toBe(0);
    expect(hit!.restore!.model).toBe(model);
  });
  it("stays silent on clean streams", async () => {
    for (let seed = 1; seed <= 20; seed++) expect((await meet(rollback, {}, steps(40, 0, seed))).out.some((d) => d.alarm !== undefined)).toBe(false);
  });
});
