/** What a probe is: inputs crafted against a finished model, and what it answers. */
import type { z } from "zod";
import type { SurrogateWish } from "./attack";
import type { DatasetMeta, Rows } from "./data";
import type { Learner, Pulse, TrainedModel } from "./learner";
import type { Declaration, Note, ParamsSchema, Rate, SetupContext, Support } from "./plugins";
import type { Rng } from "./rng";

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

export const defineProbe = <S extends ParamsSchema>(p: ProbePlugin<S>): ProbePlugin<S> => p;
