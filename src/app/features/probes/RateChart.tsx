/** A measured rate against the strength of a probe, a line each with its 95 % band. This file is the frame with title, sentence and table; the drawing arrives later from RateLines. */
import { lazy, memo, Suspense, type ReactNode } from "react";
import type { ProbeCurve } from "../../../engine/index";
import { armStyles, dashOf, type ArmTone } from "../../charts/arm-style";
import { percent, short } from "../../charts/format";
import { markerPath, type MarkerShape } from "../../charts/markers";
import { probePanel as words } from "../../text/probe-words";
import type { TableData } from "../../ui/DataTable";
import { Figure } from "../../ui/Figure";

export interface RateSeries {
  readonly id: string;
  readonly tone: ArmTone;
  readonly dash: string | undefined;
  readonly marker: MarkerShape;
  readonly name: string;
  readonly points: ProbeCurve["points"];
}

const MORE_DASHES = ["7 3", "2 3", "10 3 2 3", "4 2", "1 4"] as const;
const MORE_MARKERS: readonly MarkerShape[] = ["diamond", "plus", "cross", "star", "hexagon", "triangle-down"];

/** The k-th line of the same tone: the first looks like its model everywhere else, later ones differ in dash and marker. */
export function lineLook(tone: ArmTone, k: number): Pick<RateSeries, "tone" | "dash" | "marker"> {
  if (k === 0) return { tone, dash: dashOf(tone, "accuracy"), marker: armStyles[tone].marker };
  return { tone, dash: MORE_DASHES[(k - 1) % MORE_DASHES.length], marker: MORE_MARKERS[(k - 1) % MORE_MARKERS.length]! };
}

/** One row per strength, one column per line: the rate, its interval below it, and n at the head where it is one and the same. */
export function rateTable(series: readonly RateSeries[], xTitle: string): TableData {
  const strengths = [...new Set(series.flatMap((s) => s.points.map((p) => p.x)))].sort((a, b) => a - b);
  const same = (s: RateSeries) => s.points.every((p) => p.rate.n === s.points[0]?.rate.n);
  const cell = (s: RateSeries, x: number) => {
    const rate = s.points.find((p) => p.x === x)?.rate;
    return rate && rate.n > 0 ? `${percent(rate.value)}\n${words.interval(rate.low, rate.high)}${same(s) ? "" : `\nn = ${rate.n}`}` : "–";
  };
  return {
    columns: [{ title: xTitle, numeric: true }, ...series.map((s) => ({ title: s.points[0] && same(s) ? words.of(s.name, s.points[0].rate.n) : s.name, numeric: true }))],
    rows: strengths.map((x) => [short(x), ...series.map((s) => cell(s, x))]),
  };
}

const RateLines = lazy(() => import("./RateLines"));

export interface RateChartProps {
  readonly title: string;
  readonly finding?: ReactNode;
  readonly series: readonly RateSeries[];
  readonly xTitle: string;
  readonly yTitle: string;
  /** Names below the picture instead of at the ends of the lines; for long names. */
  readonly legend?: boolean;
  readonly headingLevel?: 3 | 4;
  readonly height?: number;
}

export function LineKey({ line }: { readonly line: Pick<RateSeries, "tone" | "dash" | "marker"> }) {
  const style = armStyles[line.tone];
  return (
    <svg aria-hidden="true" viewBox="0 0 32 12" className="me-1.5 inline-block h-3 w-8 shrink-0">
      <path d="M0,6H32" stroke={style.fill} strokeWidth={2} strokeDasharray={line.dash} />
      <path d={markerPath(line.marker, 3.5)} transform="translate(16,6)" fill={style.fill} />
    </svg>
  );
}

export const RateChart = memo(function RateChart({ title, finding, series, xTitle, yTitle, legend, headingLevel = 4, height = 220 }: RateChartProps) {
  return (
    <Figure title={title} finding={finding} table={() => rateTable(series, xTitle)} headingLevel={headingLevel}>
      <p aria-hidden="true" className="text-xs leading-4 text-muted">↑ {yTitle} (%)</p>
      <div style={{ height }} className="min-w-0 overflow-hidden [contain:inline-size]">
        <Suspense fallback={null}>
          <RateLines series={series} xTitle={xTitle} name={`${title}, ${yTitle}`} height={height} endLabels={!legend} />
        </Suspense>
      </div>
      <p aria-hidden="true" className="text-center text-xs leading-4 text-balance text-muted">{xTitle}</p>
      {legend && (
        <ul aria-hidden="true" className="m-0 flex list-none flex-wrap gap-x-4 gap-y-0.5 p-0 text-xs">
          {series.map((s) => <li key={s.id} className="flex items-center"><LineKey line={s} />{s.name}</li>)}
        </ul>
      )}
    </Figure>
  );
});
