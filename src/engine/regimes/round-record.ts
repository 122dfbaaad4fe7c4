/**
 * A round of a federation as the server saw it: for each client where its update lies among the others, how long it is and
 * what share it had. Knows nothing of who is malicious.
 */
import { symmetricEigen } from "../core/linear-algebra";
import type { ClientRecord, RoundRecord, Update } from "../core/federation";
import type { Learner } from "../core/learner";
import { norm } from "../core/vectors";

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Inner products of all pairs of n vectors, n × n. */
export async function gramOf(learner: Pick<Learner, "matmul">, vectors: readonly Float32Array[]): Promise<Float32Array> {
  const n = vectors.length, d = vectors[0]?.length ?? 0, all = new Float32Array(n * d);
  vectors.forEach((v, i) => all.set(v, i * d));
  return n === 0 ? new Float32Array(0) : learner.matmul(all, all, n, d, n, true);
}

/** Steps of the iteration below; more would not move a dot by a pixel. */
const TURNS = 60;

/** Positions of n vectors in the plane of their two widest directions (principal components), from their inner products: orthogonal iteration, so that its time grows with n² and not n³. */
export function planeOf(gram: Float32Array | Float64Array, n: number): [number, number][] {
  const rows = Array.from({ length: n }, (_, i) => { let s = 0; for (let j = 0; j < n; j++) s += gram[i * n + j]!; return s / n; }), all = rows.reduce((a, b) => a + b, 0) / Math.max(1, n);
  const centered = Float64Array.from(gram, (g, k) => g - rows[Math.floor(k / n)]! - rows[k % n]! + all);
  const times = (v: Float64Array) => v.map((_, i) => { let s = 0; for (let j = 0; j < n; j++) s += centered[i * n + j]! * v[j]!; return s; });
  const dot = (a: Float64Array, b: Float64Array) => a.reduce((s, x, i) => s + x * b[i]!, 0), unit = (v: Float64Array) => { const l = Math.sqrt(dot(v, v)); return l > 1e-12 ? v.map((x) => x / l) : v.fill(0); };
  let p = unit(Float64Array.from({ length: n }, (_, i) => Math.cos(i + 1))), q = unit(Float64Array.from({ length: n }, (_, i) => Math.sin(2.1 * i + 0.3)));
  for (let turn = 0; turn < TURNS; turn++) {
    p = unit(times(p));
    const along = times(q), overlap = dot(along, p);
    q = unit(along.map((x, i) => x - overlap * p[i]!));
  }
  const ap = times(p), aq = times(q), { values, vectors } = symmetricEigen(Float64Array.of(dot(p, ap), dot(p, aq), dot(p, aq), dot(q, aq)), 2);
  const axis = (k: number) => {
    const length = Math.sqrt(Math.max(0, values[k]!)), v = p.map((x, i) => length * (vectors[2 * k]! * x + vectors[2 * k + 1]! * q[i]!)), first = v.find((x) => Math.abs(x) > 1e-6) ?? 1;
    // The sign of a direction means nothing: the first client that is not in the middle lies to the right.
    return v.map((x) => Math.sign(first) * x);
  };
  const x = axis(0), y = axis(1);
  return Array.from({ length: n }, (_, i) => [x[i]!, y[i]!]);
}

export interface Seen {
  readonly round: number;
  /** What arrived, one message a client: the one that was let in, if any was. */
  readonly arrived: readonly Update[];
  readonly lost: readonly number[];
  readonly rejected: readonly { readonly client: number; readonly why: string }[];
  /** Clients that the rule was given, their share in the aggregate and their score. */
  readonly given: readonly { readonly client: number; readonly weight: number; readonly score?: number }[];
  readonly scoreName?: string;
  readonly aggregate: Float32Array;
  /** Single updates are hidden from the server. */
  readonly hidden: boolean;
}

export async function recordRound({ round, arrived, lost, rejected, given, scoreName, aggregate, hidden }: Seen, learner: Pick<Learner, "matmul">): Promise<RoundRecord> {
  const looked = hidden ? [] : arrived.filter((u) => u.vector.length === aggregate.length && u.vector.every(Number.isFinite)), length = norm(aggregate);
  // Lengths in double precision; inner products of vectors brought to the size of the longest, so that nothing overflows.
  const lengths = looked.map((u) => norm(u.vector)), unit = median(lengths) || 1, longest = Math.max(length, ...lengths) || 1, scaled = (v: Float32Array) => v.map((x) => x / longest);
  const inScale = await gramOf(learner, [...looked.map((u) => scaled(u.vector)), ...(looked.length > 0 ? [scaled(aggregate)] : [])]), gram = Float64Array.from(inScale, (g) => g * longest * longest), n = looked.length, m = n + 1;
  const inner = Float64Array.from({ length: n * n }, (_, k) => gram[Math.floor(k / n) * m + (k % n)]! / (unit * unit)), plane = planeOf(inner, n);
  const clients = [...new Set([...arrived.map((u) => u.client), ...lost, ...rejected.map((r) => r.client)])].sort((a, b) => a - b).map((client): ClientRecord => {
    const i = looked.findIndex((u) => u.client === client), mine = given.filter((g) => g.client === client), said = rejected.find((r) => r.client === client), refusal = mine.length === 0 ? said : undefined;
    const size = i >= 0 ? lengths[i]! : null, score = mine.find((g) => g.score !== undefined)?.score;
    return {
      client, at: i >= 0 ? plane[i]! : null, norm: size, weight: mine.reduce((sum, g) => sum + g.weight, 0),
      cosine: size !== null && size > 0 && length > 0 ? gram[i * m + n]! / (size * length) : null,
      state: refusal ? "rejected" : mine.length > 0 ? "used" : "lost", ...(refusal && { why: refusal.why }), ...(said && !refusal && { refused: said.why }), ...(score !== undefined && { score }),
    };
  });
  return { round, clients, norm: length, ...(scoreName !== undefined && { scoreName }) };
}
