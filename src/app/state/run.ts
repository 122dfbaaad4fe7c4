/**
 * The run store and what a person can do to a run: start, pause, step, cancel, clear, and set aside while a story has the screen.
 * Collects the engine's events and hands them to the page at most fifteen times a second, so that drawing never gets in the way.
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
/** The run that goes on out of sight while a story or slides have the screen, or has ended there; idle without one. */
export const useAside = create<RunState>(() => idleRun);

const FLUSH_MS = 70;

/** A run under way. */
interface Live {
  readonly handle: RunHandle;
  /** Where what it says goes: on screen or aside. */
  store: typeof useRun;
  queue: RunEvent[];
  timer: ReturnType<typeof setTimeout> | null;
  since: number;
  pauseAtNextEpoch: boolean;
}

let live: Live | null = null;
let aside: Live | null = null;
/** Counts runs, so that whoever began one knows it again. */
let runs = 0;
export const lastRun = (): number => runs;

function flush(run: Live): void {
  const events = run.queue, now = performance.now();
  run.timer = null;
  run.queue = [];
  run.store.setState((s) => {
    const worked = s.phase === "running" ? now - run.since : 0;
    run.since = now;
    return { ...applyEvents(s, events), elapsed: s.elapsed + worked };
  });
}

function onEvent(run: Live, event: RunEvent, spec: Spec): void {
  run.queue.push(event);
  if (event.type === "poisoned" && run === live) refreshCrafted(spec);
  run.timer ??= setTimeout(flush, FLUSH_MS, run);
  if (event.type === "epoch" && run.pauseAtNextEpoch) {
    run.pauseAtNextEpoch = false;
    showPaused(run);
  }
}

export function startRun(spec: Spec = useExperiment.getState().spec, { pauseAfterEpoch = false }: { readonly pauseAfterEpoch?: boolean } = {}): void {
  // There is one set of workers.
  if (isBusy(useRun.getState().phase) || isBusy(useAside.getState().phase) || useExperiment.getState().problem) return;
  // Models of other data cannot be asked about the new ones.
  useRun.setState((s) => ({ ...s, phase: "running", spec, problem: null, result: null, notices: [], elapsed: 0, recorded: false, artifacts: s.spec && previewKey(s.spec) === previewKey(spec) ? s.artifacts : {} }));
  adoptPreview(spec);
  runs++;
  const known = () => mine === live || mine === aside;
  const handle = engine().run(spec, { backend: useView.getState().backend, onEvent: (event) => { if (known()) onEvent(mine, event, spec); } });
  const mine: Live = (live = { handle, store: useRun, queue: [], timer: null, since: performance.now(), pauseAtNextEpoch: pauseAfterEpoch });
  // The engine stops by itself after each arm's first epoch; asked later, fast epochs would have passed.
  if (pauseAfterEpoch) handle.stepEpoch();
  void handle.end.then((end) => {
    if (!known()) return;
    const onScreen = mine === live;
    if (onScreen) live = null;
    else aside = null;
    if (mine.timer !== null) clearTimeout(mine.timer);
    flush(mine);
    if (onScreen) refreshCrafted(spec);
    mine.store.setState((s) => applyEnd(s, end));
  });
}

export function pauseRun(): void {
  if (useRun.getState().phase !== "running" || !live) return;
  live.handle.pause();
  showPaused(live);
}

function showPaused(run: Live): void {
  run.store.setState((s) => ({ ...s, phase: "paused", elapsed: s.elapsed + performance.now() - run.since }));
}

function resume(run: Live | null): void {
  if (!run || run.store.getState().phase !== "paused") return;
  run.since = performance.now();
  run.handle.resume();
  run.store.setState({ phase: "running" });
}
export const resumeRun = (): void => resume(live);

/** One more epoch, then pause; from a standstill it starts the run and pauses after its first epoch. */
export function stepRun(): void {
  const { phase } = useRun.getState();
  if (phase === "paused") live?.handle.stepEpoch();
  else if (phase === "running") pauseRun();
  else startRun(undefined, { pauseAfterEpoch: true });
}

export const cancelRun = (): void => live?.handle.cancel();

/** Listens to a run no more and ends it. */
function drop(run: Live | null): void {
  if (run?.timer) clearTimeout(run.timer);
  run?.handle.cancel();
}

/** Clears the results from the screen, stopping a run first. The setup stays, and so does what the engine remembers. */
export function resetRun(): void {
  const old = live;
  live = null;
  drop(old);
  useRun.setState(idleRun);
}

/** Clears the screen, and a run under way goes on out of sight. */
export function setAside(): void {
  if (!live) return resetRun();
  dropAside();
  aside = live;
  live = null;
  aside.store = useAside;
  useAside.setState(useRun.getState(), true);
  useRun.setState(idleRun);
}

/** The run that was set aside is on screen again, as far as it has come. */
export function takeBack(): void {
  const state = useAside.getState(), { phase, spec, poison } = state;
  if (phase === "idle") return;
  resetRun();
  live = aside;
  aside = null;
  if (live) live.store = useRun;
  if (spec) adoptPreview(spec);
  useRun.setState(state, true);
  useAside.setState(idleRun, true);
  if (spec && poison) refreshCrafted(spec);
}

export const resumeAside = (): void => resume(aside);
export const cancelAside = (): void => aside?.handle.cancel();
/** Forgets the run that was set aside, ending it first. */
export function dropAside(): void {
  const old = aside;
  aside = null;
  drop(old);
  useAside.setState(idleRun, true);
}
