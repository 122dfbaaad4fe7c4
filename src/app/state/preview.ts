/**
 * The preview store: the data behind the spec on the bench, poisoned but not trained on, so that there is something to
 * look at before any run. Asks the engine again when data, attack or seed change; the latest question wins.
 */
import { create } from "zustand";
import { attacks, canonicalJson, type Problem, type Spec } from "../../engine/index";
import type { Preview } from "../../worker/protocol";
import { engine } from "./engine";
import { useExperiment } from "./experiment";

export interface PreviewState {
  readonly status: "loading" | "ready" | "failed";
  /** The last one that arrived; stays while the next one is on its way. */
  readonly preview: Preview | null;
  /** The spec that `preview` belongs to. */
  readonly spec: Spec | null;
  readonly problem: Problem | null;
}

export const usePreview = create<PreviewState>(() => ({ status: "loading", preview: null, spec: null, problem: null }));

/** The part of a spec that decides what the data look like; poison that is crafted against a model also depends on the model. */
export function previewKey(spec: Spec): string {
  const crafted = spec.attack && attacks.find(spec.attack.id)?.craft ? [spec.model, spec.training] : [];
  const { clients, malicious, partition, alpha } = spec.federated;
  const dealt = spec.regime === "federated" ? [clients, malicious, partition, alpha] : spec.regime === "online" ? [spec.online] : [];
  return canonicalJson([spec.dataset, spec.contributors, spec.attack, spec.attackSource, spec.seed, spec.regime, ...dealt, ...crafted]);
}

const WAIT_MS = 180;
let asked = "";
let timer: ReturnType<typeof setTimeout> | null = null;

function ask(spec: Spec): void {
  const key = previewKey(spec);
  if (key === asked) return;
  asked = key;
  usePreview.setState({ status: "loading" });
  void engine().preview(spec).then((outcome) => {
    if (asked !== key) return;
    if (outcome.ok) usePreview.setState({ status: "ready", preview: outcome.value, spec, problem: null });
    else usePreview.setState({ status: "failed", problem: outcome.problem });
  });
}

/** Takes a fuller preview of the same data, such as one with the poison that a run has crafted meanwhile. */
export function offerPreview(spec: Spec, preview: Preview): void {
  if (previewKey(useExperiment.getState().spec) === previewKey(spec)) usePreview.setState({ status: "ready", preview, spec, problem: null });
}

/** Asks for the same data again after a failure. */
export function retryPreview(): void {
  asked = "";
  ask(useExperiment.getState().spec);
}

/** Follows the experiment store from now on; returns how to stop. */
export function followSpec(): () => void {
  ask(useExperiment.getState().spec);
  return useExperiment.subscribe((s) => {
    if (s.problem) return;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => ask(useExperiment.getState().spec), WAIT_MS);
  });
}
