/** What an attack is: who could do it, what it does to the training set, what it computes beforehand, what it wants. */
import type { z } from "zod";
import type { DatasetMeta, Rows } from "./data";
import type { Download } from "./defense";
import type { Federation, UpdateWork } from "./federation";
import type { Learner, ModelPlan, Pulse, TrainedModel, TrainSettings } from "./learner";
import type { Declaration, Note, ParamsSchema, ReadAsset, SetupContext, Support } from "./plugins";
import type { Rng } from "./rng";

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
  /** Position in the test rows that each input came from (m). Never a row whose true label is already the target, unless any wrong answer will do. */
  readonly testIndex: Int32Array;
  /** What the attacker wants each input read as (m). */
  readonly targets: Int32Array;
  /** Any wrong answer will do: then `targets` holds the true labels and success is whatever else an input is read as, mistakes without any trigger among them. */
  readonly untargeted?: true;
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
  /** The federation that `train` is the malicious clients' part of; only for attacks on updates. */
  readonly federation?: Federation;
}

/** What the attack's `craft` gave, part by part; empty for attacks without one. */
export type PoisonArgs<P> = AttackArgs<P> & { readonly crafted?: readonly Crafted[] };

/** What somebody who tampers with a published model has: the clean edition, and the files that come with the page. */
export interface SwapArgs<P> {
  readonly params: P;
  readonly clean: Download;
  readonly read: ReadAsset;
  readonly meta: DatasetMeta;
  readonly rng: Rng;
}

export interface AttackPlugin<S extends ParamsSchema = ParamsSchema> extends Declaration<S> {
  /** Where it strikes: the training rows, what federated clients send, or a model that the victim downloads. */
  readonly stage: "data" | "update" | "weights";
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
  /** Attacks on updates: what the malicious clients do beside their rows as poisoned. Only in a federation. */
  readonly update?: UpdateWork<z.infer<S>>;
  /** Attacks on a downloaded model: what the victim gets instead of the clean edition. */
  swap?(args: SwapArgs<z.infer<S>>): Promise<Download>;
  /** A plainer attack of the same size that is trained beside it, to tell craft from quantity. */
  baseline?(params: z.infer<S>): { readonly title: string; readonly id: string; readonly params: Readonly<Record<string, unknown>> } | undefined;
  /** Puts the trigger on n inputs (fresh array), for backdoors; also used on inputs a person makes in the page. */
  stamp?(params: z.infer<S>, inputs: Float32Array, n: number, meta: DatasetMeta): Float32Array;
  /** What the attacker wants an input of class `label` read as; null when nothing. */
  target?(params: z.infer<S>, label: number, classes: number): number | null;
  /** The attacker's wish in the first person, as pieces of text and parameters; the page draws the parameters as blanks to fill in. */
  sentence?(params: z.infer<S>): ReadonlyArray<string | { readonly param: string }>;
}

export const defineAttack = <S extends ParamsSchema>(p: AttackPlugin<S>): AttackPlugin<S> => p;
