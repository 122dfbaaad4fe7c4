/**
 * Federated learning, round by round: ask some clients, let each train on its own rows, put what comes back together, go on from
 * there (FedAvg, FedSGD). Malicious clients and whoever sits between act here too. Who trains where, and on which rows, is the caller's.
 * McMahan, Moore, Ramage, Hampson, Agüera y Arcas 2017, "Communication-Efficient Learning of Deep Networks from Decentralized Data".
 */
import type { Aggregator, Federation, RoundRecord, ServerDecision, Update, UpdateWork } from "../core/federation";
import type { Learner, Pulse } from "../core/learner";
import type { Note } from "../core/plugins";
import type { Rng } from "../core/rng";
import { weightedSum } from "../core/vectors";
import { recordRound } from "./round-record";

/** One step of the server's pipeline. */
export interface Step {
  readonly title: string;
  readonly step: "admit" | "prepare" | "combine";
  readonly hides: boolean;
  readonly rule: Aggregator;
}

/** Who takes part in a round; clients from 0, ascending. */
export interface Asked {
  readonly honest: readonly number[];
  /** Malicious clients, if they attack in this round; otherwise they are among the honest. */
  readonly attacking: readonly number[];
  /** Clients whose message never arrives. */
  readonly lost: readonly number[];
}

export interface FederatedJob {
  readonly federation: Federation;
  readonly start: Float32Array;
  readonly ask: (round: number) => Asked;
  /** Local training of some clients from a global model, on their own rows or, of attackers, on their rows as poisoned; one update each, in that order. */
  readonly train: (round: number, global: Float32Array, clients: readonly number[], attacking: boolean) => Promise<readonly Update[]>;
  readonly steps: readonly Step[];
  readonly attack?: { readonly work: UpdateWork<Record<string, unknown>>; readonly params: Record<string, unknown>; readonly rng: Rng };
  /** The update that the server's own rows give from a global model. */
  readonly ownUpdate: (round: number, global: Float32Array) => Promise<Float32Array>;
  readonly learner: Pick<Learner, "matmul">;
  readonly pulse: Pulse;
}

/** The truth about the messages of a round, which the server does not get. Clients by the name on the message. */
export interface Senders {
  readonly round: number;
  /** Whose message is the attacker's: sent by a malicious client, or written by somebody on the wire. */
  readonly attackers: readonly number[];
  /** Honest clients whose own message never arrived as they sent it, although it was not lost. */
  readonly suppressed: readonly number[];
  /** Names in which both an honest message and one of the attacker's arrived. */
  readonly doubled: readonly number[];
}

export interface RoundEnd {
  readonly senders: Senders;
  readonly round: number;
  /** The global model after it, a fresh array. */
  readonly global: Float32Array;
  readonly record: RoundRecord;
  readonly diverged: boolean;
}

/** FedAvg: the mean, every client counting by the rows it says it has. */
export function federatedMean(updates: readonly Update[], size: number): ServerDecision & { readonly aggregate: Float32Array } {
  const rows = updates.reduce((sum, u) => sum + u.rows, 0), weights = Float32Array.from(updates, (u) => (rows > 0 ? u.rows / rows : 1 / updates.length));
  return { aggregate: weightedSum(updates.map((u) => u.vector), weights, size), weights };
}

/** One message a client: a server that cannot tell a forgery from the real thing keeps what came last in a client's name. */
const lastOfEach = (updates: readonly Update[]): Update[] => [...new Map(updates.map((u) => [u.client, u])).values()].sort((a, b) => a.client - b.client);

/** What the server makes of the messages of one round. */
async function decide(job: FederatedJob, round: number, global: Float32Array, arrived: readonly Update[], lost: readonly number[], fallen: readonly number[]) {
  const rejected: { client: number; why: string }[] = fallen.map((client) => ({ client, why: "not a number" })), ownUpdate = () => job.ownUpdate(round, global), hidden = job.steps.some((s) => s.hides);
  let updates = arrived, decision: ServerDecision | undefined;
  if (!hidden) {
    const broken = updates.filter((u) => u.vector.length !== global.length || !u.vector.every(Number.isFinite));
    rejected.push(...broken.map((u) => ({ client: u.client, why: u.vector.length === global.length ? "not a number" : "wrong length" })));
    updates = updates.filter((u) => !broken.includes(u));
  }
  const take = async ({ rule, step }: Step) => {
    if (updates.length === 0) return;
    const made = await rule.receive({ round, global, updates, lost, ownUpdate, pulse: job.pulse });
    rejected.push(...(made.rejected ?? []));
    if (step === "combine") decision = made;
    else updates = made.updates ?? updates;
  };
  for (const s of job.steps) if (s.step === "admit") await take(s);
  const admitted = updates = lastOfEach(updates), seen = lastOfEach([...arrived, ...admitted]);
  for (const s of job.steps) if (s.step !== "admit") await take(s);
  if (updates.length === 0) return { aggregate: new Float32Array(global.length), rejected, given: [], hidden, arrived: seen };
  decision ??= federatedMean(updates, global.length);
  const { aggregate = new Float32Array(global.length), weights, scores } = decision, gone = new Set((decision.rejected ?? []).map((r) => r.client));
  const given = updates.map((u, i) => ({ client: u.client, weight: weights?.[i] ?? 1 / updates.length, ...(scores && { score: scores.values[i]! }) })).filter((g) => !(gone.has(g.client) && g.weight === 0));
  return { aggregate, rejected, given, hidden, arrived: seen, ...(scores && { scoreName: scores.name }) };
}

export async function* federate(job: FederatedJob): AsyncGenerator<RoundEnd, { readonly notes: readonly Note[] }> {
  const { federation, attack } = job;
  let global = job.start.slice(), before: readonly Update[] = [];
  for (let round = 1; round <= federation.rounds; round++) {
    await job.pulse(round - 1, federation.rounds);
    const { honest, attacking, lost } = job.ask(round), asked = [...honest, ...attacking].sort((a, b) => a - b), rng = attack?.rng.fork(`round-${round}`);
    const [fair, own] = await Promise.all([job.train(round, global, honest, false), attacking.length > 0 ? job.train(round, global, attacking, true) : []]);
    let bad: readonly Update[] = own;
    if (attack?.work.submit && rng && own.length > 0) {
      const others = attack.work.omniscient?.(attack.params) ? fair : [], sent = attack.work.submit({ params: attack.params, round, federation, global, own, others, rng: rng.fork("submit") });
      bad = own.map((u, i) => ({ ...u, vector: sent[i]! }));
    }
    const made = [...fair, ...bad].sort((a, b) => a.client - b.client);
    // A client that has no numbers to send sends nothing, and could not seal it either.
    let messages: readonly Update[] = made.filter((m) => m.vector.every(Number.isFinite));
    const fallen = made.filter((m) => !messages.includes(m)).map((m) => m.client);
    // What the server takes off first was put on last: a signature goes over a masked update.
    for (const { rule } of job.steps.toReversed()) {
      if (!rule.seal) continue;
      const sealed: Update[] = [];
      for (const m of messages) sealed.push(await rule.seal(m, asked, job.pulse));
      messages = sealed;
    }
    messages = messages.filter((m) => !lost.includes(m.client));
    const sent = messages;
    if (attack?.work.intercept && rng && attacking.length > 0) messages = attack.work.intercept({ params: attack.params, round, federation, messages, before, through: attacking, rng: rng.fork("intercept") });
    before = sent;
    const delivered = new Set(messages), changed = messages.filter((m) => !sent.includes(m)), forger = attack?.work.intercept && !attack.work.submit;
    const attackers = [...new Set([...(forger ? [] : attacking), ...changed.map((m) => m.client)])].filter((c) => !lost.includes(c)), suppressed = sent.filter((m) => !delivered.has(m) && !(attacking.includes(m.client) && !forger)).map((m) => m.client);
    const doubled = changed.map((m) => m.client).filter((c) => messages.some((m) => m.client === c && sent.includes(m)));
    const decided = await decide(job, round, global, messages, lost, fallen), { aggregate } = decided;
    const next = global.slice();
    for (let j = 0; j < next.length; j++) next[j]! += federation.serverRate * aggregate[j]!;
    const diverged = !next.every(Number.isFinite) || (made.length > 0 && fallen.length === made.length), record = await recordRound({ round, lost, ...decided }, job.learner);
    yield { round, global: next, record, diverged, senders: { round, attackers, suppressed, doubled } };
    if (diverged) break;
    global = next;
  }
  return { notes: job.steps.flatMap((s) => s.rule.notes?.() ?? []) };
}
