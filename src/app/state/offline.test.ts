/** When a new version may take over, and what has to be fetched for offline use. The service worker itself is `src/offline`. */
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { KeptFile } from "../../offline/plan";
import type { EngineClient, RunHandle } from "../../worker/protocol";
import { batchOf, bytesOf, countRuns, lacking, storyNeeds, takeOverWhenIdle } from "./offline";
import { useOffline } from "./offline-store";

/** Locks of one browser: many may share one, or one has it alone. */
function fakeLocks() {
  const held: Promise<unknown>[] = [];
  let sharing = 0;
  const request = async (_: string, options: LockOptions, work: (lock: Lock | null) => unknown) => {
    if (options.ifAvailable) return work(sharing > 0 ? null : ({} as Lock));
    sharing++;
    const done = Promise.resolve(work({} as Lock)).finally(() => void sharing--);
    held.push(done);
    return done;
  };
  return { locks: { request } as unknown as LockManager, all: () => Promise.all(held) };
}
const waitingWorker = () => ({ waiting: { postMessage: vi.fn<(message: unknown) => void>() } as unknown as ServiceWorker });

function fakeEngine() {
  let end = () => {};
  const client = { run: () => ({ end: new Promise<{ type: "cancelled" }>((resolve) => void (end = () => resolve({ type: "cancelled" }))) }) as RunHandle } as unknown as EngineClient;
  return { client, finish: () => end() };
}

beforeEach(() => useOffline.setState({ runs: 0 }));

describe("a new version", () => {
  test("takes over when it waits and nobody computes", async () => {
    const r = waitingWorker();
    expect(await takeOverWhenIdle(r, fakeLocks().locks, 0)).toBe(true);
    expect(r.waiting.postMessage).toHaveBeenCalledWith({ type: "take-over" });
  });

  test("does not without one that waits, during a run here, or where tabs cannot be asked", async () => {
    const r = waitingWorker();
    expect(await takeOverWhenIdle({ waiting: null }, fakeLocks().locks, 0)).toBe(false);
    expect(await takeOverWhenIdle(r, fakeLocks().locks, 1)).toBe(false);
    expect(await takeOverWhenIdle(r, undefined, 0)).toBe(false);
    expect(r.waiting.postMessage).not.toHaveBeenCalled();
  });

  test("does not during a run in another tab, and does afterwards", async () => {
    const { locks, all } = fakeLocks(), there = fakeEngine(), r = waitingWorker();
    countRuns(there.client, locks, () => {});
    there.client.run({} as never, {} as never);
    expect(useOffline.getState().runs).toBe(1);
    // This tab knows nothing of it but the lock.
    expect(await takeOverWhenIdle(r, locks, 0)).toBe(false);
    there.finish();
    await all();
    expect(useOffline.getState().runs).toBe(0);
    expect(await takeOverWhenIdle(r, locks, 0)).toBe(true);
  });

  test("is tried again when a run ends", async () => {
    vi.useFakeTimers();
    const { client, finish } = fakeEngine(), again = vi.fn<() => void>();
    countRuns(client, undefined, again);
    client.run({} as never, {} as never);
    finish();
    await vi.advanceTimersByTimeAsync(1000);
    expect(again).toHaveBeenCalledOnce();
    vi.useRealTimers();
  });
});

describe("what has to be kept", () => {
  const file = (path: string, tier: KeptFile["tier"], kept = false): KeptFile => ({ path, bytes: 10, tier, kept });
  const files = [file("index.html", "shell", true), file("assets/engine.js", "work"), file("data/digits/0.bin", "more"), file("data/fashion/0.bin", "more"), file("stories/sticker-attack.json", "more")];

  test("page and engine always, the rest as asked for, nothing twice", () => {
    expect(lacking(files, []).map((f) => f.path)).toEqual(["assets/engine.js"]);
    expect(lacking(files, ["data/digits/"]).map((f) => f.path)).toEqual(["assets/engine.js", "data/digits/0.bin"]);
    expect(bytesOf(lacking(files, [""]))).toBe(40);
  });

  test("a story needs its recordings and the data of all its runs; one that nobody knows needs nothing", async () => {
    expect(await storyNeeds("sticker")).toEqual(["stories/sticker-", "data/digits/"]);
    expect(await storyNeeds("no-such-story")).toEqual([]);
  });
});

test("files that are kept together fit into one waiting; a large one goes alone", () => {
  const files = (...bytes: number[]): KeptFile[] => bytes.map((b, i) => ({ path: String(i), bytes: b, tier: "more", kept: false }));
  expect(batchOf(files(9_000_000, 1)).map((f) => f.path)).toEqual(["0"]);
  expect(batchOf(files(900_000, 900_000, 900_000)).map((f) => f.path)).toEqual(["0", "1"]);
  expect(batchOf(files(...Array.from({ length: 30 }, () => 10)))).toHaveLength(12);
  expect(batchOf([])).toEqual([]);
});
