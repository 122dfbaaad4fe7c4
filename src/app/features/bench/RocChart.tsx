/** The ROC curve of the scores with the person's threshold on it: poison found against honest rows lost. Square, from 0 to 100 % both ways. */
import { Figure } from "../../ui/Figure";
import { alike } from "../../charts/column";
import { useWidth } from "../../charts/use-width";
import { truth as words } from "../../text/bench-words";
import { percent } from "../../text/format";
import type { RocPoint } from "./truth";

export interface RocChartProps {
  readonly points: readonly RocPoint[] | null;
  /** Where the threshold lies. */
  readonly here: { readonly honest: number; readonly poisoned: number };
  readonly auroc: number | null;
}

const LEFT = 44, BOTTOM = 36, TOP = 8, RIGHT = 12, MOST = 320, TICKS = [0, 0.25, 0.5, 0.75, 1];

export function RocChart({ points, here, auroc }: RocChartProps) {
  const [box, measured] = useWidth<HTMLDivElement>();
  const side = Math.max(120, Math.min(MOST, (measured || 320) - LEFT - RIGHT)), width = side + LEFT + RIGHT, height = side + TOP + BOTTOM;
  const x = (v: number) => LEFT + v * side, y = (v: number) => TOP + (1 - v) * side;
  const score = alike((points ?? []).flatMap((p) => (p.threshold === null ? [] : [p.threshold])));
  const table = () => ({
    columns: [{ title: words.thresholdColumn, numeric: true }, { title: words.rocX, numeric: true }, { title: words.rocY, numeric: true }],
    rows: (points ?? []).map((p) => [p.threshold === null ? "–" : score(p.threshold), percent(p.honest), percent(p.poisoned)]),
  });
  if (!points) return <Figure title={words.roc}><p className="text-sm text-muted">{words.rocNone}</p></Figure>;
  const flip = here.honest > 0.6;
  return (
    <Figure title={words.roc} finding={words.rocFinding(auroc)} table={table}>
      <p aria-hidden="true" className="text-xs leading-4 text-muted">↑ {words.rocY}</p>
      <div ref={box} className="min-w-0 [contain:inline-size]" style={{ minHeight: height }}>
        <svg aria-hidden="true" width={width} height={height} className="block max-w-full text-xs" fill="var(--h-muted)">
          {TICKS.map((t) => (
            <g key={t}>
              <line x1={x(0)} x2={x(1)} y1={y(t)} y2={y(t)} stroke={t === 0 ? "var(--h-edge)" : "var(--h-line)"} />
              <text x={LEFT - 6} y={y(t)} dy="0.35em" textAnchor="end">{Math.round(t * 100)}{"\u202f"}%</text>
              <text x={x(t)} y={y(0) + 15} textAnchor={t === 1 ? "end" : "middle"}>{Math.round(t * 100)}{"\u202f"}%</text>
            </g>
          ))}
          <line x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} stroke="var(--h-baseline-fill)" strokeDasharray="2 3" />
          <text x={x(0.62)} y={y(0.62) + 14}>{words.rocChance}</text>
          <polyline points={points.map((p) => `${x(p.honest)},${y(p.poisoned)}`).join(" ")} fill="none" stroke="var(--h-defended-fill)" strokeWidth={2} strokeLinejoin="round" />
          <circle cx={x(here.honest)} cy={y(here.poisoned)} r={5} fill="var(--h-paper)" stroke="var(--h-ink)" strokeWidth={2} />
          <text x={x(here.honest) + (flip ? -9 : 9)} y={y(here.poisoned) + (here.poisoned > 0.9 ? 16 : -6)} textAnchor={flip ? "end" : "start"} fill="var(--h-ink)">{words.rocHere}</text>
          <text x={x(0.5)} y={height - 4} textAnchor="middle">{words.rocX} →</text>
        </svg>
      </div>
    </Figure>
  );
}
