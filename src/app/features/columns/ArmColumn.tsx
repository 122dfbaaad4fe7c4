/**
 * One arm as a column: title, two numbers, curve, mistakes or decision region, and for a defended arm what it is to be
 * compared with. Rows line up with the sister columns. Before a run it says what will stand here.
 */
import { memo, useCallback, useDeferredValue, useMemo } from "react";
import type { ArmInfo, DatasetMeta } from "../../../engine/index";
import { ConfusionMatrix } from "../../charts/ConfusionMatrix";
import { CurveChart } from "../../charts/CurveChart";
import { inNoCell } from "../../text/answer-words";
import { cellSentence, lineEnds, mostConfused, sinceCurve } from "../../text/counts";
import { hit } from "../../text/craft-words";
import { columns as words } from "../../text/words";
import { setView } from "../../state/view";
import { cx } from "../../ui/cx";
import { Notice } from "../../ui/Notice";
import { Baselines } from "./Baselines";
import { ColumnNumbers } from "./ColumnNumbers";
import { ColumnTitle } from "./ColumnTitle";
import { curveSeries, useArmCurve, useArmResult } from "./live";
import { Region } from "./Region";
import { NearMiss, TargetHit } from "./TargetHit";
import { TwoClassNumbers } from "./TwoClassNumbers";
import { RepairPath } from "./RepairPath";
import { TurnedAway, WithoutNumbers } from "./TurnedAway";

export interface ArmColumnProps {
  readonly arm: ArmInfo;
  readonly meta: DatasetMeta | null;
  readonly hasGoal: boolean;
  readonly triggered: boolean;
  readonly target: number | null;
  /** What the one chosen image is to be read as, when the attack is about one. */
  readonly wanted: number | null;
  /** How long the run will be, and in what it counts: epochs, rounds, steps. */
  readonly epochs: number;
  readonly tick: string;
}

function Curve({ arm, epochs, tick }: { readonly arm: ArmInfo; readonly epochs: number; readonly tick: string }) {
  const curve = useDeferredValue(useArmCurve(arm.id));
  const series = useMemo(() => curveSeries(arm, curve), [arm, curve]), result = useArmResult(arm.id), done = result !== undefined;
  if (done && curve.length === 0) return <p className="text-sm text-muted">{words.noCurve}</p>;
  // Means over several seeds are no later state of the one curve that stands here.
  const later = result && arm.kind === "defended" && !result.metrics["cleanAccuracy"]?.values ? sinceCurve(curve.at(-1), { cleanAccuracy: result.metrics["cleanAccuracy"]?.value, attackSuccess: result.metrics["attackSuccess"]?.value }) : "";
  return <CurveChart title={words.curve} finding={lineEnds(series, done) + later} series={series} minX={Math.min(1, curve[0]?.epoch ?? 1)} maxX={Math.max(epochs, curve.at(-1)?.epoch ?? 0)} xTitle={tick} yTitle={curve.some((p) => p.targetProbability !== undefined) ? hit.share : words.share} height={180} headingLevel={4} />;
}

function Mistakes({ arm, meta, target }: { readonly arm: ArmInfo; readonly meta: DatasetMeta; readonly target: number | null }) {
  const result = useDeferredValue(useArmResult(arm.id));
  const open = useCallback((truth: number, answer: number) => setView({ cell: { arm: arm.id, truth, answer } }), [arm.id]);
  const labels = useMemo(() => ({ cell: (hits: number, of: number, t: string, a: string) => cellSentence(meta, meta.classNames.indexOf(t), meta.classNames.indexOf(a), hits, of) }), [meta]);
  if (!result) return <div />;
  return <ConfusionMatrix title={words.confusion} finding={result.unanswered ? inNoCell(result.unanswered) : mostConfused(meta, result.confusion)} counts={result.confusion} classNames={meta.classNames} target={target} onOpen={open} headingLevel={4} labels={labels} />;
}

/** Notes in view; a pipeline that says more folds them. */
const OPEN_NOTES = 3;

function Notes({ arm }: { readonly arm: ArmInfo }) {
  const result = useArmResult(arm.id);
  if (!result) return null;
  const said = result.notes.filter((n) => n.level === "info");
  return (
    <>
      {result.diverged && <Notice level="warning" announce={false}>{words.diverged}</Notice>}
      {result.notes.filter((n) => n.level === "warning").map((note) => <Notice key={note.text} level="warning" announce={false}>{note.text}</Notice>)}
      {said.length > 0 && (
        <details open={said.length <= OPEN_NOTES} className="text-sm text-muted">
          <summary className="cursor-pointer rounded-sm py-1 font-medium text-ink">{words.said(said.length)}</summary>
          <ul className="m-0 mt-1 flex list-disc flex-col gap-1.5 ps-4">{said.map((note) => <li key={note.text}>{note.text}</li>)}</ul>
        </details>
      )}
    </>
  );
}

export const ArmColumn = memo(function ArmColumn({ arm, meta, hasGoal, triggered, target, wanted, epochs, tick }: ArmColumnProps) {
  const points = meta?.modality === "points";
  const result = useArmResult(arm.id), noted = result?.notes.length !== 0 || result.diverged;
  // Without anything below its matrix a column ends there instead of standing half empty beside a longer one.
  const long = points || noted || arm.kind === "defended";
  return (
    <section aria-label={words.columnName(arm.title)} className={cx("grid min-w-0 grid-rows-subgrid gap-y-3 rounded-lg border border-line bg-paper px-3 pb-4 xl:px-4", long ? "row-span-5" : "row-span-4")}>
      <ColumnTitle arm={arm} />
      <div className="flex flex-col gap-2">
        <ColumnNumbers arm={arm} hasGoal={hasGoal} triggered={triggered} second={wanted !== null && meta ? <TargetHit arm={arm} meta={meta} wanted={wanted} /> : null} />
        <TurnedAway arm={arm} />
        <WithoutNumbers arm={arm} tick={tick} />
        <NearMiss arm={arm} />
        <TwoClassNumbers arm={arm} meta={meta} />
      </div>
      <Curve arm={arm} epochs={epochs} tick={tick} />
      {points ? <Region arm={arm} meta={meta} /> : meta ? <Mistakes arm={arm} meta={meta} target={target} /> : <div />}
      <div className={cx("min-w-0 flex-col gap-3", long ? "flex" : "hidden")}>
        {points && <Mistakes arm={arm} meta={meta} target={target} />}
        <Notes arm={arm} />
        <RepairPath arm={arm} />
        <Baselines arm={arm} hasGoal={hasGoal} />
      </div>
    </section>
  );
});
