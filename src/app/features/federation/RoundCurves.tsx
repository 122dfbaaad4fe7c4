/** Accuracy and attack success of all arms by round, on ground that is tinted where the attacker acts. */
import { memo, useDeferredValue, useMemo } from "react";
import { toneOf } from "../../charts/arm-style";
import { CurveChart, type CurveSeries } from "../../charts/CurveChart";
import { endNames } from "../../charts/end-names";
import { useRun } from "../../state/run";
import { curves as words } from "../../text/federation-words";
import { ticks } from "../../text/pace";
import { spans, type ArmRounds } from "./rounds";

export interface RoundCurvesProps {
  readonly arms: readonly ArmRounds[];
  readonly length: number;
  readonly attacked: (round: number) => boolean;
}

export const RoundCurves = memo(function RoundCurves({ arms, length, attacked }: RoundCurvesProps) {
  const curves = useDeferredValue(useRun((s) => s.curves)), bands = useMemo(() => spans(length, attacked), [length, attacked]);
  const ends = endNames(arms.map((a) => a.title), arms.map((a) => a.arm.title));
  const series = (measure: "accuracy" | "attack"): CurveSeries[] => arms.flatMap(({ arm, title }, i) => {
    const points = (curves[arm.id] ?? []).flatMap((p) => { const y = measure === "accuracy" ? p.cleanAccuracy : p.attackSuccess; return y === undefined ? [] : [{ x: p.epoch, y }]; });
    return points.length === 0 ? [] : [{ id: `${arm.id}-${measure}`, tone: toneOf(arm.kind), measure, name: title, endLabel: ends[i]!, points }];
  });
  const all = [{ title: words.attack, series: series("attack") }, { title: words.accuracy, series: series("accuracy") }].filter((c) => c.series.length > 0);
  const when = bands.length === 0 ? words.never : bands.length === 1 && bands[0]!.from === 1 && bands[0]!.to === length ? words.always : words.attacked;
  return (
    <div className="grid min-w-0 grid-cols-[repeat(auto-fit,minmax(min(100%,22rem),1fr))] gap-x-6 gap-y-4">
      {all.map((c) => <CurveChart key={c.title} title={c.title} series={c.series} maxX={length} xTitle={ticks.federated} yTitle={words.share} finding={when} bands={when === words.attacked ? bands : undefined} height={220} />)}
    </div>
  );
});
