import { beforeEach, describe, expect, test } from "vitest";
import type { ArmResult, CurvePoint, ExperimentResult, MetricValue, Spec } from "../../engine/index";
import { parseSpec } from "../../engine/index";
import type { Cabinet, Trouble } from "./cabinet";
import { cardOf, readCard, runId, type KeptRun } from "./kept-run";
import { type Imported, chooseRun, deleteRuns, dropUnreadable, emptyBin, exportRuns, fetchRun, forgetRuns, importRuns, keepRun, MOST_RUNS, readRuns, renameRun, setCabinet, settleRuns, starRun, undoDelete, useRuns } from "./runs";

type Box = { readonly hash: string; readonly record: unknown };
const clone = <T>(v: T): T => JSON.parse(JSON.stringify(v)) as T;

/** What one browser stores, for any number of tabs; each call is a transaction. `fails` makes it refuse. */
class Disk {
  readonly cards = new Map<string, unknown>();
  readonly data = new Map<string, unknown>();
  fails: Trouble | null = null;
  tab = (onTrouble: (why: Trouble) => void): Cabinet<KeptRun, Box> => {
    const { cards, data } = this;
    const within = async <T>(work: () => T, no: T): Promise<T> => {
      await Promise.resolve();
      if (!this.fails) return work();
      onTrouble(this.fails);
      return no;
    };
    const all = () => clone([...cards.values()] as KeptRun[]).sort((a, b) => (Number(b.at) || 0) - (Number(a.at) || 0));
    const drop = (hashes: readonly string[]) => { for (const h of hashes) { cards.delete(h); data.delete(h); } return true; };
    return {
      keep: (card, value) => within(() => { cards.set(card.hash, clone(card)); data.set(card.hash, clone(value)); return true; }, false),
      amend: (hash, change) => within(() => {
        const next = change(clone(cards.get(hash) ?? null) as KeptRun);
        if (next) { cards.set(hash, clone(next.card)); if (next.value) data.set(hash, clone(next.value)); }
        return true;
      }, false),
      merge: (hash, change) => within(() => { const next = change(clone(data.get(hash) ?? null) as Box | null); cards.set(hash, clone(next.card)); data.set(hash, clone(next.value)); return true; }, false),
      fetch: (hash) => within(() => clone(data.get(hash) ?? null) as Box | null, null),
      list: () => within(all, []),
      survey: () => within<KeptRun[] | null>(all, null),
      trim: (choose) => within<KeptRun[] | null>(() => { const now = all(); drop(choose(now)); return now; }, null),
      forget: (...hashes) => within(() => drop(hashes), false),
      clear: () => within(() => { cards.clear(); data.clear(); return true; }, false),
    };
  };
}

const rate = (value: number): MetricValue => ({ value, n: 100, low: value - 0.05, high: value + 0.05 });
function resultOf(seed: number, change: object = {}, asr = 0.9): ExperimentResult {
  const spec = parseSpec({ seed, dataset: { id: "digits" }, model: { id: "cnn" }, attack: { id: "badnets", params: { rate: 0.05 } }, ...change });
  if (!spec.ok) throw new Error(spec.problem.message);
  const arm = (id: string, kind: ArmResult["kind"], title: string, success: number): ArmResult => ({
    id, kind, title, metrics: { cleanAccuracy: rate(0.9), attackSuccess: rate(success), robustAccuracy: null }, classMetrics: {}, confusion: [[1]], notes: [], diverged: false, seconds: 1, ownSeconds: 0,
    curve: [1, 2, 3].map((epoch): CurvePoint => ({ epoch, loss: 1 / epoch, cleanAccuracy: 0.3 * epoch, attackSuccess: success * (epoch / 3) })),
  });
  return { spec: spec.value, key: `${String(seed).padStart(8, "0")}${"ab".repeat(28)}`, engine: { version: "1.0.0", backend: "wasm" }, arms: [arm("clean", "clean", "Clean", 0.01), arm("poisoned", "poisoned", "Poisoned", asr), arm("defended-1-random", "random-baseline", "Random", 0.5)],
    poison: { rows: 100, poisoned: 5, relabeled: 5, added: 0, perClass: [] }, stages: [], warnings: [], seconds: 3 };
}
const shown = () => useRuns.getState().runs.map((r) => r.spec.seed);
const ids = () => useRuns.getState().runs.map((r) => r.hash);
const keep = (seed: number, at = seed) => keepRun(resultOf(seed), {}, at);

let disk: Disk;
beforeEach(() => {
  disk = new Disk();
  setCabinet(disk.tab);
});

describe("keeping", () => {
  test("newest first, with settings, numbers and curves, and without baselines", async () => {
    await keep(1);
    await keep(2);
    await readRuns();
    expect(shown()).toEqual([2, 1]);
    const run = useRuns.getState().runs[0]!;
    expect(run.arms.map((a) => a.id)).toEqual(["clean", "poisoned"]);
    expect(run.arms[1]!.metrics["attackSuccess"]!.value).toBe(0.9);
    expect(run.arms[1]!.curve.at(-1)).toEqual([3, expect.closeTo(0.9), expect.closeTo(0.9)]);
    expect(run).toMatchObject({ engine: { version: "1.0.0", backend: "wasm" }, seconds: 3, at: 2, name: null, starred: false });
    expect((await fetchRun(run.hash))!.result.spec.seed).toBe(2);
  });

  test("the same run again keeps its name, star and seconds and becomes the newest", async () => {
    await keep(1);
    await keep(2);
    await readRuns();
    await renameRun(runId(resultOf(1)), "  mine ");
    await starRun(runId(resultOf(1)), true);
    await keepRun({ ...resultOf(1), seconds: 0 }, {}, 50);
    expect(useRuns.getState().runs).toHaveLength(2);
    expect(useRuns.getState().runs[0]).toMatchObject({ name: "mine", starred: true, seconds: 3, at: 50 });
    expect(useRuns.getState().last).toEqual({ id: runId(resultOf(1)), stored: true, others: 1 });
  });

  test("beyond the limit the oldest go, stars stay", async () => {
    for (let s = 1; s <= MOST_RUNS; s++) await keep(s);
    await starRun(runId(resultOf(1)), true);
    await keep(MOST_RUNS + 1);
    await keep(MOST_RUNS + 2);
    await readRuns();
    expect(shown()).toContain(1);
    expect(shown()).not.toContain(2);
    expect(shown()).not.toContain(3 - 1);
    expect(shown()).toContain(MOST_RUNS + 2);
    expect(disk.data.size).toBe(disk.cards.size);
    expect(shown().length).toBe(MOST_RUNS + 1 - 0);
  });

  test("two tabs at once lose nothing of each other", async () => {
    await keep(1);
    await readRuns();
    // The other tab renames and adds while this one still shows what it read before.
    const other = disk.tab(() => {});
    await other.amend(runId(resultOf(1)), (old) => ({ card: { ...old!, name: "from the other tab" } }));
    const second = cardOf({ v: 1, result: resultOf(2), arms: {} }, 2);
    await other.keep(second, { hash: second.hash, record: { v: 1, result: resultOf(2), arms: {} } });
    await starRun(runId(resultOf(1)), true);
    await keep(3);
    expect(shown()).toEqual([3, 2, 1]);
    expect(useRuns.getState().runs[2]).toMatchObject({ name: "from the other tab", starred: true });
  });
});

describe("when storage fails", () => {
  test.each(["full", "refused"] as const)("%s: the run stays in memory, can be opened, named and exported, and goes to storage later", async (why) => {
    await keep(1);
    disk.fails = why;
    expect(await keep(2)).toBe(false);
    expect(useRuns.getState().trouble).toBe(why);
    expect(useRuns.getState().inMemory).toEqual(new Set([runId(resultOf(2))]));
    const id = runId(resultOf(2));
    expect((await fetchRun(id))!.result.spec.seed).toBe(2);
    await renameRun(id, "held");
    expect(useRuns.getState().runs.find((r) => r.hash === id)!.name).toBe("held");
    expect(JSON.parse((await exportRuns([id])).pieces.join("")).runs).toHaveLength(1);
    disk.fails = null;
    await settleRuns();
    expect(useRuns.getState()).toMatchObject({ trouble: null, inMemory: new Set() });
    expect(shown()).toEqual([2, 1]);
    expect(disk.data.has(id)).toBe(true);
  });

  test("what cannot be read is counted, left alone, and goes when asked", async () => {
    await keep(1);
    disk.cards.set("junk", { hash: "junk", at: "yesterday" });
    const card = clone(disk.cards.get(runId(resultOf(1)))) as KeptRun;
    disk.cards.set("old", { ...card, hash: "old", spec: { ...card.spec, attack: { id: "telepathy", params: {} } } });
    await readRuns();
    expect(shown()).toEqual([1]);
    expect(useRuns.getState().unreadable).toBe(2);
    await keep(2);
    expect(disk.cards.has("junk")).toBe(true);
    await dropUnreadable();
    expect(useRuns.getState().unreadable).toBe(0);
    expect(shown()).toEqual([2, 1]);
  });

  test("a damaged run is nothing, not a crash", async () => {
    await keep(1);
    disk.data.set(runId(resultOf(1)), { hash: runId(resultOf(1)), record: { v: 1, result: "?" } });
    await readRuns();
    expect(await fetchRun(runId(resultOf(1)))).toBeNull();
    expect((await exportRuns(ids())).missing).toBe(1);
  });
});

describe("deleting", () => {
  test("several at once, and back as they were", async () => {
    for (const s of [1, 2, 3]) await keep(s);
    await readRuns();
    await renameRun(runId(resultOf(2)), "two");
    chooseRun(runId(resultOf(2)), true);
    expect(await deleteRuns([runId(resultOf(2)), runId(resultOf(3))])).toBe(true);
    expect(shown()).toEqual([1]);
    expect(useRuns.getState()).toMatchObject({ deleted: 2, chosen: [] });
    expect(disk.data.size).toBe(1);
    await undoDelete();
    expect(shown()).toEqual([3, 2, 1]);
    expect(useRuns.getState().runs[1]!.name).toBe("two");
    expect((await fetchRun(runId(resultOf(2))))!.result.spec.seed).toBe(2);
    expect(useRuns.getState().deleted).toBe(0);
  });

  test("when storage does not let go nothing is gone", async () => {
    await keep(1);
    await readRuns();
    const survey = disk.tab(() => {});
    setCabinet(() => ({ ...survey, forget: async () => false, clear: async () => false }));
    await readRuns();
    expect(await deleteRuns(ids())).toBe(false);
    expect(await forgetRuns()).toBe(false);
    expect(shown()).toEqual([1]);
  });

  test("after the time is over, undo brings nothing back; forgetting takes everything", async () => {
    await keep(1);
    await keep(2);
    await readRuns();
    await deleteRuns([runId(resultOf(1))]);
    emptyBin();
    await undoDelete();
    expect(shown()).toEqual([2]);
    expect(await forgetRuns()).toBe(true);
    expect([disk.cards.size, disk.data.size, shown().length]).toEqual([0, 0, 0]);
  });
});

describe("files", () => {
  async function file(): Promise<string> {
    for (const s of [1, 2, 3]) await keep(s);
    await readRuns();
    await renameRun(runId(resultOf(2)), "two");
    await starRun(runId(resultOf(3)), true);
    return (await exportRuns(ids())).pieces.join("");
  }

  test("out and in again: all there, with names, stars and times", async () => {
    const text = await file();
    setCabinet(new Disk().tab);
    expect(await importRuns("runs.json", text, 99, "full")).toEqual({ came: 3, there: 0, refused: [] });
    expect(useRuns.getState().runs.map((r) => [r.spec.seed, r.name, r.starred, r.at])).toEqual([[3, null, true, 3], [2, "two", false, 2], [1, null, false, 1]]);
    expect(await importRuns("runs.json", text, 99, "full")).toEqual({ came: 0, there: 3, refused: [] });
  });

  test("bad entries are refused with why; the others come in and what was there stays", async () => {
    const value = JSON.parse(await file()) as { runs: { record: { result: { spec: Spec } } }[] };
    value.runs[0] = { record: { result: { spec: { ...value.runs[0]!.record.result.spec, attack: { id: "telepathy", params: {} } } } } };
    const broken = { hemlock: "runs", v: 1, runs: [...value.runs, 7, null] };
    const there = new Disk();
    setCabinet(there.tab);
    await keep(2, 77);
    const done = await importRuns("runs.json", JSON.stringify(broken), 99, "full");
    expect(done).toMatchObject({ came: 1, there: 1 });
    expect((done as Imported).refused.reduce((n, r) => n + r.count, 0)).toBe(3);
    expect(useRuns.getState().runs.map((r) => [r.spec.seed, r.at])).toEqual([[2, 77], [3, 3]]);
  });

  test("nothing is dropped to make room", async () => {
    const text = await file();
    setCabinet(new Disk().tab);
    for (let s = 11; s < 11 + MOST_RUNS - 1; s++) await keep(s);
    const done = await importRuns("runs.json", text, 99, "no room");
    // The one with a star always comes in.
    expect(done).toEqual({ came: 2, there: 0, refused: [{ why: "no room", count: 1 }] });
    for (let s = 11; s < 11 + MOST_RUNS - 1; s++) expect(shown()).toContain(s);
  });

  test.each([["not JSON", "{"], ["something else", "[]"], ["another version", JSON.stringify({ hemlock: "runs", v: 2, runs: [] })], ["no list", JSON.stringify({ hemlock: "runs", v: 1 })]])("%s gives a sentence", async (_, text) => {
    expect(await importRuns("x.json", text, 1, "")).toMatch(/^x\.json .+\.$/);
  });
});

describe("cards from storage", () => {
  const good = (): unknown => clone(cardOf({ v: 1, result: resultOf(1), arms: {} }, 5, { shape: [1, 2, 1], data: btoa("ab") }));
  test("come back as they were, and a damaged picture or name is left out", () => {
    expect(readCard(good())).toMatchObject({ at: 5, sample: { shape: [1, 2, 1] } });
    expect(readCard({ ...(good() as object), sample: { shape: [9, 9, 1], data: btoa("ab") }, name: 7 })).toMatchObject({ name: null });
    expect(readCard({ ...(good() as object), sample: { shape: [9, 9, 1], data: btoa("ab") } })).not.toHaveProperty("sample");
  });
  test("settings of this version are filled in where an older one had none", () => {
    const card = good() as { spec: Record<string, unknown> };
    delete card.spec["stream"];
    expect(readCard(card)!.spec.stream.length).toBeGreaterThan(0);
  });
});
