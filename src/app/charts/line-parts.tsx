/**
 * What every line chart has in common: the axes' look and names at the ends of the lines. Imports Recharts, so only drawings
 * that arrive after the first paint may use it.
 */
import { useXAxisScale, useYAxisScale } from "recharts";
import { armStyles, type ArmTone } from "./arm-style";
import { number, short } from "./format";
import { spread } from "./spread";

const LABEL_PX = 12, LABEL_GAP = 15, CHAR_PX = 6.7;
export const axisText = { fill: "var(--h-muted)", fontSize: LABEL_PX };
export const cursorLook = { stroke: "var(--h-edge)", strokeDasharray: "2 2" };
export const tipLook = "max-w-72 rounded-md border border-line bg-paper px-2.5 py-1.5 text-sm leading-snug text-ink shadow-pop";
/** For an x axis of numbers. */
export const xLook = { dataKey: "x", type: "number", padding: { left: 6 }, tick: axisText, tickFormatter: (v: number) => short(v), tickLine: false, axisLine: { stroke: "var(--h-edge)" } } as const;
/** For a y axis from 0 to 100 %. */
export const shareLook = { type: "number", domain: [0, 1] as [number, number], ticks: [0, 0.25, 0.5, 0.75, 1], tick: axisText, tickFormatter: (v: number) => number(v * 100), tickLine: false, axisLine: false, width: 32 } as const;

/** Room to the right of the lines for these names. */
export const roomFor = (names: readonly string[]): number => (names.length > 0 ? Math.round(Math.max(...names.map((n) => n.length)) * CHAR_PX) + 14 : 12);

export interface LineEnd {
  readonly id: string;
  readonly tone: ArmTone;
  /** Instead of the tone's. */
  readonly color?: string | null;
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/** Names at the ends of the lines, pushed apart where lines end together. */
export function EndLabels({ ends }: { readonly ends: readonly LineEnd[] }) {
  const x = useXAxisScale(), y = useYAxisScale();
  if (!x || !y) return null;
  const placed = spread(ends.map((e) => Number(y(e.y))), LABEL_GAP, Number(y(1)) - 2, Number(y(0)) + 2);
  return (
    <g aria-hidden="true">
      {ends.map((e, i) => <text key={e.id} x={Number(x(e.x)) + 9} y={placed[i]} dy="0.35em" fontSize={LABEL_PX} fontWeight={500} fill={e.color ?? armStyles[e.tone].text}>{e.text}</text>)}
    </g>
  );
}
