/** One number of a run by its name, as paragraphs, slides and claims ask for it. Pure; gives numbers, no words. */
import type { ArmResult } from "../engine/index";

const rate = (r: { readonly value: number } | null | undefined): number | null => (r && Number.isFinite(r.value) ? r.value : null);
const share = (t: { readonly count: number; readonly of: number } | null | undefined): number | null => (t && t.of > 0 ? t.count / t.of : null);

/** The first alarm of an arm whose model keeps learning, by step; null where none came. */
function alarmOf({ online }: ArmResult): number | null {
  const steps = (online?.alarms ?? []).flatMap((a) => (a.at === null ? [] : [a.at]));
  return steps.length > 0 ? Math.min(...steps) : null;
}

/** How often the attack worked when the first alarm came. */
function atAlarm(arm: ArmResult): number | null {
  const step = alarmOf(arm), point = step === null ? undefined : arm.curve.find((p) => p.epoch === step);
  return point?.attackSuccess ?? null;
}

/** Numbers beyond the metrics of the engine. `alarm:step` is a step and `lost:rows` are rows; neither is a share. */
const SPECIAL: Readonly<Record<string, (arm: ArmResult) => number | null>> = {
  "removed:poisoned": (a) => rate(a.filter?.truePositiveRate),
  "removed:honest": (a) => rate(a.filter?.falsePositiveRate),
  "alarm:step": alarmOf,
  "alarm:attackSuccess": atAlarm,
  "refused:malicious": (a) => share(a.federation?.attackersStopped),
  "refused:honest": (a) => share(a.federation?.honestLost),
  "lost:rows": (a) => a.federation?.clients.reduce((n, c) => n + (c.asked > 0 && c.rejected === c.asked ? c.rows : 0), 0) ?? null,
  "weight:malicious": (a) => a.federation?.attackerWeight ?? null,
};

/** Names that `readingOf` knows besides metrics and `recall:4`. */
export const specialReadings: readonly string[] = Object.keys(SPECIAL);

/**
 * A share in [0, 1] (or what the metric's own unit is), null where the arm has no such number. Names: any metric of the engine, `recall:4` for the recall
 * of class 4, `removed:poisoned` for the share of poisoned rows that the arm's filter took out or relabeled, `removed:honest` for that of honest ones;
 * `alarm:step` for the step of the first alarm and `alarm:attackSuccess` for attack success by then; `refused:malicious` and `refused:honest` for the share of
 * clients' messages that a server turned away or gave no weight, `lost:rows` for the rows of those that it turned away in every round, and `weight:malicious` for the liars' mean share in its sum.
 */
export function readingOf(arms: readonly ArmResult[], arm: string, metric: string): number | null {
  const found = arms.find((a) => a.id === arm), [name, part] = metric.split(":");
  if (!found) return null;
  if (part === undefined) return rate(found.metrics[metric]);
  if (name === "recall") return /^\d+$/.test(part) ? rate(found.classMetrics["perClassRecall"]?.[Number(part)]) : null;
  return Object.hasOwn(SPECIAL, metric) ? SPECIAL[metric]!(found) : null;
}
