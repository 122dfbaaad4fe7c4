/**
 * What the server's rules share: distances between updates, choosing the lowest of some scores, how many malicious clients a rule
 * can stand, and what it says at the end. No rule in itself; updates by coordinate are in coordinates.ts.
 */
import { z } from "zod";
import type { Federation, ServerRound, Update } from "../../core/federation";
import { squaredDistance } from "../../core/linear-algebra";
import type { Note } from "../../core/plugins";
import { mean, median } from "../../core/statistics";
import { norm } from "../../core/vectors";
import { counted } from "./rows";

/** Lets messages in and stops when told to, without moving the round's progress. */
export const beatOf = ({ pulse, round }: Pick<ServerRound, "pulse" | "round">, { rounds }: Federation) => async (): Promise<void> => { await pulse(round - 1, rounds); };

/** Subtractions between two beats. */
const STRETCH = 2e6;

/** ‖a − b‖² for four b at once: sums that do not wait for each other are added up several times as fast, and to the same bits. */
function fourDistances(a: Float32Array, [p, q, r, s]: readonly [Float32Array, Float32Array, Float32Array, Float32Array]): [number, number, number, number] {
  let w = 0, x = 0, y = 0, z = 0;
  for (let c = 0; c < a.length; c++) {
    const at = a[c]!, e = at - p[c]!, f = at - q[c]!, g = at - r[c]!, h = at - s[c]!;
    w += e * e; x += f * f; y += g * g; z += h * h;
  }
  return [w, x, y, z];
}

/**
 * ‖u_i − u_j‖² for all pairs, n × n. From the differences themselves and in double precision: those from inner products in single
 * precision cancel when updates are long and close together, overflow when one is huge, and differ from machine to machine.
 */
export async function squaredDistances(vectors: readonly Float32Array[], beat: () => Promise<void>): Promise<Float64Array> {
  const n = vectors.length, d = vectors[0]?.length ?? 0, out = new Float64Array(n * n), put = (i: number, j: number, v: number) => { out[i * n + j] = out[j * n + i] = v; };
  await beat();
  for (let i = 0, work = 0; i < n; i++) for (let j = i + 1; j < n; ) {
    if (work >= STRETCH) { work = 0; await beat(); }
    if (j + 4 <= n) for (const v of fourDistances(vectors[i]!, [vectors[j]!, vectors[j + 1]!, vectors[j + 2]!, vectors[j + 3]!])) { put(i, j++, v); work += d; }
    else { put(i, j, squaredDistance(vectors[i]!, 0, vectors[j]!, 0, d)); j++; work += d; }
  }
  return out;
}

/** Shares of the m lowest: 1 for each, 0 for the others; those that tie for the last places share them, so that nobody gains by the order of the list. */
export function lowest(scores: ArrayLike<number>, m: number): Float64Array {
  const bound = Float64Array.from(scores).sort()[Math.min(m, scores.length) - 1]!, sure = Array.from(scores).filter((s) => s < bound).length, tied = Array.from(scores).filter((s) => s === bound).length;
  return Float64Array.from(scores, (s) => (s < bound ? 1 : s === bound ? Math.min(1, (m - sure) / tied) : 0));
}

/** Numbers for the record: single precision, and finite however long an update is. */
export const finite = (values: ArrayLike<number>): Float32Array => Float32Array.from(values, (v) => Math.max(-3.4e38, Math.min(3.4e38, v)));

// ---------------------------------------------------------------- how many malicious clients it can stand

export const assumed = z.int().min(0).max(100).default(3).meta({ title: "Assumed malicious clients", description: "How many of a round’s clients the rule is made to withstand, f. The server does not know the true number.", unit: "clients" });

/** The rule works with n ≥ factor · f + plus updates. */
export interface Need {
  readonly rule: string;
  readonly factor: number;
  readonly plus: number;
}

const least = ({ factor, plus }: Need) => `${factor}f + ${plus}`;
const mostOf = ({ factor, plus }: Need, n: number) => Math.floor((n - plus) / factor);

export function checkAssumed(need: Need, f: number, { perRound: n }: Federation): true | { readonly field: string; readonly message: string } {
  const most = mostOf(need, n), asks = need.factor * f + need.plus;
  if (f <= most) return true;
  return { field: "assumed", message: most < 0
    ? `cannot be ${f}, nor anything else: ${need.rule} needs n ≥ ${least(need)} updates in a round, which for f = 0 is ${need.plus}, and n is ${n} here.`
    : `must be at most ${most}: ${need.rule} needs n ≥ ${least(need)} updates in a round, which for f = ${f} is ${asks}, and n is ${n} here.` };
}

// ---------------------------------------------------------------- what it says at the end

/** What a rule remembers of its rounds, for its notes. */
export class Diary {
  private readonly lengths: number[] = [];
  private readonly lowered: { readonly n: number; readonly f: number }[] = [];
  rounds = 0;

  /** f as large as wanted, or as n updates allow. */
  allowed(need: Need, f: number, n: number): number {
    const most = Math.max(0, Math.min(f, mostOf(need, n)));
    if (most < f) this.lowered.push({ n, f: most });
    return most;
  }

  /** A round is over. */
  end(updates: readonly Update[], aggregate: Float32Array): void {
    this.rounds++;
    const typical = median(updates.map((u) => norm(u.vector)));
    if (typical > 0) this.lengths.push(norm(aggregate) / typical);
  }

  notes(need?: Need, f?: number): Note[] {
    const out: Note[] = [], short = this.lowered.toSorted((a, b) => a.n - b.n)[0];
    if (this.lengths.length > 0) out.push({ level: "info", text: `What it made of a round’s updates was on average ${mean(this.lengths).toFixed(2)} times as long as the middle one of them; what clients do not agree on cancels out or is left out.` });
    if (need && f !== undefined && short) out.push({ level: "warning", text: `In ${counted(this.lowered.length, "round")} of ${this.rounds} too few updates arrived to withstand ${f} malicious clients: ${need.rule} needs ${least(need)}, ${need.factor * f + need.plus} in all, and the fewest were ${short.n}, so f was lowered, to ${short.f} there. Ask more clients in a round or assume fewer malicious ones.` });
    return out;
  }
}
