/** One arm's stream as a row of bars, a step each: what was learned, hollow where it was forgotten again, and what was thrown away; on top its alarms and the models it went back to. */
import { memo, useId } from "react";
import type { StepRecord } from "../../../engine/index";
import { short } from "../../charts/format";
import { HatchPattern } from "../../charts/HatchPattern";
import { useWidth } from "../../charts/use-width";
import { lane as words } from "../../text/stream-words";
import { Figure } from "../../ui/Figure";
import { forgets, partsOf, taken, totals } from "./steps";

const LEFT = 32, RIGHT = 12, TOP = 30, BARS = 70, LEVEL = 46, BOTTOM = 32;

export interface StepLaneProps {
  readonly title: string;
  readonly steps: readonly StepRecord[];
  /** How many steps there will be, and the tallest bar of all arms: axes are shared. */
  readonly length: number;
  readonly most: number;
  /** Alarms of monitors, which act on nothing. */
  readonly alarms?: readonly { readonly title: string; readonly at: number }[];
}

export const StepLane = memo(function StepLane({ title, steps, length, most, alarms = [] }: StepLaneProps) {
  const hatch = useId(), [box, measured] = useWidth<HTMLDivElement>(), width = measured || 320, parts = partsOf(steps), slot = (width - LEFT - RIGHT) / Math.max(1, length), bar = Math.max(1, slot - (slot > 4 ? 1.5 : 0.3));
  const x = (step: number) => LEFT + (step - 1) * slot, middle = (step: number) => x(step) + slot / 2, y = (n: number) => TOP + BARS * (1 - n / Math.max(1, most)), base = TOP + BARS;
  const levels = steps.flatMap((s) => (s.levels ?? []).slice(0, 1).map((l) => ({ step: s.step, ...l }))), first = levels[0], top = Math.max(first?.threshold ?? 1, ...levels.map((l) => l.value)) * 1.08, height = base + BOTTOM + (first ? LEVEL + 12 : 0);
  const at = (v: number) => height - 4 - (v / top) * LEVEL, heard = [...steps.flatMap((s) => s.alarms.map((a) => ({ title: a.defense, at: s.step }))), ...alarms];
  const said = (s: StepRecord) => [...heard.filter((a) => a.at === s.step).map((a) => `${words.alarm}: ${a.title}`), ...(s.restored === undefined ? [] : [words.back(s.restored)])].join("; ");
  const forgot = forgets([steps]);
  const table = () => ({
    columns: Object.entries(words.columns).filter(([key]) => (key !== "level" || first) && (!key.startsWith("forgot") || forgot)).map(([key, title]) => ({ title, numeric: key !== "said" })),
    rows: parts.map((p, i) => [p.step, p.reported, p.learned, p.learnedBad, ...(forgot ? [p.forgot, p.forgotBad] : []), p.held, p.dropped, p.droppedBad, said(steps[i]!) || "–", ...(first ? [short(levels.find((l) => l.step === p.step)?.value ?? NaN)] : [])]),
  });
  const ticks = [1, ...[0.25, 0.5, 0.75, 1].map((q) => Math.round(q * length))].filter((v, i, all) => v > 0 && all.indexOf(v) === i);
  const piece = (step: number, from: number, n: number, fill: string) => (n > 0 ? <rect x={x(step)} width={bar} y={y(from + n)} height={y(from) - y(from + n)} fill={fill} /> : null);
  const hollow = (step: number, from: number, n: number, color: string) => (n > 0 ? <rect x={x(step) + 0.5} width={Math.max(0.5, bar - 1)} y={y(from + n) + 0.5} height={Math.max(0.5, y(from) - y(from + n) - 1)} fill={color} fillOpacity={0.15} stroke={color} /> : null);
  return (
    <Figure title={words.title(title)} finding={words.counts(totals(parts), parts.at(-1)?.held ?? 0)} table={table} headingLevel={4}>
      <p aria-hidden="true" className="text-xs leading-4 text-muted">↑ {words.reports}</p>
      <div ref={box} className="min-w-0 [contain:inline-size]" style={{ minHeight: height }}>
        <svg aria-hidden="true" width={width} height={height} className="block max-w-full text-xs" fill="var(--h-muted)">
          <HatchPattern id={hatch} />
          {parts.map((p) => (
            <g key={p.step}>
              {piece(p.step, 0, p.learned, "var(--h-clean-fill)")}
              {piece(p.step, p.learned, p.learnedBad, "var(--h-poisoned-fill)")}
              {hollow(p.step, 0, p.forgot, "var(--h-clean-fill)")}
              {hollow(p.step, p.forgot, p.forgotBad, "var(--h-poisoned-fill)")}
              {piece(p.step, taken(p), p.dropped, "var(--h-baseline-fill)")}
              {piece(p.step, taken(p) + p.dropped, p.droppedBad, `url(#${hatch})`)}
            </g>
          ))}
          <line x1={LEFT} x2={width - RIGHT} y1={base} y2={base} stroke="var(--h-edge)" />
          <text x={LEFT - 5} y={TOP + 4} textAnchor="end">{most}</text>
          <text x={(LEFT + width - RIGHT) / 2} y={base + 27} textAnchor="middle">{words.step}</text>
          {ticks.map((t) => <text key={t} x={middle(t)} y={base + 13} textAnchor="middle">{t}</text>)}
          {steps.filter((s) => s.restored !== undefined).map((s) => (
            <g key={s.step} stroke="var(--h-ink)" fill="none" strokeWidth={1.5}>
              <path d={`M${middle(s.step)},${TOP - 8}Q${(middle(s.step) + middle(Math.max(1, s.restored!))) / 2},${TOP - 34} ${middle(Math.max(1, s.restored!))},${TOP - 8}`} />
              <path d={`M${middle(Math.max(1, s.restored!)) - 3},${TOP - 14}l3,6l6,-3`} />
            </g>
          ))}
          {heard.map((a) => (
            <g key={`${a.title}-${a.at}`} fill="var(--h-ink)">
              <line x1={middle(a.at)} x2={middle(a.at)} y1={TOP - 2} y2={base} stroke="var(--h-ink)" strokeWidth={1.5} />
              <path d={`M${middle(a.at) - 5},${TOP - 10}h10l-5,9Z`} />
            </g>
          ))}
          {first && (
            <g>
              <text x={LEFT - 5} y={at(first.threshold)} dy="0.35em" textAnchor="end">{short(Number(first.threshold.toPrecision(2)))}</text>
              <line x1={LEFT} x2={width - RIGHT} y1={at(first.threshold)} y2={at(first.threshold)} stroke="var(--h-ink)" strokeWidth={1.5} strokeDasharray="5 4" />
              <line x1={LEFT} x2={width - RIGHT} y1={at(0)} y2={at(0)} stroke="var(--h-edge)" />
              <path d={`M${levels.map((l) => `${middle(l.step).toFixed(1)},${at(l.value).toFixed(1)}`).join("L")}`} fill="none" stroke="var(--h-defended-fill)" strokeWidth={2} strokeLinejoin="round" />
            </g>
          )}
        </svg>
        {first && <p aria-hidden="true" className="pb-1 text-xs text-muted">{words.level(first.name, short(Number(first.threshold.toPrecision(2))))}</p>}
      </div>
    </Figure>
  );
});

const KEYS = [["learned", "var(--h-clean-fill)"], ["learnedBad", "var(--h-poisoned-fill)"], ["forgot", "var(--h-clean-fill)"], ["forgotBad", "var(--h-poisoned-fill)"], ["dropped", "var(--h-baseline-fill)"], ["droppedBad", null]] as const;

/** What the colors of the bars mean; once for all arms. What is forgotten is explained only where something was. */
export function LaneKey({ forgot }: { readonly forgot: boolean }) {
  return (
    <ul className="m-0 flex list-none flex-wrap gap-x-4 gap-y-0.5 p-0 text-xs">
      {KEYS.filter(([key]) => forgot || !key.startsWith("forgot")).map(([key, color]) => (
        <li key={key} className="flex items-center">
          <span aria-hidden="true" className={`me-1.5 inline-block size-3 ${color ? "" : "hatch"}`} style={color ? (key.startsWith("forgot") ? { border: `1px solid ${color}`, background: `color-mix(in srgb, ${color} 15%, transparent)` } : { background: color }) : undefined} />
          {words.key[key]}
        </li>
      ))}
    </ul>
  );
}
