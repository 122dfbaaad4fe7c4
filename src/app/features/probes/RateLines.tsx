/** The drawing of RateChart: bands, lines and markers on axes that hold still. Arrives with Recharts after the panel. Not to be used by itself: it has neither title nor table. */
import { useMemo } from "react";
import { CartesianGrid, Line, LineChart, Tooltip, useXAxisScale, useYAxisScale, XAxis, YAxis } from "recharts";
import { armStyles } from "../../charts/arm-style";
import { percent, short } from "../../charts/format";
import { EndLabels, cursorLook, roomFor, shareLook, tipLook, xLook } from "../../charts/line-parts";
import { markerPath } from "../../charts/markers";
import { probePanel as words } from "../../text/probe-words";
import type { RateSeries } from "./RateChart";

export interface RateLinesProps {
  readonly series: readonly RateSeries[];
  readonly xTitle: string;
  /** Accessible name of the drawing. */
  readonly name: string;
  readonly height: number;
  readonly endLabels: boolean;
}

const MOST_TICKS = 9;

/** The 95 % interval of each line as a band in its own color, below all lines. */
function Bands({ series }: Pick<RateLinesProps, "series">) {
  const x = useXAxisScale(), y = useYAxisScale();
  if (!x || !y) return null;
  const at = (px: number, rate: number) => `${Number(x(px)).toFixed(1)},${Number(y(rate)).toFixed(1)}`;
  return (
    <g aria-hidden="true">
      {series.map((s) => {
        const points = s.points.filter((p) => p.rate.n > 0);
        if (points.length < 2) return null;
        return <path key={s.id} d={`M${points.map((p) => at(p.x, p.rate.high)).join("L")}L${points.toReversed().map((p) => at(p.x, p.rate.low)).join("L")}Z`} fill={armStyles[s.tone].fill} fillOpacity={0.13} />;
      })}
    </g>
  );
}

interface TipProps extends Pick<RateLinesProps, "series" | "xTitle"> {
  readonly active?: boolean;
  readonly label?: string | number;
}

function Tip({ active, label, series, xTitle }: TipProps) {
  const here = series.flatMap((s) => s.points.filter((p) => p.x === Number(label) && p.rate.n > 0).map((p) => ({ s, rate: p.rate })));
  if (!active || here.length === 0) return null;
  return (
    <div className={tipLook}>
      <p className="text-muted">{xTitle}: {short(Number(label))}</p>
      {here.map(({ s, rate }) => <p key={s.id} style={{ color: armStyles[s.tone].text }}>{s.name} {percent(rate.value)} <span className="text-muted">({words.interval(rate.low, rate.high)}, n = {rate.n})</span></p>)}
    </div>
  );
}

function marker(s: RateSeries) {
  const path = markerPath(s.marker, 3.5);
  return function Marker({ cx, cy, index }: { cx?: number; cy?: number; index?: number }) {
    if (cx === undefined || cy === undefined) return <g key={index} />;
    return <path key={index} d={path} transform={`translate(${cx},${cy})`} fill={armStyles[s.tone].fill} />;
  };
}

export default function RateLines({ series, xTitle, name, height, endLabels }: RateLinesProps) {
  const strengths = useMemo(() => [...new Set(series.flatMap((s) => s.points.map((p) => p.x)))].sort((a, b) => a - b), [series]);
  const rows = useMemo(() => strengths.map((x) => Object.fromEntries([["x", x], ...series.flatMap((s) => s.points.filter((p) => p.x === x && p.rate.n > 0).map((p) => [s.id, p.rate.value] as const))]) as Record<string, number>), [strengths, series]);
  const most = strengths.at(-1) ?? 1, least = Math.min(0, strengths[0] ?? 0);
  const right = roomFor(endLabels ? series.map((s) => s.name) : []);
  return (
    <LineChart responsive data={rows} style={{ width: "100%", height }} margin={{ top: 8, right, bottom: 2, left: 0 }} accessibilityLayer aria-label={name}>
      <CartesianGrid vertical={false} stroke="var(--h-line)" />
      <XAxis {...xLook} domain={[least, most > least ? most : least + 1]} ticks={strengths.length <= MOST_TICKS ? strengths : undefined} interval="preserveStartEnd" height={22} />
      <YAxis {...shareLook} />
      <Bands series={series} />
      <Tooltip isAnimationActive={false} cursor={cursorLook} content={(p) => <Tip active={p.active} label={p.label} series={series} xTitle={xTitle} />} />
      {series.map((s) => (
        <Line key={s.id} dataKey={s.id} name={s.name} type="linear" isAnimationActive={false} connectNulls stroke={armStyles[s.tone].fill} strokeWidth={2} strokeDasharray={s.dash} dot={marker(s)} activeDot={{ r: 4, strokeWidth: 0 }} />
      ))}
      {endLabels && <EndLabels ends={series.flatMap((s) => { const last = s.points.findLast((p) => p.rate.n > 0); return last ? [{ id: s.id, tone: s.tone, text: s.name, x: last.x, y: last.rate.value }] : []; })} />}
    </LineChart>
  );
}
