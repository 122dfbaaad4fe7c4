/**
 * How suspicious a filter found each row: kept rows below, removed rows stacked above; with the truth revealed the
 * poisoned part is hatched. Heights grow with the square root, since a few poisoned rows stand beside thousands.
 */
import { memo, useId, useMemo, type ReactNode } from "react";
import { Figure, figureLabels, type FigureLabels } from "../ui/Figure";
import { number } from "./format";
import { HatchPattern } from "./HatchPattern";
import { histogram } from "./histogram";
import { useWidth } from "./use-width";
import { count } from "../text/format";
import { charts } from "../text/ui-words";

export interface ScoreHistogramLabels extends FigureLabels {
  readonly kept: string;
  readonly removed: string;
  readonly poisoned: string;
  /** Title of the y axis. */
  readonly axis: string;
  readonly from: string;
  readonly to: string;
  readonly keptPoisoned: string;
  readonly removedPoisoned: string;
}
/** What it says unless told otherwise. */
export const scoreHistogramLabels: ScoreHistogramLabels = { ...figureLabels, ...charts.scores };

export interface ScoreHistogramProps {
  readonly title: ReactNode;
  readonly finding?: ReactNode;
  /** Suspicion per row; NaN rows are left out. */
  readonly scores: ArrayLike<number>;
  /** 1 = kept. */
  readonly keep: ArrayLike<number>;
  /** 1 = poisoned; leave out while the truth is hidden. */
  readonly poisoned?: ArrayLike<number>;
  /** An upright line at the score at which something is decided. */
  readonly threshold?: number | null;
  /** Name of the score, for the x axis. */
  readonly scoreName: string;
  readonly bins?: number;
  readonly height?: number;
  readonly headingLevel?: 2 | 3 | 4;
  readonly hideTitle?: boolean;
  readonly labels?: Partial<ScoreHistogramLabels>;
}

const KEPT = "var(--h-baseline-fill)", REMOVED = "var(--h-defended-fill)";
const LEFT = 36, RIGHT = 8, TOP = 8, BOTTOM = 20;

export const ScoreHistogram = memo(function ScoreHistogram({ title, finding, scores, keep, poisoned, threshold = null, scoreName, bins = 32, height = 180, headingLevel, hideTitle, labels }: ScoreHistogramProps) {
  const say = { ...scoreHistogramLabels, ...labels };
  const hatch = useId();
  const [box, measured] = useWidth<HTMLDivElement>();
  const width = measured || 300;
  const h = useMemo(() => histogram(scores, keep, poisoned, bins), [scores, keep, poisoned, bins]);
  const top = Math.max(1, ...h.bins.map((b) => b.kept + b.removed));
  const x = (v: number) => LEFT + ((v - h.low) / (h.high - h.low || 1)) * (width - LEFT - RIGHT);
  const y = (n: number) => TOP + (1 - Math.sqrt(n / top)) * (height - TOP - BOTTOM);
  const base = y(0);
  const digits = Math.max(0, 2 - Math.floor(Math.log10(h.high - h.low)));
  const ticks = [0, ...[1, 10, 100, 1000, 10000].filter((n) => n * 2 < top), top];
  const table = () => ({
    columns: [{ title: say.from, numeric: true }, { title: say.to, numeric: true }, { title: say.kept, numeric: true }, { title: say.removed, numeric: true }, ...(poisoned ? [{ title: say.keptPoisoned, numeric: true }, { title: say.removedPoisoned, numeric: true }] : [])],
    rows: h.bins.map((b) => [number(b.from, digits), number(b.to, digits), ...[b.kept, b.removed, ...(poisoned ? [b.keptPoisoned, b.removedPoisoned] : [])].map(count)]),
  });
  return (
    <Figure title={title} finding={finding} table={table} headingLevel={headingLevel} hideTitle={hideTitle} labels={labels}>
      <p aria-hidden="true" className="text-xs leading-4 text-muted">↑ {say.axis}</p>
      <div ref={box} className="min-w-0 [contain:inline-size]" style={{ minHeight: height }}>
        <svg aria-hidden="true" width={width} height={height} className="block max-w-full text-xs" fill="var(--h-muted)">
          <HatchPattern id={hatch} />
          {ticks.filter((n, i) => i === 0 || Math.abs(y(n) - y(ticks[i - 1]!)) > 10).map((n) => (
            <g key={n}>
              <line x1={LEFT} x2={width - RIGHT} y1={y(n)} y2={y(n)} stroke={n === 0 ? "var(--h-edge)" : "var(--h-line)"} />
              <text x={LEFT - 6} y={y(n)} dy="0.35em" textAnchor="end">{count(n)}</text>
            </g>
          ))}
          {h.bins.map((b, i) => {
            const left = x(b.from) + 0.5, w = Math.max(1, x(b.to) - x(b.from) - 1);
            const k = b.kept, all = b.kept + b.removed;
            const part = (from: number, to: number, color: string, bad: boolean) => to > from && <rect x={left} y={y(to)} width={w} height={y(from) - y(to)} fill={bad ? `url(#${hatch})` : color} stroke={bad ? color : undefined} />;
            return (
              <g key={i}>
                {part(0, b.keptPoisoned, KEPT, true)}
                {part(b.keptPoisoned, k, KEPT, false)}
                {part(k, k + b.removedPoisoned, REMOVED, true)}
                {part(k + b.removedPoisoned, all, REMOVED, false)}
              </g>
            );
          })}
          {threshold !== null && <line x1={x(threshold)} x2={x(threshold)} y1={TOP - 4} y2={base + 4} stroke="var(--h-ink)" strokeWidth={1.5} />}
          <text x={LEFT} y={base + 15}>{number(h.low, digits)}</text>
          <text x={width - RIGHT} y={base + 15} textAnchor="end">{number(h.high, digits)}</text>
        </svg>
        <p aria-hidden="true" className="pl-9 text-center text-xs leading-4 text-balance text-muted">{scoreName} →</p>
        <ul className="m-0 mt-1 flex list-none flex-wrap gap-x-4 gap-y-1 p-0 pl-9 text-xs leading-4 text-muted">
          <li className="flex items-center gap-1.5"><span aria-hidden="true" className="size-3 bg-baseline-fill forced-colors:border" />{say.kept} {count(h.kept)}</li>
          <li className="flex items-center gap-1.5"><span aria-hidden="true" className="size-3 bg-defended-fill forced-colors:bg-[CanvasText]" />{say.removed} {count(h.removed)}</li>
          {poisoned && <li className="flex items-center gap-1.5"><span aria-hidden="true" className="hatch size-3 border border-poisoned-fill" />{say.poisoned}</li>}
        </ul>
      </div>
    </Figure>
  );
});
