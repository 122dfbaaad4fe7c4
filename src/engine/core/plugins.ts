/**
 * What a plug-in is. One file and one registry line give a data set, model, attack, defense or metric its form, its
 * validation, its place in links, its command-line flags and its documentation; all of them come from the declaration.
 */
import type { z } from "zod";
import type { Dataset, DatasetMeta, Rows } from "./data";
import type { Learner, ModelPlan, Pulse, TrainedModel, TrainSettings } from "./learner";
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
}

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
  supports(meta: DatasetMeta): Support;
  plan(params: z.infer<S>, meta: DatasetMeta): ModelPlan;
}

// ---------------------------------------------------------------- attacks

export interface ThreatModel {
  readonly goal: "availability" | "targeted" | "backdoor";
  /** What the attacker knows and controls, in one sentence each. */
  readonly knows: string;
  readonly controls: string;
}

/** Inputs on which the attacker wants a particular answer; success rate = share of them read as their target. */
export interface AttackGoal {
  /**
   * What the inputs are: test rows that carry a trigger, all untouched test rows of a class, or the one untouched test
   * row that the attack is about. The success of the last is about that row alone and never an attack success rate.
   */
  readonly kind: "trigger" | "class" | "one";
  /** m × size(shape). */
  readonly inputs: Float32Array;
  /** Position in the test rows that each input came from (m). Never a row whose true label is already the target. */
  readonly testIndex: Int32Array;
  /** What the attacker wants each input read as (m). */
  readonly targets: Int32Array;
  /** Test rows with something that resembles the trigger and must not set it off: the attacker wants them read as what they are. */
  readonly nearMiss?: { readonly inputs: Float32Array; readonly testIndex: Int32Array };
}

/** What really happened to the training rows. Metrics see it; a defense never does. */
export interface Truth {
  /** 1 where the attacker added or changed the row; one entry per poisoned training row. */
  readonly poisoned: Uint8Array;
  /** 1 where the attacker changed the row only to hide the poisoned ones, its label being the true one; such a row is neither poisoned nor honest. */
  readonly cover?: Uint8Array;
  /** The label each row had (an added row: the label it should have had) before the attack. */
  readonly originalLabels: Int32Array;
  /** The id of the clean row that each row came from; −1 for a row made from nothing. */
  readonly sourceIds: Int32Array;
}

export interface AttackResult {
  readonly train: Rows;
  readonly truth: Truth;
  /** Text: names of spare word numbers that the attack took. */
  readonly words?: readonly { readonly id: number; readonly word: string }[];
  /** Absent when the attacker only wants things to get worse. */
  readonly goal?: AttackGoal;
  /** How the poison came to be, for attacks that move their rows step by step. */
  readonly trail?: PoisonTrail;
  /** What a reader should know about how the crafting went. */
  readonly notes?: readonly Note[];
}

/** The way of crafted rows through the input space. */
export interface PoisonTrail {
  /** Ids of the crafted rows (m). */
  readonly ids: Int32Array;
  /** (steps + 1) × m × size(shape): where each row was at the start and after each step. */
  readonly path: Float32Array;
  /** What the attacker makes grow or fall, after each step (steps + 1), and its name with unit. */
  readonly objective: Float32Array;
  readonly objectiveTitle: string;
}

/** A model of the attacker's own, trained on the clean training rows in a stage of its own. */
export interface SurrogateWish {
  /** Names it in the list of stages and tables; with the rest of the wish it also decides the initial weights, which are never the victim's. */
  readonly title: string;
  /** Another network than the victim's, by id, with its default parameters. */
  readonly model?: string;
  /** Share of the training rows it learns from, (0, 1]; 1 when absent. */
  readonly share?: number;
  readonly epochs?: number;
  /** Adversarial training (Madry): each batch is replaced by PGD points of the current model; ε in input units, growing to its full size over the first third. */
  readonly adversarial?: { readonly epsilon: number; readonly steps: number; readonly stepSize: number };
}

/** What one part of the crafting gives back: plain arrays that the attack's own `poison` understands. */
export type Crafted = Readonly<Record<string, Float32Array | Int32Array | number>>;

/** What an attack may compute with when it crafts its poison against a model. */
export interface CraftArgs<P> extends AttackArgs<P> {
  readonly learner: Learner;
  /** The victim's network and settings, as the attacker knows them. */
  readonly plan: ModelPlan;
  readonly settings: TrainSettings;
  /** What `surrogates` asked for, in that order; where the victim builds on a pretrained model, that one instead of the first, unless it is to be robust (everybody can download it). */
  readonly surrogates: readonly TrainedModel[];
  /** Trains a fresh model of the victim's network on some rows, with the victim's settings and the attacker's own initial weights (`seed` tells several apart). */
  readonly retrain: (rows: Rows, options?: { readonly epochs?: number; readonly seed?: string; readonly start?: Float32Array }) => Promise<TrainedModel>;
  /** Call it often, at least ten times a second: it reports progress, waits during a pause and throws Cancelled. */
  readonly pulse: Pulse;
  /** Which part this is, from 0, and of how many. */
  readonly part: number;
  readonly parts: number;
}

/** How an attack that needs a model crafts its poison. Each part is a stage: free cores share them, results are cached. */
export interface Crafting<P> {
  surrogates(params: P): readonly SurrogateWish[];
  /** Into how many independent parts the work is cut, whatever the machine; 1 to 8, or 0 when these parameters need no crafting (then no model is trained either). */
  parts(params: P): number;
  craft(args: CraftArgs<P>): Promise<Crafted>;
}

export interface AttackArgs<P> {
  readonly params: P;
  /** The rows in the attacker's hands: the whole training set, or what their source delivers. */
  readonly train: Rows;
  /** Rows that a poison rate allows: that share of the whole training set, rounded down. Can exceed `train.n`. */
  readonly budget: (rate: number) => number;
  readonly test: Rows;
  readonly meta: DatasetMeta;
  readonly rng: Rng;
  readonly signal?: AbortSignal;
}

/** What the attack's `craft` gave, part by part; empty for attacks without one. */
export type PoisonArgs<P> = AttackArgs<P> & { readonly crafted?: readonly Crafted[] };

export interface AttackPlugin<S extends ParamsSchema = ParamsSchema> extends Declaration<S> {
  readonly stage: "data";
  readonly atlas?: string;
  readonly threat: ThreatModel;
  /** When it does not work or is found out, in one or two sentences. */
  readonly fails: string;
  /** What `rate` is a share of; the whole training set when absent. Attacks that leave labels alone poison one class. */
  readonly rateOf?: "target-class";
  supports(context: SetupContext): Support;
  /** Further checks that need the data set, such as a class that does not exist. true, or what is wrong, naming the field. */
  check?(params: z.infer<S>, meta: DatasetMeta): true | { field: string; message: string };
  poison(args: PoisonArgs<z.infer<S>>): Promise<AttackResult>;
  /** For attacks that need a model: what is computed before `poison` puts it into the training set. */
  readonly craft?: Crafting<z.infer<S>>;
  /** A plainer attack of the same size that is trained beside it, to tell craft from quantity. */
  baseline?(params: z.infer<S>): { readonly title: string; readonly id: string; readonly params: Readonly<Record<string, unknown>> } | undefined;
  /** Puts the trigger on n inputs (fresh array), for backdoors; also used on inputs a person makes in the page. */
  stamp?(params: z.infer<S>, inputs: Float32Array, n: number, meta: DatasetMeta): Float32Array;
  /** What the attacker wants an input of class `label` read as; null when nothing. */
  target?(params: z.infer<S>, label: number, classes: number): number | null;
  /** The attacker's wish in the first person, as pieces of text and parameters; the page draws the parameters as blanks to fill in. */
  sentence?(params: z.infer<S>): ReadonlyArray<string | { readonly param: string }>;
}

// ---------------------------------------------------------------- defenses

/** Something the defense wants said beside its result, for example that its assumption is broken here. */
export interface Note {
  readonly level: "info" | "warning";
  readonly text: string;
}

/** What a defender may see: the training rows as delivered. There is no field for what is poisoned, on purpose. */
export type TrainView = Rows;

export interface DefenseArgs<P> {
  readonly params: P;
  readonly train: TrainView;
  readonly trusted: Rows;
  readonly meta: DatasetMeta;
  readonly learner: Learner;
  readonly plan: ModelPlan;
  readonly settings: TrainSettings;
  readonly rng: Rng;
  readonly pulse: Pulse;
  readonly signal?: AbortSignal;
  /** The model trained on `train` as delivered. Only when the plug-in says `needsModel`, and for every repair. */
  readonly model?: TrainedModel;
  /** Trains a fresh model on some rows with the victim's settings, same initial weights (epochs can be fewer). */
  readonly retrain: (rows: Rows, epochs?: number) => Promise<TrainedModel>;
}

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
}

/** A line in a small chart that a repair explains itself with: x against y, both with names. */
export interface EvidenceCurve {
  readonly id: string;
  readonly title: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface RepairOutcome {
  readonly model: TrainedModel;
  readonly notes: readonly Note[];
  /** Intermediate models to be evaluated by the experiment (a defense cannot compute ASR): x-value and weights. */
  readonly path?: { readonly xTitle: string; readonly steps: readonly { readonly x: number; readonly weights: Float32Array }[] };
}

interface DefenseBase<S extends ParamsSchema> extends Declaration<S> {
  readonly assumes: string;
  supports(context: SetupContext): Support;
}
export interface FilterDefense<S extends ParamsSchema = ParamsSchema> extends DefenseBase<S> {
  readonly stage: "filter";
  readonly needsModel: boolean;
  readonly needsTrusted: boolean;
  filter(args: DefenseArgs<z.infer<S>>): Promise<FilterOutcome>;
}
export interface RepairDefense<S extends ParamsSchema = ParamsSchema> extends DefenseBase<S> {
  readonly stage: "repair";
  readonly needsTrusted: boolean;
  repair(args: DefenseArgs<z.infer<S>> & { readonly model: TrainedModel }): Promise<RepairOutcome>;
}
export type DefensePlugin<S extends ParamsSchema = ParamsSchema> = FilterDefense<S> | RepairDefense<S>;

// ---------------------------------------------------------------- probes

export interface ProbeArgs<P> {
  readonly params: P;
  /** The finished model under attack. */
  readonly model: TrainedModel;
  /** All test rows; a probe draws those it works on with `rng`, so that every model meets the same ones. */
  readonly test: Rows;
  readonly meta: DatasetMeta;
  readonly learner: Learner;
  /** What `surrogates` asked for, in that order. */
  readonly surrogates: readonly { readonly title: string; readonly model: TrainedModel }[];
  readonly rng: Rng;
  readonly pulse: Pulse;
  readonly signal?: AbortSignal;
}

/** A measured rate against the strength of a probe; the first point is at strength 0 where that makes sense. */
export interface ProbeCurve {
  readonly id: string;
  readonly title: string;
  readonly points: readonly { readonly x: number; readonly rate: Rate }[];
}

/** One input before and after. Words of a message are compared through `meta.text.words` and `words`. */
export interface ProbeExample {
  readonly testIndex: number;
  /** The input after the probe, size(shape). */
  readonly input: Float32Array;
  readonly label: number;
  /** What the model read it as before and after, and how sure it was, [0, 1]. */
  readonly before: number;
  readonly after: number;
  readonly sureBefore: number;
  readonly sureAfter: number;
  /** Strength it was made with, in the unit of the curves' x axis. */
  readonly strength: number;
  /** Text: what each place of the message shows when it is not the word of that number (a misspelling, an added word). */
  readonly words?: readonly { readonly place: number; readonly word: string; readonly instead?: string }[];
}

export interface ProbeOutcome {
  /** Rows it was measured on. */
  readonly n: number;
  readonly xTitle: string;
  readonly yTitle: string;
  /** The curve that says it best comes first. */
  readonly curves: readonly ProbeCurve[];
  readonly examples: readonly ProbeExample[];
  /** Who fools whom: rates[from][to], null on pairs that mean nothing. */
  readonly matrix?: { readonly title: string; readonly from: readonly string[]; readonly to: readonly string[]; readonly rates: readonly (readonly (Rate | null)[])[] };
  /** Single numbers with their meaning, such as a median distance. */
  readonly figures: readonly { readonly title: string; readonly value: number; readonly unit?: string }[];
  readonly notes: readonly Note[];
}

/** Inputs crafted against a finished model; nothing is trained on them. */
export interface ProbePlugin<S extends ParamsSchema = ParamsSchema> extends Declaration<S> {
  readonly atlas?: string;
  /** What who does this must know and control, in one sentence each. */
  readonly knows: string;
  readonly controls: string;
  readonly fails: string;
  supports(context: SetupContext): Support;
  check?(params: z.infer<S>, meta: DatasetMeta): true | { field: string; message: string };
  /** Models of the attacker's own; `model` is the id of the victim's network. */
  surrogates?(params: z.infer<S>, context: { readonly meta: DatasetMeta; readonly model: string }): readonly SurrogateWish[];
  probe(args: ProbeArgs<z.infer<S>>): Promise<ProbeOutcome>;
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
  readonly goal?: Pick<AttackGoal, "kind" | "testIndex" | "targets"> & {
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

export const defineDataset = <S extends ParamsSchema>(p: DatasetPlugin<S>): DatasetPlugin<S> => p;
export const defineModel = <S extends ParamsSchema>(p: ModelPlugin<S>): ModelPlugin<S> => p;
export const defineAttack = <S extends ParamsSchema>(p: AttackPlugin<S>): AttackPlugin<S> => p;
export const defineFilter = <S extends ParamsSchema>(p: FilterDefense<S>): FilterDefense<S> => p;
export const defineRepair = <S extends ParamsSchema>(p: RepairDefense<S>): RepairDefense<S> => p;
export const defineProbe = <S extends ParamsSchema>(p: ProbePlugin<S>): ProbePlugin<S> => p;
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
