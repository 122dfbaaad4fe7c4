/** A stream on a slide: step by step how many reports each model learned from or threw away, and a flag where an alarm was raised. */
import { useId } from "react";
import type { ArmInfo, StepRecord } from "../../engine/index";
import { HatchPattern } from "../charts/HatchPattern";
import { forgets, partsOf, taken } from "../features/stream/steps";
import { armsOf } from "../story-figures/shown";
import { slides as words } from "../text/slide-words";
import { figures } from "../text/story-words";
import { lane } from "../text/stream-words";
import { ArmName, Blank, type SlideProps } from "./parts";

const KEYS = [["learned", "var(--h-clean-fill)"], ["learnedBad", "var(--h-poisoned-fill)"], ["dropped", "var(--h-edge)"], ["droppedBad", null], ["forgot", "var(--h-clean-fill)"], ["forgotBad", "var(--h-poisoned-fill)"]] as const;

interface LaneProps extends SlideProps {
  readonly arm: ArmInfo;
  readonly steps: readonly StepRecord[];
  readonly most: number;
  readonly height: number;
}

function Lane({ arm, steps, most, height, shown, box: { width, t } }: LaneProps) {
  const hatch = useId(), { run, spec } = shown, parts = partsOf(steps), length = Math.max(1, spec.online.steps), slot = width / length, head = 1.7 * t, foot = 1.5 * t, h = height - head, base = h - foot;
  const alarms = [...new Set([...steps.flatMap((s) => (s.alarms.length > 0 ? [s.step] : [])), ...(run.results[arm.id]?.online?.alarms ?? []).flatMap((a) => (a.at === null ? [] : [a.at]))])].slice(0, 1);
  const y = (n: number) => base - (n / Math.max(1, most)) * (base - 1.5 * t), x = (step: number) => (step - 1) * slot, thick = Math.max(1, slot * 0.82);
  const piece = (key: string, step: number, from: number, n: number, fill: string) => (n > 0 ? <rect key={key} x={x(step)} width={thick} y={y(from + n)} height={y(from) - y(from + n)} fill={fill} /> : null);
  const hollow = (key: string, step: number, from: number, n: number, color: string) => (n > 0 ? <rect key={key} x={x(step) + 1} width={Math.max(1, thick - 2)} y={y(from + n) + 1} height={Math.max(1, y(from) - y(from + n) - 2)} fill={color} fillOpacity={0.15} stroke={color} strokeWidth={2} /> : null);
  return (
    <div>
      <p className="leading-tight" style={{ height: head }}><ArmName arm={arm} shown={shown} size={t * 1.1} /></p>
      <svg role="img" aria-label={[lane.title(arm.title), ...alarms.map(words.alarm)].join("; ")} width={width} height={h} fontSize={t} fill="var(--h-muted)" className="block">
        <HatchPattern id={hatch} />
        {parts.map((p) => [
          piece("a", p.step, 0, p.learned, KEYS[0][1]), piece("b", p.step, p.learned, p.learnedBad, KEYS[1][1]),
          hollow("e", p.step, 0, p.forgot, KEYS[4][1]), hollow("f", p.step, p.forgot, p.forgotBad, KEYS[5][1]),
          piece("c", p.step, taken(p), p.dropped, KEYS[2][1]), piece("d", p.step, taken(p) + p.dropped, p.droppedBad, `url(#${hatch})`),
        ].map((r) => r && <g key={`${p.step}${r.key}`}>{r}</g>))}
        <line x1={0} x2={width} y1={base} y2={base} stroke="var(--h-edge)" strokeWidth={2} />
        <text x={0} y={h - 0.3 * t}>{words.step} 1</text><text x={width} y={h - 0.3 * t} textAnchor="end">{length}</text>
        {alarms.map((at) => (
          <g key={at} fill="var(--h-ink)">
            <line x1={x(at) + thick / 2} x2={x(at) + thick / 2} y1={0.4 * t} y2={base} stroke="var(--h-ink)" strokeWidth={t / 6} />
            <path d={`M${x(at) + thick / 2},0.2h${t}l${-0.3 * t},${0.4 * t}l${0.3 * t},${0.4 * t}h${-t}Z`} />
            <text x={x(at) + thick / 2 + (at > length / 2 ? -0.5 : 1.4) * t} y={t} textAnchor={at > length / 2 ? "end" : "start"} fontWeight={600}>{words.alarm(at)}</text>
          </g>
        ))}
      </svg>
    </div>
  );
}

export function Steps({ shown, box }: SlideProps) {
  const { run, spec } = shown, { height, t } = box, arms = armsOf(shown).map((arm) => ({ arm, steps: run.results[arm.id]?.online?.steps ?? run.steps[arm.id] ?? [] })).filter((a) => a.steps.length > 0 && (a.arm.kind !== "clean" || !spec.attack));
  if (arms.length === 0) return <Blank>{figures.noRun}</Blank>;
  const most = Math.max(1, ...arms.flatMap((a) => a.steps.map((s) => Math.max(s.reported, s.learned + s.dropped)))), forgot = forgets(arms.map((a) => a.steps)), key = (forgot ? 4 : 2.8) * t;
  return (
    <figure aria-label={figures.stream} className="m-0 flex h-full flex-col">
      <ul aria-label={words.reports} className="m-0 flex list-none flex-wrap items-start gap-x-[1.2em] p-0 leading-tight" style={{ minHeight: key }}>
        {KEYS.filter(([name]) => forgot || !name.startsWith("forgot")).map(([name, color]) => <li key={name} className="flex items-center gap-[0.4em]"><span aria-hidden="true" className={color ? "size-[0.8em]" : "hatch size-[0.8em]"} style={color ? (name.startsWith("forgot") ? { border: `2px solid ${color}` } : { background: color }) : undefined} />{lane.key[name]}</li>)}
      </ul>
      {arms.map((a) => <Lane key={a.arm.id} {...a} most={most} height={Math.max(6 * t, (height - key) / arms.length)} shown={shown} box={box} />)}
    </figure>
  );
}
