/** How the models came to be what they are: accuracy of all of them in one drawing, attack success in the other, epoch by epoch, round by round or step by step. */
import { useDeferredValue, useMemo } from "react";
import { toneOf } from "../charts/arm-style";
import { CurveChart, type CurveSeries } from "../charts/CurveChart";
import { isBusy } from "../state/run-state";
import { hit } from "../text/craft-words";
import { percent } from "../text/format";
import { lengthOf, ticks } from "../text/pace";
import { figures as words } from "../text/story-words";
import { armsOf, nameOfArm, rateOf, type FigureSize, type Shown } from "./shown";

type Measure = "accuracy" | "attack";

/** One line a model; of an attack on one image how sure the model is. */
function seriesOf(shown: Shown, measure: Measure): CurveSeries[] {
  return armsOf(shown).flatMap((arm) => {
    const points = (shown.run.curves[arm.id] ?? []).flatMap((p) => {
      const y = measure === "accuracy" ? p.cleanAccuracy : (p.attackSuccess ?? p.targetProbability);
      return y === undefined ? [] : [{ x: p.epoch, y }];
    });
    return points.length === 0 ? [] : [{ id: `${arm.id}-${measure}`, tone: toneOf(arm.kind), measure, name: nameOfArm(arm, shown), endLabel: arm.title, points }];
  });
}

export function Curves({ shown: now, size }: { readonly shown: Shown; readonly size: FigureSize }) {
  const shown = useDeferredValue(now), { run, spec } = shown, length = lengthOf(spec);
  const charts = useMemo(() => {
    const one = Object.values(run.curves).some((c) => c.some((p) => p.targetProbability !== undefined));
    return [
      { id: "accuracy", title: words.curves.accuracy, unit: words.curvesUnit, series: seriesOf(shown, "accuracy") },
      { id: "attack", title: one ? hit.line : words.curves.attack, unit: one ? hit.share : words.curvesUnit, series: seriesOf(shown, "attack") },
    ].filter((c) => c.id === "accuracy" || c.series.length > 0);
  }, [shown, run.curves]);
  return (
    <div className="grid min-w-0 grid-cols-[repeat(auto-fit,minmax(min(100%,17rem),1fr))] gap-x-6 gap-y-4">
      {charts.map((c) => {
        const first = Math.min(1, ...c.series.map((s) => s.points[0]!.x)), last = Math.max(length, ...c.series.map((s) => s.points.at(-1)!.x));
        const metric = c.id === "accuracy" ? "cleanAccuracy" : "attackSuccess";
        const said = c.series.length === 0 ? words.notYet : words.ends(isBusy(run.phase) ? words.soFar : words.atEnd, c.series.map((s) => {
          const end = s.points.at(-1)!.y, repaired = rateOf(run.results[s.id.slice(0, -c.id.length - 1)], metric)?.value ?? end;
          return words.end(s.name, percent(end), percent(end) === percent(repaired) ? null : percent(repaired));
        }));
        return <CurveChart key={c.id} title={c.title} series={c.series} minX={first} maxX={last} xTitle={ticks[spec.regime]} yTitle={c.unit} finding={said} height={size === "story" ? 230 : 200} />;
      })}
    </div>
  );
}
