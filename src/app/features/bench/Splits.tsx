/** The same scores for each label or each source, one small histogram a line over the same axis. A table: each line has its counts. */
import { useId, useMemo } from "react";
import { histogram } from "../../charts/histogram";
import { HatchPattern } from "../../charts/HatchPattern";
import { scores as words } from "../../text/bench-words";
import { count } from "../../text/format";
import type { Ranking } from "./draft";

export interface SplitsProps {
  readonly by: "label" | "source";
  readonly names: readonly string[];
  /** Group of each row. */
  readonly group: ArrayLike<number>;
  readonly scores: Float32Array;
  readonly ranking: Ranking;
  readonly threshold: number | null;
  /** 1 = poisoned; absent while the truth is hidden. */
  readonly poisoned?: Uint8Array;
}

const BINS = 48, WIDTH = 240, HEIGHT = 30;

interface StripProps {
  readonly values: Float32Array;
  readonly below: Uint8Array;
  readonly poisoned: Uint8Array | undefined;
  readonly domain: readonly [number, number];
  readonly threshold: number | null;
}

function Strip({ values, below, poisoned, domain, threshold }: StripProps) {
  const hatch = useId(), [low, high] = domain;
  const { bins } = useMemo(() => histogram(values, below, poisoned, BINS, domain), [values, below, poisoned, domain]);
  const top = Math.max(1, ...bins.map((b) => b.kept + b.removed)), w = WIDTH / BINS, tall = (k: number) => Math.sqrt(k / top) * (HEIGHT - 3);
  const x = threshold === null ? null : ((threshold - low) / (high - low || 1)) * WIDTH;
  return (
    <svg aria-hidden="true" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" className="block h-[30px] w-full min-w-20">
      <HatchPattern id={hatch} />
      <line x1={0} x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} stroke="var(--h-line)" />
      {bins.map((b, i) => {
        const all = b.kept + b.removed, bad = b.keptPoisoned + b.removedPoisoned, color = b.removed > 0 ? "var(--h-defended-fill)" : "var(--h-baseline-fill)";
        return all > 0 && (
          <g key={i}>
            <rect x={i * w + 0.3} y={HEIGHT - tall(all)} width={w - 0.6} height={tall(all)} fill={color} />
            {bad > 0 && <rect x={i * w + 0.3} y={HEIGHT - tall(bad)} width={w - 0.6} height={tall(bad)} fill="var(--h-paper)" />}
            {bad > 0 && <rect x={i * w + 0.3} y={HEIGHT - tall(bad)} width={w - 0.6} height={tall(bad)} fill={`url(#${hatch})`} stroke={color} />}
          </g>
        );
      })}
      {x !== null && <line x1={x} x2={x} y1={0} y2={HEIGHT} stroke="var(--h-ink)" vectorEffect="non-scaling-stroke" />}
    </svg>
  );
}

export function Splits({ by, names, group, scores, ranking, threshold, poisoned }: SplitsProps) {
  const domain = useMemo(() => [ranking.sorted.at(-1) ?? 0, ranking.sorted[0] ?? 1] as const, [ranking]);
  const lines = useMemo(() => names.map((name, g) => ({ name, rows: ranking.order.filter((i) => group[i] === g) })).filter((l) => l.rows.length > 0), [names, group, ranking]);
  const head = "border-b border-line py-1 text-xs leading-tight font-medium text-muted";
  return (
    <div role="region" tabIndex={0} aria-label={words.splitTable(by)} className="relative max-h-96 overflow-auto">
      <table className="w-full text-sm">
        <thead>
          <tr>
            <th scope="col" className={`${head} pe-2 text-start`}>{words.splitHead[by]}</th>
            <th scope="col" className={`${head} text-start`}>{words.splitHead.spread}</th>
            <th scope="col" className={`${head} ps-2 text-end`}>{words.splitHead.rows}</th>
            <th scope="col" className={`${head} ps-2 text-end`}>{words.splitHead.beyond}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ name, rows }) => {
            const values = Float32Array.from(rows, (i) => scores[i]!), below = Uint8Array.from(values, (v) => (threshold !== null && v >= threshold ? 0 : 1));
            const out = below.reduce((k, b) => k + 1 - b, 0);
            return (
              <tr key={name}>
                <th scope="row" className="max-w-32 truncate py-0.5 pe-2 text-start font-normal" title={name}>{name}</th>
                <td className="w-1/2 py-0.5"><Strip values={values} below={below} poisoned={poisoned && Uint8Array.from(rows, (i) => poisoned[i]!)} domain={domain} threshold={threshold} /></td>
                <td className="py-0.5 ps-2 text-end">{count(rows.length)}</td>
                <td className="py-0.5 ps-2 text-end whitespace-nowrap">{words.beyondOf(out, rows.length)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
