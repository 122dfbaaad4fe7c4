/**
 * What a defense is. Eight kinds, in the order in which a pipeline may chain them: vet a downloaded model, filter the rows, train
 * robustly, aggregate what clients send, keep watch over what a stream teaches, repair the model, guard it at run time, monitor
 * it after deployment. None of them is ever handed what is poisoned.
 */
import type { z } from "zod";
import type { Crafted } from "./attack";
import type { DatasetMeta, Rows } from "./data";
import type { Evidence } from "./evidence";
import type { AggregateDefense } from "./federation";
import type { BatchGradient, BatchLoss, EpochReport, Learner, ModelPlan, Perturb, Pulse, TrainedModel, TrainSettings } from "./learner";
import type { Declaration, Note, ParamsSchema, SetupContext, Support } from "./plugins";
import type { Rng } from "./rng";
import type { StreamDefense } from "./stream";

/**
 * What a defender may see: the training rows as delivered, in an order and with ids that say nothing about how they came
 * (`ids[i]` is i). There is no field for what is poisoned, on purpose.
 */
export type TrainView = Rows;

export interface DefenseArgs<P> {
  readonly params: P;
  readonly train: TrainView;
  /** The defender's own small set, as the spec says: held out and clean, or picked from the rows as delivered. Never test rows. */
  readonly trusted: Rows;
  readonly meta: DatasetMeta;
  readonly learner: Learner;
  readonly plan: ModelPlan;
  readonly settings: TrainSettings;
  readonly rng: Rng;
  readonly pulse: Pulse;
  readonly signal?: AbortSignal;
  /** The model trained on `train` as delivered. Only when the plug-in says `needsModel`, and for repairs and guards the model so far. */
  readonly model?: TrainedModel;
  /** Trains a fresh model on some rows of `train` or `trusted` with the victim's settings, same initial weights (epochs can be fewer). */
  readonly retrain: (rows: Rows, epochs?: number) => Promise<TrainedModel>;
  /** Shows something while the work goes on; what stays belongs in the outcome. */
  readonly show?: (evidence: Evidence) => void;
}

export interface DefenseBase<S extends ParamsSchema> extends Declaration<S> {
  /** What must be true for it to work, in plain words. */
  readonly assumes: string;
  readonly needsTrusted: boolean;
  /** A person fills it in, by picking rows or clients: it means nothing by itself. */
  readonly manual?: true;
  supports(context: SetupContext): Support;
}

// ---------------------------------------------------------------- filters

export interface FilterOutcome {
  /** 1 = kept; one entry per row of `train`. */
  readonly keep: Uint8Array;
  /** New labels for all rows, when the defense relabels. */
  readonly labels?: Int32Array;
  /** Suspicion per row, larger = more suspicious, NaN where the row was not judged. */
  readonly scores?: Float32Array;
  readonly scoreName?: string;
  /** Rows per class that were flagged, and whatever else explains the decision, one line each. */
  readonly notes: readonly Note[];
  /** Classes in which the defense raised an alarm. */
  readonly flaggedClasses?: readonly number[];
  readonly evidence?: readonly Evidence[];
}

export interface FilterDefense<S extends ParamsSchema = ParamsSchema> extends DefenseBase<S> {
  readonly stage: "filter";
  readonly needsModel: boolean;
  /** It looks at each class by itself and takes the odd smaller part of it for poison, so it is wrong where poison is the larger one. */
  readonly minority?: true;
  filter(args: DefenseArgs<z.infer<S>>): Promise<FilterOutcome>;
}

// ---------------------------------------------------------------- robust training

/** What a training differs in from the victim's own; everything absent is as the victim does it. */
export interface FitChange {
  readonly rows?: Rows;
  readonly settings?: Partial<TrainSettings>;
  /** Weights to start from; the arm's common initial weights when absent. */
  readonly start?: Float32Array;
  /** A plan fitted to other rows (`fitPlan`); absent: the plan fitted to all rows as delivered. */
  readonly plan?: ModelPlan;
  /** Tells apart several trainings in which rows must not come in the same order. */
  readonly orderName?: string;
  readonly mask?: Float32Array;
  readonly perturb?: Perturb;
  readonly loss?: BatchLoss;
  readonly gradient?: BatchGradient;
}

export interface TrainDefenseArgs<P> extends DefenseArgs<P> {
  /** The initial weights that all arms share. */
  readonly start: Float32Array;
  /** The victim's training with some things changed; the same order of rows as in every other arm. */
  readonly fit: (change?: FitChange) => AsyncGenerator<EpochReport, TrainedModel>;
}

export interface TrainOutcome {
  readonly model: TrainedModel;
  readonly notes: readonly Note[];
  readonly evidence?: readonly Evidence[];
}

export interface TrainDefense<S extends ParamsSchema = ParamsSchema> extends DefenseBase<S> {
  readonly stage: "train";
  /** What it promises holds only for a training that starts from random weights: a pretrained model has seen all rows already. */
  readonly fromScratch?: true;
  /** Gives a model of many that vote (`voters`): there is no single one to repair, guard or probe. */
  readonly votes?: true;
  /** Yields after each epoch, for the curve; the epochs count on over all of its phases. */
  train(args: TrainDefenseArgs<z.infer<S>>): AsyncGenerator<EpochReport, TrainOutcome>;
}

// ---------------------------------------------------------------- repairs

export interface RepairOutcome {
  readonly model: TrainedModel;
  readonly notes: readonly Note[];
  /** Intermediate models to be evaluated by the experiment (a defense cannot compute ASR): x-value and weights. */
  readonly path?: { readonly xTitle: string; readonly steps: readonly { readonly x: number; readonly weights: Float32Array }[] };
  readonly evidence?: readonly Evidence[];
}

/** Looking at a model before it is repaired, cut into parts that know nothing of each other: free cores share them. */
export interface Inspection<P> {
  /** The parameters it depends on: repairs that differ in others share it. */
  readonly uses: readonly (keyof P & string)[];
  /** Whatever the machine; 1 to 32. */
  parts(params: P, meta: DatasetMeta): number;
  inspect(args: DefenseArgs<P> & { readonly model: TrainedModel; readonly part: number; readonly parts: number }): Promise<Crafted>;
}

export interface RepairDefense<S extends ParamsSchema = ParamsSchema> extends DefenseBase<S> {
  readonly stage: "repair";
  readonly inspection?: Inspection<z.infer<S>>;
  /** `inspected`: what `inspection` gave, part by part; `rng` is the same there. */
  repair(args: DefenseArgs<z.infer<S>> & { readonly model: TrainedModel; readonly inspected?: readonly Crafted[] }): Promise<RepairOutcome>;
}

// ---------------------------------------------------------------- guards

/** Inputs that arrive at the running system, harmless and triggered ones mixed; nothing says which is which. */
export interface Requests {
  readonly n: number;
  readonly inputs: Float32Array;
}

export interface ScreenOutcome {
  /** What the guarded system answers to each request: a class, TURNED_AWAY where it turns it away or abstains, or NO_ANSWER. */
  readonly answers: Int32Array;
  /** A number per request that the decision rests on. */
  readonly scores?: Float32Array;
  readonly scoreName?: string;
  /** Requests whose score lies on this side of the threshold are turned away. */
  readonly threshold?: number;
  readonly suspiciousWhen?: "low" | "high";
  /** Certified radius per request: −1 where the guard abstains, NaN where it was not worked out. */
  readonly radius?: Float32Array;
  /** Name and unit of the radius, such as "L2 distance, in units of pixel brightness". */
  readonly radiusTitle?: string;
  readonly notes: readonly Note[];
  readonly evidence?: readonly Evidence[];
}

export interface GuardDefense<S extends ParamsSchema = ParamsSchema> extends DefenseBase<S> {
  readonly stage: "guard";
  /** Thresholds come from `trusted` (or `train`), never from the requests. */
  screen(args: DefenseArgs<z.infer<S>> & { readonly model: TrainedModel; readonly requests: Requests }): Promise<ScreenOutcome>;
}

// ---------------------------------------------------------------- monitors

/** What a deployed model answered, in order: n × classes probabilities and the class of each, or NO_ANSWER. */
export interface Answers {
  readonly n: number;
  readonly probabilities: Float32Array;
  readonly predicted: Int32Array;
  /** The label that a user (of trusted rows: the defender) says each input has; −1 where none came back. Absent where nobody reports any. */
  readonly reported?: Int32Array;
}

export interface WatchArgs<P> {
  readonly params: P;
  readonly meta: DatasetMeta;
  /** Answers on trusted rows, before anything happened. */
  readonly reference: Answers;
  readonly stream: Answers;
  readonly rng: Rng;
  readonly pulse: Pulse;
}

/** One statistic over the stream; it raises its alarm where it first lies above its threshold. */
export interface Detector {
  readonly id: string;
  readonly title: string;
  /** At most 400 points; x = requests answered so far. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly threshold: number;
  /** Requests answered when the alarm was raised; null when never. */
  readonly alarmAt: number | null;
}

export interface MonitorDefense<S extends ParamsSchema = ParamsSchema> extends DefenseBase<S> {
  readonly stage: "monitor";
  /** Called once on the stream and many times on clean streams, for its false alarms. */
  watch(args: WatchArgs<z.infer<S>>): Promise<{ readonly detectors: readonly Detector[]; readonly notes: readonly Note[] }>;
}

// ---------------------------------------------------------------- downloaded models

/** A model as it was downloaded, and what its publisher says about it. */
export interface Download {
  readonly model: TrainedModel;
  readonly name: string;
  /** SHA-256 of the file that arrived, and of the one that the publisher names; hex. */
  readonly sha256: string;
  readonly published: string;
}

export interface VetOutcome {
  /** Whether the model may be built on; if not, the victim fetches it from the publisher's own place. */
  readonly accept: boolean;
  readonly notes: readonly Note[];
  readonly evidence?: readonly Evidence[];
}

export interface VetDefense<S extends ParamsSchema = ParamsSchema> extends DefenseBase<S> {
  readonly stage: "vet";
  vet(args: Pick<DefenseArgs<z.infer<S>>, "params" | "trusted" | "meta" | "learner" | "rng" | "pulse" | "signal"> & { readonly download: Download }): Promise<VetOutcome>;
}

export type DefensePlugin<S extends ParamsSchema = ParamsSchema> =
  | VetDefense<S> | FilterDefense<S> | TrainDefense<S> | AggregateDefense<S> | StreamDefense<S> | RepairDefense<S> | GuardDefense<S> | MonitorDefense<S>;

/** In which order a pipeline may chain them. */
export const DEFENSE_STAGES = ["vet", "filter", "train", "aggregate", "stream", "repair", "guard", "monitor"] as const;
export type DefenseStage = (typeof DEFENSE_STAGES)[number];

export const defineVet = <S extends ParamsSchema>(p: VetDefense<S>): VetDefense<S> => p;
export const defineFilter = <S extends ParamsSchema>(p: FilterDefense<S>): FilterDefense<S> => p;
export const defineTraining = <S extends ParamsSchema>(p: TrainDefense<S>): TrainDefense<S> => p;
export const defineRepair = <S extends ParamsSchema>(p: RepairDefense<S>): RepairDefense<S> => p;
export const defineGuard = <S extends ParamsSchema>(p: GuardDefense<S>): GuardDefense<S> => p;
export const defineMonitor = <S extends ParamsSchema>(p: MonitorDefense<S>): MonitorDefense<S> => p;
