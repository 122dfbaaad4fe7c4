/**
 * How far a run is and how long it will take, from the state of its stages. Pure. Stages weigh what they usually cost
 * against training one model; what came from the cache weighs nothing.
 */
import { isBusy, type RunState, type StageState } from "./run-state";

const WEIGHTS: Readonly<Record<string, number>> = { load: 0.05, federate: 2, online: 1, obtain: 0.2, vet: 0.2, poison: 0.02, filter: 0.2, train: 1, repair: 0.6, pretrain: 1, surrogate: 1, craft: 1, harden: 2, inspect: 0.5, screen: 0.1, watch: 0.1, evaluate: 0.05, probe: 0.2 };

export interface Progress {
  /** 0 to 1 over the whole run. */
  readonly fraction: number;
  /** Seconds; null while there is too little to go by. */
  readonly secondsLeft: number | null;
  /** The stage to name: the running one that has most left to do. */
  readonly stage: StageState | null;
  readonly running: number;
}

export function progressOf(state: Pick<RunState, "phase" | "stages" | "elapsed">): Progress {
  if (state.phase === "done") return { fraction: 1, secondsLeft: null, stage: null, running: 0 };
  let total = 0, done = 0;
  for (const s of state.stages) {
    if (s.cached) continue;
    const weight = WEIGHTS[s.kind] ?? 0.1;
    total += weight;
    done += weight * (s.status === "done" ? 1 : s.status === "running" ? s.fraction : 0);
  }
  const fraction = total === 0 ? 0 : done / total;
  const running = state.stages.filter((s) => s.status === "running");
  const left = (s: StageState) => (WEIGHTS[s.kind] ?? 0.1) * (1 - s.fraction);
  const stage = running.reduce<StageState | null>((best, s) => (best === null || left(s) > left(best) ? s : best), null);
  const seconds = state.elapsed / 1000;
  const known = isBusy(state.phase) && fraction > 0.04 && seconds > 2.5;
  return { fraction, secondsLeft: known ? (seconds * (1 - fraction)) / fraction : null, stage, running: running.length };
}
