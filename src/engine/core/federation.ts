/**
 * Federated learning as data: what a client sends, what a server may do with it, what an attacker who owns some clients may
 * send instead. Nobody here trains; see `regimes/federated.ts` for the rounds.
 */
import type { z } from "zod";
import type { DatasetMeta, Rows } from "./data";
import type { DefenseBase } from "./defense";
import type { Learner, ModelPlan, Pulse, TrainSettings } from "./learner";
import type { Note, ParamsSchema } from "./plugins";
import type { Rng } from "./rng";

/** What a client sends in one round. Clients count from 0, rounds from 1. */
export interface Update {
  /** Who it says it comes from, and for which round. */
  readonly client: number;
  readonly round: number;
  /** Its model after local training minus the global model it was sent (FedSGD: minus the gradient); laid out like the weights. */
  readonly vector: Float32Array;
  /** Rows that it says it was trained on. Robust rules must not believe this. */
  readonly rows: number;
  /** What a protocol adds on the client's side: a signature, a masked vector. */
  readonly seal?: Readonly<Record<string, Uint8Array | Uint32Array | string>>;
}

/** The size of a federation, known to everybody. */
export interface Federation {
  readonly clients: number;
  /** Clients that are asked to take part in a round. */
  readonly perRound: number;
  readonly rounds: number;
  /** The server adds this times the aggregate to the global model. */
  readonly serverRate: number;
}

// ---------------------------------------------------------------- the server's side

/** What a server has besides its clients. */
export interface AggregateArgs<P> {
  readonly params: P;
  readonly federation: Federation;
  readonly meta: DatasetMeta;
  readonly plan: ModelPlan;
  /** The server's own rows, as the spec says. */
  readonly trusted: Rows;
  readonly settings: TrainSettings;
  /** For inner products of many long vectors at once. */
  readonly learner: Pick<Learner, "matmul">;
  readonly rng: Rng;
}

/** One round at the server, before one step of its pipeline. */
export interface ServerRound {
  readonly round: number;
  readonly global: Float32Array;
  /** What arrived, as the steps before have left it; by client, ascending, at most one each after `admit` steps. Never empty. */
  readonly updates: readonly Update[];
  /** Clients that took part in the round and whose message never came. */
  readonly lost: readonly number[];
  /** The update that training on the server's own rows gives, with as many epochs as a client's. */
  readonly ownUpdate: () => Promise<Float32Array>;
  readonly pulse: Pulse;
}

export interface ServerDecision {
  /** Steps `admit` and `prepare`: what goes on, for the same clients or fewer. */
  readonly updates?: readonly Update[];
  /** Step `combine`: one vector like the updates; the server adds `serverRate` times it to the global model. */
  readonly aggregate?: Float32Array;
  /** Step `combine`: each update's share in the aggregate, in the order of `updates`, [0, 1]; of rules that go coordinate by coordinate the share of coordinates that came from it. All 1/n when the server cannot tell. */
  readonly weights?: Float32Array;
  /** Messages that were turned away, and why, in a few words. */
  readonly rejected?: readonly { readonly client: number; readonly why: string }[];
  /** A number for each update that explains the decision, such as a Krum score, and what it is. */
  readonly scores?: { readonly name: string; readonly values: Float32Array };
}

/** A rule at work: closes over what it remembers from round to round. */
export interface Aggregator {
  /** The client's side of a protocol, done by every client to its own message before it is sent; of several steps the last one first, as the server undoes them from the first. `others`: clients of this round, itself among them. */
  readonly seal?: (update: Update, others: readonly number[], pulse?: Pulse) => Promise<Update>;
  readonly receive: (round: ServerRound) => Promise<ServerDecision>;
  /** What there is to say once all rounds are over. */
  readonly notes?: () => readonly Note[];
}

export interface AggregateDefense<S extends ParamsSchema = ParamsSchema> extends DefenseBase<S> {
  readonly stage: "aggregate";
  /** Which part of the server's work it is, in this order: whose messages count, what is done to each, how they become one. Several of the first two, one of the last; without one the mean by rows (FedAvg). */
  readonly step: "admit" | "prepare" | "combine";
  /** Whether it looks at single updates; a protocol that hides them makes it impossible. */
  readonly inspects: boolean;
  /** It can leave a message out altogether; without it every message has some say. */
  readonly excludes?: true;
  /** It hides single updates from the server. */
  readonly hides?: true;
  /** true, or which parameter cannot be with that many clients a round, and why: the sentence names n, f and what is needed. */
  check?(params: z.infer<S>, federation: Federation): true | { readonly field: string; readonly message: string };
  begin(args: AggregateArgs<z.infer<S>>): Promise<Aggregator> | Aggregator;
}

export const defineAggregate = <S extends ParamsSchema>(p: AggregateDefense<S>): AggregateDefense<S> => p;

// ---------------------------------------------------------------- the attacker's side

/** What malicious clients know when they send. */
export interface SubmitArgs<P> {
  readonly params: P;
  readonly round: number;
  readonly federation: Federation;
  readonly global: Float32Array;
  /** What the malicious clients of this round would send if they trained as told on their rows as poisoned; by client, ascending. */
  readonly own: readonly Update[];
  /** What the honest clients of this round send; empty unless the attack says it sees them (`omniscient`). */
  readonly others: readonly Update[];
  readonly rng: Rng;
}

/** What a person in the middle does to messages that are on their way. */
export interface InterceptArgs<P> {
  readonly params: P;
  readonly round: number;
  readonly federation: Federation;
  /** Sealed messages as sent in this round, and in the one before. */
  readonly messages: readonly Update[];
  readonly before: readonly Update[];
  /** Clients whose messages pass through the attacker's hands. */
  readonly through: readonly number[];
  readonly rng: Rng;
}

/** How an attack acts on updates. At least one of `submit` and `intercept`. */
export interface UpdateWork<P> {
  /** Whether it sees what honest clients send; otherwise it has only what its own clients found. */
  omniscient?(params: P): boolean;
  /** How its clients train while they attack, where it differs from everybody else. */
  local?(params: P): { readonly epochs?: number; readonly learningRate?: number };
  /** What the malicious clients send instead: one vector for each of `own`, fresh arrays. */
  submit?(args: SubmitArgs<P>): readonly Float32Array[];
  /** What arrives instead of `messages`. */
  intercept?(args: InterceptArgs<P>): readonly Update[];
}

// ---------------------------------------------------------------- what is recorded

/** One client in one round, as the server saw it. The truth is not among it. */
export interface ClientRecord {
  readonly client: number;
  /** Position in the plane of the two widest directions among this round's updates, each update first divided by the median length; null when single updates are hidden. */
  readonly at: readonly [number, number] | null;
  /** Length of the update; null when hidden or lost. */
  readonly norm: number | null;
  /** Cosine between the update and the aggregate. */
  readonly cosine: number | null;
  /** Share in the aggregate, [0, 1]. */
  readonly weight: number;
  readonly state: "used" | "rejected" | "lost";
  /** Why it was turned away. */
  readonly why?: string;
  /** Its own message counted; why another in its name was turned away. */
  readonly refused?: string;
  readonly score?: number;
}

export interface RoundRecord {
  readonly round: number;
  readonly clients: readonly ClientRecord[];
  /** Length of the aggregate. */
  readonly norm: number;
  readonly scoreName?: string;
}

