/**
 * What the page knows of a run, and how each event of the engine changes it. Pure: no store, no clock, no worker.
 * Results of the run before stay until the first event of the next one.
 */
import type { ArmArtifacts, ArmInfo, ArmResult, CurvePoint, Evidence, ExperimentResult, Note, PoisonReport, Problem, ProbeOutcome, RoundRecord, RunEnd, RunEvent, Spec, StepRecord } from "../../engine/index";

export type RunPhase = "idle" | "running" | "paused" | "done" | "failed" | "cancelled";

export interface StageState {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly arms: readonly string[];
  readonly status: "waiting" | "running" | "done";
  readonly fraction: number;
  /** The engine's own words for where it is, for example "epoch 3 of 8". */
  readonly text: string;
  readonly cached: boolean;
  readonly seconds: number;
}

/** What one defense of an arm's pipeline shows; the last state while it works, the final one afterwards. */
export interface ShownEvidence {
  readonly position: number;
  readonly shown: readonly Evidence[];
}

export interface RunState {
  readonly phase: RunPhase;
  /** The spec of the run on screen; null before the first run. */
  readonly spec: Spec | null;
  readonly arms: readonly ArmInfo[];
  readonly stages: readonly StageState[];
  readonly epochs: number;
  readonly curves: Readonly<Record<string, readonly CurvePoint[]>>;
  readonly regions: Readonly<Record<string, NonNullable<ArmArtifacts["region"]>>>;
  readonly results: Readonly<Record<string, ArmResult>>;
  readonly artifacts: Readonly<Record<string, ArmArtifacts>>;
  /** What probes found so far: arm, then position in the spec. */
  readonly probes: Readonly<Record<string, Readonly<Record<number, ProbeOutcome>>>>;
  /** Rounds of a federation and steps of a stream by arm, as they end. */
  readonly rounds: Readonly<Record<string, readonly RoundRecord[]>>;
  readonly steps: Readonly<Record<string, readonly StepRecord[]>>;
  /** Evidence by arm. */
  readonly evidence: Readonly<Record<string, readonly ShownEvidence[]>>;
  readonly poison: PoisonReport | null;
  readonly notices: readonly Note[];
  readonly result: ExperimentResult | null;
  readonly problem: Problem | null;
  /** Milliseconds of work so far, pauses left out. */
  readonly elapsed: number;
  /** The run on screen was computed earlier, elsewhere perhaps: its models are not here and cannot be asked. */
  readonly recorded: boolean;
}

export const idleRun: RunState = {
  phase: "idle", spec: null, arms: [], stages: [], epochs: 0, curves: {}, regions: {}, results: {}, artifacts: {}, probes: {}, evidence: {}, rounds: {}, steps: {},
  poison: null, notices: [], result: null, problem: null, elapsed: 0, recorded: false,
};

export const isBusy = (phase: RunPhase): boolean => phase === "running" || phase === "paused";

const stageWith = (state: RunState, id: string, change: Partial<StageState>): RunState => ({
  ...state,
  stages: state.stages.map((s) => (s.id === id ? { ...s, ...change } : s)),
});

/** A curve with a point added; a point of an epoch already there replaces it and all after it. */
export function withPoint(curve: readonly CurvePoint[], point: CurvePoint): readonly CurvePoint[] {
  return [...curve.filter((p) => p.epoch < point.epoch), point];
}

/**
 * Whether an epoch belongs to the model that an arm ends with. A filter may first train a helper on the data as delivered;
 * that helper is not the arm's model. The last training planned for the arm is.
 */
function isOwnTraining(stages: readonly StageState[], arm: string, trained: readonly string[]): boolean {
  const last = stages.findLast((s) => (s.kind === "train" || s.kind === "harden" || s.kind === "federate" || s.kind === "online") && s.arms.includes(arm));
  return last === undefined || (last.arms.length === trained.length && last.arms.every((a) => trained.includes(a)));
}

/** Evidence of one arm with a piece added; one of the same defense and id is replaced. */
function withEvidence(shown: readonly ShownEvidence[], position: number, evidence: Evidence): readonly ShownEvidence[] {
  const mine = shown.find((s) => s.position === position)?.shown ?? [], at = mine.findIndex((e) => e.id === evidence.id);
  const next = { position, shown: at < 0 ? [...mine, evidence] : mine.with(at, evidence) };
  return [...shown.filter((s) => s.position !== position), next].toSorted((a, b) => a.position - b.position);
}

/** What was there already stays the same object, so that nothing is drawn twice. */
const keep = <T>(old: Readonly<Record<string, T>>, entries: readonly (readonly [string, T])[]): Readonly<Record<string, T>> =>
  Object.fromEntries(entries.map(([id, value]) => [id, old[id] ?? value]));

export function applyEvent(state: RunState, event: RunEvent): RunState {
  switch (event.type) {
    case "planned":
      return { ...idleRun, phase: state.phase, spec: state.spec, elapsed: state.elapsed, notices: state.notices, arms: event.arms,
        stages: event.stages.map((s) => ({ id: s.key, kind: s.kind, title: s.title, arms: s.arms, status: "waiting", fraction: 0, text: "", cached: false, seconds: 0 })) };
    case "stage-start":
      return stageWith(state, event.stage, { status: "running" });
    case "stage-progress":
      return stageWith(state, event.stage, { status: "running", fraction: Math.min(1, Math.max(0, event.fraction)), text: event.text });
    case "stage-end":
      return stageWith(state, event.stage, { status: "done", fraction: 1, cached: event.cached, seconds: event.seconds });
    case "poisoned":
      return { ...state, poison: event.report };
    case "epoch": {
      const curves = { ...state.curves }, regions = { ...state.regions };
      for (const arm of event.arms.filter((a) => isOwnTraining(state.stages, a, event.arms))) {
        curves[arm] = withPoint(curves[arm] ?? [], event.point);
        if (event.region) regions[arm] = event.region;
      }
      return { ...state, curves, regions, epochs: Math.max(state.epochs, event.epochs) };
    }
    case "arm-done": {
      const { arm, artifacts } = event;
      return { ...state,
        results: { ...state.results, [arm.id]: arm }, artifacts: { ...state.artifacts, [arm.id]: artifacts },
        curves: state.curves[arm.id]?.length === arm.curve.length ? state.curves : { ...state.curves, [arm.id]: arm.curve },
        evidence: { ...state.evidence, [arm.id]: artifacts.evidence ?? [] },
        regions: artifacts.region ? { ...state.regions, [arm.id]: artifacts.region } : state.regions };
    }
    case "probe-done":
      return { ...state, probes: { ...state.probes, [event.armId]: { ...state.probes[event.armId], [event.position]: event.outcome } } };
    case "evidence": {
      const shown = { ...state.evidence };
      for (const arm of event.arms) shown[arm] = withEvidence(shown[arm] ?? [], event.position, event.evidence);
      return { ...state, evidence: shown };
    }
    case "round": {
      const rounds = { ...state.rounds };
      for (const arm of event.arms) rounds[arm] = [...(rounds[arm] ?? []).filter((r) => r.round < event.record.round), event.record];
      return { ...state, rounds };
    }
    case "step": {
      const steps = { ...state.steps };
      for (const arm of event.arms) steps[arm] = [...(steps[arm] ?? []).filter((s) => s.step < event.record.step), event.record];
      return { ...state, steps };
    }
    case "notice":
      return { ...state, notices: [...state.notices, event.note] };
  }
}

export const applyEvents = (state: RunState, events: readonly RunEvent[]): RunState => events.reduce(applyEvent, state);

export function applyEnd(state: RunState, end: RunEnd): RunState {
  if (end.type === "failed") return { ...state, phase: "failed", problem: end.problem };
  if (end.type === "cancelled") return { ...state, phase: "cancelled" };
  const { result } = end;
  return { ...state, phase: "done", result, arms: result.arms, poison: result.poison, notices: result.warnings,
    results: keep(state.results, result.arms.map((a) => [a.id, a])),
    curves: keep(state.curves, result.arms.map((a) => [a.id, a.curve])) };
}
