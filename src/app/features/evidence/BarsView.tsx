/** Evidence as bars: one a row with its name, its value, its interval and a flag; a line where something is decided. */
import { Flag } from "lucide-react";
import { memo, useMemo } from "react";
import type { Evidence } from "../../../engine/index";
import { alike } from "../../charts/column";
import { percent } from "../../charts/format";
import { useWidth } from "../../charts/use-width";
import { evidence as words } from "../../text/evidence-words";
import { cx } from "../../ui/cx";
import { Figure } from "../../ui/Figure";
import { barSpan } from "./bins";

type Bars = Extract<Evidence, { kind: "bars" }>;

const LABEL = 0.34, VALUE = 66, MOST_LABEL = 170, CHAR_PX = 7;

export const BarsView = memo(function BarsView({ shown }: { readonly shown: Bars }) {
  const { bars, threshold } = shown, [box, measured] = useWidth<HTMLDivElement>(), width = measured || 320;
  const text = useMemo(() => (shown.percent ? percent : alike([...bars.flatMap((b) => [b.value, b.low ?? NaN, b.high ?? NaN]), threshold?.value ?? NaN])), [shown.percent, bars, threshold]);
  const left = Math.min(MOST_LABEL, width * LABEL, 36 + CHAR_PX * Math.max(0, ...bars.map((b) => b.label.length))), room = Math.max(40, width - left - VALUE), [low, high] = barSpan(bars, threshold?.value);
  const x = (v: number) => ((v - low) / (high - low)) * room, row = bars.length > 16 ? 20 : 26;
  const intervals = bars.some((b) => b.low !== undefined && b.high !== undefined);
  const table = () => ({
    columns: [{ title: words.title }, { title: shown.yTitle, numeric: true }, ...(intervals ? [{ title: words.interval, numeric: true }] : []), { title: words.flagged }],
    rows: bars.map((b) => [b.label, text(b.value), ...(intervals ? [b.low !== undefined && b.high !== undefined ? `${text(b.low)}–${text(b.high)}` : "–"] : []), b.flagged ? words.flag : ""]),
  });
  return (
    <Figure title={shown.title} finding={shown.says} table={table} headingLevel={4}>
      <p aria-hidden="true" className="text-xs leading-4 text-muted" style={{ paddingLeft: left }}>{shown.yTitle} →</p>
      <div ref={box} className="relative min-w-0 [contain:inline-size]" style={{ minHeight: bars.length * row }}>
        <ul className="m-0 list-none p-0">
          {bars.map((b, i) => (
            <li key={i} className="flex items-center" style={{ height: row }}>
              <span className={cx("flex shrink-0 items-center justify-end gap-1 pe-2 text-end text-xs leading-tight", b.flagged && "font-semibold")} style={{ width: left }}>
                {b.flagged && <><Flag aria-hidden="true" className="size-3.5 shrink-0" /><span className="sr-only">{words.flagged}: </span></>}
                <span className="truncate" title={b.label}>{b.label}</span>
              </span>
              <svg aria-hidden="true" width={room} height={row} className="shrink-0 overflow-visible">
                <line x1={x(0)} x2={x(0)} y1={0} y2={row} stroke="var(--h-edge)" />
                {Number.isFinite(b.value) && <rect x={Math.min(x(0), x(b.value))} y={4} width={Math.max(1, Math.abs(x(b.value) - x(0)))} height={row - 8} fill={b.flagged ? "var(--h-ink)" : "var(--h-baseline-fill)"} />}
                {b.low !== undefined && b.high !== undefined && (
                  <g stroke="var(--h-paper)" strokeWidth={4} strokeLinecap="round">
                    <path d={`M${x(b.low)},${row / 2}H${x(b.high)}`} />
                    <path d={`M${x(b.low)},${row / 2}H${x(b.high)}M${x(b.low)},${row / 2 - 4}v8M${x(b.high)},${row / 2 - 4}v8`} stroke="var(--h-muted)" strokeWidth={1.5} />
                  </g>
                )}
              </svg>
              <span className="ps-2 text-xs tabular-nums">{text(b.value)}</span>
            </li>
          ))}
        </ul>
        {threshold && Number.isFinite(threshold.value) && <span aria-hidden="true" className="pointer-events-none absolute top-0 bottom-0 border-s-2 border-dashed border-ink" style={{ left: left + x(threshold.value) - 1 }} />}
      </div>
      {threshold && <p className="text-xs text-muted" style={{ paddingLeft: left }}><span aria-hidden="true">┆ </span>{threshold.title}: {text(threshold.value)}</p>}
    </Figure>
  );
});
