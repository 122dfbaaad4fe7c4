/** A run of the lab goes on while a story has the screen, and comes back as far as it has come. */
import { beforeEach, expect, test, vi } from "vitest";
import { defaultSpec, type ExperimentResult, type Preview, type RunEnd, type RunEvent } from "../../engine/index";
import type { EngineClient } from "../../worker/protocol";
import { setEngine } from "./engine";
import { cancelAside, dropAside, resetRun, setAside, startRun, takeBack, useAside, useRun } from "./run";
import { isTurn, takeTurn } from "./turn";

let emit: (e: RunEvent) => void = () => {}, end: (e: RunEnd) => void = () => {}, begun = 0, cancelled = 0;
beforeEach(() => {
  dropAside();
  resetRun();
  [begun, cancelled] = [0, 0];
  setEngine({
    preview: async () => ({ ok: true, value: {} as Preview }),
    run: (_: unknown, { onEvent }: { onEvent: (e: RunEvent) => void }) => {
      begun++;
      emit = onEvent;
      return { end: new Promise<RunEnd>((resolve) => void (end = resolve)), cancel: () => { cancelled++; end({ type: "cancelled" }); }, pause: () => {}, resume: () => {}, stepEpoch: () => {} };
    },
  } as unknown as EngineClient);
});
const wait = (ms = 0) => new Promise((resolve) => setTimeout(resolve, ms));
const notice = (text: string): RunEvent => ({ type: "notice", note: { level: "info", text } });
const said = () => [useRun, useAside].map((s) => s.getState().notices.map((n) => n.text));
const done: RunEnd = { type: "done", result: { arms: [], warnings: [], poison: null } as unknown as ExperimentResult };

test("set aside it goes on, what it says stays with it, and nothing else may compute", async () => {
  startRun(defaultSpec);
  emit(notice("before"));
  setAside();
  expect([useRun.getState().phase, useAside.getState().phase, cancelled]).toEqual(["idle", "running", 0]);
  emit(notice("after"));
  await vi.waitFor(() => expect(said()).toEqual([[], ["before", "after"]]));
  startRun(defaultSpec);
  takeTurn("sweep");
  expect([begun, isTurn("sweep")]).toEqual([1, false]);
  takeBack();
  expect([useRun.getState().phase, useAside.getState().phase, said()]).toEqual(["running", "idle", [["before", "after"], []]]);
  end(done);
  await wait();
  expect([useRun.getState().phase, isTurn("sweep")]).toEqual(["done", true]);
});

test("one that ends there comes back with its result; one that is stopped there lets another begin", async () => {
  startRun(defaultSpec);
  setAside();
  end(done);
  await wait();
  expect(useAside.getState().phase).toBe("done");
  takeBack();
  expect([useRun.getState().phase, useRun.getState().spec]).toEqual(["done", defaultSpec]);
  startRun(defaultSpec);
  setAside();
  cancelAside();
  await wait();
  startRun(defaultSpec);
  expect([useAside.getState().phase, useRun.getState().phase, begun]).toEqual(["cancelled", "running", 3]);
});
