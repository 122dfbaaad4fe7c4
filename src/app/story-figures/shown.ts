/** What a story's figure draws from: one run and its data, handed in, so that a worksheet can show several. Pure reading; no store. */
import { type ArmInfo, type ArmResult, type DatasetMeta, type Preview, type Rate, type Spec } from "../../engine/index";
import type { Figure } from "../../stories/story";
import { armTitle, expectedArms, isBaseline } from "../state/arms";
import type { RunState } from "../state/run-state";
import { hasSuccessRate, testRowParam } from "../text/attack-words";
import { metricNames, recallOf } from "../text/story-words";

export type FigureSize = "story" | "print";

export interface Shown {
  readonly run: RunState;
  readonly preview: Preview | null;
  /** Of the run, or before one of what stands on the bench. */
  readonly spec: Spec;
}

/** A figure that somebody works with; on paper nothing is there to press. */
export const isLive = (size: FigureSize): boolean => size === "story";

/** Some figures read the run alone; the others also need its data. */
export const needsData = ({ show }: Pick<Figure, "show">): boolean => !["numbers", "curves", "stream", "clients"].includes(show);

/** The models to compare, baselines left out; before a run those there will be. */
export const armsOf = ({ run, spec }: Shown): readonly ArmInfo[] => (run.arms.length > 0 ? run.arms.filter((a) => !isBaseline(a) && a.kind !== "attack-baseline") : expectedArms(spec));

/** "Poisoned", or of several defended ones the defense. */
export const nameOfArm = (arm: ArmInfo, { spec }: Shown): string => (arm.kind === "defended" && spec.defenses.length > 1 ? armTitle(arm, spec) : arm.title);

/** The two large numbers of a setup: of an attack on one image whether it hit, of one without a goal only the accuracy. */
export function usualMetrics({ spec }: Pick<Shown, "spec">): readonly string[] {
  if (testRowParam(spec) !== null) return ["cleanAccuracy", "targetHit"];
  return hasSuccessRate(spec) ? ["cleanAccuracy", "attackSuccess"] : ["cleanAccuracy"];
}

/** The test row that an attack on one is about: drawn by the attack, or named by the setup. */
export function chosenRow({ preview, spec }: Shown): number | null {
  const drawn = preview?.goal?.kind === "one" ? preview.goal.testIndex[0] : undefined, named = Number(spec.attack?.params[testRowParam(spec) ?? ""] ?? -1);
  return drawn ?? (named >= 0 && named < preview!.test.n ? named : null);
}

/** A metric by its name in stories, with its doubt; null where the arm has none. */
export function rateOf(result: ArmResult | undefined, metric: string): Rate | null {
  if (!result) return null;
  const [name, part] = metric.split(":");
  const found = part === undefined ? result.metrics[metric] : name === "recall" ? result.classMetrics["perClassRecall"]?.[Number(part)] : metric === "removed:poisoned" ? result.filter?.truePositiveRate : metric === "removed:honest" ? result.filter?.falsePositiveRate : null;
  return found && Number.isFinite(found.value) ? found : null;
}

export function metricName(metric: string, meta: Pick<DatasetMeta, "classNames"> | null): string {
  const [name, part] = metric.split(":");
  return name === "recall" && part !== undefined ? recallOf(meta?.classNames[Number(part)] ?? part) : (metricNames[metric] ?? metric);
}

/** Where the largest share of a class went to another answer than before, if more than a few rows did. */
export function mostMoved(before: readonly (readonly number[])[], after: readonly (readonly number[])[]): { readonly truth: number; readonly answer: number } | null {
  let best = 0.02, found: { truth: number; answer: number } | null = null;
  after.forEach((row, truth) => {
    const n = row.reduce((a, b) => a + b, 0);
    row.forEach((k, answer) => {
      const more = n > 0 ? (k - (before[truth]?.[answer] ?? 0)) / n : 0;
      if (truth !== answer && more > best) [best, found] = [more, { truth, answer }];
    });
  });
  return found;
}

