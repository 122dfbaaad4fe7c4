/**
 * Who may use the workers in the background. The person's own run and whatever asks for a pause go first; of several background
 * jobs the one that was asked for last, the others wait and go on afterwards. Small, so that anything may ask whether work goes on.
 */
import { create } from "zustand";
import { useAside, useRun } from "./run";
import { isBusy } from "./run-state";
import { useTargets } from "./targets";

/** Jobs under way, the one whose turn it is first; `held`: how many others have asked for a pause. */
export const useTurn = create<{ readonly jobs: readonly string[]; readonly held: number }>(() => ({ jobs: [], held: 0 }));

export const takeTurn = (job: string): void => useTurn.setState((s) => ({ jobs: [job, ...s.jobs.filter((j) => j !== job)] }));
export const leaveTurn = (job: string): void => useTurn.setState((s) => ({ jobs: s.jobs.filter((j) => j !== job) }));

/** Makes background jobs wait; gives what lets them go on. */
export function holdBackground(): () => void {
  let held = true;
  useTurn.setState((s) => ({ held: s.held + 1 }));
  return () => {
    if (held) useTurn.setState((s) => ({ held: s.held - 1 }));
    held = false;
  };
}

/** Whether a job may compute now. */
export const isTurn = (job: string): boolean => {
  const { jobs, held } = useTurn.getState();
  return held === 0 && jobs[0] === job && !isBusy(useRun.getState().phase) && !isBusy(useAside.getState().phase) && useTargets.getState().phase !== "running";
};

/** Resolves when a job may compute, or has left. */
export const turnOf = (job: string): Promise<void> => new Promise((resolve) => {
  const look = () => {
    if (!isTurn(job) && useTurn.getState().jobs.includes(job)) return false;
    for (const off of offs) off();
    resolve();
    return true;
  };
  const offs: (() => void)[] = [];
  if (!look()) offs.push(useRun.subscribe(look), useAside.subscribe(look), useTargets.subscribe(look), useTurn.subscribe(look));
});
