/**
 * One round of one arm: its clients by direction or by length of what they sent. A stop for the tab key, arrow keys walk through the
 * clients, Enter or a click chooses one. Scales come from outside, so that arms and rounds can be compared.
 */
import { useId, useRef, type KeyboardEvent } from "react";
import type { RoundRecord } from "../../../engine/index";
import { armStyles, toneOf } from "../../charts/arm-style";
import { number } from "../../charts/format";
import { HatchPattern } from "../../charts/HatchPattern";
import { useWidth } from "../../charts/use-width";
import { clientSentence, film as words, named, roundFinding, roundTable } from "../../text/federation-words";
import { Figure } from "../../ui/Figure";
import { ClientMark } from "./ClientMark";
import { markOf, medianNorm, mixes, numberEvery, pilesOf, radiusOf, type ArmRounds } from "./rounds";

export interface ClientDotsProps {
  readonly of: ArmRounds;
  readonly record: RoundRecord;
  readonly view: "direction" | "length";
  /** Half the side of the plane, and the ends of the length scale as powers of two. */
  readonly extent: number;
  readonly lengths: readonly [low: number, high: number];
  readonly clients: number;
  /** null while the truth is hidden. */
  readonly malicious: ReadonlySet<number> | null;
  readonly held: ReadonlySet<number>;
  /** The client that is pointed at, in whichever arm. */
  readonly shown: number | null;
  readonly onShow: (client: number | null) => void;
  readonly onChoose: (client: number) => void;
  /** What can be done here. */
  readonly hint: string;
}

const HEIGHT = 270, PAD = 14, LEFT = 30, FOOT = 18, TARGET = 24, RING = 40;
const between = (v: number, low: number, high: number) => Math.max(low, Math.min(high, v));

export function ClientDots({ of, record, view, extent, lengths, clients, malicious, held, shown, onShow, onChoose, hint }: ClientDotsProps) {
  const [box, measured] = useWidth<HTMLDivElement>(), area = useRef<HTMLDivElement>(null), hatch = useId(), width = measured || 320;
  const median = medianNorm(record), here = record.clients.filter((c) => (view === "direction" ? c.at !== null : c.norm !== null)), gone = record.clients.filter((c) => c.state === "lost").map((c) => c.client);
  const [low, high] = lengths, middle = view === "direction", side = Math.min(width, HEIGHT) / 2 - PAD, base = HEIGHT - FOOT;
  const yOf = (power: number) => PAD + (1 - (power - low) / (high - low)) * (base - 2 * PAD);
  const placed = here.map((c) => {
    const r = view === "direction" ? radiusOf(c.norm, median) : 5;
    if (view === "length") return { c, r, x: LEFT + ((c.client + 0.5) / clients) * (width - LEFT - 4), y: yOf(between(median > 0 && c.norm! > 0 ? Math.log2(c.norm! / median) : low, low, high)), edge: null };
    const [px, py] = c.at!, x = between(px / extent, -1, 1), y = between(py / extent, -1, 1), out = Math.abs(px) > extent || Math.abs(py) > extent;
    return { c, r, x: width / 2 + x * side, y: HEIGHT / 2 - y * side, edge: out ? (Math.abs(px) > extent ? "x" : "y") : null };
  });
  const piles = middle ? pilesOf(placed.map(({ c, r, x, y }) => ({ client: c.client, r, x, y }))) : [];
  // Numbers stand where they do not lie on each other; that of the client pointed at always does. Of marks that lie on each other one says how many there are.
  const numbered = new Map<number, string>(), taken: { x: number; y: number }[] = [];
  for (const { c, r, x, y } of middle ? placed.toSorted((a, b) => Number(b.c.client === shown) - Number(a.c.client === shown)) : []) {
    if (taken.some((t) => Math.abs(t.x - x - r) < 16 && Math.abs(t.y - y) < 11)) continue;
    const pile = piles.find((p) => p.includes(c.client));
    if (pile && pile.length > 2 && c.client !== shown) {
      if (pile.some((one) => one !== shown && numbered.has(one))) continue;
      numbered.set(c.client, words.pile(pile.length));
    } else numbered.set(c.client, String(c.client + 1));
    taken.push({ x: x + r, y });
  }
  /** What a label takes, px. */
  const room = (client: number, r: number) => r + 14 + 6 * (numbered.get(client)?.length ?? 0);
  const sentence = (client: number) => {
    const c = record.clients.find((d) => d.client === client);
    return c ? clientSentence(c, record.round, median, record.scoreName, malicious && malicious.has(client), held.has(client)) : null;
  };
  const stop = here.some((c) => c.client === shown) ? shown : (here[0]?.client ?? null), said = shown === null ? null : sentence(shown);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" || event.key === "ArrowDown" ? 1 : event.key === "ArrowLeft" || event.key === "ArrowUp" ? -1 : 0, at = here.findIndex((c) => c.client === stop);
    const next = event.key === "Home" ? here[0] : event.key === "End" ? here.at(-1) : step === 0 ? undefined : here[between(at + step, 0, here.length - 1)];
    if (!next) return;
    event.preventDefault();
    onShow(next.client);
    area.current?.querySelector<HTMLElement>(`[data-client="${next.client}"]`)?.focus();
  };
  const table = () => ({
    columns: [{ title: roundTable.client }, { title: roundTable.length, numeric: true }, { title: roundTable.cosine, numeric: true }, { title: roundTable.share, numeric: true }, ...(record.scoreName ? [{ title: record.scoreName, numeric: true }] : []), { title: roundTable.state }, ...(malicious ? [{ title: roundTable.truth }] : [])],
    rows: record.clients.map((c) => [
      named(c.client), c.norm === null || median === 0 ? "–" : number(c.norm / median, 2), c.cosine === null ? "–" : number(c.cosine, 2), `${number(c.weight * 100, 1)} %`, ...(record.scoreName ? [c.score === undefined ? "–" : Number(c.score.toPrecision(4))] : []),
      `${roundTable.states[c.state]}${c.why ? `: ${c.why}` : ""}`, ...(malicious ? [malicious.has(c.client) ? roundTable.malicious : roundTable.honest] : []),
    ]),
  });
  const style = armStyles[toneOf(of.arm.kind)];
  return (
    <Figure title={<span style={{ color: style.text }}>{of.title}</span>} headingLevel={4} table={table} steadyFinding finding={said === null ? roundFinding(record.clients, mixes(of.chain)) : <span className="text-ink">{said}</span>}>
      <div ref={box} className="min-w-0 [contain:inline-size]">
        <div ref={area} role="group" aria-label={`${words.of(of.title)}, ${words.round.toLowerCase()} ${record.round}. ${hint}`} className="relative overflow-hidden rounded-md border border-line bg-paper" style={{ height: HEIGHT }} onKeyDown={onKeyDown} onPointerLeave={() => onShow(null)}>
          <svg aria-hidden="true" width={width} height={HEIGHT} className="pointer-events-none absolute inset-0">
            <HatchPattern id={hatch} />
            {middle ? (
              <>
                <path d={`M0,${HEIGHT / 2}H${width}M${width / 2},0V${HEIGHT}`} stroke="var(--h-line)" />
                <circle cx={width / 2} cy={HEIGHT / 2} r={side / extent} fill="none" stroke="var(--h-edge)" strokeDasharray="4 3" />
                <text x={width / 2} y={HEIGHT / 2 - side / extent - 4} textAnchor="middle" fontSize={11} fill="var(--h-muted)" stroke="var(--h-paper)" strokeWidth={3} paintOrder="stroke">{side / extent < HEIGHT / 2 - 14 && side / extent > RING ? words.ring : ""}</text>
              </>
            ) : (
              Array.from({ length: high - low + 1 }, (_, i) => low + i).filter((p) => p === 0 || high - low <= 4 || p % 2 === 0).map((p) => (
                <g key={p}>
                  <line x1={LEFT} x2={width} y1={yOf(p)} y2={yOf(p)} stroke={p === 0 ? "var(--h-edge)" : "var(--h-line)"} strokeDasharray={p === 0 ? "4 3" : undefined} />
                  <text x={LEFT - 4} y={yOf(p)} dy="0.35em" textAnchor="end" fontSize={12} fill="var(--h-muted)">{2 ** p >= 1 ? 2 ** p : `1/${2 ** -p}`}</text>
                </g>
              ))
            )}
            {placed.map(({ c, r, x, y, edge }) => (
              <g key={c.client} transform={`translate(${x},${y})`}>
                {c.client === shown && <circle r={r + 8} fill="none" stroke="var(--h-ink)" strokeWidth={1.5} />}
                {!middle && <line y1={0} y2={yOf(0) - y} stroke="var(--h-edge)" />}
                <ClientMark mark={markOf(c)} r={r} bad={malicious?.has(c.client)} held={held.has(c.client)} hatch={hatch} />
                {edge && <line {...(edge === "x" ? { x1: Math.sign(c.at![0]) * (r + 4), x2: Math.sign(c.at![0]) * (r + 4), y1: -7, y2: 7 } : { y1: -Math.sign(c.at![1]) * (r + 4), y2: -Math.sign(c.at![1]) * (r + 4), x1: -7, x2: 7 })} stroke="var(--h-ink)" strokeWidth={2} />}
                {numbered.has(c.client) && <text x={x > width - room(c.client, r) ? -r - 6 : r + 6} dy="0.35em" textAnchor={x > width - room(c.client, r) ? "end" : "start"} fontSize={11} fill="var(--h-muted)" fontWeight={c.client === shown ? 700 : 400} stroke="var(--h-paper)" strokeWidth={3} paintOrder="stroke">{numbered.get(c.client)}</text>}
              </g>
            ))}
            {!middle && Array.from({ length: clients }, (_, i) => i).filter((i) => i % numberEvery(clients, (width - LEFT) / clients) === 0).map((i) => <text key={i} x={LEFT + ((i + 0.5) / clients) * (width - LEFT - 4)} y={HEIGHT - 4} textAnchor="middle" fontSize={11} fill="var(--h-muted)">{i + 1}</text>)}
          </svg>
          {placed.map(({ c, x, y }) => (
            <button
              key={c.client} type="button" data-client={c.client} tabIndex={c.client === stop ? 0 : -1} aria-label={sentence(c.client) ?? named(c.client)} aria-pressed={held.has(c.client)}
              className="absolute -translate-x-1/2 -translate-y-1/2 rounded-full hover:z-10 focus-visible:z-10 focus-visible:outline-offset-0" style={{ left: x, top: y, width: TARGET, height: TARGET }}
              onPointerEnter={() => onShow(c.client)} onFocus={() => onShow(c.client)} onBlur={() => onShow(null)} onClick={() => onChoose(c.client)}
            />
          ))}
        </div>
        <p className="min-h-5 pt-1 text-xs text-muted">{gone.length > 0 && words.lost(gone)}</p>
      </div>
    </Figure>
  );
}
