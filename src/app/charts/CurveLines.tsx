/**
 * The drawing of CurveChart and the only file that imports Recharts, so that it can arrive after the first paint. Not to
 * be used by itself: it has neither title nor table.
 */
import { useMemo } from "react";
import { CartesianGrid, Line, LineChart, Tooltip, useXAxisScale, useYAxisScale, XAxis, YAxis } from "recharts";
import { armStyles, dashOf } from "./arm-style";
import type { CurveSeries } from "./CurveChart";
import { number, percent, short } from "./format";
import { markerPath } from "./markers";
import { spread } from "./spread";
import { wholeTicks } from "./thin";

export interface CurveLinesProps {
  readonly series: readonly CurveSeries[];
  readonly minX: number;
  readonly maxX: number;
  readonly xTitle: string;
  /** Accessible name of the drawing. */
  readonly name: string;
  readonly wholeX: boolean;
  readonly height: number;
  readonly hideEndLabels?: boolean;
}

const LABEL_PX = 12, LABEL_GAP = 15, CHAR_PX = 6.7;
const axisText = { fill: "var(--h-muted)", fontSize: LABEL_PX };
const Y_TICKS = [0, 0.25, 0.5, 0.75, 1];

/** Names at the ends of the lines, pushed apart when two lines end together. */
function EndLabels({ series }: { readonly series: readonly CurveSeries[] }) {
  const x = useXAxisScale(), y = useYAxisScale();
  if (!x || !y) return null;
  const ends = series.flatMap((s) => {
    const last = s.points.at(-1);
    const px = last && x(last.x), py = last && y(last.y);
    return last && typeof px === "number" && typeof py === "number" ? [{ s, px, py }] : [];
  });
  const bottom = Number(y(0)), top = Number(y(1));
  const placed = spread(ends.map((e) => e.py), LABEL_GAP, top - 2, bottom + 2);
  return (
    <g aria-hidden="true">
      {ends.map(({ s, px }, i) => (
        <text key={s.id} x={px + 9} y={placed[i]} dy="0.35em" fontSize={LABEL_PX} fontWeight={500} fill={armStyles[s.tone].text}>{s.endLabel}</text>
      ))}
    </g>
  );
}

interface TipProps {
  readonly active?: boolean;
  readonly label?: string | number;
  readonly payload?: readonly { readonly dataKey?: unknown; readonly value?: unknown }[];
  readonly series: readonly CurveSeries[];
  readonly xTitle: string;
}

function Tip({ active, label, payload, series, xTitle }: TipProps) {
  if (!active || !payload?.length) return null;
  return (
    <div className="rounded-md border border-line bg-paper px-2.5 py-1.5 text-sm leading-snug text-ink shadow-pop">
      <p className="text-muted">{xTitle} {typeof label === "number" ? short(label) : label}</p>
      {series.map((s) => {
        const entry = payload.find((p) => p.dataKey === s.id);
        return typeof entry?.value === "number" ? <p key={s.id} style={{ color: armStyles[s.tone].text }}>{s.name} {percent(entry.value)}</p> : null;
      })}
    </div>
  );
}

/** Only the last point gets a marker; all do when there are few. */
function marker(s: CurveSeries) {
  const every = s.measure === "accuracy" && s.points.length <= 24;
  const path = markerPath(armStyles[s.tone].marker, every ? 3 : 4);
  return function Marker({ cx, cy, index }: { cx?: number; cy?: number; index?: number }) {
    if (cx === undefined || cy === undefined || (!every && index !== s.points.length - 1)) return <g key={index} />;
    const hollow = s.measure === "attack";
    return <path key={index} d={path} transform={`translate(${cx},${cy})`} fill={hollow ? "var(--h-paper)" : armStyles[s.tone].fill} stroke={armStyles[s.tone].fill} strokeWidth={1.5} />;
  };
}

export default function CurveLines({ series, minX, maxX, xTitle, name, wholeX, height, hideEndLabels }: CurveLinesProps) {
  const longest = hideEndLabels ? 0 : Math.max(0, ...series.map((s) => s.endLabel.length));
  const right = longest ? Math.round(longest * CHAR_PX) + 14 : 12;
  const rows = useMemo(() => {
    const byX = new Map<number, Record<string, number>>();
    for (const s of series)
      for (const p of s.points) {
        let row = byX.get(p.x);
        if (!row) byX.set(p.x, (row = { x: p.x }));
        row[s.id] = p.y;
      }
    // Without any row the axes would stay bare: two empty ones hold them open until the first point.
    return byX.size > 0 ? [...byX.values()].sort((a, b) => a.x! - b.x!) : [{ x: minX }, { x: Math.max(maxX, minX + 1) }];
  }, [series, minX, maxX]);
  return (
    <LineChart responsive data={rows} style={{ width: "100%", height }} margin={{ top: 8, right, bottom: 18, left: 0 }} accessibilityLayer aria-label={name}>
      <CartesianGrid vertical={false} stroke="var(--h-line)" />
      <XAxis
        dataKey="x"
        type="number"
        domain={[minX, Math.max(maxX, minX + (wholeX ? 1 : 0))]}
        ticks={wholeX ? wholeTicks(minX, Math.max(maxX, minX + 1)) : undefined}
        interval={wholeX ? 0 : "preserveStartEnd"}
        padding={{ left: 6 }}
        tick={axisText}
        tickFormatter={(v: number) => short(v)}
        tickLine={false}
        axisLine={{ stroke: "var(--h-edge)" }}
        height={20}
        label={{ value: xTitle, position: "insideBottom", offset: -14, fill: "var(--h-muted)", fontSize: LABEL_PX }}
      />
      <YAxis
        type="number"
        domain={[0, 1]}
        ticks={Y_TICKS}
        tick={axisText}
        tickFormatter={(v: number) => number(v * 100)}
        tickLine={false}
        axisLine={false}
        width={32}
      />
      <Tooltip isAnimationActive={false} cursor={{ stroke: "var(--h-edge)", strokeDasharray: "2 2" }} content={(p) => <Tip active={p.active} label={p.label} payload={p.payload} series={series} xTitle={xTitle} />} />
      {series.map((s) => (
        <Line
          key={s.id}
          dataKey={s.id}
          name={s.name}
          type="linear"
          isAnimationActive={false}
          connectNulls
          stroke={armStyles[s.tone].fill}
          strokeWidth={2}
          strokeDasharray={dashOf(s.tone, s.measure)}
          dot={marker(s)}
          activeDot={{ r: 4, strokeWidth: 0 }}
        />
      ))}
      {!hideEndLabels && <EndLabels series={series} />}
    </LineChart>
  );
}
