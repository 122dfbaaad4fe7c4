/** What a stage gets beside its inputs: a learner, a way to read packed data, a pulse and somewhere to report. */
import type { Learner, Pulse } from "../../core/learner";
import type { AttackGoal, Evidence, ReadAsset, RoundRecord, StepRecord } from "../../core/plugins";
import type { Choice, Training } from "../spec";
import type { StageOutput } from "./outputs";
import type { StageParents } from "../plan";
import type { ArmArtifacts, CurvePoint } from "../result";

export type StageReportEvent =
  | { readonly type: "epoch"; readonly stage: string; readonly point: CurvePoint; readonly epochs: number; readonly region?: ArmArtifacts["region"] }
  | { readonly type: "evidence"; readonly stage: string; readonly position: number; readonly evidence: Evidence }
  | { readonly type: "round"; readonly stage: string; readonly record: RoundRecord; readonly rounds: number }
  | { readonly type: "step"; readonly stage: string; readonly record: StepRecord; readonly steps: number }
  | { readonly type: "progress"; readonly stage: string; readonly fraction: number };

/** A piece of a stage's work that any free lane can do; it has the stage's own parents. Its outcome is not kept. */
export type Piece =
  | { readonly kind: "local"; readonly model: Choice; readonly training: Training; readonly sgd: boolean; readonly round: number; readonly global: Float32Array; readonly poisoned: boolean; readonly clients: readonly number[] }
  | { readonly kind: "measure"; readonly model: Choice; readonly training: Training; readonly global: Float32Array };

export interface StageContext {
  readonly learner: Learner;
  readonly read: ReadAsset;
  readonly pulse: Pulse;
  readonly signal?: AbortSignal;
  readonly report: (event: StageReportEvent) => void;
  readonly epochEnded: () => void;
  /** Has a piece of work done wherever there is room, and how many pieces can be done at once. */
  readonly spawn: (piece: Piece) => Promise<StageOutput>;
  readonly width: number;
  readonly keys: StageParents;
  /** What training stages measure attack success on. */
  readonly observedGoal?: AttackGoal;
}
