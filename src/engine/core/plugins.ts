/**
 * What a plug-in is. One file and one registry line give a data set, model, attack, defense or metric its form, its
 * validation, its place in links, its command-line flags and its documentation; all of them come from the declaration.
 */
import type { z } from "zod";
import type { AttackGoal } from "./attack";
import type { Dataset, DatasetMeta } from "./data";
import type { ModelPlan, TrainSettings } from "./learner";
import type { Rng } from "./rng";

/** A strict zod object whose every member has a default, a title and a description (`.meta({ title, description, unit, … })`). */
export type ParamsSchema = z.ZodObject<z.core.$ZodLooseShape, z.core.$strict>;

export interface Paper {
  readonly authors: string;
  readonly year: number;
  readonly title: string;
  readonly link: string;
}

/** What every plug-in says about itself. */
export interface Declaration<S extends ParamsSchema = ParamsSchema> {
  /** kebab-case, stable: it stands in links. */
  readonly id: string;
  readonly title: string;
  /** One plain sentence for somebody who has never heard of it. */
  readonly summary: string;
  readonly paper?: Paper;
  readonly params: S;
  /** For its documentation page: figures found here, and why one that the paper promises cannot be had on so small a network. One sentence or two an entry. */
  readonly remarks?: readonly string[];
}

/** What a plug-in may look at to say whether it applies: the setup, not the data. */
export interface SetupContext {
  readonly meta: DatasetMeta;
  readonly plan?: ModelPlan;
  /** How many contributors the spec names; data that know theirs have `meta.sources`. */
  readonly sources?: number;
  /** How the victim learns; central when absent. */
  readonly regime?: RegimeKind;
  /** The victim builds on a model that it downloads. */
  readonly downloads?: boolean;
}

/** How the victim learns: on one pile of rows, in rounds with many clients, or for ever from a stream. */
export const REGIMES = ["central", "federated", "online"] as const;
export type RegimeKind = (typeof REGIMES)[number];

/** true, or one sentence that says why not. */
export type Support = true | string;

// ---------------------------------------------------------------- data sets

export interface DatasetFacts {
  readonly source: string;
  readonly license: string;
  readonly size: string;
  readonly notGoodFor: string;
  /** True when no real measurement stands behind it; the page says so wherever the name is shown. */
  readonly synthetic: boolean;
}

/** Reads a packed file by its path below `public/data/`; the page fetches it, Node reads it from disk. */
export type ReadAsset = (path: string) => Promise<Uint8Array>;

export interface DatasetPlugin<S extends ParamsSchema = ParamsSchema> extends Declaration<S> {
  readonly facts: DatasetFacts;
  meta(params: z.infer<S>): DatasetMeta;
  load(args: { params: z.infer<S>; rng: Rng; read: ReadAsset; signal?: AbortSignal }): Promise<Dataset>;
  /** The story it tells in two or three words, for the scenario chooser: "Self-driving car", "Spam filter". */
  readonly scenario: string;
  /** What makes a good first experiment on these data. */
  readonly goodStart: GoodStart;
  /** True when the person brings the rows; nothing can be loaded before. */
  readonly supplied?: true;
}

export interface GoodStart {
  readonly model: string;
  readonly attack: string;
  readonly attackParams?: Readonly<Record<string, unknown>>;
  readonly training?: Readonly<Partial<TrainSettings>>;
  /** One pipeline; absent keeps what the person has, where it applies. */
  readonly defense?: string;
}

// ---------------------------------------------------------------- models

export interface ModelPlugin<S extends ParamsSchema = ParamsSchema> extends Declaration<S> {
  /** `params`: for this choice; without them, for any. */
  supports(meta: DatasetMeta, params?: z.infer<S>): Support;
  plan(params: z.infer<S>, meta: DatasetMeta): ModelPlan;
}

/** Something a plug-in wants said beside its result, for example that its assumption is broken here. */
export interface Note {
  readonly level: "info" | "warning";
  readonly text: string;
}

// ---------------------------------------------------------------- metrics

/** What a metric may look at: predictions and the truth. */
export interface MetricInputs {
  readonly meta: DatasetMeta;
  readonly labels: Int32Array;
  /** Predicted class per test row. */
  readonly predicted: Int32Array;
  /** n × classes probabilities on the test rows. */
  readonly probabilities: Float32Array;
  readonly goal?: Pick<AttackGoal, "kind" | "testIndex" | "targets" | "untargeted"> & {
    readonly predicted: Int32Array;
    readonly nearMiss?: { readonly testIndex: Int32Array; readonly predicted: Int32Array };
  };
}

/** A share in [0, 1] with its Wilson 95 % interval over n trials. */
export interface Rate {
  readonly value: number;
  readonly n: number;
  readonly low: number;
  readonly high: number;
}

export interface MetricPlugin extends Declaration {
  /** Whether a person who wants a good model wants it high. */
  readonly better: "higher" | "lower";
  /** null when it does not apply, for example no goal. A list has one entry per class. */
  compute(inputs: MetricInputs): Rate | readonly Rate[] | null;
}

export * from "./attack";
export * from "./defense";
export type * from "./evidence";
export * from "./federation";
export * from "./probe";
export * from "./stream";

export const defineDataset = <S extends ParamsSchema>(p: DatasetPlugin<S>): DatasetPlugin<S> => p;
export const defineModel = <S extends ParamsSchema>(p: ModelPlugin<S>): ModelPlugin<S> => p;
export const defineMetric = (p: MetricPlugin): MetricPlugin => p;

/** Looks plug-ins up by id; the list is literal so that bundlers and readers see everything. */
export class Registry<T extends { readonly id: string }> {
  readonly kind: string;
  readonly all: readonly T[];
  private readonly byId: ReadonlyMap<string, T>;
  constructor(kind: string, all: readonly T[]) {
    this.kind = kind;
    this.all = all;
    this.byId = new Map(all.map((p) => [p.id, p]));
    if (this.byId.size !== all.length) throw new Error(`two ${kind} plug-ins share an id`);
  }
  find(id: string): T | undefined {
    return this.byId.get(id);
  }
  ids(): string[] {
    return [...this.byId.keys()];
  }
}
