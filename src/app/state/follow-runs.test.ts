/** A run is kept when it ends, once, and not when something puts it back on screen. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ExperimentResult } from "../../engine/index";
import type { EngineClient } from "../../worker/protocol";
import { setEngine } from "./engine";
import { followRuns } from "./follow-runs";
import { useRun } from "./run";
import { idleRun, type RunState } from "./run-state";

const keepRun = vi.hoisted(() => vi.fn<() => Promise<boolean>>(async () => true));
vi.mock("./runs", (): object => ({ keepRun, useRuns: { getState: () => ({ trouble: null }) } }));

const ended = (recorded = false): RunState => ({ ...idleRun, phase: "done", recorded, result: { key: "k", arms: [] } as unknown as ExperimentResult });
const show = async (state: RunState) => {
  useRun.setState(state, true);
  await vi.advanceTimersByTimeAsync(200);
  await vi.dynamicImportSettled();
};
let stop = () => {};
beforeEach(() => {
  vi.useFakeTimers();
  keepRun.mockClear();
  // The data cannot be had; the run is kept all the same.
  setEngine({ preview: async () => { throw new Error("gone"); } } as unknown as EngineClient);
  useRun.setState(idleRun, true);
  stop = followRuns();
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

test("a run that ends is kept, a recorded one is not", async () => {
  await show(ended());
  expect(keepRun).toHaveBeenCalledTimes(1);
  await show(idleRun);
  await show(ended(true));
  expect(keepRun).toHaveBeenCalledTimes(1);
});

test("a story that comes back to a run does not bring back what was deleted; another run is kept", async () => {
  const run = ended();
  for (const state of [run, idleRun, run, idleRun]) await show(state);
  expect(keepRun).toHaveBeenCalledTimes(1);
  await show(ended());
  expect(keepRun).toHaveBeenCalledTimes(2);
});
