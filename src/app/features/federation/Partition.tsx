/** Who has which rows: a column a client, its classes on each other, each class with its color and its shape, and lines where colors come again. With the truth shown malicious ones are framed and hatched. */
import { useId, useRef, useState, type KeyboardEvent } from "react";
import { ClassLegend } from "../../charts/ClassLegend";
import { classColor, markerOf, markerPath } from "../../charts/markers";
import { HatchPattern } from "../../charts/HatchPattern";
import { moveIn } from "../../charts/roving";
import { useWidth } from "../../charts/use-width";
import { federation, named, partition as words, roundTable } from "../../text/federation-words";
import { Figure } from "../../ui/Figure";
import { ClassLines, fillSign, linesOf } from "./class-fill";
import { numberEvery, type Dealt } from "./rounds";

export interface PartitionProps {
  readonly dealt: readonly Dealt[];
  readonly classNames: readonly string[];
  /** null while the truth is hidden. */
  readonly malicious: ReadonlySet<number> | null;
}

const HEIGHT = 150, LEFT = 34, FOOT = 26, SIGN = 9;

export function Partition({ dealt, classNames, malicious }: PartitionProps) {
  const [box, width] = useWidth<HTMLDivElement>(), hatch = useId(), lines = useId(), area = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0), [shown, setShown] = useState<number | null>(null), [focused, setFocused] = useState(false);
  const n = dealt.length, step = Math.min(56, ((width || 600) - LEFT - 4) / Math.max(1, n)), gap = step > 12 ? 3 : step > 5 ? 1 : 0, most = Math.max(1, ...dealt.map((d) => d.rows));
  const scale = (rows: number) => (rows / most) * (HEIGHT - 8), every = numberEvery(n, step);
  const sentence = (i: number) => words.one(i, dealt[i]!.rows, dealt[i]!.classes.map((c, k) => [classNames[k]!, c]), malicious?.has(i) ?? false);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = moveIn(event.key, at, n, n);
    if (next === null) return;
    event.preventDefault();
    setAt(next);
    setShown(next);
  };
  const table = () => ({
    columns: [{ title: words.client }, { title: words.total, numeric: true }, ...classNames.map((title) => ({ title, numeric: true })), ...(malicious ? [{ title: words.truth }] : [])],
    rows: dealt.map((d, i) => [named(i), d.rows, ...d.classes, ...(malicious ? [malicious.has(i) ? roundTable.malicious : roundTable.honest] : [])]),
  });
  const lacking = dealt.filter((d) => d.classes.some((c) => c === 0)).length;
  return (
    <Figure title={words.title} finding={shown === null ? `${words.finding(dealt.map((d) => d.rows), lacking)} ${words.hint}` : <span className="text-ink">{sentence(shown)}</span>} steadyFinding table={table}>
      <p aria-hidden="true" className="text-xs leading-4 text-muted">↑ {words.rows}</p>
      <div ref={box} className="min-w-0 [contain:inline-size]">
        <div
          ref={area} role="application" tabIndex={0} aria-label={`${words.region}. ${words.hint}`} className="w-max max-w-full overflow-hidden rounded-sm"
          onKeyDown={onKeyDown} onFocus={() => { setFocused(true); setShown(at); }} onBlur={() => { setFocused(false); setShown(null); }}
          onPointerMove={(e) => { const i = Math.floor((e.clientX - e.currentTarget.getBoundingClientRect().left - LEFT) / step); setShown(i >= 0 && i < n ? i : null); }}
          onPointerLeave={() => setShown(focused ? at : null)}
        >
          <svg aria-hidden="true" width={LEFT + n * step + 4} height={HEIGHT + FOOT} className="block">
            <HatchPattern id={hatch} />
            <ClassLines id={lines} />
            {[0, most].map((v) => <g key={v}><line x1={LEFT} x2={LEFT + n * step} y1={HEIGHT - scale(v)} y2={HEIGHT - scale(v)} stroke={v === 0 ? "var(--h-edge)" : "var(--h-line)"} /><text x={LEFT - 5} y={HEIGHT - scale(v)} dy="0.35em" textAnchor="end" fontSize={12} fill="var(--h-muted)">{v}</text></g>)}
            {dealt.map((d, i) => {
              const x = LEFT + i * step + gap / 2, w = Math.max(1, step - gap), bad = malicious?.has(i) ?? false;
              let y = HEIGHT;
              return (
                <g key={i}>
                  {d.classes.map((c, k) => {
                    const h = scale(c), signed = h >= SIGN && w >= SIGN, over = linesOf(lines, k);
                    y -= h;
                    return c === 0 ? null : (
                      <g key={k}>
                        <rect x={x} y={y} width={w} height={h} fill={classColor(k)} stroke="var(--h-paper)" strokeWidth={h > 3 ? 1 : 0.4} />
                        {over && <rect x={x} y={y} width={w} height={h} fill={over} />}
                        {over && signed && <circle cx={x + w / 2} cy={y + h / 2} r={5} fill={classColor(k)} />}
                        {signed && <path d={markerPath(markerOf(k), 3)} transform={`translate(${x + w / 2},${y + h / 2})`} fill="var(--h-paper)" />}
                      </g>
                    );
                  })}
                  {bad && <><rect x={x} y={HEIGHT + 1} width={w} height={6} fill={`url(#${hatch})`} /><rect x={x} y={y - 1} width={w} height={HEIGHT - y + 8} fill="none" stroke="var(--h-poisoned-fill)" strokeWidth={w > 6 ? 2.5 : 1.5} /></>}
                  {i === shown && <rect x={x - 1} y={y - 2} width={w + 2} height={HEIGHT - y + (bad ? 11 : 3)} fill="none" stroke="var(--h-ink)" strokeWidth={2} />}
                  {i % every === 0 && <text x={x + w / 2} y={HEIGHT + FOOT - 5} textAnchor="middle" fontSize={12} fill={bad ? "var(--h-poisoned)" : "var(--h-muted)"} fontWeight={bad ? 600 : 400}>{i + 1}</text>}
                </g>
              );
            })}
          </svg>
        </div>
        <div className="mt-1"><ClassLegend classNames={classNames} sign={fillSign(lines)}>
            {malicious && <li className="flex items-center gap-1.5"><svg aria-hidden="true" viewBox="0 0 16 16" className="size-4"><rect x={2} y={9} width={12} height={6} fill={`url(#${hatch})`} /><rect x={2} y={1} width={12} height={14} fill="none" stroke="var(--h-poisoned-fill)" strokeWidth={2} /></svg>{federation.malicious}</li>}
          </ClassLegend></div>
        <span role="status" className="sr-only">{focused && shown !== null ? sentence(shown) : ""}</span>
      </div>
    </Figure>
  );
}
