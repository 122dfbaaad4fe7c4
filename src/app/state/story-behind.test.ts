/** A story's run goes on while another step has the screen, is that step's own when it ends, and leaves the lab's run where it was. */
import { beforeEach, expect, test } from "vitest";
import { defaultSpec, type ExperimentResult, type Preview, type RunEnd, type Spec } from "../../engine/index";
import type { EngineClient } from "../../worker/protocol";
import { setEngine } from "./engine";
import { cancelAside, dropAside, resetRun, setAside, startRun, useAside, useRun } from "./run";
import type { RunState } from "./run-state";
import { behindOf, bringBack, collect, endBehind, leaveBehind, useBehind } from "./story-behind";

let end: (e: RunEnd) => void = () => {}, cancelled = 0;
beforeEach(() => {
  endBehind();
  dropAside();
  resetRun();
  cancelled = 0;
  setEngine({
    preview: async () => ({ ok: true, value: {} as Preview }),
    run: () => ({ end: new Promise<RunEnd>((resolve) => void (end = resolve)), cancel: () => { cancelled++; end({ type: "cancelled" }); }, pause: () => {}, resume: () => {}, stepEpoch: () => {} }),
  } as unknown as EngineClient);
});
const wait = () => new Promise((resolve) => setTimeout(resolve));
const done = (): RunEnd => ({ type: "done", result: { arms: [], warnings: [], poison: null } as unknown as ExperimentResult });
const setup = (seed: number): Spec => ({ ...defaultSpec, seed });
const phases = () => [useRun.getState().phase, useAside.getState().phase];
const taken = () => { const kept: [string, RunState][] = []; collect((...one) => kept.push(one)); return kept; };

test("it goes on, and stands there again for its own step alone", () => {
  startRun(setup(1));
  leaveBehind("depth/cheap");
  expect([phases(), cancelled]).toEqual([["idle", "running"], 0]);
  expect([behindOf("depth/cheap"), behindOf("depth/once")]).toEqual([setup(1), undefined]);
  expect([bringBack("depth/once"), phases()]).toEqual([false, ["idle", "running"]]);
  expect(taken(), "nothing has ended").toEqual([]);
  expect([bringBack("depth/cheap"), phases(), useRun.getState().spec]).toEqual([true, ["running", "idle"], setup(1)]);
});

test("one that ends out of sight is handed over once, and its place is free", async () => {
  startRun(setup(1));
  leaveBehind("depth/cheap");
  end(done());
  await wait();
  const kept = taken();
  expect(kept.map(([name, run]) => [name, run.phase, run.spec])).toEqual([["depth/cheap", "done", setup(1)]]);
  expect([taken(), phases(), behindOf("depth/cheap")]).toEqual([[], ["idle", "idle"], undefined]);
});

test("one that failed waits to be seen; one that was stopped is gone", async () => {
  startRun(setup(1));
  leaveBehind("depth/cheap");
  end({ type: "failed", problem: { code: "worker-lost", message: "Gone." } });
  await wait();
  expect([taken(), phases()]).toEqual([[], ["idle", "failed"]]);
  expect([bringBack("depth/cheap"), useRun.getState().problem?.message]).toEqual([true, "Gone."]);
  startRun(setup(2));
  leaveBehind("depth/once");
  cancelAside();
  await wait();
  expect([taken(), phases(), useBehind.getState().name]).toEqual([[], ["idle", "idle"], null]);
});

test.each(["back on screen", "ended and handed over", "ended by leaving"])("the lab's finished run has its place again: %s", async (way) => {
  startRun(setup(7));
  setAside();
  end(done());
  await wait();
  const lab = useAside.getState();
  startRun(setup(1));
  leaveBehind("depth/cheap");
  expect([useAside.getState().spec, useAside.getState().phase]).toEqual([setup(1), "running"]);
  if (way === "back on screen") bringBack("depth/cheap");
  else if (way === "ended by leaving") endBehind();
  else {
    end(done());
    await wait();
    taken();
  }
  expect(lab.phase).toBe("done");
  expect(useAside.getState()).toBe(lab);
  expect(cancelled).toBe(way === "ended by leaving" ? 1 : 0);
});

test("a run of the lab that is set aside is no step's", () => {
  startRun(setup(7));
  leaveBehind(null);
  endBehind();
  expect([phases(), taken(), useBehind.getState().name]).toEqual([["idle", "running"], [], null]);
});
