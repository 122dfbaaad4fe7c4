/**
 * How robust a model is while it is being trained, on a few rows: as they are, under one gradient step (FGSM) and under many
 * small ones (PGD), always at the full ε and with other steps than the training uses. Also the two ways in which adversarial
 * training fails: it never begins, or it learns to fool the one step. A quick look, not the probe, which searches harder.
 */
import { takeRows, type DatasetMeta, type Rows } from "../../core/data";
import type { Evidence } from "../../core/evidence";
import { pgd } from "../../core/pgd";
import type { Note, SetupContext, Support, TrainDefenseArgs } from "../../core/plugins";
import { accuracyOf, beat, counted, percent } from "./rows";

/** Steps of the measuring PGD, and how far they go together, in ε. */
const STEPS = 20, TRAVEL = 2.5;
/** A model this little better than always answering the commonest class has learned nothing. */
const CHANCE = 0.05;
/** Points that PGD accuracy must fall while FGSM accuracy does not, to be called catastrophic overfitting. */
const FALL = 0.15;

/** Accuracy, as shares, after an epoch. */
export interface RobustPoint { readonly epoch: number; readonly clean: number; readonly fgsm: number; readonly pgd: number }

/** ε in input units: parameters give it as a share of the range of a value. */
export const inInputUnits = (epsilon: number, { valueRange: [low, high] }: DatasetMeta): number => epsilon * (high - low);

/** Where all values of an input have one range, so that one ε fits them all. */
export function oneEpsilon({ meta }: SetupContext): Support {
  if (meta.modality === "text") return "a word cannot be changed by a little, and this defense trains against small changes.";
  return !meta.columns || "columns of a table have units of their own, so that no single largest change fits them. Choose pictures or points.";
}

export interface RobustWatch {
  readonly points: RobustPoint[];
  readonly rows: Rows;
  /** Measures weights as they are after an epoch, and shows the curve so far. */
  look(epoch: number, weights: Float32Array): Promise<RobustPoint>;
  evidence(): Evidence[];
}

/** Watches over at most `count` of the rows; `fullFrom` is the epoch after which ε is full. */
export function watchRobustness(args: Pick<TrainDefenseArgs<unknown>, "learner" | "plan" | "meta" | "rng" | "pulse" | "signal" | "show">, of: Rows, count: number, epsilon: number, fullFrom: number, whose: string): RobustWatch {
  const { learner, plan, meta, rng } = args, rows = takeRows(of, rng.fork("measured").sample(Int32Array.from({ length: of.n }, (_, i) => i), Math.min(count, of.n)).toSorted());
  const { n, inputs, labels } = rows, size = inInputUnits(epsilon, meta), points: RobustPoint[] = [];
  const line = (id: "clean" | "fgsm" | "pgd", title: string) => ({ id, title, points: points.map((p) => ({ x: p.epoch, y: p[id] })) });
  const evidence = (): Evidence[] => points.length === 0 ? [] : [{
    kind: "lines", id: "robustness", title: "Accuracy under attack while training",
    says: `Share of ${counted(n, `${whose} row`)} answered rightly after each epoch: as they are, after one gradient step and after ${STEPS} small ones, each within ε = ${epsilon}. One step rising while many fall would mean that the model only learned to fool the one step.`,
    xTitle: "epoch", yTitle: "accuracy", percent: true, marks: fullFrom > 0 ? [{ value: fullFrom, title: "ε is full" }] : [],
    lines: [line("clean", "Unchanged"), line("fgsm", "One step (FGSM)"), line("pgd", `${STEPS} steps (PGD)`)],
  }];
  return {
    points, rows, evidence,
    async look(epoch, weights) {
      const model = { plan, weights }, right = async (x: Float32Array) => accuracyOf(await learner.logits(model, x, n), labels, plan.classes);
      const walk = (steps: number, stepSize: number, start: "input" | "random") => pgd(learner, model, inputs, n, { norm: "linf", epsilon: size, steps, stepSize, labels, start, range: meta.valueRange }, rng.fork("look"), (done, all) => beat(args, done, all));
      const point = { epoch, clean: await right(inputs), fgsm: await right(await walk(1, size, "input")), pgd: await right(await walk(STEPS, (TRAVEL * size) / STEPS, "random")) };
      points.push(point);
      for (const e of evidence()) args.show?.(e);
      return point;
    },
  };
}

/** Whether the model answers little better than always naming the commonest class of the measured rows. */
export function atChance({ clean }: Pick<RobustPoint, "clean">, labels: Int32Array, classes: number): boolean {
  const counts = new Int32Array(classes);
  for (const y of labels) counts[y]!++;
  return labels.length > 0 && clean <= Math.max(...counts) / labels.length + CHANCE;
}

/** The best epoch under PGD and the first later one where PGD accuracy has fallen while FGSM accuracy has not; null when there is none. */
export function overfitted(points: readonly RobustPoint[]): { readonly best: RobustPoint; readonly fallen: RobustPoint } | null {
  let best = points[0];
  for (const p of points) {
    if (best && p.pgd <= best.pgd - FALL && p.fgsm >= best.fgsm) return { best, fallen: p };
    if (p.pgd > best!.pgd) best = p;
  }
  return null;
}

/** The model's figures in a sentence. */
export const figures = ({ clean, fgsm, pgd: many }: RobustPoint): string => `${percent(clean)} unchanged, ${percent(fgsm)} after one step and ${percent(many)} after ${STEPS} steps`;

/** What went wrong, with what to do. `ramp`: share of the training over which ε grew. */
export function failures(watch: RobustWatch, classes: number, epsilon: number, ramp: number): Note[] {
  const last = watch.points.at(-1), notes: Note[] = [], over = overfitted(watch.points);
  if (last && atChance(last, watch.rows.labels, classes)) notes.push({ level: "warning", text: `The training collapsed: the model answers ${percent(last.clean)} of unchanged rows rightly, which is chance. ${ramp > 0 ? `ε = ${epsilon} is more than this network can learn to bear; lower ε, let it grow for longer, or choose a larger network.` : `With ε = ${epsilon} from the first batch on, a small network finds nothing to begin with; let ε grow over the first third of the training.`}` });
  if (over) notes.push({ level: "warning", text: `Catastrophic overfitting: from epoch ${over.best.epoch} to epoch ${over.fallen.epoch} accuracy after one step went from ${percent(over.best.fgsm)} to ${percent(over.fallen.fgsm)}, but after ${STEPS} steps it fell from ${percent(over.best.pgd)} to ${percent(over.fallen.pgd)}. The model has learned to fool short attacks; use more and smaller steps, or a lower ε.` });
  return notes;
}
