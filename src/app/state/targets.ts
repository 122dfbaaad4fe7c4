/**
 * "Try ten targets": the attack on the bench against ten images that the seed draws, one run after another with defenses,
 * baselines and probes off. Holds what came out and the spec it belongs to; draws nothing, and never mixes it with a success rate.
 */
import { create } from "zustand";
import type { ArmArtifacts, Spec } from "../../engine/index";
import type { RunHandle } from "../../worker/protocol";
import { testRowParam } from "../text/attack-words";
import { engine } from "./engine";
import { useAside, useRun } from "./run";
import { isBusy } from "./run-state";
import { useView } from "./view";
import { oneTarget } from "../text/file-words";

export const TARGETS = 10;

/** What a model makes of the chosen image. */
export interface TargetAnswer {
  readonly answer: number;
  readonly sure: number;
  readonly hit: boolean;
}

export interface TargetTry {
  /** Position in the test rows, its true class and its pixels. */
  readonly row: number;
  readonly label: number;
  readonly input: Float32Array;
  readonly wanted: number;
  readonly clean: TargetAnswer;
  readonly poisoned: TargetAnswer;
}

export interface TargetsState {
  readonly phase: "idle" | "running" | "done" | "stopped" | "failed";
  /** The spec on the bench when it began; the targets of the tries differ. */
  readonly spec: Spec | null;
  readonly tries: readonly TargetTry[];
  /** Share of the present try that is done. */
  readonly fraction: number;
  readonly problem: string | null;
}

export const idleTargets: TargetsState = { phase: "idle", spec: null, tries: [], fraction: 0, problem: null };
export const useTargets = create<TargetsState>(() => idleTargets);

/** The same attack against the k-th image that the seed draws, from 0, with nothing beside it. */
export function specOfTarget(spec: Spec, k: number): Spec | null {
  const name = testRowParam(spec);
  if (!spec.attack || name === null) return null;
  return { ...spec, attack: { ...spec.attack, params: { ...spec.attack.params, [name]: -1 - k } }, defenses: [], baselines: false, probes: [] };
}

const answerOf = ({ goalProbabilities: p, goalPredicted }: ArmArtifacts, wanted: number): TargetAnswer | null =>
  p && goalPredicted ? { answer: goalPredicted[0]!, sure: p[goalPredicted[0]!] ?? 0, hit: goalPredicted[0] === wanted } : null;

let handle: RunHandle | null = null;
/** Counts batches; a batch that was stopped listens to nothing any more. */
let batches = 0;

/** One try; null when it was stopped, a sentence when it failed. */
async function tryTarget(spec: Spec, mine: () => boolean): Promise<TargetTry | string | null> {
  const artifacts: Record<string, ArmArtifacts> = {}, stages = new Map<string, number>();
  const share = () => [...stages.values()].reduce((a, b) => a + b, 0) / Math.max(1, stages.size);
  handle = engine().run(spec, { backend: useView.getState().backend, onEvent: (event) => {
    if (event.type === "planned") for (const s of event.stages) stages.set(s.key, 0);
    else if (event.type === "stage-progress") stages.set(event.stage, event.fraction);
    else if (event.type === "stage-end") stages.set(event.stage, 1);
    else if (event.type === "arm-done") artifacts[event.arm.id] = event.artifacts;
    else return;
    if (mine()) useTargets.setState({ fraction: share() });
  } });
  const end = await handle.end;
  if (end.type !== "done") return end.type === "failed" ? end.problem.message : null;
  const seen = await engine().preview(spec);
  if (!seen.ok) return seen.problem.message;
  const { goal, test } = seen.value, row = goal?.testIndex[0], wanted = goal?.targets[0];
  if (row === undefined || wanted === undefined || goal?.kind !== "one") return oneTarget.none;
  const clean = artifacts["clean"] && answerOf(artifacts["clean"], wanted), poisoned = artifacts["poisoned"] && answerOf(artifacts["poisoned"], wanted);
  if (!clean || !poisoned) return oneTarget.noAnswer;
  return { row, label: test.labels[row]!, input: goal.inputs.slice(), wanted, clean, poisoned };
}

export async function tryTargets(spec: Spec): Promise<void> {
  if (isBusy(useRun.getState().phase)) return;
  const id = ++batches, mine = () => id === batches;
  useTargets.setState({ ...idleTargets, phase: "running", spec });
  for (let k = 0; k < TARGETS; k++) {
    // There is one set of workers: a run of the person's own goes first.
    if (isBusy(useRun.getState().phase) || isBusy(useAside.getState().phase)) return useTargets.setState({ phase: "stopped" });
    const next = specOfTarget(spec, k);
    const made = next && (await tryTarget(next, mine));
    if (!mine()) return;
    if (made === null) return useTargets.setState({ phase: "stopped" });
    if (typeof made === "string") return useTargets.setState({ phase: "failed", problem: made });
    useTargets.setState((s) => ({ tries: [...s.tries, made], fraction: 0 }));
  }
  useTargets.setState({ phase: "done" });
}

/** Stops after what is finished; the tries so far stay. */
export function stopTargets(): void {
  batches++;
  handle?.cancel();
  useTargets.setState((s) => (s.phase === "running" ? { phase: "stopped", fraction: 0 } : s));
}
