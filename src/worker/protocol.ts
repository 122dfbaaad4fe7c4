/**
 * What page and worker say to each other: types only. Failures are values, never thrown across the border. One message
 * kind carries its own contents, so a switch on `type` knows what it has.
 */
import type { Outcome, Problem } from "../engine/core/errors";
import type { BackendId } from "../engine/core/learner";
import type { Note } from "../engine/core/plugins";
import type { FeatureMap, MapMethod, UnitMeans } from "../engine/experiment/embedding";
import type { Preview } from "../engine/experiment/preview";
import type { RunEnd, RunEvent } from "../engine/experiment/result";
import type { ImportChoices, ImportLook, ImportSource, OwnData } from "../engine/own/types";
import type { ModelSource, OwnModel } from "../engine/own/model-types";
import type { Stage } from "../engine/experiment/plan";
import type { Spec } from "../engine/experiment/spec";
import type { Piece, StageReportEvent } from "../engine/experiment/stages/context";
import type { StageOutput } from "../engine/experiment/stages/outputs";

export type { Preview };

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
  /** `background`: what it computes is kept apart, so that the models of the run on screen stay at hand. */
  run(spec: Spec, options: { backend: BackendChoice; onEvent: (event: RunEvent) => void; background?: boolean }): RunHandle;
  /** Several at once in the background over the same workers; what they share is computed once. `at`: which of them an event is of. Ends with the first that does not finish. */
  runAll(specs: readonly Spec[], options: { backend: BackendChoice; onEvent: (event: RunEvent, at: number) => void }): RunHandle;
  preview(spec: Spec): Promise<Outcome<Preview>>;
  /** Class probabilities (n × classes) of a finished model for inputs the page made. */
  predict(modelKey: string, inputs: Float32Array, n: number): Promise<Outcome<Float32Array>>;
  /** How a finished model sees the training rows as delivered, flattened to two dimensions. */
  featureMap(spec: Spec, modelKey: string, method: MapMethod): Promise<Outcome<FeatureMap>>;
  /** What each neuron of its last hidden layer does on clean test rows and on the attacker's inputs. */
  unitMeans(spec: Spec, modelKey: string): Promise<Outcome<UnitMeans>>;
  /** Reads what a person brought, in the worker. Nothing is taken over by it: the answer holds the data. */
  importData(source: ImportSource, choices: ImportChoices): Promise<Outcome<ImportLook>>;
  /** Makes own data known to the workers, also to those that replace a lost one. */
  supply(data: OwnData): void;
  /** Reads a model file, in the worker and without executing anything in it. */
  importModel(source: ModelSource): Promise<Outcome<OwnModel>>;
  /** Makes an own model known to all workers, as `supply` does with data. */
  supplyModel(model: OwnModel): void;
  /** Called with every change: backend chosen or lost, worker replaced. */
  onStatus(listener: (status: BackendStatus | null, notice?: Note) => void): () => void;
  dispose(): void;
}

// ---------------------------------------------------------------- messages

/** What this device measured before: milliseconds a training step, by model plan. The page keeps it. */
export type Remembered = Readonly<Record<string, Readonly<Partial<Record<BackendId, number>>>>>;

export type ToWorker =
  | { readonly type: "conduct"; readonly assets: string; readonly lanes: readonly MessagePort[] }
  | { readonly type: "serve"; readonly assets: string; readonly port: MessagePort }
  | { readonly type: "run"; readonly id: number; readonly specs: readonly Spec[]; readonly backend: BackendChoice; readonly remembered: Remembered; readonly background: boolean }
  | { readonly type: "control"; readonly action: "pause" | "resume" | "step" | "cancel" }
  | { readonly type: "preview"; readonly id: number; readonly spec: Spec }
  | { readonly type: "predict"; readonly id: number; readonly modelKey: string; readonly inputs: Float32Array; readonly n: number }
  | { readonly type: "map"; readonly id: number; readonly spec: Spec; readonly modelKey: string; readonly method: MapMethod }
  | { readonly type: "units"; readonly id: number; readonly spec: Spec; readonly modelKey: string }
  | { readonly type: "import"; readonly id: number; readonly source: ImportSource; readonly choices: ImportChoices }
  | { readonly type: "supply"; readonly data: OwnData }
  | { readonly type: "import-model"; readonly id: number; readonly source: ModelSource }
  | { readonly type: "supply-model"; readonly model: OwnModel }
  | { readonly type: "ping" };

export type FromWorker =
  | { readonly type: "events"; readonly run: number; readonly at: number; readonly events: readonly RunEvent[] }
  | { readonly type: "end"; readonly run: number; readonly end: RunEnd }
  | { readonly type: "answer"; readonly id: number; readonly outcome: Outcome<Preview> | Outcome<Float32Array> | Outcome<FeatureMap> | Outcome<UnitMeans> | Outcome<ImportLook> | Outcome<OwnModel> }
  | { readonly type: "status"; readonly status: BackendStatus; readonly planKey: string }
  | { readonly type: "pong" }
  /** A sign of life from a worker whose code is still on its way (sandboxed.ts). */
  | { readonly type: "loading" };

/** Between the conducting worker and a lane worker. */
export type ToLane =
  | { readonly type: "execute"; readonly job: number; readonly stage: Stage; readonly piece?: Piece; readonly backend: BackendId }
  | { readonly type: "give"; readonly job: number; readonly outputs: readonly (readonly [string, StageOutput])[] }
  | { readonly type: "abort"; readonly job: number };
export type FromLane =
  | { readonly type: "need"; readonly job: number; readonly keys: readonly string[] }
  | { readonly type: "report"; readonly job: number; readonly event: StageReportEvent }
  | { readonly type: "done"; readonly job: number; readonly output: StageOutput }
  | { readonly type: "failed"; readonly job: number; readonly failure: "cancelled" | Problem };
