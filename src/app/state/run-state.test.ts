/** Run events: what each one changes, what it leaves alone, and how far a run says it is. */
import { describe, expect, it } from "vitest";
import { progressOf } from "./progress";
import { applyEvents, idleRun, withPoint, type RunState } from "./run-state";

const stage = (id: string, kind: string) => ({ id, kind, title: id, key: id, arms: ["clean"] as readonly string[], parents: [] });
const started: RunState = applyEvents({ ...idleRun, phase: "running" }, [
  { type: "planned", key: "k", arms: [{ id: "clean", kind: "clean", title: "Clean" }], stages: [stage("load", "load"), stage("train", "train"), stage("evaluate", "evaluate")] },
]);

describe("run events", () => {
  it("adds an epoch to every arm that shares the stage", () => {
    const point = { epoch: 1, loss: 1, cleanAccuracy: 0.5 };
    const shared = applyEvents(started, [{ type: "planned", key: "k", arms: [], stages: [{ ...stage("train", "train"), arms: ["clean", "poisoned"] }] }]);
    const next = applyEvents(shared, [{ type: "epoch", arms: ["clean", "poisoned"], point, epochs: 8 }]);
    expect(next.curves).toEqual({ clean: [point], poisoned: [point] });
    expect(next.epochs).toBe(8);
  });

  it("gives a defended arm only the epochs of the model it ends with", () => {
    const arms = [{ id: "poisoned", kind: "poisoned", title: "P" }, { id: "defended-1", kind: "defended", title: "D" }] as const;
    const planned = applyEvents({ ...idleRun, phase: "running" }, [{ type: "planned", key: "k", arms, stages: [
      { ...stage("helper", "train"), arms: ["poisoned", "defended-1"] }, { ...stage("final", "train"), arms: ["defended-1"] },
    ] }]);
    const point = { epoch: 1, loss: 1, cleanAccuracy: 0.5 };
    const next = applyEvents(planned, [{ type: "epoch", arms: ["poisoned", "defended-1"], point, epochs: 2 }]);
    expect(next.curves).toEqual({ poisoned: [point] });
    expect(applyEvents(next, [{ type: "epoch", arms: ["defended-1"], point, epochs: 2 }]).curves["defended-1"]).toEqual([point]);
  });

  it("replaces an epoch that comes twice", () => {
    const p = (epoch: number, loss = 1) => ({ epoch, loss, cleanAccuracy: 0 });
    expect(withPoint([p(1), p(2), p(3)], p(2, 9))).toEqual([p(1), p(2, 9)]);
  });

  it("leaves other stages alone", () => {
    const next = applyEvents(started, [{ type: "stage-progress", stage: "train", fraction: 0.5, text: "epoch 4 of 8" }]);
    expect(next.stages[1]).toMatchObject({ status: "running", fraction: 0.5, text: "epoch 4 of 8" });
    expect(next.stages[0]).toBe(started.stages[0]);
  });

  it("drops the results of the run before when the next one is planned", () => {
    const old: RunState = { ...started, curves: { clean: [{ epoch: 1, loss: 1, cleanAccuracy: 1 }] } };
    const next = applyEvents(old, [{ type: "planned", key: "k2", arms: [], stages: [] }]);
    expect(next.curves).toEqual({});
    expect(next.phase).toBe("running");
  });
});

describe("progress", () => {
  it("counts nothing for what came from the cache", () => {
    const next = applyEvents(started, [
      { type: "stage-end", stage: "load", cached: true, seconds: 0 },
      { type: "stage-progress", stage: "train", fraction: 0.5, text: "" },
    ]);
    const { fraction, secondsLeft, stage: named } = progressOf({ ...next, elapsed: 5000 });
    expect(fraction).toBeCloseTo(0.5 / 1.05);
    expect(secondsLeft).toBeCloseTo(5.5);
    expect(named?.id).toBe("train");
  });

  it("promises no time before it knows", () => {
    expect(progressOf({ ...started, elapsed: 300 }).secondsLeft).toBeNull();
    expect(progressOf(idleRun).fraction).toBe(0);
  });
});
