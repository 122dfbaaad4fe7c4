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

/** Puts a changed spec on the bench. Changes with the same tag in quick succession are one undo step. */
export function changeSpec(next: Spec, tag?: string, said: readonly string[] = []): void {
  const { history } = useExperiment.getState();
  if (!same(next, history.present)) useExperiment.setState(from(commit(history, next, performance.now(), tag), said));
}

export const applyEdit = (edit: Edit): void => changeSpec(edit.spec, undefined, edit.said);

/** The first spec of the page, before anything can be undone. */
export const startWith = (spec: Spec): void => useExperiment.setState(from(startHistory(spec)));

export const undoSpec = (): void => useExperiment.setState((s) => from(undo(s.history)));
export const redoSpec = (): void => useExperiment.setState((s) => from(redo(s.history)));

/** True when two specs describe the same experiment. */
export const sameSpec = same;
