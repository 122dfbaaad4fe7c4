/**
 * The attack × defense matrix of this page: which one, what is known of it, and running it in the background. A run that the
 * person starts goes first; the matrix waits and goes on afterwards. What is known is kept on the device, where that is allowed.
 */
import { create } from "zustand";
import { attackName, matrixKey, parseMatrix, runMatrix, type CellRun, type Matrix } from "../../engine/later";
import type { RunHandle } from "../../worker/protocol";
import { engine } from "./engine";
import { useRun } from "./run";
import { isBusy } from "./run-state";
import { recall, remembers } from "./storage";
import { useTargets } from "./targets";
import { useView } from "./view";

const NAME = "matrix/1";

export interface MatrixState {
  /** `waiting`: the person's own run goes first. */
  readonly phase: "idle" | "running" | "waiting" | "paused" | "done" | "failed";
  readonly matrix: Matrix | null;
  readonly cells: readonly CellRun[];
  /** What is being computed, and how far that run is. */
  readonly now: { readonly attack: number; readonly seed: number; readonly text: string; readonly fraction: number } | null;
  /** Seconds of work so far, on this visit, and cells that came in it: the base of the estimate. */
  readonly worked: { readonly seconds: number; readonly cells: number };
  readonly problem: string | null;
  /** False when the device keeps nothing: then a reload loses the cells. */
  readonly kept: boolean;
}

export const noMatrix: MatrixState = { phase: "idle", matrix: null, cells: [], now: null, worked: { seconds: 0, cells: 0 }, problem: null, kept: true };
export const useMatrix = create<MatrixState>(() => noMatrix);

export const cellCount = (m: Matrix): number => m.attacks.length * (m.pipelines.length + 1) * m.seeds.length;
const sameCell = (a: CellRun, b: CellRun) => a.attack === b.attack && a.pipeline === b.pipeline && a.seed === b.seed;

let handle: RunHandle | null = null;
/** Counts drives; one that was stopped listens to nothing any more. */
let drives = 0;

function keep(): void {
  const { matrix, cells } = useMatrix.getState(), kept = remembers(NAME, matrix && JSON.stringify({ matrix, cells }));
  if (kept !== useMatrix.getState().kept) useMatrix.setState({ kept });
}

/** Takes up what an earlier visit left, paused. */
export function recallMatrix(): void {
  if (useMatrix.getState().matrix) return;
  try {
    const { matrix, cells } = JSON.parse(recall(NAME) ?? "null") as { matrix: unknown; cells: CellRun[] }, parsed = parseMatrix(matrix);
    if (!parsed.ok || !Array.isArray(cells)) return;
    useMatrix.setState({ ...noMatrix, matrix: parsed.value, cells, phase: cells.length >= cellCount(parsed.value) ? "done" : "paused" });
  } catch {
    // Nothing was left, or nothing that can be read.
  }
}

/** Whether the person has something of their own under way. */
const benchBusy = (): boolean => isBusy(useRun.getState().phase) || useTargets.getState().phase === "running";

/** Resolves when it is over. */
const benchIsFree = (): Promise<void> => new Promise((resolve) => {
  if (!benchBusy()) return resolve();
  const done = () => { if (!benchBusy()) { for (const off of offs) off(); resolve(); } };
  const offs = [useRun.subscribe(done), useTargets.subscribe(done)];
});

async function drive(matrix: Matrix): Promise<void> {
  const id = ++drives, mine = () => id === drives;
  for (;;) {
    if (benchBusy()) useMatrix.setState({ phase: "waiting", now: null });
    await benchIsFree();
    if (!mine()) return;
    useMatrix.setState({ phase: "running", problem: null });
    const end = await runMatrix(matrix, useMatrix.getState().cells, (run, onEvent) => {
      // Between two runs the person may have begun one of their own.
      if (!mine() || benchBusy()) return Promise.resolve({ type: "cancelled" as const });
      const begun = performance.now(), stages = new Map<string, number>();
      const said = (fraction: number) => { if (mine()) useMatrix.setState({ now: { attack: run.attack, seed: run.seed, text: `${attackName(matrix.attacks[run.attack]!)}, seed ${run.seed}`, fraction } }); };
      said(0);
      handle = engine().run(run.spec, { backend: useView.getState().backend, background: true, onEvent: (event) => {
        if (event.type === "planned") for (const s of event.stages) stages.set(s.key, 0);
        else if (event.type === "stage-progress") stages.set(event.stage, event.fraction);
        else if (event.type === "stage-end") stages.set(event.stage, 1);
        if (event.type === "stage-progress" || event.type === "stage-end") said([...stages.values()].reduce((a, b) => a + b, 0) / Math.max(1, stages.size));
        if (mine()) onEvent(event);
      } });
      return handle.end.finally(() => {
        if (mine()) useMatrix.setState((s) => ({ worked: { ...s.worked, seconds: s.worked.seconds + (performance.now() - begun) / 1000 } }));
      });
    }, (cell) => {
      useMatrix.setState((s) => (s.cells.some((c) => sameCell(c, cell)) ? s : { cells: [...s.cells, cell], worked: { ...s.worked, cells: s.worked.cells + 1 } }));
      keep();
    });
    handle = null;
    if (!mine()) return;
    if (end.type === "done") return useMatrix.setState({ phase: "done", now: null });
    if (end.type === "failed") return useMatrix.setState({ phase: "failed", now: null, problem: end.problem.message });
    // Cancelled, and not by us: the person's own run took the workers. Wait for it and go on.
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Begins a matrix; cells of the same one that are known already stay. */
export function startMatrix(matrix: Matrix): void {
  const before = useMatrix.getState(), same = before.matrix && matrixKey(before.matrix) === matrixKey(matrix);
  useMatrix.setState({ ...noMatrix, matrix, cells: same ? before.cells : [] });
  keep();
  void drive(matrix);
}

/** Stops after what is finished; the run under way is given up and its finished cells stay. */
export function pauseMatrix(): void {
  drives++;
  handle?.cancel();
  handle = null;
  useMatrix.setState((s) => (s.phase === "running" || s.phase === "waiting" ? { phase: "paused", now: null } : s));
}

export function resumeMatrix(): void {
  const { matrix, phase } = useMatrix.getState();
  if (matrix && (phase === "paused" || phase === "failed")) void drive(matrix);
}

export function clearMatrix(): void {
  pauseMatrix();
  useMatrix.setState(noMatrix);
  remembers(NAME, null);
}
