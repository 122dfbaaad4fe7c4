/** What each model read as what, and of points where each answer begins: one drawing a model, on the same scale. */
import { useMemo } from "react";
import type { ArmInfo } from "../../engine/index";
import { ConfusionMatrix } from "../charts/ConfusionMatrix";
import { DecisionRegion } from "../charts/DecisionRegion";
import { axesOf, planeOf } from "../parts/points";
import { inNoCell } from "../text/answer-words";
import { singleTarget } from "../text/attack-words";
import { cellSentence } from "../text/counts";
import { percent } from "../text/format";
import { figures as words } from "../text/story-words";
import { EmptyState } from "../ui/EmptyState";
import { learnedPoints } from "./learned";
import { armsOf, isLive, mostMoved, nameOfArm, rateOf, type FigureSize, type Shown } from "./shown";
import { sideBySide } from "./side-by-side";

const row = "grid min-w-0 gap-x-6 gap-y-5", LEAST = 15, SMALL = 9;

interface Props {
  readonly shown: Shown;
  readonly size: FigureSize;
}

export function Confusion({ shown, size }: Props) {
  const { run, preview, spec } = shown, meta = preview!.meta, arms = armsOf(shown).filter((a) => run.results[a.id]), clean = run.results["clean"]?.confusion;
  const labels = useMemo(() => ({ cell: (k: number, of: number, t: string, a: string) => cellSentence(meta, meta.classNames.indexOf(t), meta.classNames.indexOf(a), k, of) }), [meta]);
  if (arms.length === 0) return <EmptyState title={words.noRun} minHeight={200} />;
  return (
    <div className={row} style={sideBySide(arms.length, LEAST)}>
      {arms.map((arm) => {
        const { confusion: counts, unanswered } = run.results[arm.id]!, moved = clean && arm.kind !== "clean" ? mostMoved(clean, counts) : null;
        const said = unanswered ? inNoCell(unanswered) : moved ? cellSentence(meta, moved.truth, moved.answer, counts[moved.truth]![moved.answer]!, counts[moved.truth]!.reduce((a, b) => a + b, 0)) : undefined;
        return <ConfusionMatrix key={arm.id} title={words.confusion(nameOfArm(arm, shown))} counts={counts} classNames={meta.classNames} target={singleTarget(spec)} finding={said ?? (isLive(size) ? undefined : "")} labels={labels} />;
      })}
    </div>
  );
}

function Plane({ arm, shown, size, most }: Props & { readonly arm: ArmInfo; readonly most: number }) {
  const { run, preview } = shown, meta = preview!.meta, filter = run.artifacts[arm.id]?.filter;
  const points = useMemo(() => learnedPoints(preview!, arm, filter), [preview, arm, filter]), axes = useMemo(() => axesOf(meta), [meta]);
  const right = rateOf(run.results[arm.id], "cleanAccuracy");
  return <DecisionRegion title={words.regions(nameOfArm(arm, shown))} finding={right ? words.right(percent(right.value)) : isLive(size) ? words.regionsBefore : ""} region={run.regions[arm.id]} domain={planeOf({ meta })} axes={axes} points={points} classNames={meta.classNames} maxSize={most} />;
}

export function Regions({ shown, size }: Props) {
  const arms = armsOf(shown), many = arms.length > 3;
  return <div className={row} style={sideBySide(arms.length, many ? SMALL : LEAST)}>{arms.map((arm) => <Plane key={arm.id} arm={arm} shown={shown} size={size} most={many ? 240 : 340} />)}</div>;
}
