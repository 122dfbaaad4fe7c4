/** The drawing of LinesView: lines, moments and a level. Arrives with Recharts after the panel. It has neither title nor table. */
import { useMemo } from "react";
import { CartesianGrid, Line, LineChart, ReferenceLine, Tooltip, XAxis, YAxis } from "recharts";
import { percent, short } from "../../charts/format";
import { axisText, cursorLook, shareLook, tipLook, xLook } from "../../charts/line-parts";
import type { LinesEvidence } from "./LinesView";
import type { SeriesLook } from "./series";

type DrawnLine = LinesEvidence["lines"][number] & { readonly look: SeriesLook };

interface TipProps {
  readonly active?: boolean;
  readonly label?: string | number;
  readonly payload?: readonly { readonly dataKey?: unknown; readonly value?: unknown }[];
  readonly lines: readonly DrawnLine[];
  readonly shown: LinesEvidence;
}

function Tip({ active, label, payload, lines, shown }: TipProps) {
  if (!active || !payload?.length) return null;
  return (
    <div className={tipLook}>
      <p className="text-muted">{shown.xTitle}: {short(Number(label))}</p>
      {lines.map((line, k) => {
        const value = payload.find((p) => p.dataKey === `l${k}`)?.value;
        return typeof value === "number" ? <p key={line.id}>{line.title}: {shown.percent ? percent(value) : short(value)}</p> : null;
      })}
    </div>
  );
}

export interface LinesDrawingProps {
  readonly shown: LinesEvidence;
  readonly lines: readonly DrawnLine[];
  readonly height: number;
  readonly stepped?: boolean;
}

export default function LinesDrawing({ shown, lines, height, stepped }: LinesDrawingProps) {
  const rows = useMemo(() => {
    const byX = new Map<number, Record<string, number>>();
    lines.forEach((line, k) => {
      for (const p of line.points) {
        if (!Number.isFinite(p.x) || !Number.isFinite(p.y)) continue;
        let row = byX.get(p.x);
        if (!row) byX.set(p.x, (row = { x: p.x }));
        row[`l${k}`] = p.y;
      }
    });
    return [...byX.values()].sort((a, b) => a.x! - b.x!);
  }, [lines]);
  const xs = [...rows.map((r) => r.x!), ...(shown.marks ?? []).map((m) => m.value)], low = Math.min(...xs), high = Math.max(...xs);
  const ys = [...lines.flatMap((l) => l.points.map((p) => p.y)), ...(shown.threshold ? [shown.threshold.value] : [])].filter(Number.isFinite);
  if (rows.length === 0) return null;
  const free = { type: "number", domain: [Math.min(0, ...ys), Math.max(...ys, Math.min(...ys) + 1e-9)] as [number, number], tick: axisText, tickFormatter: (v: number) => short(Number(v.toPrecision(3))), tickLine: false, axisLine: false, width: 44 } as const;
  return (
    <LineChart responsive data={rows} style={{ width: "100%", height }} margin={{ top: 8, right: 12, bottom: 2, left: 0 }} accessibilityLayer aria-label={`${shown.title}, ${shown.yTitle}`}>
      <CartesianGrid vertical={false} stroke="var(--h-line)" />
      <XAxis {...xLook} domain={[low, high > low ? high : low + 1]} interval="preserveStartEnd" height={22} />
      <YAxis {...(shown.percent ? shareLook : free)} />
      {shown.threshold && <ReferenceLine y={shown.threshold.value} stroke="var(--h-ink)" strokeWidth={1.5} strokeDasharray="5 4" ifOverflow="extendDomain" />}
      {shown.marks?.map((m) => <ReferenceLine key={m.title} x={m.value} stroke="var(--h-ink)" strokeWidth={1.5} strokeDasharray="2 3" />)}
      <Tooltip isAnimationActive={false} cursor={cursorLook} content={(p) => <Tip active={p.active} label={p.label} payload={p.payload} lines={lines} shown={shown} />} />
      {lines.map((line, k) => (
        <Line key={line.id} dataKey={`l${k}`} name={line.title} type={stepped ? "stepBefore" : "linear"} isAnimationActive={false} connectNulls stroke={line.look.color} strokeWidth={2} strokeDasharray={line.look.dash} dot={line.points.length <= 12 && !stepped ? { r: 3, strokeWidth: 0, fill: line.look.color } : false} activeDot={{ r: 4, strokeWidth: 0 }} />
      ))}
    </LineChart>
  );
}
