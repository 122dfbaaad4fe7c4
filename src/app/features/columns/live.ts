/**
 * What a column shows of its arm: the finished result if there is one, otherwise the latest epoch. Pure reading of the
 * run store through narrow selectors, so that a column draws only when its own arm changes.
 */
import type { ArmInfo, ArmResult, CurvePoint, MetricValue } from "../../../engine/index";
import type { CurveSeries } from "../../charts/CurveChart";
import { toneOf } from "../../charts/arm-style";
import { useRun } from "../../state/run";
import { hit } from "../../text/craft-words";
import { columns as words } from "../../text/words";

const NONE: readonly CurvePoint[] = [];

export const useArmResult = (id: string): ArmResult | undefined => useRun((s) => s.results[id]);
export const useArmCurve = (id: string): readonly CurvePoint[] => useRun((s) => s.curves[id] ?? NONE);

export interface Headline {
  readonly rate: MetricValue | null;
  /** True while the number still moves. */
  readonly live: boolean;
}

/** A number for the head of the column: measured at the end, or read off the last epoch. */
export function headline(metric: "cleanAccuracy" | "attackSuccess", result: ArmResult | undefined, curve: readonly CurvePoint[]): Headline {
  if (result) return { rate: result.metrics[metric] ?? null, live: false };
  const value = curve.at(-1)?.[metric];
  return { rate: value === undefined ? null : { value, n: 0, low: value, high: value }, live: true };
}

/** The lines of one arm; attack success only where the attack has a goal, certainty where it is about one image. */
export function curveSeries(arm: ArmInfo, curve: readonly CurvePoint[]): CurveSeries[] {
  const tone = toneOf(arm.kind);
  const accuracy: CurveSeries = { id: `${arm.id}-accuracy`, tone, measure: "accuracy", name: words.accuracyLine, endLabel: words.accuracyEnd, points: curve.map((p) => ({ x: p.epoch, y: p.cleanAccuracy })) };
  const sure = curve.flatMap((p) => (p.targetProbability === undefined ? [] : [{ x: p.epoch, y: p.targetProbability }]));
  if (sure.length > 0) return [accuracy, { id: `${arm.id}-target`, tone, measure: "attack", name: hit.line, endLabel: hit.end, points: sure }];
  if (!curve.some((p) => p.attackSuccess !== undefined)) return [accuracy];
  return [accuracy, { id: `${arm.id}-attack`, tone, measure: "attack", name: words.attackLine, endLabel: words.attackEnd, points: curve.flatMap((p) => (p.attackSuccess === undefined ? [] : [{ x: p.epoch, y: p.attackSuccess }])) }];
}
