/**
 * What a person is deciding on the defender's bench: one draft for each filter of each set of rows, and whether the truth
 * is on screen. The truth is hidden again by every new run. Knows no scores and no rows.
 */
import { create } from "zustand";
import { canonicalJson, type Spec } from "../../engine/index";
import { previewKey } from "./preview";
import { useRun } from "./run";
import { isBusy } from "./run-state";

export interface Inspected {
  readonly row: number;
  readonly drop: boolean;
}

export interface Draft {
  /** Rows with this score or a higher one lie beyond; null: no row does. */
  readonly threshold: number | null;
  /** Rows that the person has time for. */
  readonly budget: number;
  readonly rule: "beyond" | "inspected";
  /** In the order of deciding; of a row decided twice the later one counts. */
  readonly inspected: readonly Inspected[];
}

export interface BenchState {
  readonly drafts: Readonly<Record<string, Draft>>;
  readonly revealed: boolean;
  /** The arm whose scores are shown; null: the first. */
  readonly arm: string | null;
}

export const useBench = create<BenchState>(() => ({ drafts: {}, revealed: false, arm: null }));

/** The same scores, the same key: a run with one more pipeline does not throw a decision away. */
export const draftKey = (spec: Spec, pipeline: number): string => canonicalJson([previewKey(spec), spec.model, spec.training, spec.trusted, spec.defenses[pipeline] ?? []]);

export const setDraft = (key: string, draft: Draft): void => useBench.setState((s) => ({ drafts: { ...s.drafts, [key]: draft } }));
export const setRevealed = (revealed: boolean): void => useBench.setState({ revealed });

useRun.subscribe((now, before) => {
  if (now.phase === "idle" || (now.phase === "running" && !isBusy(before.phase))) useBench.setState({ revealed: false });
});
