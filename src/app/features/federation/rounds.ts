/** What the pictures of a federation need from its records: rows by client, one scale for all arms and rounds, what kind of mark a client gets. Pure. */
import type { ArmInfo, ClientRecord, Preview, RoundRecord, Spec } from "../../../engine/index";

/** One arm with the rounds known so far. */
export interface ArmRounds {
  readonly arm: ArmInfo;
  readonly title: string;
  readonly chain: Spec["defenses"][number];
  readonly rounds: readonly RoundRecord[];
}

export interface Dealt {
  readonly rows: number;
  readonly classes: readonly number[];
}

/** Rows of each client by class as they were before any poison; null while the data of another setup are on screen. */
export function dealtRows({ train, truth, meta, report }: Pick<Preview, "train" | "truth" | "meta" | "report">, clients: number): readonly Dealt[] | null {
  if (!train.sources || meta.sources?.length !== clients) return null;
  const counts = Array.from({ length: clients }, () => new Array<number>(meta.classNames.length).fill(0));
  // Rows that an attacker adds stand at the end.
  for (let i = 0; i < train.n - report.added; i++) counts[train.sources[i]!]![truth.originalLabels[i]!]!++;
  return counts.map((classes) => ({ rows: classes.reduce((a, b) => a + b, 0), classes }));
}

const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** The median length of a round's updates; 0 when none is known. */
export const medianNorm = (round: RoundRecord): number => middle(round.clients.flatMap((c) => (c.norm === null ? [] : [c.norm])));

/** Single updates were hidden from the server. */
export const isHidden = (rounds: readonly RoundRecord[]): boolean => rounds.length > 0 && rounds.every((r) => r.clients.every((c) => c.norm === null));

/** A mixture of several updates stands in for each: shares are those of mixtures. */
export const mixes = (chain: Spec["defenses"][number]): boolean => chain.some((c) => c.id === "nearest-neighbor-mixing");

const STEPS = [0.5, 0.75, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64];

/** Half the side of the plane in median lengths, for one round of all arms, in few steps: what lies further out is drawn at the edge, so that one giant does not make the others one dot. */
export function extentOf(rounds: readonly RoundRecord[]): number {
  const far = rounds.flatMap((r) => r.clients.flatMap((c) => (c.at ? [Math.max(Math.abs(c.at[0]), Math.abs(c.at[1]))] : []))).toSorted((a, b) => a - b);
  if (far.length === 0) return 1;
  const needed = Math.min(far.at(-1)!, 3 * far[Math.floor(0.87 * (far.length - 1))]!) * 1.1;
  return STEPS.find((s) => s >= needed) ?? needed;
}

/** Smallest and largest length over the median, as powers of two around 1. */
export function lengthsOf(rounds: readonly RoundRecord[]): readonly [low: number, high: number] {
  let low = -1, high = 1;
  for (const r of rounds) {
    const unit = medianNorm(r);
    for (const c of r.clients) if (c.norm !== null && c.norm > 0 && unit > 0) { low = Math.min(low, Math.floor(Math.log2(c.norm / unit))); high = Math.max(high, Math.ceil(Math.log2(c.norm / unit))); }
  }
  return [Math.max(low, -4), Math.min(high, 7)];
}

export type Mark = "used" | "weightless" | "rejected" | "lost";
export const markOf = (c: ClientRecord): Mark => (c.state === "used" ? (c.weight === 0 ? "weightless" : "used") : c.state);

/** Radius of a dot in px: its area grows with the length of the update. */
export const radiusOf = (norm: number | null, median: number): number => Math.max(3.5, Math.min(11, 5 * Math.sqrt(norm !== null && median > 0 ? norm / median : 1)));

/** Mean share of each client over the rounds in which its message came, and what it would have been had all that came counted the same; null for who never took part. */
export function meanShares(rounds: readonly RoundRecord[], clients: number): readonly ({ readonly share: number; readonly fair: number } | null)[] {
  const sum = new Array<number>(clients).fill(0), even = new Array<number>(clients).fill(0), times = new Array<number>(clients).fill(0);
  for (const r of rounds) {
    const came = r.clients.filter((c) => c.state !== "lost");
    for (const { client, weight } of came) if (client < clients) { sum[client]! += weight; even[client]! += 1 / came.length; times[client]!++; }
  }
  return times.map((n, i) => (n > 0 ? { share: sum[i]! / n, fair: even[i]! / n } : null));
}

/** Whose mean share is the largest, against an even one, and whether all are about even; null when nobody took part. */
export function largestShare(rounds: readonly RoundRecord[], clients: number): { readonly top: number; readonly share: number; readonly fair: number; readonly even: boolean } | null {
  const there = meanShares(rounds, clients).flatMap((m, top) => (m ? [{ top, ...m }] : []));
  if (there.length === 0) return null;
  return { ...there.reduce((best, one) => (one.share > best.share ? one : best)), even: there.every((m) => m.share < 1.1 * m.fair && m.share > 0.9 * m.fair) };
}

/** Neighboring rounds in which something is so, as pieces from the first to the last. */
export function spans(length: number, holds: (round: number) => boolean): readonly { readonly from: number; readonly to: number }[] {
  const out: { from: number; to: number }[] = [];
  for (let r = 1; r <= length; r++) {
    if (!holds(r)) continue;
    const last = out.at(-1);
    if (last?.to === r - 1) last.to = r;
    else out.push({ from: r, to: r });
  }
  return out;
}

/** Marks that lie on each other, directly or by others between them; each mark is in one pile, most often alone. */
export function pilesOf(marks: readonly { readonly client: number; readonly x: number; readonly y: number; readonly r: number }[]): readonly (readonly number[])[] {
  const left = new Set(marks), out: number[][] = [];
  for (const first of marks) {
    if (!left.delete(first)) continue;
    const pile = [first];
    // The list grows while it is walked.
    for (const one of pile) for (const other of left) if (Math.hypot(one.x - other.x, one.y - other.y) < Math.max(one.r, other.r)) { left.delete(other); pile.push(other); }
    out.push(pile.map((p) => p.client));
  }
  return out;
}

/** How many clients one number stands for on an axis with so much room a client, px, so that numbers do not touch. */
export const numberEvery = (clients: number, room: number): number => Math.max(1, Math.ceil((8 + 7 * String(clients).length) / room));
