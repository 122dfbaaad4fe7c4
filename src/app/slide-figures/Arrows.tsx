/** The last round of a federation on a slide: every client's update as an arrow from the model, so that one sees which way it pulls. The attacker's are hatched at the end and named. */
import { useId, useMemo } from "react";
import { maliciousClients, type RoundRecord } from "../../engine/index";
import { HatchPattern } from "../charts/HatchPattern";
import { isHidden } from "../features/federation/rounds";
import { armsOf } from "../story-figures/shown";
import { slides as words } from "../text/slide-words";
import { figures } from "../text/story-words";
import { ArmName, Blank, type SlideProps } from "./parts";

interface PlaneProps {
  readonly record: RoundRecord;
  readonly bad: ReadonlySet<number>;
  readonly width: number;
  readonly height: number;
  readonly t: number;
}

function Plane({ record, bad, width, height, t }: PlaneProps) {
  const hatch = useId(), here = record.clients.filter((c) => c.at !== null), all = [[0, 0] as const, ...here.map((c) => c.at!)], theirs = here.filter((c) => bad.has(c.client)), ours = here.filter((c) => !bad.has(c.client));
  const low = [0, 1].map((k) => Math.min(...all.map((p) => p[k]!))), high = [0, 1].map((k) => Math.max(...all.map((p) => p[k]!)));
  // Room for the words at the ends.
  const roomy = width > 26 * t, wide = (roomy ? 8 : 2) * t, scale = Math.min((width - 2 * wide) / Math.max(0.1, high[0]! - low[0]!), (height - (roomy ? 3.2 : 5.4) * t) / Math.max(0.1, high[1]! - low[1]!)), middle = [0, 1].map((k) => (low[k]! + high[k]!) / 2);
  const x = (v: number) => width / 2 + (v - middle[0]!) * scale, y = (v: number) => height / 2 - (v - middle[1]!) * scale;
  const reach = (p: readonly [number, number], by: number) => { const d = Math.hypot(p[0], p[1]) || 1; return [p[0] * (1 + by / (d * scale)), p[1] * (1 + by / (d * scale))] as const; };
  const mean = ours.length > 0 ? ([0, 1].map((k) => ours.reduce((s, c) => s + c.at![k]!, 0) / ours.length) as [number, number]) : null, side = mean && mean[0] >= 0 ? "start" : "end";
  const said = [mean && words.honestClients(ours.length), theirs.length > 0 && words.attackers(theirs.map((c) => c.client))].filter(Boolean).join("; ");
  return (
    <svg role="img" aria-label={said} width={width} height={height} fontSize={t} className="block overflow-visible rounded-md border-2 border-line">
      <HatchPattern id={hatch} />
      {[...ours, ...theirs].map((c) => {
        const lies = bad.has(c.client), color = lies ? "var(--h-poisoned-fill)" : "var(--h-clean-fill)", [px, py] = c.at!, counted = c.state === "used" && c.weight > 0;
        return (
          <g key={c.client}>
            <line x1={x(0)} y1={y(0)} x2={x(px)} y2={y(py)} stroke={color} strokeWidth={lies ? t / 4 : t / 7} strokeDasharray={counted ? undefined : `${t * 0.4} ${t * 0.3}`} />
            <circle cx={x(px)} cy={y(py)} r={lies ? t * 0.5 : t * 0.28} fill={lies ? `url(#${hatch})` : color} stroke={color} strokeWidth={lies ? t / 8 : 0} />
          </g>
        );
      })}
      <circle cx={x(0)} cy={y(0)} r={t * 0.22} fill="var(--h-ink)" />
      {theirs.map((c) => { const [ex, ey] = reach(c.at!, 1.1 * t); return <text key={c.client} x={x(ex)} y={y(ey)} dy="0.35em" textAnchor="middle" fontWeight={600} fill="var(--h-poisoned)">{c.client + 1}</text>; })}
      {mean && <text {...(roomy ? { x: x(mean[0]) + (side === "start" ? 1 : -1) * t, y: y(mean[1]), dy: "0.35em", textAnchor: side } : { x: 0.8 * t, y: height - 0.8 * t })} fontWeight={600} fill="var(--h-clean)">{words.honestClients(ours.length)}</text>}
    </svg>
  );
}

export function Arrows({ shown, box: { width, height, t, narrow } }: SlideProps) {
  const { run, spec } = shown, { federated, seed } = spec, bad = useMemo(() => (spec.attack ? new Set(maliciousClients(seed, federated)) : new Set<number>()), [spec.attack, seed, federated]);
  const arms = armsOf(shown).filter((a) => a.kind !== "clean" || !spec.attack).flatMap((arm) => { const rounds = run.results[arm.id]?.federation?.rounds ?? run.rounds[arm.id] ?? [], record = rounds.at(-1); return record ? [{ arm, rounds, record }] : []; });
  if (arms.length === 0) return <Blank>{figures.noRun}</Blank>;
  const gap = t, side = narrow ? width : (width - gap * (arms.length - 1)) / arms.length, foot = 2.8 * t, head = 2 * t;
  return (
    <figure aria-label={figures.clients} className="m-0 flex h-full flex-col justify-between gap-2">
      <div className="flex flex-wrap" style={{ gap }}>
        {arms.map(({ arm, rounds, record }) => (
          <div key={arm.id} style={{ width: side }}>
            <p className="flex flex-wrap items-baseline gap-x-[1.5em] overflow-hidden leading-tight" style={{ height: head }}><ArmName arm={arm} shown={shown} size={t * 1.1} />{bad.size > 0 && <span>{words.attackers([...bad].sort((a, b) => a - b))}</span>}</p>
            {isHidden(rounds) ? <p className="text-muted">{words.hidden(arm.title)}</p> : <Plane record={record} bad={bad} width={side} height={Math.max(8 * t, height - head - foot)} t={t} />}
          </div>
        ))}
      </div>
      <figcaption className="leading-tight text-muted">{words.arrows(arms[0]!.record.round)}</figcaption>
    </figure>
  );
}
