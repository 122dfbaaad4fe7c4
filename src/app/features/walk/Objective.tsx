/** What the attacker drives up or down, step by step, with a mark at the step that is shown. One line, and a table twin. */
import { useWidth } from "../../charts/use-width";
import { walk as words } from "../../text/craft-words";
import { number } from "../../text/format";
import { Figure } from "../../ui/Figure";

const HEIGHT = 120, LEFT = 44, BOTTOM = 18, TOP = 8, RIGHT = 10;

export interface ObjectiveProps {
  readonly title: string;
  readonly values: ArrayLike<number>;
  readonly step: number;
}

export function Objective({ title, values, step }: ObjectiveProps) {
  const [box, width] = useWidth<HTMLDivElement>();
  const all = Array.from(values), last = all.length - 1, low = Math.min(...all), high = Math.max(...all), span = high - low || 1;
  const x = (s: number) => LEFT + (last > 0 ? s / last : 0) * Math.max(0, width - LEFT - RIGHT);
  const y = (v: number) => TOP + (1 - (v - low) / span) * (HEIGHT - TOP - BOTTOM);
  const path = (to: number) => all.slice(0, to + 1).map((v, s) => `${s === 0 ? "M" : "L"}${x(s).toFixed(1)},${y(v).toFixed(1)}`).join("");
  const mark = "fill-muted text-xs";
  return (
    <Figure title={words.objective} headingLevel={4} finding={words.atStep(title, all[step] ?? 0, step)} table={() => ({ columns: [{ title: words.stepColumn, numeric: true }, { title, numeric: true }], rows: all.map((v, s) => [s, number(v)]) })}>
      <div ref={box} className="min-w-0 [contain:inline-size]" style={{ height: HEIGHT }}>
        {width > 0 && (
          <svg aria-hidden="true" width={width} height={HEIGHT} className="block overflow-visible">
            <line x1={LEFT} x2={width - RIGHT} y1={HEIGHT - BOTTOM} y2={HEIGHT - BOTTOM} stroke="var(--h-line)" />
            {[low, high].map((v) => <text key={v} x={LEFT - 6} y={y(v)} dy="0.35em" textAnchor="end" className={mark}>{number(Number(v.toPrecision(3)))}</text>)}
            <text x={LEFT} y={HEIGHT - 2} className={mark}>0</text>
            <text x={width - RIGHT} y={HEIGHT - 2} textAnchor="end" className={mark}>{words.stepColumn} {last}</text>
            <path d={path(last)} fill="none" stroke="var(--h-baseline-fill)" strokeWidth="1.5" strokeDasharray="2 3" />
            <path d={path(step)} fill="none" stroke="var(--h-poisoned-fill)" strokeWidth="2.5" />
            <circle cx={x(step)} cy={y(all[step] ?? low)} r="5" fill="var(--h-poisoned-fill)" stroke="var(--h-paper)" strokeWidth="2" />
          </svg>
        )}
      </div>
    </Figure>
  );
}
