/** A background job: a run that fails leaves the others alone and can be tried again; what is kept belongs to this engine, and two tabs put their cells together. */
import { beforeEach, describe, expect, test, vi } from "vitest";
import { ENGINE_VERSION, type Outcome, type Problem, type RunEnd, type RunEvent, type Spec } from "../../engine/index";
import type { EngineClient } from "../../worker/protocol";
import type { Job, JobKind } from "./background";
import type { Card } from "./cabinet";
import { setEngine } from "./engine";

/** What one browser keeps, for any number of tabs. */
const disk = vi.hoisted(() => ({ cards: new Map<string, { hash: string; at: number }>(), data: new Map<string, { hash: string; plan: unknown; cells: unknown[] }>() }));
const copy = <T>(v: T): T => JSON.parse(JSON.stringify(v)) as T;
vi.mock("./cabinet", (): object => {
  const list = async () => copy([...disk.cards.values()].sort((a, b) => b.at - a.at));
  return { cabinet: () => ({
    list, fetch: async (hash: string) => copy(disk.data.get(hash) ?? null),
    merge: async (hash: string, change: (old: unknown) => { card: Card; value: never }) => { const next = change(copy(disk.data.get(hash) ?? null)); disk.cards.set(hash, copy(next.card)); disk.data.set(hash, copy(next.value)); return true; },
    trim: async (drop: (cards: unknown) => string[]) => { for (const h of drop(await list())) { disk.cards.delete(h); disk.data.delete(h); } return []; },
    forget: async (...hashes: string[]) => { for (const h of hashes) { disk.cards.delete(h); disk.data.delete(h); } return true; },
  }) };
});

interface Plan { readonly name: string; readonly n: number }
interface Cell { readonly at: number; readonly got: string }
interface Run { readonly at: number; readonly seed: number; readonly spec: Spec }
const kind: JobKind<Plan, Run, Cell> = {
  name: "test/1", parse: (value): Outcome<Plan> => ({ ok: true, value: value as Plan }), cellsIn: (values) => values as Cell[], keyOf: (p) => `${p.name}${p.n}`, total: (p) => p.n,
  left: (p, cells) => Array.from({ length: p.n }, (_, at) => ({ at, seed: 1, spec: { at } as unknown as Spec })).filter((r) => !cells.some((c) => c.at === r.at)),
  cellOf: (_, run) => ({ at: run.at, got: tab }), cellKey: (c) => String(c.at), runKey: (r) => String(r.at), says: (_, r) => `run ${r.at}`, together: (left) => Math.min(3, left.length),
};
const problem: Problem = { code: "failed", message: "It broke." } as unknown as Problem, lost: Problem = { code: "worker-lost", message: "Lost." };
let tab = "", batches: number[][] = [], bad: (at: number) => Problem | null = () => null, hold: Promise<void> | null = null;
const settle = async () => { for (let i = 0; i < 40; i++) await new Promise((resolve) => setTimeout(resolve, 0)); };

/** A page of its own, on the same disk. */
async function openTab(name: string): Promise<Job<Plan, Cell>> {
  tab = name;
  vi.resetModules();
  const { setEngine: set } = await import("./engine"), { backgroundJob } = await import("./background");
  set(engine);
  return backgroundJob(kind);
}
const engine = {
  runAll: (specs: readonly { at: number }[], { onEvent }: { onEvent: (e: RunEvent, at: number) => void }) => {
    batches.push(specs.map((s) => s.at));
    const end = (async (): Promise<RunEnd> => {
      await hold;
      for (const [i, { at }] of specs.entries()) {
        const why = bad(at);
        if (why) return { type: "failed", problem: why };
        onEvent({ type: "arm-done" } as RunEvent, i);
      }
      return { type: "done" } as RunEnd;
    })();
    return { end, cancel: () => {}, pause: () => {}, resume: () => {}, stepEpoch: () => {} };
  },
} as unknown as EngineClient;

beforeEach(() => {
  disk.cards.clear();
  disk.data.clear();
  batches = [];
  bad = () => null;
  hold = null;
  setEngine(engine);
});

describe("a run that fails", () => {
  test("is found among several, marked with its reason, and the others go on", async () => {
    const job = await openTab("a");
    bad = (at) => (at === 1 ? problem : null);
    job.start({ name: "p", n: 5 });
    await settle();
    const { phase, cells, failed } = job.use.getState();
    expect([phase, cells.map((c) => c.at).toSorted((x, y) => x - y), failed]).toEqual(["done", [0, 2, 3, 4], [{ key: "1", text: "run 1", why: "It broke." }]]);
    expect(batches[0]).toEqual([0, 1, 2]);
    bad = () => null;
    job.retry();
    await settle();
    expect([job.use.getState().phase, job.use.getState().cells.length, job.use.getState().failed]).toEqual(["done", 5, []]);
  });

  test("because the workers are gone twice in a row stops everything, and it can go on", async () => {
    const job = await openTab("a");
    bad = () => lost;
    job.start({ name: "p", n: 5 });
    await settle();
    expect([job.use.getState().phase, job.use.getState().problem, batches.length]).toEqual(["failed", "Lost.", 2]);
    bad = () => null;
    job.resume();
    await settle();
    expect([job.use.getState().phase, job.use.getState().cells.length]).toEqual(["done", 5]);
  });
});

describe("what is kept", () => {
  test("comes back after a reload with who made it; cells of another engine do not", async () => {
    const job = await openTab("a");
    job.start({ name: "p", n: 3 });
    await settle();
    const [kept] = [...disk.data.values()];
    expect(kept!.cells).toEqual([0, 1, 2].map((at) => ({ at, got: "a", engine: ENGINE_VERSION })));
    kept!.cells = [kept!.cells[0], { at: 1, got: "old" }, { at: 2, got: "older", engine: "0" }];
    const again = await openTab("b");
    again.recall();
    await settle();
    expect(again.use.getState()).toMatchObject({ phase: "paused", dropped: 2, cells: [{ at: 0 }] });
    again.resume();
    await settle();
    expect(again.use.getState().cells.map((c) => c.got)).toEqual(["a", "b", "b"]);
  });

  test("two tabs with other plans leave each other alone, with the same plan they put their cells together", async () => {
    const a = await openTab("a");
    a.start({ name: "p", n: 2 });
    await settle();
    const b = await openTab("b");
    b.start({ name: "q", n: 2 });
    await settle();
    expect([...disk.data.keys()].sort()).toEqual(["test/1/p2", "test/1/q2"]);
    disk.data.get("test/1/q2")!.cells = [];
    // Another tab has one cell of this plan; ours come beside it.
    disk.data.set("test/1/r3", { hash: "test/1/r3", plan: { name: "r", n: 3 }, cells: [{ at: 2, got: "other tab", engine: ENGINE_VERSION }] });
    b.start({ name: "r", n: 3 });
    await settle();
    expect(disk.data.get("test/1/r3")!.cells.map((c) => (c as Cell).at).toSorted((x, y) => x - y)).toEqual([0, 1, 2]);
    expect(b.use.getState().cells).toHaveLength(3);
    expect(disk.data.has("test/1/q2"), "what it replaces goes").toBe(false);
    b.clear();
    await settle();
    expect([...disk.data.keys()]).toEqual(["test/1/p2"]);
  });
});

test("seconds left: the mean at first, the median once three batches are there", async () => {
  const { secondsLeft } = await import("./background");
  expect(secondsLeft({ seconds: 0, cells: 0, paces: [] }, 5)).toBeNull();
  expect(secondsLeft({ seconds: 12, cells: 4, paces: [5, 1] }, 5)).toBe(15);
  expect(secondsLeft({ seconds: 40, cells: 8, paces: [30, 1, 2] }, 5)).toBe(10);
  expect(secondsLeft({ seconds: 40, cells: 8, paces: [30, 1, 2, 4] }, 5)).toBe(15);
});
