/**
 * Learning curves of one or more arms over epochs. This file is the frame: title, finding, table twin and the reserved
 * height; the drawing library arrives later from CurveLines. The y axis always runs from 0 to 100 %.
 */
import { lazy, memo, Suspense, useDeferredValue, useMemo, type ReactNode } from "react";
import { Arriving } from "../ui/Arriving";
import { Figure, type FigureLabels } from "../ui/Figure";
import type { TableData } from "../ui/DataTable";
import type { ArmTone } from "./arm-style";
import { percent } from "./format";
import type { MarkerShape } from "./markers";
import { thin } from "./thin";

export interface CurveSample {
  readonly x: number;
  /** Share in [0, 1]. */
  readonly y: number;
}

export interface CurveSeries {
  readonly id: string;
  readonly tone: ArmTone;
  /** Solid with markers for accuracy, dashed for attack success. */
  readonly measure: "accuracy" | "attack";
  /** Full name, for table and tooltip. */
  readonly name: string;
  /** A short word at the end of the line. */
  readonly endLabel: string;
  readonly points: readonly CurveSample[];
  /** Where lines of the same model lie over each other: a dash, marker and color of its own; null: the model's color. */
  readonly look?: { readonly dash: string | undefined; readonly marker: MarkerShape; readonly color: string | null };
}

export interface CurveBand {
  readonly from: number;
  readonly to: number;
}

export interface CurveChartProps {
  readonly title: ReactNode;
  readonly finding?: ReactNode;
  readonly series: readonly CurveSeries[];
  /** Where the x axis ends, so that it stands still while points arrive. */
  readonly maxX: number;
  readonly minX?: number;
  readonly xTitle: string;
  /** With its unit, for example "% of test images". */
  readonly yTitle: string;
  /** False for axes that are not whole numbers (a repair path). */
  readonly wholeX?: boolean;
  readonly height?: number;
  /** Keep end labels off when a legend elsewhere says it, or the column is too narrow. */
  readonly hideEndLabels?: boolean;
  /** Pieces of the x axis that stand on a tinted ground, ends included. */
  readonly bands?: readonly CurveBand[];
  readonly actions?: ReactNode;
  readonly headingLevel?: 2 | 3 | 4;
  readonly hideTitle?: boolean;
  readonly labels?: Partial<FigureLabels>;
}

const CurveLines = lazy(() => import("./CurveLines"));

/** One row per x, one column per series. */
export function curveTable(series: readonly CurveSeries[], xTitle: string): TableData {
  const at = new Map<number, (string | number)[]>();
  series.forEach((s, i) => {
    for (const p of s.points) {
      let row = at.get(p.x);
      if (!row) at.set(p.x, (row = [Number(p.x.toPrecision(6)), ...series.map(() => "–")]));
      row[i + 1] = percent(p.y);
    }
  });
  return {
    columns: [{ title: xTitle, numeric: true }, ...series.map((s) => ({ title: s.name, numeric: true }))],
    rows: [...at].sort(([a], [b]) => a - b).map(([, row]) => row),
  };
}

export const CurveChart = memo(function CurveChart({ title, finding, series, maxX, minX = 1, xTitle, yTitle, wholeX = true, height = 200, hideEndLabels, bands, actions, headingLevel, hideTitle, labels }: CurveChartProps) {
  // Drawing may lag behind the data: clicks and keys come first while a model trains.
  const settled = useDeferredValue(series);
  const light = useMemo(() => settled.map((s) => ({ ...s, points: thin(s.points) })), [settled]);
  return (
    <Figure title={title} finding={finding} table={() => curveTable(series, xTitle)} actions={actions} headingLevel={headingLevel} hideTitle={hideTitle} labels={labels}>
      <p aria-hidden="true" className="text-xs leading-4 text-muted">↑ {yTitle}</p>
      <div style={{ height }} className="min-w-0 overflow-hidden [contain:inline-size]">
        <Suspense fallback={<Arriving />}>
          <CurveLines series={light} minX={minX} maxX={maxX} xTitle={xTitle} name={typeof title === "string" ? `${title}, ${yTitle}` : yTitle} wholeX={wholeX} height={height} hideEndLabels={hideEndLabels} bands={bands} />
        </Suspense>
      </div>
    </Figure>
  );
});
