/** The small parts of the experiment room: order of rows, cache, pause and stop. */
import { describe, expect, it } from "vitest";
import { Cancelled } from "../core/errors";
import { Rng } from "../core/rng";
import { StageCache, bytesOf } from "./cache";
import { Control } from "./control";
import { epochOrder } from "./order";
import { meanRate } from "./seeds";

const ids = (n: number) => ({ n, ids: Int32Array.from({ length: n }, (_, i) => i) });

describe("epoch order", () => {
  const order = epochOrder(ids(500), Rng.fromSeed(3).fork("order"));

  it("is a permutation that differs from epoch to epoch and is the same when asked again", () => {
    expect(new Set(order(0)).size).toBe(500);
    expect([...order(0)]).not.toEqual([...order(1)]);
    expect([...order(4)]).toEqual([...order(4)]);
  });

  it("keeps the order of the others when rows are removed", () => {
    const kept = Int32Array.from({ length: 250 }, (_, i) => 2 * i);
    const fewer = epochOrder({ n: 250, ids: kept }, Rng.fromSeed(3).fork("order"));
    expect([...fewer(2)].map((p) => kept[p])).toEqual([...order(2)].filter((i) => i % 2 === 0));
  });
});

describe("stage cache", () => {
  it("counts shared buffers once", () => {
    const a = new Float32Array(100);
    expect(bytesOf({ a, b: a.subarray(10) })).toBe(bytesOf({ a }));
  });

  it("drops the least recently used first and always keeps the newest", () => {
    const cache = new StageCache<Float32Array>(1000);
    cache.set("a", new Float32Array(100));
    cache.set("b", new Float32Array(100));
    cache.get("a");
    cache.set("c", new Float32Array(100));
    expect([cache.has("a"), cache.has("b"), cache.has("c")]).toEqual([true, false, true]);
    cache.set("huge", new Float32Array(5000));
    expect(cache.has("huge")).toBe(true);
    expect(cache.size).toBe(1);
  });
});

describe("control", () => {
  it("waits while paused, goes on after resume, stops when aborted", async () => {
    const control = new Control(), abort = new AbortController();
    const pulse = control.pulse(abort.signal);
    control.pause();
    let passed = false;
    const waiting = Promise.resolve(pulse(1, 2)).then(() => void (passed = true));
    await Promise.resolve();
    expect(passed).toBe(false);
    control.resume();
    await waiting;
    expect(passed).toBe(true);
    control.pause();
    const stopped = Promise.resolve(pulse(2, 2));
    abort.abort();
    control.release();
    await expect(stopped).rejects.toBeInstanceOf(Cancelled);
  });

  it("pauses again after one epoch when stepping", async () => {
    const control = new Control();
    const pulse = control.pulse(undefined);
    control.pause();
    control.step();
    await pulse(1, 2);
    control.epochEnded();
    let passed = false;
    void Promise.resolve(pulse(2, 2)).then(() => void (passed = true));
    await new Promise((r) => setTimeout(r, 5));
    expect(passed).toBe(false);
    control.resume();
  });
});

describe("a pulse", () => {
  it("gives way to other tasks, however little time passes between two of them", async () => {
    const pulse = new Control().pulse(undefined);
    let heard = false;
    setTimeout(() => (heard = true), 0);
    for (let i = 0; i < 5_000_000 && !heard; i++) await pulse(i, 5_000_000);
    expect(heard).toBe(true);
  });
});

describe("several seeds", () => {
  it("give mean, values and range; one alone keeps its interval", () => {
    const rate = (value: number) => ({ value, n: 10, low: 0, high: 1 });
    expect(meanRate([rate(0.9), null, rate(0.8)])).toEqual({ value: expect.closeTo(0.85) as unknown, n: 20, low: 0.8, high: 0.9, values: [0.9, 0.8] });
    expect(meanRate([null, rate(0.9)])).toEqual(rate(0.9));
    expect(meanRate([null, undefined])).toBeNull();
  });
});
