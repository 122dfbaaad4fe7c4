/** How many models a sweep trains and about how long that takes, from what was measured on this device. Pure. */
import { canonicalJson, datasets, models, type ExperimentResult, type ModelPlan, type Spec } from "../../../engine/index";
import type { Sweep } from "../../../engine/later";

/** What the attacker alone decides leaves the clean model as it is; what the defender decides, the poisoned one too. */
const ATTACKERS = /^(attack\.|federated\.(malicious|participation|attackRound)$|online\.(accounts|schedule|peak|onset|length)$)/, DEFENDERS = /^(defenses|trusted|stream)\./;

/** Models that are trained, those that cells share once. */
export function trainingsOf({ base, axes, seeds }: Pick<Sweep, "base" | "axes" | "seeds">): number {
  const places = (counts: (path: string) => boolean) => axes.reduce((n, a) => (counts(a.path) ? n * a.values.length : n), 1);
  const clean = places((path) => !ATTACKERS.test(path) && !DEFENDERS.test(path)), poisoned = base.attack ? places((path) => !DEFENDERS.test(path)) : 0, defended = base.defenses.length * places(() => true);
  return seeds.length * (clean + poisoned + defended);
}

const alike = ({ dataset, model, training, regime, federated, online }: Spec) => canonicalJson([dataset, model, training, regime, federated, online]);
const TRAINING: readonly string[] = ["train", "harden", "federate", "online"];

export const planOf = (spec: Spec): ModelPlan => models.find(spec.model.id)!.plan(spec.model.params, datasets.find(spec.dataset.id)!.meta(spec.dataset.params));

/** Milliseconds of one row in training on a usual laptop, by and large: convolutions by their pixels, the rest little. */
const guessMs = ({ layers, inputShape: [w = 1, h = 1] }: ModelPlan): number => (layers.some((l) => l.kind === "conv-relu-pool") ? (0.12 * w * h) / 784 : 0.02);

export interface Estimate {
  readonly seconds: number;
  /** Nothing was measured here yet. */
  readonly rough: boolean;
}

/** Seconds of one training: from the run that is on screen, from what a step was measured to take, or a guess; null where there is nothing to guess from. */
export function secondsOfOne(spec: Spec, result: ExperimentResult | null, stepMs: number | null): Estimate | null {
  const timed = result && alike(result.spec) === alike(spec) ? result.stages.filter((s) => TRAINING.includes(s.kind) && !s.cached) : [];
  if (timed.length > 0) return { seconds: timed.reduce((sum, s) => sum + s.seconds, 0) / timed.length, rough: false };
  const rows = spec.dataset.params["train"], { epochs, batchSize } = spec.training;
  if (spec.regime !== "central" || typeof rows !== "number") return null;
  return { seconds: (epochs * Math.ceil(rows / batchSize) * (stepMs ?? batchSize * guessMs(planOf(spec)))) / 1000, rough: stepMs === null };
}

/** Seconds of a whole sweep on so many workers; null when nobody knows. */
export function secondsOf(sweep: Pick<Sweep, "base" | "axes" | "seeds">, one: Estimate | null, workers: number): Estimate | null {
  if (one === null) return null;
  // Rows and epochs that are swept make single trainings longer or shorter than the one that was measured.
  const longer = sweep.axes.reduce((factor, { path, values }) => {
    const now = path === "training.epochs" ? sweep.base.training.epochs : path === "dataset.params.train" ? sweep.base.dataset.params["train"] : null;
    return typeof now === "number" && now > 0 ? (factor * values.reduce<number>((sum, v) => sum + Number(v) / now, 0)) / values.length : factor;
  }, 1);
  return { ...one, seconds: (trainingsOf(sweep) * one.seconds * longer) / Math.max(1, Math.min(workers, trainingsOf(sweep))) };
}

export const dataTitle = (spec: Spec): string => datasets.find(spec.dataset.id)!.meta(spec.dataset.params).title;
