/** What each kind of stage leaves behind. Plain data with typed arrays, so that it can cross to another worker. */
import type { Dataset, Rows } from "../../core/data";
import { takeRows } from "../../core/data";
import type { TrainedModel } from "../../core/learner";
import type { Answers, AttackGoal, AttackResult, Crafted, Detector, Download, Evidence, Note, PoisonTrail, ProbeOutcome, Rate, RepairOutcome, RoundRecord, StepRecord, Truth, Update } from "../../core/plugins";
import type { Senders } from "../../regimes/federated";
import type { StageParents } from "../plan";
import type { ArmArtifacts, CurvePoint, PoisonReport } from "../result";

export interface LoadOutput {
  readonly kind: "load";
  readonly dataset: Dataset;
}

export interface PoisonOutput {
  readonly kind: "poison";
  readonly train: Rows;
  readonly truth: Truth;
  readonly goal?: AttackGoal;
  readonly words?: AttackResult["words"];
  readonly trail?: PoisonTrail;
  readonly notes?: readonly Note[];
  readonly report: PoisonReport;
}

/** A model that somebody other than the victim has trained. */
export interface ModelOutput {
  readonly kind: "model";
  readonly model: TrainedModel;
  /** Where it was downloaded, and what was said of the file. */
  readonly download?: Omit<Download, "model"> & { readonly accepted: boolean };
  readonly notes?: readonly Note[];
  readonly evidence?: readonly Evidence[];
}

/** Some clients' work in one round. */
export interface UpdatesOutput {
  readonly kind: "updates";
  /** In the order asked for; `loss` is the mean over the last epoch, NaN when it diverged. */
  readonly updates: readonly (Update & { readonly loss: number })[];
}

/** A model's rates, measured apart. */
export interface MeasureOutput {
  readonly kind: "measure";
  readonly seen: Pick<CurvePoint, "cleanAccuracy" | "attackSuccess" | "targetProbability">;
}

/** One part of a crafted attack's work. */
export interface CraftOutput {
  readonly kind: "craft";
  readonly crafted: Crafted;
}

export interface ProbeOutput {
  readonly kind: "probe";
  readonly outcome: ProbeOutcome;
}

/** Which rows of the (poisoned) training set are left, and with which labels. */
export interface SelectionOutput {
  readonly kind: "selection";
  /** Positions in the training rows, ascending. */
  readonly positions: Int32Array;
  /** Label of each kept row. */
  readonly labels: Int32Array;
  /** Suspicion per row of the whole training set; NaN where not judged or already gone. */
  readonly scores?: Float32Array;
  readonly scoreName?: string;
  readonly notes: readonly Note[];
  readonly flaggedClasses?: readonly number[];
  readonly evidence?: readonly Evidence[];
}

export interface TrainOutput {
  readonly kind: "train";
  readonly model: TrainedModel;
  /** Weights after each epoch (thinned for very large models). */
  readonly snapshots: readonly { readonly epoch: number; readonly loss: number; readonly weights: Float32Array }[];
  readonly diverged: boolean;
  /** Of a defense that trains: what it says and shows. */
  readonly notes?: readonly Note[];
  readonly evidence?: readonly Evidence[];
  /** Of a federation: every round as the server saw it. Of a stream: every step. */
  readonly rounds?: readonly RoundRecord[];
  /** Beside each of those rounds, the truth about its messages. */
  readonly senders?: readonly Senders[];
  readonly steps?: readonly StepRecord[];
  readonly answered?: AnsweredStream;
  /** The curve as measured while training, and for which observed data; a shortcut, not part of the result's identity. */
  readonly observed?: { readonly load: string; readonly poison?: string; readonly points: readonly CurvePoint[] };
}

/** Everything a model was asked while it kept learning, in order; late labels come with a second answer to their input. */
export interface AnsweredStream {
  readonly answers: Answers & { readonly reported: Int32Array };
  /** 1 = one of the attacker's, and its position among the training rows as delivered. */
  readonly triggered: Uint8Array;
  readonly index: Int32Array;
  /** Answers given by the end of each step. */
  readonly ends: Int32Array;
  /** The model as it was first deployed. */
  readonly start: TrainedModel;
}

export interface RepairOutput {
  readonly kind: "repair";
  readonly model: TrainedModel;
  readonly notes: readonly Note[];
  readonly path?: RepairOutcome["path"];
  readonly evidence?: readonly Evidence[];
}

/** What a guard made of one kind of input. */
export interface ScreenSide {
  /** −1 = turned away. */
  readonly answers: Int32Array;
  readonly scores?: Float32Array;
  readonly radius?: Float32Array;
}

export interface ScreenOutput {
  readonly kind: "screen";
  readonly title: string;
  readonly test: ScreenSide;
  readonly goal?: ScreenSide;
  readonly nearMiss?: ScreenSide;
  readonly scoreName?: string;
  readonly threshold?: number;
  readonly suspiciousWhen?: "low" | "high";
  readonly radiusTitle?: string;
  readonly notes: readonly Note[];
  readonly evidence?: readonly Evidence[];
}

export interface WatchOutput {
  readonly kind: "watch";
  readonly title: string;
  /** The stream: 1 = one of the attacker's inputs, and which of them or of the test rows. */
  readonly triggered: Uint8Array;
  readonly index: Int32Array;
  readonly predicted: Int32Array;
  readonly onset: number | null;
  /** Of a stream that was learned from: answers given by the end of each step. */
  readonly ends?: Int32Array;
  readonly detectors: readonly Detector[];
  /** Share of clean streams with an alarm, by detector. */
  readonly falseAlarms: readonly Rate[];
  readonly notes: readonly Note[];
}

export interface EvaluateOutput {
  readonly kind: "evaluate";
  readonly testProbabilities: Float32Array;
  readonly testPredicted: Int32Array;
  readonly goalProbabilities?: Float32Array;
  readonly goalPredicted?: Int32Array;
  /** What the model reads inputs as that only resemble the trigger. */
  readonly nearMissPredicted?: Int32Array;
  /** What the model reads the training rows as delivered (before any filter) as; only when their sources are told apart. */
  readonly trainPredicted?: Int32Array;
  readonly curve: readonly CurvePoint[];
  readonly region?: ArmArtifacts["region"];
  readonly repairPath?: { readonly xTitle: string; readonly points: readonly { x: number; cleanAccuracy: number; attackSuccess?: number }[] };
}

export type StageOutput = LoadOutput | PoisonOutput | SelectionOutput | TrainOutput | RepairOutput | EvaluateOutput | ModelOutput | CraftOutput | ProbeOutput | ScreenOutput | WatchOutput | UpdatesOutput | MeasureOutput;

/** What the defenses of a pipeline leave behind. */
export type DefenseOutput = ModelOutput | SelectionOutput | TrainOutput | RepairOutput | ScreenOutput | WatchOutput;

/** The finished parents of a stage, by role. */
export interface StageInputs {
  readonly load?: LoadOutput;
  readonly poison?: PoisonOutput;
  readonly selection?: SelectionOutput;
  readonly model?: TrainOutput | RepairOutput;
  readonly trained?: TrainOutput;
  readonly pretrained?: ModelOutput;
  readonly published?: ModelOutput;
  readonly surrogates?: readonly ModelOutput[];
  readonly crafted?: readonly CraftOutput[];
  readonly inspected?: readonly CraftOutput[];
  readonly screen?: ScreenOutput;
}

/** The keys of a stage's parents, each once. */
export function parentKeys(parents: StageParents): string[] {
  return [...new Set(Object.values(parents).flat().filter((k): k is string => k !== undefined))];
}

/** The finished parents of a stage, looked up by key. */
export function gatherInputs(parents: StageParents, get: (key: string) => StageOutput): StageInputs {
  const found = Object.entries(parents).filter(([, key]) => key !== undefined).map(([role, key]) => [role, Array.isArray(key) ? (key as string[]).map(get) : get(key as string)]);
  return Object.fromEntries(found) as StageInputs;
}

/** The training rows as they stand after the attack and the filters so far. */
export function rowsAsDelivered(inputs: StageInputs): Rows {
  const all = inputs.poison?.train ?? inputs.load!.dataset.train;
  if (!inputs.selection) return all;
  return { ...takeRows(all, inputs.selection.positions), labels: inputs.selection.labels };
}
