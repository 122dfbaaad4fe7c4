/**
 * What a defender gets to see and to compute with. Rows come in a shuffled order under ids that say nothing, because both
 * the place and the id of a row would tell which ones the attacker has added; here they are put back.
 */
import { takeRows, type Rows } from "../../core/data";
import { fitPlan } from "../../core/encode";
import type { TrainedModel } from "../../core/learner";
import type { FitChange, Note, TrainDefenseArgs } from "../../core/plugins";
import { Rng } from "../../core/rng";
import { epochOrder } from "../order";
import type { Stage, StageWork } from "../plan";
import type { Training, Trusted } from "../spec";
import type { StageContext } from "./context";
import { finished, learn, startOf } from "./learn";
import { rowsAsDelivered, type StageInputs } from "./outputs";
import { rowsOf } from "./poison";

export type DefenseWork = Extract<StageWork, { kind: "filter" | "harden" | "inspect" | "repair" | "screen" }>;

/** What must be said of thresholds that come from rows which the model has learned from. */
export const tunedNote = (tuned: boolean): readonly Note[] => (tuned ? [{ level: "warning", text: "The model before it was tuned on the same trusted rows that set its thresholds, so it is surer of those than of new ones and there are more false alarms than asked for." }] : []);

export interface Defender {
  readonly args: TrainDefenseArgs<Record<string, unknown>>;
  /** Where row i of the defender's view stands among the rows as delivered (and filtered so far). */
  readonly place: Int32Array;
}

/** The defender's own rows: kept aside and clean, or picked from what was delivered. The same ones for every defense of an experiment. */
export function trustedRows(trusted: Trusted, heldOut: Rows, delivered: Rows, seed: number): Rows {
  const wanted = Math.min(trusted.rows ?? heldOut.n, trusted.from === "held-out" ? heldOut.n : delivered.n);
  if (trusted.from === "held-out") return wanted === heldOut.n ? heldOut : takeRows(heldOut, Int32Array.from({ length: wanted }, (_, i) => i));
  return takeRows(delivered, Rng.fromSeed(seed).fork("trusted").sample(Int32Array.from(delivered.ids.keys()), wanted));
}

/** Everything a defender may look at. The truth is not among it. */
export function defenderOf(stage: Stage, work: DefenseWork, inputs: StageInputs, ctx: StageContext): Defender {
  const { dataset } = inputs.load!, all = rowsAsDelivered(inputs);
  // Where clients keep their rows, or rows come in one by one, nobody hands them over afterwards.
  const delivered = work.apart ? takeRows({ ...all, sources: undefined }, []) : all, { sources: _sources, ...unnamed } = dataset.meta, meta = work.apart ? unnamed : dataset.meta;
  const { plan: fitted, rng, start, order } = startOf(stage, work, inputs), plan = inputs.model?.model.plan ?? fitted, own = rng.fork(`defense/${work.defense.id}/${work.position}`);
  const place = own.fork("view").shuffle(Int32Array.from(delivered.ids.keys()));
  const shown = takeRows(delivered, place), aside = trustedRows(work.trusted, dataset.trusted, work.apart ? takeRows(dataset.train, rowsOf(dataset.train, [0])) : (inputs.poison?.train ?? dataset.train), stage.seed);
  const train: Rows = { ...shown, ids: shown.ids.map((_, i) => i) }, trusted: Rows = { ...aside, ids: aside.ids.map((_, i) => train.n + i) };
  /** The same rows under the ids by which the whole experiment orders them; ids that the defender made up stay. */
  const known = (rows: Rows): Rows => ({ ...rows, ids: rows.ids.map((id) => (id < train.n ? shown.ids[id]! : id < train.n + aside.n ? aside.ids[id - train.n]! : id)) });
  const fit = ({ rows: chosen, settings: other, orderName, start: from = start, plan: by = plan, ...change }: FitChange = {}) => {
    const rows = chosen ? known(chosen) : delivered, settings: Training = { ...work.training, ...(other as Partial<Training>) };
    // Hooks see positions in the rows that the defender knows.
    const hooks = chosen ? change : inView(change, inverse(place));
    return learn(ctx.learner, { plan: by, rows, start: from, settings, order: epochOrder(rows, orderName === undefined ? order : order.fork(orderName)), ...hooks }, work.training.transfer === "last-layer" ? "fine-tune" : work.training.transfer, ctx.pulse);
  };
  const retrain = (rows: Rows, epochs = work.training.epochs): Promise<TrainedModel> => {
    const fitted = inputs.pretrained ? plan : fitPlan(plan, rows), settings = { ...work.training, epochs }, as = known(rows);
    return finished(learn(ctx.learner, { plan: fitted, rows: as, start, settings, order: epochOrder(as, order) }, settings.transfer, ctx.pulse), { plan: fitted, weights: start });
  };
  return {
    place,
    args: {
      params: work.defense.params, train, trusted, meta, learner: ctx.learner, plan, settings: work.training, rng: own.fork("work"),
      pulse: ctx.pulse, signal: ctx.signal, model: inputs.model?.model, retrain, fit, start,
      show: (evidence) => ctx.report({ type: "evidence", stage: stage.key, position: work.position, evidence }),
    },
  };
}

const inverse = (place: Int32Array): Int32Array => {
  const out = new Int32Array(place.length);
  place.forEach((p, i) => { out[p] = i; });
  return out;
};

type Hooks = Pick<FitChange, "mask" | "perturb" | "loss" | "gradient">;

function inView({ perturb, loss, gradient, ...rest }: Hooks, seen: Int32Array): Hooks {
  const rows = (at: Int32Array) => at.map((p) => seen[p]!);
  return {
    ...rest,
    ...(perturb && { perturb: (b) => perturb({ ...b, rows: rows(b.rows) }) }),
    ...(loss && { loss: (b) => loss({ ...b, rows: rows(b.rows) }) }),
    ...(gradient && { gradient: (b) => gradient({ ...b, rows: rows(b.rows) }) }),
  };
}
