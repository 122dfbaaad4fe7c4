/**
 * The run store and what a person can do to a run: start, pause, step, cancel, clear. Collects the engine's events and
 * hands them to the page at most fifteen times a second, so that drawing never gets in the way.
 */
import { create } from "zustand";
import type { RunEvent, Spec } from "../../engine/index";
import type { RunHandle } from "../../worker/protocol";
import { engine } from "./engine";
import { useExperiment } from "./experiment";
import { applyEnd, applyEvents, idleRun, isBusy, type RunState } from "./run-state";
import { previewKey } from "./preview";
import { adoptPreview, refreshCrafted } from "./run-preview";
import { useView } from "./view";

export const useRun = create<RunState>(() => idleRun);

const FLUSH_MS = 70;

let handle: RunHandle | null = null;
let queue: RunEvent[] = [];
let timer: ReturnType<typeof setTimeout> | null = null;
let runningSince = 0;
let pauseAtNextEpoch = false;
/** Counts runs; events of an earlier one are not listened to. */
let runs = 0;

function flush(): void {
  timer = null;
  const events = queue;
  queue = [];
  const now = performance.now();
  useRun.setState((s) => {
    const worked = s.phase === "running" ? now - runningSince : 0;
    runningSince = now;
    return { ...applyEvents(s, events), elapsed: s.elapsed + worked };
  });
}

function onEvent(event: RunEvent, spec: Spec): void {
  queue.push(event);
  if (event.type === "poisoned") refreshCrafted(spec);
  timer ??= setTimeout(flush, FLUSH_MS);
  if (event.type === "epoch" && pauseAtNextEpoch) {
    pauseAtNextEpoch = false;
    showPaused();
  }
}

export function startRun(spec: Spec = useExperiment.getState().spec, options: { readonly pauseAfterEpoch?: boolean } = {}): void {
  if (isBusy(useRun.getState().phase) || useExperiment.getState().problem) return;
  queue = [];
  runningSince = performance.now();
  pauseAtNextEpoch = options.pauseAfterEpoch ?? false;
  // Models of other data cannot be asked about the new ones.
  useRun.setState((s) => ({ ...s, phase: "running", spec, problem: null, result: null, notices: [], elapsed: 0, artifacts: s.spec && previewKey(s.spec) === previewKey(spec) ? s.artifacts : {} }));
  adoptPreview(spec);
  const id = ++runs;
  const mine = engine().run(spec, { backend: useView.getState().backend, onEvent: (event) => { if (id === runs) onEvent(event, spec); } });
  handle = mine;
  // The engine stops by itself after each arm's first epoch; asked later, fast epochs would have passed.
  if (pauseAtNextEpoch) mine.stepEpoch();
  void mine.end.then((end) => {
    if (handle !== mine) return;
    handle = null;
    pauseAtNextEpoch = false;
    if (timer !== null) clearTimeout(timer);
    flush();
    refreshCrafted(spec);
    useRun.setState((s) => applyEnd(s, end));
  });
}

export function pauseRun(): void {
  if (useRun.getState().phase !== "running") return;
  handle?.pause();
  showPaused();
}

function showPaused(): void {
  useRun.setState((s) => ({ ...s, phase: "paused", elapsed: s.elapsed + performance.now() - runningSince }));
}

export function resumeRun(): void {
  if (useRun.getState().phase !== "paused") return;
  runningSince = performance.now();
  handle?.resume();
  useRun.setState({ phase: "running" });
}

/** One more epoch, then pause; from a standstill it starts the run and pauses after its first epoch. */
export function stepRun(): void {
  const { phase } = useRun.getState();
  if (phase === "paused") handle?.stepEpoch();
  else if (phase === "running") pauseRun();
  else startRun(undefined, { pauseAfterEpoch: true });
}

export const cancelRun = (): void => handle?.cancel();

/** Clears the results from the screen, stopping a run first. The setup stays, and so does what the engine remembers. */
export function resetRun(): void {
  const old = handle;
  handle = null;
  runs++;
  old?.cancel();
  if (timer !== null) clearTimeout(timer);
  timer = null;
  queue = [];
  useRun.setState(idleRun);
}
