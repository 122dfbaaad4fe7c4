/** Empty axes of learning curves, to be drawn in with a pencil. */
import { ticks as tickNames, lengthOf } from "../text/pace";
import { figures as figureWords } from "../text/story-words";
import { sheet as words } from "../text/teach-words";
import { armsOf, type Shown } from "../story-figures/shown";
import { ArmName } from "./Fields";

const WIDTH = 320, HEIGHT = 170, LEFT = 34, RIGHT = 8, TOP = 8, BOTTOM = 34;
const SHARES = [0, 25, 50, 75, 100] as const;

function Empty({ title, length, tick }: { readonly title: string; readonly length: number; readonly tick: string }) {
  const x = (t: number) => LEFT + (length > 1 ? (t - 1) / (length - 1) : 0) * (WIDTH - LEFT - RIGHT), y = (share: number) => TOP + (1 - share / 100) * (HEIGHT - TOP - BOTTOM);
  const marks = [...new Set([1, Math.round(length / 2), length])];
  return (
    <div className="min-w-0 break-inside-avoid">
      <h3 className="text-sm leading-snug font-semibold">{title}</h3>
      <p aria-hidden="true" className="text-xs leading-4 text-muted">↑ {words.percent}</p>
      <svg aria-hidden="true" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="block w-full text-xs" fill="var(--h-muted)">
        {SHARES.map((s) => <g key={s}><line x1={LEFT} x2={WIDTH - RIGHT} y1={y(s)} y2={y(s)} stroke={s === 0 ? "var(--h-ink)" : "var(--h-line)"} /><text x={LEFT - 5} y={y(s)} dy="0.35em" textAnchor="end">{s}</text></g>)}
        <line x1={LEFT} x2={LEFT} y1={TOP} y2={y(0)} stroke="var(--h-ink)" />
        {marks.map((t) => <text key={t} x={x(t)} y={y(0) + 14} textAnchor={t === length ? "end" : "middle"}>{t}</text>)}
        <text x={(LEFT + WIDTH) / 2} y={HEIGHT - 4} textAnchor="middle">{tick}</text>
      </svg>
    </div>
  );
}

export function Axes({ shown }: { readonly shown: Shown }) {
  const { run, spec } = shown, length = lengthOf(spec), arms = armsOf(shown), attacked = Object.values(run.curves).some((c) => c.some((p) => p.attackSuccess !== undefined || p.targetProbability !== undefined));
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm">{words.draw} {arms.map((a) => <ArmName key={a.id} arm={a} shown={shown} />)}</p>
      <div className="grid min-w-0 grid-cols-2 gap-x-6">
        <Empty title={figureWords.curves.accuracy} length={length} tick={tickNames[spec.regime]} />
        {attacked && <Empty title={figureWords.curves.attack} length={length} tick={tickNames[spec.regime]} />}
      </div>
    </div>
  );
}
