/**
 * Puts a run that was recorded earlier on screen, as if it had just ended: a story's, or one from the history. Its models are
 * gone, so whoever wants to ask them must look at `recorded` first. Fetches nothing.
 */
import type { Preview } from "../../engine/index";
import { applyDelivered, artifactsOf, type RunRecord } from "../../engine/later";
import { applyEnd, idleRun, isBusy, type RunState } from "./run-state";
import { armTitles } from "../text/ui-words";
import { adoptPreview } from "./run-preview";
import { resetRun, useRun } from "./run";

/** The same record with its columns named in the page's language; whoever made it spoke their own. */
export function inOurWords(record: RunRecord): RunRecord {
  const several = record.result.spec.defenses.length > 1;
  const arms = record.result.arms.map((a) => (a.kind === "clean" || a.kind === "poisoned" ? { ...a, title: armTitles[a.kind] } : a.kind === "defended" ? { ...a, title: several && a.pipeline !== undefined ? armTitles.nthDefended(a.pipeline + 1) : armTitles.defended } : a));
  return { ...record, result: { ...record.result, arms } };
}

/** What the page would know had it watched the run. */
export function stateOf(record: RunRecord): RunState {
  const { result } = record, state = applyEnd({ ...idleRun, spec: result.spec }, { type: "done", result });
  return {
    ...state, recorded: true, artifacts: artifactsOf(record), elapsed: result.seconds * 1000,
    epochs: Math.max(0, ...result.arms.flatMap((a) => a.curve.map((p) => p.epoch))),
    stages: result.stages.map((s) => ({ id: s.key, kind: s.kind, title: s.title, arms: s.arms, status: "done", fraction: 1, text: "", cached: true, seconds: s.seconds })),
    regions: Object.fromEntries(Object.entries(artifactsOf(record)).flatMap(([id, a]) => (a.region ? [[id, a.region]] : []))),
    rounds: Object.fromEntries(result.arms.flatMap((a) => (a.federation ? [[a.id, a.federation.rounds]] : []))),
    // The inputs that probes crafted are not kept.
    probes: Object.fromEntries(result.arms.map((a) => [a.id, Object.fromEntries((a.probes ?? []).map((p, i) => [i, { ...p, examples: [] }]))])),
    steps: Object.fromEntries(result.arms.flatMap((a) => (a.online ? [[a.id, a.online.steps]] : []))),
  };
}

/** The data a record was made with, from what this page can make of its setup: the same but for poison that was crafted then. */
export const dataOf = ({ result, delivered }: RunRecord) => (preview: Preview): Preview => (delivered && preview.pending ? applyDelivered(preview, delivered, result.spec, result.poison) : preview);

/** Shows a record; a run under way is left alone, and false comes back. */
export function showRecorded(record: RunRecord): boolean {
  if (isBusy(useRun.getState().phase)) return false;
  resetRun();
  // The data first: a picture must never stand on those of another setup.
  adoptPreview(record.result.spec, dataOf(record));
  useRun.setState(stateOf(record), true);
  return true;
}
