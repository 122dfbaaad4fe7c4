/**
 * The experiment store: the spec on the bench with its undo stack. A knob may pass through a value that does not fit
 * the others (source = target); the spec then stays on screen with its problem, and only running it is held back.
 */
import { create } from "zustand";
import { canonicalJson, defaultSpec, parseSpec, type Problem, type Spec } from "../../engine/index";
import { commit, redo, startHistory, undo, type History } from "./history";
import type { Edit } from "./edit";

export interface ExperimentState {
  readonly history: History<Spec>;
  readonly spec: Spec;
  /** Why this spec cannot run; null when it can. */
  readonly problem: Problem | null;
  /** What a change took out or replaced, until the next change. */
  readonly said: readonly string[];
}

const problemOf = (spec: Spec): Problem | null => {
  const parsed = parseSpec(spec);
  return parsed.ok ? null : parsed.problem;
};

const from = (history: History<Spec>, said: readonly string[] = []): ExperimentState => ({ history, spec: history.present, problem: problemOf(history.present), said });

export const useExperiment = create<ExperimentState>(() => from(startHistory(defaultSpec)));

const same = (a: Spec, b: Spec): boolean => canonicalJson(a) === canonicalJson(b);

/** Whether a change may be made; says by itself why not. Locks of a link stand here (view-options.ts). */
type Gate = (present: Spec, next: Spec) => boolean;
let gate: Gate = () => true;
export const setGate = (next: Gate): void => void (gate = next);

/** Puts an experiment that was opened on the bench: no lock keeps it out, and undo leads back. */
export function openSpec(next: Spec, tag?: string, said: readonly string[] = []): void {
  const { history } = useExperiment.getState();
  if (!same(next, history.present)) useExperiment.setState(from(commit(history, next, performance.now(), tag), said));
}

/** Puts a changed spec on the bench, unless a lock keeps it out, which says so; whether that happened. Changes with the same tag in quick succession are one undo step. */
export function changeSpec(next: Spec, tag?: string, said: readonly string[] = []): boolean {
  const may = gate(useExperiment.getState().history.present, next);
  if (may) openSpec(next, tag, said);
  return may;
}

export const applyEdit = (edit: Edit): boolean => changeSpec(edit.spec, undefined, edit.said);

/** The first spec of the page, before anything can be undone. */
export const startWith = (spec: Spec): void => useExperiment.setState(from(startHistory(spec)));

function travel(step: (history: History<Spec>) => History<Spec>): void {
  const { history } = useExperiment.getState(), there = step(history);
  if (gate(history.present, there.present)) useExperiment.setState(from(there));
}
export const undoSpec = (): void => travel(undo);
export const redoSpec = (): void => travel(redo);

/** True when two specs describe the same experiment. */
export const sameSpec = same;
