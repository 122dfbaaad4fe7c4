/**
 * Taking a known (reversed) trigger out of a model, the two ways of Wang and others 2019: unlearning it on stamped rows that KEEP
 * their true labels, or switching off the neurons that it wakes most. Finds no trigger; looks at trusted rows only.
 */
import { argmaxRows } from "../../core/answer";
import { sizeOf, takeRows, type Rows } from "../../core/data";
import { featureLayer, weightSlots, type ModelPlan, type Perturb, type TrainedModel } from "../../core/learner";
import type { DefenseArgs, RepairOutcome } from "../../core/plugins";
import { descending } from "../../core/statistics";
import { fineTune } from "./fine-tune";
import { channelMeans } from "./prune";
import { accuracyOf, beat } from "./rows";
import { stamp } from "./trigger-inversion";
import type { Trigger } from "./trigger-search";

export interface KnownTrigger extends Trigger {
  readonly target: number;
}
type Args = Omit<DefenseArgs<unknown>, "params"> & { readonly model: TrainedModel };

/** All rows with the trigger on them. */
export function stamped(trigger: Trigger, rows: Rows): Rows {
  const inputs = new Float32Array(rows.n * sizeOf(rows.shape));
  stamp(trigger, rows.inputs, Int32Array.from({ length: rows.n }, (_, i) => i), inputs);
  return { ...rows, inputs };
}

/** Share of rows of other classes that the model takes for the target when they carry the trigger; 0 without such rows. */
export async function turnedShare(args: Pick<Args, "learner">, model: TrainedModel, trigger: KnownTrigger, rows: Rows): Promise<number> {
  const others = takeRows(rows, Int32Array.from(rows.labels.keys()).filter((i) => rows.labels[i] !== trigger.target));
  if (others.n === 0) return 0;
  const logits = await args.learner.logits(model, stamped(trigger, others).inputs, others.n), classes = model.plan.classes;
  return argmaxRows(logits, classes).filter((c) => c === trigger.target).length / others.n;
}

/**
 * Fine-tunes on the trusted rows, a share of each batch stamped with one of the triggers; all labels stay true. Which rows are
 * stamped is drawn anew each time (the paper: once), so that no picture is seen with a trigger only. Null when it diverged.
 */
export function unlearn(args: Args, triggers: readonly KnownTrigger[], how: { readonly share: number; readonly epochs: number; readonly learningRate: number }): Promise<Float32Array | null> {
  const { trusted, model } = args, rng = args.rng.fork("stamped");
  const perturb: Perturb = async ({ inputs, n }) => {
    const out = inputs.slice();
    for (let i = 0; i < n; i++) if (rng.uniform() < how.share) stamp(triggers[rng.int(triggers.length)]!, inputs, [i], out, i);
    return out;
  };
  return fineTune(args, { rows: trusted, start: model.weights, epochs: how.epochs, learningRate: how.learningRate, perturb });
}

/** 0 for the last layer's weights that read the given features, 1 elsewhere (length of all weights). */
export function readerMask(plan: ModelPlan, off: Iterable<number>): Float32Array {
  const slots = weightSlots(plan), end = slots.at(-1)!, mask = new Float32Array(end.offset + end.size).fill(1);
  const head = slots.find((s) => s.layer === plan.layers.length - 1 && s.role === "weight")!, classes = head.shape[1]!;
  for (const neuron of off) mask.fill(0, head.offset + neuron * classes, head.offset + (neuron + 1) * classes);
  return mask;
}

/** Steps of pruning at most. */
const STEPS = 32;
/** A trigger that turns no more than this share has stopped working. */
const STOPPED = 0.05;

export interface Pruned {
  readonly weights: Float32Array;
  readonly off: number;
  readonly neurons: number;
  readonly stopped: boolean;
  readonly path: NonNullable<RepairOutcome["path"]>;
}

/**
 * Switches off neurons of the last hidden layer in the order in which the triggers wake them (mean output with them minus
 * without), until no trigger works any more, or before trusted accuracy would have lost more than the tolerance.
 */
export async function pruneByGap(args: Args, triggers: readonly KnownTrigger[], tolerance: number): Promise<Pruned> {
  const { learner, plan, trusted, model } = args, layer = featureLayer(plan), n = trusted.n;
  const outputs = (rows: Rows) => learner.activations(model, layer, rows.inputs, rows.n);
  const clean = await outputs(trusted), neurons = n === 0 ? 0 : clean.length / n, calm = channelMeans(clean, n, neurons), gap = new Float64Array(neurons).fill(-Infinity);
  for (const trigger of triggers) channelMeans(await outputs(stamped(trigger, trusted)), n, neurons).forEach((v, j) => { gap[j] = Math.max(gap[j]!, v - calm[j]!); });
  const order = descending(gap).filter((j) => gap[j]! > 0), stride = Math.max(1, Math.ceil(order.length / STEPS));
  const accuracy = async (weights: Float32Array) => accuracyOf(await learner.logits({ plan, weights }, trusted.inputs, n), trusted.labels, plan.classes);
  const works = async (weights: Float32Array) => {
    for (const trigger of triggers) if (await turnedShare(args, { plan, weights }, trigger, trusted) > STOPPED) return true;
    return false;
  };
  const before = await accuracy(model.weights), steps = [{ x: 0, weights: model.weights.slice() }];
  let weights = model.weights.slice(), off = 0, open = true, stopped = false;
  for (let k = stride; k < order.length + stride && order.length > 0; k += stride) {
    await beat(args, Math.min(k, order.length), order.length);
    const mask = readerMask(plan, order.slice(0, k)), next = model.weights.map((w, i) => w * mask[i]!);
    steps.push({ x: Math.min(k, order.length), weights: next });
    open &&= before - await accuracy(next) <= tolerance + 1e-9;
    if (!open || stopped) continue;
    weights = next.slice();
    off = Math.min(k, order.length);
    stopped = !await works(weights);
  }
  return { weights, off, neurons, stopped, path: { xTitle: "neurons switched off", steps } };
}
