/** Shares of clients in the server's sum, clients down and rounds across, on the one sequential scale. One stop for the tab key, arrow keys inside. */
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { armStyles, toneOf } from "../../charts/arm-style";
import { moveIn } from "../../charts/roving";
import { errorShade } from "../../charts/ConfusionMatrix";
import { inkOn, sequential } from "../../charts/scales";
import { cssColor, useDark } from "../../charts/use-theme";
import { useWidth } from "../../charts/use-width";
import { named, shares as words } from "../../text/federation-words";
import { Figure } from "../../ui/Figure";
import { largestShare, markOf, type ArmRounds } from "./rounds";

export interface ShareStripProps {
  readonly of: ArmRounds;
  /** Rounds that the run will have, so that the strip stands still while they come. */
  readonly length: number;
  readonly clients: number;
  readonly malicious: ReadonlySet<number> | null;
  readonly shown: number | null;
  readonly onShow: (client: number | null) => void;
  /** The round of the film. */
  readonly now: number;
}

const SIGNS = { rejected: "×", lost: "·", weightless: "○" } as const;
const LEFT = 30, TOP = 2, FOOT = 18, SIGN = 7;

export function ShareStrip({ of, length, clients, malicious, shown, onShow, now }: ShareStripProps) {
  const [box, measured] = useWidth<HTMLDivElement>(), canvas = useRef<HTMLCanvasElement>(null), dark = useDark(), width = measured || 320;
  const [at, setAt] = useState<number | null>(null), [focused, setFocused] = useState(false);
  const cell = Math.max(1, Math.min(40, (width - LEFT - 2) / Math.max(1, length))), tall = Math.max(2, Math.min(18, 320 / clients)), wide = cell * length, high = tall * clients;
  const recordAt = (i: number) => of.rounds.find((r) => r.round === (i % length) + 1)?.clients.find((c) => c.client === Math.floor(i / length));
  useEffect(() => {
    const target = canvas.current, ctx = target?.getContext("2d"), ratio = window.devicePixelRatio || 1;
    if (!target || !ctx) return;
    target.width = Math.round(width * ratio);
    target.height = Math.round((high + TOP + FOOT) * ratio);
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, width, high + TOP + FOOT);
    ctx.strokeStyle = cssColor("var(--h-line)");
    ctx.strokeRect(LEFT, TOP, wide, high);
    ctx.textBaseline = "middle";
    for (const r of of.rounds)
      for (const c of r.clients) {
        const x = LEFT + (r.round - 1) * cell, y = TOP + c.client * tall, t = errorShade(c.weight), gap = cell > 5 && tall > 5 ? 1 : 0;
        ctx.fillStyle = sequential(t, dark);
        ctx.fillRect(x, y, cell - gap, tall - gap);
        const mark = markOf(c);
        // With little weight a cell has nearly the color of the ground; its frame says that the client was asked.
        ctx.strokeStyle = cssColor("var(--h-line)");
        if (t < 0.25 && gap > 0) ctx.strokeRect(x + 0.5, y + 0.5, cell - 2, tall - 2);
        if (mark === "used" || cell < SIGN || tall < SIGN) continue;
        ctx.fillStyle = inkOn(t, dark);
        ctx.font = "11px Inter Variable, sans-serif";
        ctx.textAlign = "center";
        ctx.fillText(SIGNS[mark], x + cell / 2, y + tall / 2 + 0.5);
      }
    ctx.font = "12px Inter Variable, sans-serif";
    ctx.textAlign = "right";
    const every = Math.max(1, Math.ceil(14 / tall));
    for (let c = 0; c < clients; c++) {
      const bad = malicious?.has(c) ?? false, y = TOP + c * tall;
      if (bad) {
        ctx.strokeStyle = cssColor("var(--h-poisoned-fill)");
        ctx.lineWidth = 1.4;
        ctx.strokeRect(1, y + 0.7, 8, tall - 1.6);
        ctx.beginPath();
        for (let d = 0; d < tall; d += 4) { ctx.moveTo(1, y + Math.min(tall - 1, d + 4)); ctx.lineTo(9, y + d); }
        ctx.stroke();
      }
      ctx.fillStyle = cssColor(bad ? "var(--h-poisoned)" : "var(--h-muted)");
      if (c % every === 0) ctx.fillText(String(c + 1), LEFT - 4, y + tall / 2);
    }
    ctx.fillStyle = cssColor("var(--h-muted)");
    const apart = Math.max(1, Math.ceil(26 / cell));
    for (let r = 1; r <= length; r++) if (r === 1 || r % apart === 0) { ctx.textAlign = "center"; ctx.fillText(String(r), LEFT + (r - 0.5) * cell, TOP + high + 11); }
  }, [of.rounds, width, cell, tall, wide, high, length, clients, malicious, dark]);
  const move = (i: number | null) => { setAt(i); onShow(i === null ? null : Math.floor(i / length)); };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = moveIn(event.key, at ?? 0, clients * length, length, event.ctrlKey);
    if (next === null) return;
    event.preventDefault();
    move(next);
  };
  const under = (event: PointerEvent) => {
    const rect = event.currentTarget.getBoundingClientRect(), r = Math.floor((event.clientX - rect.left - LEFT) / cell), c = Math.floor((event.clientY - rect.top - TOP) / tall);
    return r >= 0 && r < length && c >= 0 && c < clients ? c * length + r : null;
  };
  const sentence = (i: number) => words.cell(Math.floor(i / length), (i % length) + 1, recordAt(i), malicious && malicious.has(Math.floor(i / length)));
  const largest = useMemo(() => largestShare(of.rounds, clients), [of.rounds, clients]);
  const table = () => ({
    columns: [{ title: words.client }, ...of.rounds.map((r) => ({ title: String(r.round), numeric: true }))],
    rows: Array.from({ length: clients }, (_, c) => [named(c), ...of.rounds.map((r) => { const one = r.clients.find((d) => d.client === c); return !one ? "" : one.state === "used" ? `${(one.weight * 100).toFixed(1)} %` : one.state === "rejected" ? "×" : "·"; })]),
  });
  return (
    <Figure title={<span style={{ color: armStyles[toneOf(of.arm.kind)].text }}>{of.title}</span>} headingLevel={4} table={table} steadyFinding finding={at === null ? (largest ? words.finding(largest) : undefined) : <span className="text-ink">{sentence(at)}</span>}>
      <div ref={box} className="min-w-0 [contain:inline-size]">
        <div
          role="application" tabIndex={0} aria-label={`${words.region(of.title)}. ${words.hint}`} className="relative rounded-sm" style={{ width, height: high + TOP + FOOT }} onKeyDown={onKeyDown}
          onFocus={() => { setFocused(true); if (at === null) move(Math.max(0, now - 1)); }} onBlur={() => { setFocused(false); move(null); }} onPointerMove={(e) => move(under(e))} onPointerLeave={() => !focused && move(null)}
        >
          <canvas ref={canvas} aria-hidden="true" className="absolute inset-0 size-full forced-color-adjust-none" />
          {shown !== null && <span aria-hidden="true" className="pointer-events-none absolute border border-ink" style={{ left: LEFT - 1, top: TOP + shown * tall - 1, width: wide + 2, height: tall + 1 }} />}
          {now > 0 && <span aria-hidden="true" className="pointer-events-none absolute border-x border-ink/60" style={{ left: LEFT + (now - 1) * cell - 1, top: TOP, width: cell + 1, height: high }} />}
          {at !== null && <span aria-hidden="true" className="pointer-events-none absolute border-2 border-ink" style={{ left: LEFT + (at % length) * cell - 2, top: TOP + Math.floor(at / length) * tall - 2, width: cell + 3, height: tall + 3 }} />}
        </div>
        <span role="status" className="sr-only">{focused && at !== null ? sentence(at) : ""}</span>
      </div>
    </Figure>
  );
}
