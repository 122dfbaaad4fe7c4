/** What a stage gets beside its inputs: a learner, a way to read packed data, a pulse and somewhere to report. */
import type { Learner, Pulse } from "../../core/learner";
import type { AttackGoal, Evidence, ReadAsset } from "../../core/plugins";
import type { StageParents } from "../plan";
import type { ArmArtifacts, CurvePoint } from "../result";

export type StageReportEvent =
  | { readonly type: "epoch"; readonly stage: string; readonly point: CurvePoint; readonly epochs: number; readonly region?: ArmArtifacts["region"] }
  | { readonly type: "evidence"; readonly stage: string; readonly position: number; readonly evidence: Evidence }
  | { readonly type: "progress"; readonly stage: string; readonly fraction: number };

export interface StageContext {
  readonly learner: Learner;
  readonly read: ReadAsset;
  readonly pulse: Pulse;
  readonly signal?: AbortSignal;
  readonly report: (event: StageReportEvent) => void;
  readonly epochEnded: () => void;
  readonly keys: StageParents;
  /** What training stages measure attack success on. */
  readonly observedGoal?: AttackGoal;
}
