/**
 * What an experiment says: the events while it runs and the result at its end. Plain data that survives
 * `structuredClone` and, for the result's summary, JSON. Shared by page, command line and tests.
 */
import type { Detector, Evidence, Rate, Note, ProbeOutcome, RoundRecord, StepRecord } from "../core/plugins";
import type { Found } from "../core/found";
import type { BackendId } from "../core/learner";
import type { Problem } from "../core/errors";
import type { Choice, Spec } from "./spec";

export type ArmKind = "clean" | "poisoned" | "defended" | "random-baseline" | "oracle-baseline" | "attack-baseline" | "clean-control";

/** One column on the page. Ids: `clean`, `poisoned`, `defended-1`…, and `defended-1-random`, `defended-1-oracle`; `poisoned-baseline` is a plainer attack of the same size; `defended-1-clean` is the pipeline on clean data. */
export interface ArmInfo {
  readonly id: string;
  readonly kind: ArmKind;
  readonly title: string;
  /** Index of the defense pipeline it shows or is a baseline of. */
  readonly pipeline?: number;
}

/** One epoch as it is drawn: rates in [0, 1], loss in nats. */
export interface CurvePoint {
  readonly epoch: number;
  /** Absent where nothing finite was measured. */
  readonly loss?: number;
  readonly cleanAccuracy: number;
  /** Absent when the attack has no goal or is about one image. */
  readonly attackSuccess?: number;
  /** How sure the model is that the one image the attack is about belongs to the wanted class. */
  readonly targetProbability?: number;
}

/** A rate over one run; over several seeds `value` is the mean, `values` the runs, low/high their range. */
export interface MetricValue extends Rate {
  readonly values?: readonly number[];
}

export interface FilterReport extends Found {
  readonly kept: number;
  readonly removed: number;
  readonly relabeled: number;
}

/** One contributor's part of the training set (as delivered, before any filter), and what this arm makes of it. */
export interface SourceReport {
  readonly name: string;
  readonly rows: number;
  readonly poisoned: number;
  /** Share of its rows whose label the model agrees with. */
  readonly agreement: Rate;
  /** Share of its rows that this arm's filters removed or relabeled; null without a filter or without rows. */
  readonly flagged: Rate | null;
  /** Accuracy on test rows of this source, when the data say where test rows came from and some came from here. */
  readonly testAccuracy: Rate | null;
}

/** What a probe found, without the inputs themselves. */
export interface ProbeReport extends Omit<ProbeOutcome, "examples"> {
  readonly probe: Choice;
  readonly examples: readonly Omit<ProbeOutcome["examples"][number], "input">[];
}

/** What the touched rows look like beside their originals; values in input units (images: 0 to 1), over rows whose input changed. */
export interface StealthReport {
  /** Rows whose input differs from the row they came from. */
  readonly changed: number;
  /** Mean and largest over those rows: largest change of one value; Euclidean length of the change. */
  readonly linf: { readonly mean: number; readonly max: number };
  readonly l2: { readonly mean: number; readonly max: number };
  /** Structural similarity, 1 = identical, over at most 500 of them; images only. */
  readonly ssim: { readonly mean: number; readonly min: number } | null;
}

/** What a guard at run time did to harmless and to triggered inputs. */
export interface ScreenReport {
  readonly title: string;
  /** Share of untouched test rows that were turned away (false rejections). */
  readonly falseRejections: Rate;
  /** Share of the attacker's inputs that were let in (false acceptances), whatever they were then read as; null without a goal. */
  readonly falseAcceptances: Rate | null;
  /** Clean accuracy on the test rows that were let in. */
  readonly acceptedAccuracy: Rate;
  /** Area under the ROC of its scores, triggered inputs against test rows; null without either. */
  readonly auroc: number | null;
}

/** How much the answers on test rows are certified to withstand. */
export interface CertificateReport {
  readonly title: string;
  /** Name and unit of what is withstood, on the x axis. */
  readonly xTitle: string;
  /** Test rows it was worked out for. */
  readonly n: number;
  /** Share of them that are read rightly and stay so up to x. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** Median over all rows; wrong answers count −1. */
  readonly median: number;
  /** Share of rows that have no certificate, be it that there is no answer or that not even the smallest change is ruled out. */
  readonly uncertified: Rate;
}

/** A monitor over a stream in which triggered inputs begin at some moment. */
export interface WatchReport {
  readonly title: string;
  readonly length: number;
  /** Inputs answered before the first triggered one; null when the stream stays clean. */
  readonly onset: number | null;
  readonly detectors: readonly (Omit<Detector, "points"> & {
    /** Inputs from the first triggered one to the alarm; null when it never came, or came before and so was false. */
    readonly delay: number | null;
    /** Share of clean streams of the same length with an alarm. */
    readonly falseAlarms: Rate;
  })[];
}

/** So many of so many. */
export interface Tally {
  readonly count: number;
  readonly of: number;
}

/** Who took part in a federation and what the server made of it. Here the records meet the truth. */
export interface FederationReport {
  readonly clients: readonly {
    readonly client: number;
    readonly name: string;
    readonly malicious: boolean;
    readonly rows: number;
    /** Rows per class, before any poison. */
    readonly classes: readonly number[];
    /** Mean share in the aggregate over the rounds it took part in; null when it never did. */
    readonly meanWeight: number | null;
    /** Rounds in which it took part, and in which it was turned away. */
    readonly asked: number;
    readonly rejected: number;
  }[];
  readonly rounds: readonly (RoundRecord & { readonly attacked: boolean })[];
  /** Over all rounds: the attacker's messages that were turned away or had no weight, and honest ones that arrived as they were sent and of which that is true. null where there were none, or where the server's rules let every message have some say. */
  readonly attackersStopped: Tally | null;
  readonly honestLost: Tally | null;
  /** Honest messages in whose place somebody on the wire put another, of all honest ones; absent where nobody sat there. */
  readonly honestReplaced?: Tally;
  /** Single updates were hidden from the server. */
  readonly hidden: boolean;
  /** The attacker's mean share in the aggregate in rounds that it attacked and that had one; null without any. */
  readonly attackerWeight: number | null;
  /** ASR right after the last attacked round and after the last round, when rounds without attack follow; null otherwise or without a goal. */
  readonly durability: { readonly round: number; readonly after: number; readonly atEnd: number } | null;
}

/** How a model that kept learning fared. */
export interface OnlineReport {
  readonly steps: readonly StepRecord[];
  /** First step with one of the attacker's labels; null when the stream stayed clean. */
  readonly onset: number | null;
  /** First alarm of each defense and monitor that can raise one, by step, and how many steps after the onset; `early`: it came before, or there was nothing to find. */
  readonly alarms: readonly { readonly title: string; readonly at: number | null; readonly delay: number | null; readonly early: boolean }[];
  /** Honest and attacker's reports that were thrown away for good; null where none came. */
  readonly honestDropped: Rate | null;
  readonly attackerDropped: Rate | null;
  /** Steps in which the model went back, to which, and how many honest and attacker's reports it forgot. */
  readonly restored: readonly { readonly step: number; readonly to: number; readonly honest: number; readonly attackers: number }[];
  /** Largest ASR on the way; null without a goal. */
  readonly worst: { readonly step: number; readonly attackSuccess: number } | null;
}

/** A model that was downloaded, and what was checked about it. */
export interface DownloadReport {
  readonly name: string;
  readonly sha256: string;
  readonly published: string;
  readonly accepted: boolean;
}

export interface ArmResult extends ArmInfo {
  readonly metrics: Readonly<Record<string, MetricValue | null>>;
  /** One rate per class. */
  readonly classMetrics: Readonly<Record<string, readonly MetricValue[]>>;
  /** counts[true][predicted] on the untouched test rows that have an answer. */
  readonly confusion: readonly (readonly number[])[];
  /** Inputs that this model has no answer to, because its numbers are none; absent where it answers all. */
  readonly unanswered?: { readonly test: Tally; readonly goal: Tally | null };
  readonly curve: readonly CurvePoint[];
  readonly filter?: FilterReport;
  /** One entry per contributor, in the order of `meta.sources`; absent when rows are not told apart. */
  readonly sources?: readonly SourceReport[];
  /** For repairs: what each step of the repair did to both rates. */
  readonly repairPath?: { readonly xTitle: string; readonly points: readonly { x: number; cleanAccuracy: number; attackSuccess?: number }[] };
  /** One entry per probe of the spec, once all are finished; absent on baselines and without probes. */
  readonly probes?: readonly ProbeReport[];
  readonly screen?: ScreenReport;
  readonly certificate?: CertificateReport;
  readonly watches?: readonly WatchReport[];
  readonly federation?: FederationReport;
  readonly online?: OnlineReport;
  readonly download?: DownloadReport;
  readonly notes: readonly Note[];
  /** Its training diverged, or what it makes of some inputs is no number. */
  readonly diverged: boolean;
  /** Seconds of every stage this arm stands on that was computed now; 0 for stages taken from the cache. */
  readonly seconds: number;
  /** What the defense costs: seconds, when they were computed, of stages on which neither the clean nor the poisoned model stands. Loading aside. */
  readonly ownSeconds: number;
}

/** Facts about the poisoned training set, exact counts. */
export interface PoisonReport {
  readonly rows: number;
  readonly poisoned: number;
  readonly relabeled: number;
  readonly added: number;
  /** Rows that the poison rate allowed; only when there were not as many for the attacker to touch. */
  readonly asked?: number;
  /** Rows that the attacker touched only to hide the poisoned ones. */
  readonly cover?: number;
  /** Absent when no input was changed or made. */
  readonly stealth?: StealthReport;
  /** Rows per given label after the attack, and how many of those are poisoned. */
  readonly perClass: readonly { readonly rows: number; readonly poisoned: number }[];
}

export interface StageReport {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly key: string;
  readonly arms: readonly string[];
  readonly parents: readonly string[];
  readonly cached: boolean;
  readonly seconds: number;
}

export interface ExperimentResult {
  readonly spec: Spec;
  /** SHA-256 of the canonical spec, hex. */
  readonly key: string;
  readonly engine: { readonly version: string; readonly backend: BackendId };
  readonly arms: readonly ArmResult[];
  readonly poison: PoisonReport;
  readonly stages: readonly StageReport[];
  readonly warnings: readonly Note[];
  readonly seconds: number;
}

/** In place of a class in a region: the model has no answer there. */
export const NOWHERE = 255;

/** Bulky per-arm arrays for the page; not part of the JSON result. */
export interface ArmArtifacts {
  readonly armId: string;
  /** Key of the stage that holds the arm's final model: ask the worker for predictions with it. */
  readonly modelKey: string;
  /** n × classes on the test rows. */
  readonly testProbabilities: Float32Array;
  /** A class, or what stands in place of one (core/answer.ts). */
  readonly testPredicted: Int32Array;
  readonly goalPredicted?: Int32Array;
  readonly goalProbabilities?: Float32Array;
  /** Points data: predicted class or NOWHERE on a square grid over the value range, row 0 at the bottom. */
  readonly region?: { readonly side: number; readonly predicted: Uint8Array; readonly confidence: Float32Array; readonly x: readonly [number, number]; readonly y: readonly [number, number] };
  /** Filters: what was kept and how suspicious each row of the poisoned training set was. */
  readonly filter?: { readonly keep: Uint8Array; readonly labels?: Int32Array; readonly scores?: Float32Array; readonly scoreName?: string };
  /** What each defense of the pipeline shows for its decision, by its place there. */
  readonly evidence?: readonly { readonly position: number; readonly defense: string; readonly shown: readonly Evidence[] }[];
  /** What the guard answered, −1 = turned away, and the numbers behind it. */
  readonly screen?: { readonly testScores?: Float32Array; readonly goalScores?: Float32Array; readonly scoreName?: string; readonly threshold?: number; readonly suspiciousWhen?: "low" | "high" };
  /** The streams that monitors watched: which test row or, for triggered inputs, which of the attacker's inputs each request was. With `ends` (answers by the end of each step) it is the stream that the model learned from, and indices are of training rows. */
  readonly watches?: readonly { readonly position: number; readonly title: string; readonly triggered: Uint8Array; readonly index: Int32Array; readonly predicted: Int32Array; readonly detectors: readonly Detector[]; readonly ends?: Int32Array }[];
}

export type RunEvent =
  | { readonly type: "planned"; readonly key: string; readonly arms: readonly ArmInfo[]; readonly stages: readonly { id: string; kind: string; title: string; key: string; arms: readonly string[]; parents: readonly string[] }[] }
  | { readonly type: "stage-start"; readonly stage: string; readonly at: number }
  | { readonly type: "stage-progress"; readonly stage: string; readonly fraction: number; readonly text: string }
  | { readonly type: "stage-end"; readonly stage: string; readonly cached: boolean; readonly seconds: number }
  | { readonly type: "poisoned"; readonly report: PoisonReport }
  | { readonly type: "epoch"; readonly arms: readonly string[]; readonly point: CurvePoint; readonly epochs: number; readonly region?: ArmArtifacts["region"] }
  /** One round of a federation, one step of a stream, as it ends. */
  | { readonly type: "round"; readonly arms: readonly string[]; readonly record: RoundRecord; readonly rounds: number }
  | { readonly type: "step"; readonly arms: readonly string[]; readonly record: StepRecord; readonly steps: number }
  /** Something a defense shows while it works. */
  | { readonly type: "evidence"; readonly arms: readonly string[]; readonly position: number; readonly evidence: Evidence }
  | { readonly type: "probe-done"; readonly armId: string; readonly position: number; readonly outcome: ProbeOutcome }
  | { readonly type: "arm-done"; readonly arm: ArmResult; readonly artifacts: ArmArtifacts }
  | { readonly type: "notice"; readonly note: Note };

export type RunEnd =
  | { readonly type: "done"; readonly result: ExperimentResult }
  | { readonly type: "cancelled" }
  | { readonly type: "failed"; readonly problem: Problem };
