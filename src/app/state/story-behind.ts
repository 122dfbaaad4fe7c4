/**
 * A story's run that goes on out of sight while a step or slide of another run has the screen. It takes the place of the lab's run
 * there (run.ts), for only one goes on at a time, and gives back what had ended in it. Which run belongs to a step is story-run.ts.
 */
import { create } from "zustand";
import type { Spec } from "../../engine/index";
import { dropAside, setAside, takeBack, useAside } from "./run";
import { isBusy, type RunState } from "./run-state";

interface Behind {
  /** Whose it is, as `story/run`; null while what lies aside is the lab's. */
  readonly name: string | null;
  /** The lab's run that had ended there before. */
  readonly lab: RunState | null;
}
const nothing: Behind = { name: null, lab: null };
export const useBehind = create<Behind>(() => nothing);

/** The lab's run has its place again. */
function giveBack({ lab }: Behind): void {
  useBehind.setState(nothing);
  if (lab) useAside.setState(lab, true);
}

/** The run on screen goes on out of sight; `name` null: it is the lab's. */
export function leaveBehind(name: string | null): void {
  const lab = useBehind.getState().lab ?? useAside.getState();
  setAside();
  useBehind.setState(name === null ? nothing : { name, lab });
}

/** The setup of the run that a step has left behind; undefined where it is none of its own. */
export const behindOf = (name: string): Spec | undefined => (useBehind.getState().name === name ? useAside.getState().spec ?? undefined : undefined);

/** A step's own run is on screen again, as far as it has come; false where it left none behind. */
export function bringBack(name: string): boolean {
  const behind = useBehind.getState();
  if (behind.name !== name) return false;
  takeBack();
  giveBack(behind);
  return true;
}

/** Hands over a run that has ended out of sight. One that failed stays, to be seen by whoever comes back to it. */
export function collect(keep: (name: string, run: RunState) => void): void {
  const behind = useBehind.getState(), ended = useAside.getState();
  if (behind.name === null || isBusy(ended.phase) || ended.phase === "failed") return;
  if (ended.phase === "done") keep(behind.name, ended);
  endBehind();
}

/** Ends a run that was left behind. */
export function endBehind(): void {
  const behind = useBehind.getState();
  if (behind.name === null) return;
  dropAside();
  giveBack(behind);
}
