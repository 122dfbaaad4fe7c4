/** How the models came to be what they are: accuracy of all of them in one drawing, attack success in the other, epoch by epoch, round by round or step by step. */
import { useDeferredValue, useMemo } from "react";
import { defenses, type ArmInfo } from "../../engine/index";
import { toneOf } from "../charts/arm-style";
import { CurveChart, type CurveSeries } from "../charts/CurveChart";
import { isBusy } from "../state/run-state";
import { hit } from "../text/craft-words";
import { percent } from "../text/format";
import { lengthOf, ticks } from "../text/pace";
import { figures as words } from "../text/story-words";
import { armsOf, nameOfArm, rateOf, type FigureSize, type Shown } from "./shown";

type Measure = "accuracy" | "attack";

interface Line extends CurveSeries {
  /** What the line ends at, in words. */
  readonly end: string;
}

/** What a model ended at once it was repaired, which no line shows; null where it was not. */
function afterRepair({ run, spec }: Shown, arm: ArmInfo, measure: Measure): number | null {
  const result = run.results[arm.id], repaired = arm.pipeline !== undefined && spec.defenses[arm.pipeline]?.some((d) => defenses.find(d.id)?.stage === "repair");
  // What a guard turned away is none of the repair's doing.
  return repaired && !result?.screen ? (rateOf(result, measure === "accuracy" ? "cleanAccuracy" : "attackSuccess")?.value ?? null) : null;
}

/** One line a model; of an attack on one image how sure the model is. */
function seriesOf(shown: Shown, measure: Measure): Line[] {
  return armsOf(shown).flatMap((arm) => {
    const points = (shown.run.curves[arm.id] ?? []).flatMap((p) => {
      const y = measure === "accuracy" ? p.cleanAccuracy : (p.attackSuccess ?? p.targetProbability);
      return y === undefined ? [] : [{ x: p.epoch, y }];
    });
    const name = nameOfArm(arm, shown), last = points.at(-1), after = afterRepair(shown, arm, measure);
    return last ? [{ id: `${arm.id}-${measure}`, tone: toneOf(arm.kind), measure, name, endLabel: arm.title, points, end: words.end(name, percent(last.y), after === null ? null : percent(after)) }] : [];
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
        const said = c.series.length === 0 ? words.notYet : words.ends(isBusy(run.phase) ? words.soFar : words.atEnd, c.series.map((s) => s.end));
        return <CurveChart key={c.id} title={c.title} series={c.series} minX={first} maxX={last} xTitle={ticks[spec.regime]} yTitle={c.unit} finding={said} height={size === "story" ? 230 : 200} />;
      })}
    </div>
  );
}
