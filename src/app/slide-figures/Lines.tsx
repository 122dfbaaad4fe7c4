/** Learning curves on a slide: thick lines with their names and last values at the end, one drawing a measure, 0 to 100 %. */
import type { ArmInfo } from "../../engine/index";
import { armStyles, dashOf, toneOf } from "../charts/arm-style";
import { spread } from "../charts/spread";
import { armTitle } from "../state/arms";
import { armsOf } from "../story-figures/shown";
import { hit } from "../text/craft-words";
import { percentRound } from "../text/format";
import { lengthOf, ticks } from "../text/pace";
import { figures } from "../text/story-words";
import { Blank, type SlideProps } from "./parts";

interface Line {
  readonly arm: ArmInfo;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

function Chart({ title, lines, first, last, unit, width, measure, shown, box: { height, t } }: SlideProps & { readonly title: string; readonly lines: readonly Line[]; readonly first: number; readonly last: number; readonly unit: string; readonly width: number; readonly measure: "accuracy" | "attack" }) {
  const names = lines.map(({ arm, points }) => ({ name: armTitle(arm, shown.spec), value: percentRound(points.at(-1)!.y) })), room = Math.min(width * 0.4, (Math.max(...names.map((n) => Math.max(n.name.length, n.value.length))) * 0.6 + 0.9) * t);
  const left = 2.9 * t, top = 0.7 * t, foot = 1.7 * t, h = height - 2 * t, x = (v: number) => left + ((v - first) / Math.max(1, last - first)) * (width - left - room), y = (v: number) => top + (1 - v) * (h - top - foot);
  const ends = spread(lines.map((l) => y(l.points.at(-1)!.y)), 2.3 * t, top + t, h - foot - 0.6 * t), marks = [first, last];
  return (
    <figure className="m-0" style={{ width }}>
      <figcaption className="leading-tight font-medium" style={{ height: 2 * t }}>{title}</figcaption>
      <svg role="img" aria-label={`${title}: ${names.map((n) => `${n.name} ${n.value}`).join(", ")}`} width={width} height={h} className="block overflow-visible" fontSize={t} fill="var(--h-muted)">
        {[0, 0.5, 1].map((v) => (
          <g key={v}>
            <line x1={left} x2={width - room} y1={y(v)} y2={y(v)} stroke="var(--h-line)" strokeWidth={2} />
            <text x={left - t * 0.4} y={y(v)} dy="0.35em" textAnchor="end">{percentRound(v)}</text>
          </g>
        ))}
        {marks.map((v, i) => <text key={v} x={x(v)} y={h - 0.35 * t} textAnchor={i === 0 ? "start" : "end"}>{i === 0 ? `${unit} ${v}` : v}</text>)}
        {lines.map(({ arm, points }, i) => {
          const style = armStyles[toneOf(arm.kind)], end = points.at(-1)!;
          return (
            <g key={arm.id} fill={style.text}>
              <path d={`M${points.map((p) => `${x(p.x).toFixed(1)},${y(p.y).toFixed(1)}`).join("L")}`} fill="none" stroke={style.fill} strokeWidth={t / 4} strokeLinejoin="round" strokeDasharray={dashOf(toneOf(arm.kind), measure) && `${t * 0.7} ${t * 0.4}`} />
              <circle cx={x(end.x)} cy={y(end.y)} r={t / 3.2} fill={style.fill} />
              <text x={width - room + t * 0.5} y={ends[i]} fontWeight={600}>{names[i]!.name}</text>
              <text x={width - room + t * 0.5} y={ends[i]! + 1.05 * t} fontWeight={600}>{names[i]!.value}</text>
            </g>
          );
        })}
      </svg>
    </figure>
  );
}

export function Lines({ shown, box }: SlideProps) {
  const { run, spec } = shown, one = Object.values(run.curves).some((c) => c.some((p) => p.targetProbability !== undefined));
  const linesOf = (read: (p: (typeof run.curves)[string][number]) => number | undefined): Line[] => armsOf(shown).flatMap((arm) => {
    const points = (run.curves[arm.id] ?? []).flatMap((p) => { const y = read(p); return y === undefined ? [] : [{ x: p.epoch, y }]; });
    return points.length > 0 ? [{ arm, points }] : [];
  });
  const charts = ([
    { measure: "accuracy", title: figures.curves.accuracy, lines: linesOf((p) => p.cleanAccuracy) },
    { measure: "attack", title: one ? hit.line : figures.curves.attack, lines: linesOf((p) => p.attackSuccess ?? p.targetProbability) },
  ] as const).filter((c) => c.lines.length > 0);
  if (charts.length === 0) return <Blank>{figures.notYet}</Blank>;
  const gap = 1.5 * box.t, width = box.narrow ? box.width : (box.width - gap * (charts.length - 1)) / charts.length;
  return (
    <div className="flex flex-wrap" style={{ gap }}>
      {charts.map((c) => <Chart key={c.measure} {...c} first={Math.min(1, ...c.lines.map((l) => l.points[0]!.x))} last={Math.max(lengthOf(spec), ...c.lines.map((l) => l.points.at(-1)!.x))} unit={ticks[spec.regime]} width={width} shown={shown} box={box} />)}
    </div>
  );
}
