/**
 * What page and worker say to each other: types only. Failures are values, never thrown across the border. One message
 * kind carries its own contents, so a switch on `type` knows what it has.
 */
import type { Dataset, DatasetMeta, Rows } from "../engine/core/data";
import type { Outcome } from "../engine/core/errors";
import type { BackendId } from "../engine/core/learner";
import type { AttackGoal, Note, Truth } from "../engine/core/plugins";
import type { PoisonReport, RunEnd, RunEvent } from "../engine/experiment/result";
import type { Spec } from "../engine/experiment/spec";

export type BackendChoice = BackendId | "auto";

/** Which backend is in use, how that was decided, and what failed on the way. */
export interface BackendStatus {
  readonly backend: BackendId;
  readonly version: string;
  readonly reason: "measured" | "remembered" | "chosen" | "fallback";
  /** Milliseconds a training step took on each backend that was tried, when measured. */
  readonly measured?: Readonly<Partial<Record<BackendId, number>>>;
  readonly notes: readonly Note[];
}

/** The data behind a spec, poisoned but not yet trained on; for the sample strip, confusion cells and pinned images. */
export interface Preview {
  readonly meta: DatasetMeta;
  /** Training rows after the attack. */
  readonly train: Rows;
  readonly truth: Truth;
  /** Inputs before the attack of each row with truth.poisoned = 1, in row order (zeros for rows made from nothing). */
  readonly originals: Float32Array;
  readonly test: Dataset["test"];
  readonly goal?: AttackGoal;
  readonly report: PoisonReport;
}

export interface RunHandle {
  /** Settles exactly once; never rejects. */
  readonly end: Promise<RunEnd>;
  cancel(): void;
  pause(): void;
  resume(): void;
  /** While paused: train every arm that is in flight for one more epoch, then pause again. */
  stepEpoch(): void;
}

/** What the page holds. Made by `createEngineClient()` in client.ts; everything runs in workers. */
export interface EngineClient {
  run(spec: Spec, options: { backend: BackendChoice; onEvent: (event: RunEvent) => void }): RunHandle;
  preview(spec: Spec): Promise<Outcome<Preview>>;
  /** Class probabilities (n × classes) of a finished model for inputs the page made. */
  predict(modelKey: string, inputs: Float32Array, n: number): Promise<Outcome<Float32Array>>;
  /** Called with every change: backend chosen or lost, worker replaced. */
  onStatus(listener: (status: BackendStatus | null, notice?: Note) => void): () => void;
  dispose(): void;
}
