/**
 * A background job of many runs whose arms are cells (the matrix, a sweep): driving it run by run, giving way, pausing, going on.
 * A run that fails is marked and the others go on. What keeps the cells is kept-job.ts. Knows neither matrix nor sweep.
 */
import { create, type StoreApi, type UseBoundStore } from "zustand";
import type { Outcome, RunEvent } from "../../engine/index";
import { ENGINE_VERSION } from "../../engine/index";
import type { CellsRun, MadeBy } from "../../engine/later";
import type { RunHandle } from "../../worker/protocol";
import { useBackend } from "./backend";
import { engine } from "./engine";
import { jobKeeper } from "./kept-job";
import { isTurn, leaveTurn, takeTurn, turnOf } from "./turn";
import { useView } from "./view";

/** What makes one kind of job. P: what was asked for; R: a run; C: a cell. */
export interface JobKind<P, R extends CellsRun, C> {
  /** Under which it is kept. */
  readonly name: string;
  parse(value: unknown): Outcome<P>;
  /** Those of some stored values that are cells. */
  cellsIn(values: readonly unknown[]): readonly C[];
  keyOf(plan: P): string;
  total(plan: P): number;
  left(plan: P, cells: readonly C[]): readonly R[];
  cellOf(plan: P, run: R, event: Extract<RunEvent, { type: "arm-done" }>): C | null;
  cellKey(cell: C): string;
  /** Of a run: the same, whichever of its cells are left. */
  runKey(run: R): string;
  /** What is being computed, in words. */
  says(plan: P, run: R): string;
  /** How many of the runs that are left may go side by side, from the first on. */
  together(left: readonly R[]): number;
}

/** A run that did not come to its end. */
export interface Failure {
  readonly key: string;
  /** Which one, in words. */
  readonly text: string;
  readonly why: string;
}

export interface JobState<P, C> {
  /** `waiting`: something else goes first. */
  readonly phase: "idle" | "running" | "waiting" | "paused" | "done" | "failed";
  readonly plan: P | null;
  readonly cells: readonly (C & MadeBy)[];
  readonly failed: readonly Failure[];
  /** What is being computed, and how much of what is under way. */
  readonly now: { readonly text: string; readonly fraction: number } | null;
  /** Seconds of work so far, on this visit, cells that came in it, and seconds a cell in each finished batch: the base of the estimate. */
  readonly worked: { readonly seconds: number; readonly cells: number; readonly paces: readonly number[] };
  readonly problem: string | null;
  /** Cells of an earlier visit that another version had made, and that were left out. */
  readonly dropped: number;
  /** False when the device keeps nothing: then a reload loses the cells. */
  readonly kept: boolean;
  /** Whether it is known what an earlier visit left. */
  readonly recalled: boolean;
}

export interface Job<P, C> {
  readonly use: UseBoundStore<StoreApi<JobState<P, C>>>;
  /** Begins; cells of the same plan that are known already stay. */
  start(plan: P): void;
  /** Stops after what is finished; the run under way is given up and its finished cells stay. */
  pause(): void;
  resume(): void;
  /** What failed is tried again. */
  retry(): void;
  /** Forgets it, here and in the storage. */
  clear(): void;
  /** Takes up what an earlier visit left, paused. */
  recall(): void;
  total(plan: P): number;
}

/** Seconds for so many more cells; null while nobody knows. One slow batch, such as the first with what all share, counts for little once there are three. */
export function secondsLeft({ seconds, cells, paces }: JobState<unknown, unknown>["worked"], left: number): number | null {
  if (paces.length < 3) return cells > 0 && seconds > 0 ? (seconds / cells) * left : null;
  const sorted = paces.toSorted((a, b) => a - b), middle = sorted.length >> 1;
  return (sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2) * left;
}

export function backgroundJob<P, R extends CellsRun, C>(kind: JobKind<P, R, C>): Job<P, C> {
  const nothing: JobState<P, C> = { phase: "idle", plan: null, cells: [], failed: [], now: null, worked: { seconds: 0, cells: 0, paces: [] }, problem: null, dropped: 0, kept: true, recalled: false };
  const use = create<JobState<P, C>>(() => nothing), get = use.getState, set = use.setState;
  let handle: RunHandle | null = null;
  /** Counts drives; one that was stopped listens to nothing any more. */
  let drives = 0;
  const keeper = jobKeeper(kind, () => get(), (change) => set(change));

  function take(cell: C): void {
    if (get().cells.some((c) => kind.cellKey(c) === kind.cellKey(cell))) return;
    const backend = useBackend.getState().status?.backend, made = { ...cell, engine: ENGINE_VERSION, ...(backend && { backend }) };
    set((s) => ({ cells: [...s.cells, made], worked: { ...s.worked, cells: s.worked.cells + 1 } }));
    void keeper.keep();
  }

  /** One run, or several side by side. */
  async function play(plan: P, runs: readonly R[], mine: () => boolean) {
    const begun = performance.now(), before = get().worked.cells, stages = new Map<string, number>(), text = kind.says(plan, runs[0]!);
    set({ now: { text, fraction: 0 } });
    handle = engine().runAll(runs.map((r) => r.spec), { backend: useView.getState().backend, onEvent: (event, at) => {
      if (!mine()) return;
      if (event.type === "planned") for (const s of event.stages) stages.set(s.key, stages.get(s.key) ?? 0);
      else if (event.type === "stage-progress") stages.set(event.stage, event.fraction);
      else if (event.type === "stage-end") stages.set(event.stage, 1);
      else if (event.type === "arm-done") { const cell = kind.cellOf(plan, runs[at]!, event); if (cell) take(cell); }
      if (event.type === "stage-progress" || event.type === "stage-end") set({ now: { text, fraction: [...stages.values()].reduce((a, b) => a + b, 0) / Math.max(1, stages.size) } });
    } });
    const end = await handle.end;
    const seconds = (performance.now() - begun) / 1000;
    if (mine()) set(({ worked }) => ({ worked: { ...worked, seconds: worked.seconds + seconds, paces: worked.cells > before && end.type === "done" ? [...worked.paces, seconds / (worked.cells - before)] : worked.paces } }));
    return end;
  }

  async function drive(plan: P): Promise<void> {
    const id = ++drives, mine = () => id === drives;
    /** After a failure among several: how many are to be run one by one, to find which it was. Failures in a row that the workers died of. */
    let alone = 0, deaths = 0;
    takeTurn(kind.name);
    for (;;) {
      if (!isTurn(kind.name)) set({ phase: "waiting", now: null });
      await turnOf(kind.name);
      if (!mine()) return;
      const { cells, failed } = get(), left = kind.left(plan, cells).filter((run) => !failed.some((f) => f.key === kind.runKey(run)));
      const batch = left.slice(0, alone > 0 ? 1 : left.length > 0 ? kind.together(left) : 0), end = batch.length > 0 ? (set({ phase: "running", problem: null }), await play(plan, batch, mine)) : null;
      if (!mine()) return;
      handle = null;
      if (end === null) {
        leaveTurn(kind.name);
        return set({ phase: "done", now: null });
      }
      if (end.type === "failed") {
        deaths = end.problem.code === "worker-lost" ? deaths + 1 : 0;
        if (deaths > 1) {
          leaveTurn(kind.name);
          return set({ phase: "failed", now: null, problem: end.problem.message });
        }
        if (batch.length > 1) alone = batch.length;
        else set((s) => ({ failed: [...s.failed, { key: kind.runKey(batch[0]!), text: kind.says(plan, batch[0]!), why: end.problem.message }] }));
      }
      if (end.type !== "cancelled" && batch.length === 1) alone = Math.max(0, alone - 1);
      // Cancelled, and not by us: something else took the workers. Wait for it and go on.
      if (end.type === "cancelled") await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  function pause(): void {
    drives++;
    handle?.cancel();
    handle = null;
    leaveTurn(kind.name);
    set((s) => (s.phase === "running" || s.phase === "waiting" ? { phase: "paused", now: null } : s));
  }

  return {
    use, pause, total: kind.total,
    start(plan) {
      pause();
      const before = get(), same = before.plan !== null && kind.keyOf(before.plan) === kind.keyOf(plan);
      if (before.plan && !same) keeper.forget(before.plan);
      set({ ...nothing, kept: before.kept, recalled: true, plan, cells: same ? before.cells : [] });
      void keeper.keep();
      void drive(plan);
    },
    resume() {
      const { plan, phase } = get();
      if (plan && (phase === "paused" || phase === "failed")) void drive(plan);
    },
    retry() {
      const { plan, phase } = get();
      set({ failed: [] });
      // One that is under way finds them again by itself.
      if (plan && phase !== "running" && phase !== "waiting") void drive(plan);
    },
    clear() {
      pause();
      const { plan } = get();
      if (plan) keeper.forget(plan);
      set({ ...nothing, recalled: true });
      void keeper.keep();
    },
    recall() {
      if (get().recalled) return;
      void keeper.recall().then((left) => {
        if (get().recalled) return;
        set(left ? { ...left, recalled: true, phase: left.cells.length >= kind.total(left.plan) ? "done" : "paused" } : { recalled: true });
      });
    },
  };
}
