/**
 * A model that never stops learning, as data: what comes back from users in one step, and what a defense may do with it before
 * the model learns from it. Nobody here trains; see `regimes/online.ts` for the steps.
 */
import type { z } from "zod";
import type { DatasetMeta, Rows } from "./data";
import type { Answers, DefenseBase } from "./defense";
import type { Learner, ModelPlan, Pulse, TrainedModel, TrainSettings } from "./learner";
import type { Note, ParamsSchema } from "./plugins";
import type { Rng } from "./rng";

/** What a defender of a stream works with. */
export interface StreamArgs<P> {
  readonly params: P;
  /** The defender's own rows, as the spec says; their ids are below those of all reports. */
  readonly trusted: Rows;
  readonly meta: DatasetMeta;
  readonly plan: ModelPlan;
  readonly learner: Learner;
  readonly settings: TrainSettings;
  /** The model as it was first deployed. */
  readonly start: TrainedModel;
  readonly rng: Rng;
}

/** One step of the stream, before the model learns from it. Steps count from 1. */
export interface Arrival {
  readonly step: number;
  /** The model that answered in this step. */
  readonly model: TrainedModel;
  /** Rows whose labels came back in this step, with the labels as reported; fresh ids; `sources` names the user (from 0). May be empty. */
  readonly reported: Rows;
  /** What the model answers to those rows, now, before it learns from them. */
  readonly answers: Answers;
  readonly pulse: Pulse;
}

export interface StreamDecision {
  /** What the model may learn from in this step: some of `reported`, rows held earlier, trusted rows. */
  readonly learn: Rows;
  /** How many reported rows are held back at the end of this step, whenever they arrived. */
  readonly held: number;
  /** Ids, as the defense was told them, of rows thrown away in this step; a reported row that is neither learned nor held must be among them. */
  readonly dropped?: Int32Array;
  /** Go back to this model before learning, and from which step it is (0: as deployed). */
  readonly restore?: { readonly model: TrainedModel; readonly step: number };
  /** The model learns nothing else in this step either: not from its own answers. */
  readonly pause?: true;
  /** What its decision rests on, after this step. */
  readonly level?: Omit<StreamLevel, "defense">;
  /** It raised its alarm in this step, and why in a few words. */
  readonly alarm?: string;
}

/** A statistic over the steps and where it raises an alarm. */
export interface StreamLevel {
  readonly defense: string;
  readonly name: string;
  readonly value: number;
  readonly threshold: number;
}

/** A defense at work: closes over what it remembers. */
export interface StreamGuard {
  readonly admit: (arrival: Arrival) => Promise<StreamDecision>;
  /** Told what the model has become in this step. */
  readonly learned?: (step: number, model: TrainedModel) => Promise<void>;
  readonly notes?: () => readonly Note[];
}

export interface StreamDefense<S extends ParamsSchema = ParamsSchema> extends DefenseBase<S> {
  readonly stage: "stream";
  begin(args: StreamArgs<z.infer<S>>): Promise<StreamGuard> | StreamGuard;
}

export const defineStream = <S extends ParamsSchema>(p: StreamDefense<S>): StreamDefense<S> => p;

// ---------------------------------------------------------------- what is recorded

/** One step as it was; counts are of rows. The truth about which were the attacker's is added by the experiment. */
export interface StepRecord {
  readonly step: number;
  /** Inputs answered, and labels that came back. */
  readonly answered: number;
  readonly reported: number;
  /** Reported rows that the model learned from, of this step or held before; those held back at its end; those thrown away for good. */
  readonly learned: number;
  readonly held: number;
  readonly dropped: number;
  /** Trusted rows, and rows with the model's own answer for a label, that it learned from as well. */
  readonly besides: number;
  /** Of all reported so far, the attacker's: how many arrived, were learned from, were dropped. Filled in by the experiment. */
  readonly attacker?: { readonly arrived: number; readonly learned: number; readonly dropped: number };
  /** The model went back to that of this step. */
  readonly restored?: number;
  readonly alarms: readonly { readonly defense: string; readonly why: string }[];
  readonly levels?: readonly StreamLevel[];
}
