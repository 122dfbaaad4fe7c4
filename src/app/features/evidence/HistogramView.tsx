/**
 * How numbers are spread, group over group: each group as an outlined hill of its own dash and hatch, in shares of the group so
 * that small ones are seen beside large ones. Heights grow with the square root.
 */
import { memo, useId, useMemo, type ReactNode } from "react";
import { alike } from "../../charts/column";
import { percent } from "../../charts/format";
import { useWidth } from "../../charts/use-width";
import { evidence as words } from "../../text/evidence-words";
import { count } from "../../text/format";
import { Figure } from "../../ui/Figure";
import { groupBins } from "./bins";
import { seriesLook, type SeriesLook } from "./series";

export interface HistogramViewProps {
  readonly title: string;
  readonly says?: ReactNode;
  readonly xTitle: string;
  readonly groups: readonly { readonly title: string; readonly values: ArrayLike<number>; readonly look?: SeriesLook }[];
  readonly threshold?: { readonly value: number; readonly title: string };
}

const LEFT = 40, RIGHT = 10, TOP = 8, BOTTOM = 36, HEIGHT = 190, BINS = 32;

function Hatch({ id, look }: { readonly id: string; readonly look: SeriesLook }) {
  return (
    <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform={`rotate(${look.hatch ?? 0})`}>
      <rect width={look.hatch === null ? 6 : 1.6} height="6" fill={look.color} fillOpacity={look.hatch === null ? 0.35 : 0.9} />
    </pattern>
  );
}

export const HistogramView = memo(function HistogramView({ title, says, xTitle, groups, threshold }: HistogramViewProps) {
  const id = useId(), [box, measured] = useWidth<HTMLDivElement>(), width = measured || 320;
  const h = useMemo(() => groupBins(groups.map((g) => g.values), BINS, threshold ? [threshold.value] : []), [groups, threshold]);
  const share = (rows: number, g: number) => rows / Math.max(1, h.sizes[g]!);
  const top = Math.max(0.01, ...h.bins.flatMap((b) => b.counts.map(share)));
  const x = (v: number) => LEFT + ((v - h.low) / (h.high - h.low)) * (width - LEFT - RIGHT), y = (s: number) => TOP + (1 - Math.sqrt(s / top)) * (HEIGHT - TOP - BOTTOM), base = y(0);
  const looks = groups.map((g, k) => g.look ?? seriesLook(k));
  const ticks = [0, ...[0.001, 0.01, 0.1, 0.5].filter((s) => s * 1.5 < top), top].filter((s, i, all) => i === 0 || Math.abs(y(s) - y(all[i - 1]!)) > 11);
  const hill = (g: number) => `M${x(h.low)},${base}${h.bins.map((b) => `V${y(share(b.counts[g]!, g)).toFixed(1)}H${x(b.to).toFixed(1)}`).join("")}V${base}Z`;
  const edge = alike([h.low, ...h.bins.map((b) => b.to), ...(threshold ? [threshold.value] : [])]);
  const table = () => ({
    columns: [{ title: words.from, numeric: true }, { title: words.to, numeric: true }, ...groups.map((g, k) => ({ title: words.group(g.title, h.sizes[k]!), numeric: true }))],
    rows: h.bins.map((b) => [edge(b.from), edge(b.to), ...b.counts.map(count)]),
  });
  return (
    <Figure title={title} finding={says} table={table} headingLevel={4}>
      <p aria-hidden="true" className="text-xs leading-4 text-muted">↑ {words.shareOf}</p>
      <div ref={box} className="min-w-0 [contain:inline-size]" style={{ minHeight: HEIGHT }}>
        <svg aria-hidden="true" width={width} height={HEIGHT} className="block max-w-full text-xs" fill="var(--h-muted)">
          <defs>{looks.map((look, k) => <Hatch key={k} id={`${id}-${k}`} look={look} />)}</defs>
          {ticks.map((s) => (
            <g key={s}>
              <line x1={LEFT} x2={width - RIGHT} y1={y(s)} y2={y(s)} stroke={s === 0 ? "var(--h-edge)" : "var(--h-line)"} />
              <text x={LEFT - 5} y={y(s)} dy="0.35em" textAnchor="end">{percent(s, s > 0 && s < 0.01 ? 1 : 0)}</text>
            </g>
          ))}
          {groups.map((_, g) => h.sizes[g]! > 0 && <path key={g} d={hill(g)} fill={`url(#${id}-${g})`} stroke={looks[g]!.color} strokeWidth={1.75} strokeDasharray={looks[g]!.dash} />)}
          {threshold && Number.isFinite(threshold.value) && <line x1={x(threshold.value)} x2={x(threshold.value)} y1={TOP - 4} y2={base} stroke="var(--h-ink)" strokeWidth={2} strokeDasharray="5 4" />}
          <text x={LEFT} y={base + 15}>{edge(h.low)}</text>
          <text x={width - RIGHT} y={base + 15} textAnchor="end">{edge(h.high)}</text>
          <text x={(LEFT + width - RIGHT) / 2} y={HEIGHT - 5} textAnchor="middle">{xTitle} →</text>
        </svg>
      </div>
      <ul className="m-0 flex list-none flex-wrap gap-x-4 gap-y-0.5 p-0 text-xs">
        {groups.map((g, k) => (
          <li key={k} className="flex items-center gap-1.5">
            <svg aria-hidden="true" width="20" height="12"><rect x="1" y="1" width="18" height="10" fill={`url(#${id}-${k})`} stroke={looks[k]!.color} strokeWidth="1.5" strokeDasharray={looks[k]!.dash} /></svg>
            {words.group(g.title, h.sizes[k]!)}
          </li>
        ))}
        {threshold && <li className="flex items-center gap-1.5"><span aria-hidden="true" className="h-3 border-s-2 border-dashed border-ink" />{threshold.title}: {edge(threshold.value)}</li>}
      </ul>
    </Figure>
  );
});
