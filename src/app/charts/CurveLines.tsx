/**
 * The drawing of CurveChart; it imports Recharts and arrives after the first paint. Not to be used by itself: it has
 * neither title nor table.
 */
import { useMemo } from "react";
import { CartesianGrid, Line, LineChart, ReferenceArea, Tooltip, XAxis, YAxis } from "recharts";
import { armStyles, dashOf } from "./arm-style";
import type { CurveBand, CurveSeries } from "./CurveChart";
import { percent, short } from "./format";
import { EndLabels, axisText, cursorLook, roomFor, shareLook, tipLook, xLook } from "./line-parts";
import { markerPath } from "./markers";
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
  readonly bands?: readonly CurveBand[];
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
    <div className={tipLook}>
      <p className="text-muted">{xTitle} {typeof label === "number" ? short(label) : label}</p>
      {series.map((s) => {
        const entry = payload.find((p) => p.dataKey === s.id);
        return typeof entry?.value === "number" ? <p key={s.id} style={{ color: s.look?.color ?? armStyles[s.tone].text }}>{s.name} {percent(entry.value)}</p> : null;
      })}
    </div>
  );
}

/** Only the last point gets a marker; all do when there are few. */
function marker(s: CurveSeries) {
  const every = s.measure === "accuracy" && s.points.length <= 24;
  const path = markerPath(s.look?.marker ?? armStyles[s.tone].marker, every ? 3 : 4), color = s.look?.color ?? armStyles[s.tone].fill;
  return function Marker({ cx, cy, index }: { cx?: number; cy?: number; index?: number }) {
    if (cx === undefined || cy === undefined || (!every && index !== s.points.length - 1)) return <g key={index} />;
    const hollow = s.measure === "attack";
    return <path key={index} d={path} transform={`translate(${cx},${cy})`} fill={hollow ? "var(--h-paper)" : color} stroke={color} strokeWidth={1.5} />;
  };
}

export default function CurveLines({ series, minX, maxX, xTitle, name, wholeX, height, hideEndLabels, bands = [] }: CurveLinesProps) {
  const right = roomFor(hideEndLabels ? [] : series.map((s) => s.endLabel));
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
      {bands.map((b) => <ReferenceArea key={b.from} x1={Math.max(minX, b.from - 0.5)} x2={Math.min(Math.max(maxX, minX + 1), b.to + 0.5)} fill="var(--h-poisoned-fill)" fillOpacity={0.13} strokeOpacity={0} />)}
      <XAxis
        {...xLook}
        domain={[minX, Math.max(maxX, minX + (wholeX ? 1 : 0))]}
        ticks={wholeX ? wholeTicks(minX, Math.max(maxX, minX + 1)) : undefined}
        interval={wholeX ? 0 : "preserveStartEnd"}
        height={20}
        label={{ value: xTitle, position: "insideBottom", offset: -14, ...axisText }}
      />
      <YAxis {...shareLook} />
      <Tooltip isAnimationActive={false} cursor={cursorLook} content={(p) => <Tip active={p.active} label={p.label} payload={p.payload} series={series} xTitle={xTitle} />} />
      {series.map((s) => (
        <Line
          key={s.id}
          dataKey={s.id}
          name={s.name}
          type="linear"
          isAnimationActive={false}
          connectNulls
          stroke={s.look?.color ?? armStyles[s.tone].fill}
          strokeWidth={2}
          strokeDasharray={s.look ? s.look.dash : dashOf(s.tone, s.measure)}
          dot={marker(s)}
          activeDot={{ r: 4, strokeWidth: 0 }}
        />
      ))}
      {!hideEndLabels && <EndLabels ends={series.flatMap((s) => { const last = s.points.at(-1); return last ? [{ id: s.id, tone: s.tone, color: s.look?.color, text: s.endLabel, x: last.x, y: last.y }] : []; })} />}
    </LineChart>
  );
}
