/** The mark of a client in a round: filled when it counted, hollow without weight, a cross when it was turned away; a ring and a hatch when it is known to be malicious. */
import type { Mark } from "./rounds";

export interface ClientMarkProps {
  readonly mark: Mark;
  readonly r: number;
  /** Known to be malicious. */
  readonly bad?: boolean;
  /** In quarantine on the bench. */
  readonly held?: boolean;
  readonly hatch: string;
}

export function ClientMark({ mark, r, bad, held, hatch }: ClientMarkProps) {
  const color = bad ? "var(--h-poisoned-fill)" : "var(--h-ink)", s = Math.max(4.5, r * 0.8);
  return (
    <g>
      {bad && <circle r={r + 4} fill="none" stroke="var(--h-poisoned-fill)" strokeWidth={2} />}
      {mark === "used" && <circle r={r} fill={bad ? `url(#${hatch})` : "var(--h-edge)"} stroke={color} strokeWidth={1.2} />}
      {mark === "weightless" && <circle r={r} fill="var(--h-paper)" stroke={color} strokeWidth={1.6} strokeDasharray="2.5 2" />}
      {mark === "rejected" && <><circle r={s + 1.5} fill={bad ? `url(#${hatch})` : "var(--h-paper)"} fillOpacity={0.85} /><path d={`M${-s},${-s}L${s},${s}M${-s},${s}L${s},${-s}`} stroke={color} strokeWidth={2.6} strokeLinecap="round" fill="none" /></>}
      {mark === "lost" && <circle r={2} fill="var(--h-muted)" />}
      {held && <rect x={-r - 5} y={-r - 5} width={2 * r + 10} height={2 * r + 10} rx={3} fill="none" stroke="var(--h-defended-fill)" strokeWidth={2} strokeDasharray="4 2" />}
    </g>
  );
}
