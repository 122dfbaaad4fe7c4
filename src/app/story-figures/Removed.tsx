/** What each defense took out of the training data or gave other labels, held against the truth: poison found, honest rows lost, poison missed. */
import { useCallback, useMemo } from "react";
import type { ArmInfo } from "../../engine/index";
import { DecisionRegion } from "../charts/DecisionRegion";
import { RateFigure } from "../charts/RateFigure";
import { verdicts } from "../features/bench/verdicts";
import { axesOf, planeOf, plotPoints } from "../parts/points";
import { trainItem } from "../parts/rows/items";
import { RowsView } from "../parts/rows/RowsView";
import { count } from "../text/format";
import { figures as words } from "../text/story-words";
import { EmptyState } from "../ui/EmptyState";
import { armsOf, isLive, nameOfArm, type FigureSize, type Shown } from "./shown";
import { sideBySide } from "./side-by-side";

const PAGE = { image: 10, text: 3, tabular: 4, points: 4 } as const;
/** Least width of a group, rem: three in a row where they are small. */
const LEAST = { image: 14, text: 22, tabular: 14, points: 9 } as const;
/** On paper all three stand in a row, with a few rows each. */
const PAPER = 12, STILL = 6;
const KINDS = ["found", "lost", "missed"] as const;

function Group({ arm, title, rows, shown, size }: { readonly arm: string; readonly title: string; readonly rows: Int32Array; readonly shown: Shown; readonly size: FigureSize }) {
  const preview = shown.preview!, { meta } = preview, itemOf = useCallback((row: number) => trainItem(preview, row), [preview]);
  const points = useMemo(() => (meta.modality === "points" ? plotPoints(preview, rows) : null), [preview, meta, rows]);
  const name = `${title} (${count(rows.length)})`, list = words.groupOf(arm, title);
  if (points && rows.length > 0) return <DecisionRegion title={name} finding="" points={points} domain={planeOf(preview)} axes={axesOf(meta)} classNames={meta.classNames} maxSize={260} headingLevel={4} />;
  return (
    <div className="min-w-0">
      <h4 className="text-sm font-semibold">{title} <span className="font-normal text-muted">{count(rows.length)}</span></h4>
      {rows.length === 0 ? <p className="py-1 text-sm text-muted">{words.noRows}</p> : meta.columns && !isLive(size) ? null : <RowsView label={list} meta={meta} rows={isLive(size) ? rows : rows.subarray(0, Math.min(STILL, PAGE[meta.modality]))} itemOf={itemOf} pageSize={PAGE[meta.modality]} size={40} />}
    </div>
  );
}

function One({ arm, shown, size }: { readonly arm: ArmInfo; readonly shown: Shown; readonly size: FigureSize }) {
  const result = shown.run.results[arm.id], filter = shown.run.artifacts[arm.id]?.filter, preview = shown.preview!;
  const fits = filter && filter.keep.length === preview.train.n, sorted = useMemo(() => (fits ? verdicts(preview, filter) : null), [preview, filter, fits]);
  const report = result?.filter, did = (report?.relabeled ?? 0) > (report?.removed ?? 0) ? "relabeled" : "removed";
  return (
    <figure className="m-0 flex min-w-0 flex-col gap-3">
      <h3 className="text-sm font-semibold">{report ? words.did[did](nameOfArm(arm, shown)) : nameOfArm(arm, shown)}</h3>
      {!report ? <p className="text-sm text-muted">{result ? words.nothingRemoved : words.noRun}</p> : (
        <div className="flex flex-wrap gap-x-8 gap-y-2">
          {report.truePositiveRate && <RateFigure tone="defended" rate={report.truePositiveRate} caption={words.removedFound} />}
          {report.falsePositiveRate && <RateFigure tone="defended" emphasis={false} rate={report.falsePositiveRate} caption={words.lost[did]} />}
        </div>
      )}
      {sorted && !preview.pending && <div className="grid min-w-0 gap-x-6 gap-y-3" style={sideBySide(KINDS.length, isLive(size) ? LEAST[preview.meta.modality] : Math.min(PAPER, LEAST[preview.meta.modality]))}>{KINDS.map((k) => <Group key={k} arm={nameOfArm(arm, shown)} title={(did === "removed" ? words.groups : words.relabeledGroups)[k]} rows={sorted[k]} shown={shown} size={size} />)}</div>}
    </figure>
  );
}

export function Removed({ shown, size }: { readonly shown: Shown; readonly size: FigureSize }) {
  const arms = armsOf(shown).filter((a) => a.kind === "defended");
  if (arms.length === 0 || !arms.some((a) => shown.run.results[a.id])) return <EmptyState title={words.noRun} minHeight={160} />;
  return <div className="flex flex-col gap-5">{arms.map((arm) => <One key={arm.id} arm={arm} shown={shown} size={size} />)}</div>;
}
