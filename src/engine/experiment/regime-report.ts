/** What is reported about rounds with clients and about streams. Here the records of servers and streams meet the truth. */
import { classCounts } from "../core/data";
import type { Rate, RoundRecord, StepRecord } from "../core/plugins";
import { mean, wilson } from "../core/statistics";
import { defenses } from "../defenses/registry";
import type { ArmParts } from "./report";
import type { FederationReport, OnlineReport, Tally } from "./result";
import { attacksIn, clientName, maliciousClients } from "./spec";

type Parts = Pick<ArmParts, "setup" | "load" | "poison" | "train" | "evaluate" | "steps" | "arm">;

/** Of some clients' messages, round by round, those that were turned away, had no weight or are gone otherwise. */
function stopped(rounds: readonly RoundRecord[], whose: (round: RoundRecord, k: number) => readonly number[], gone: (k: number, client: number) => boolean): Tally | null {
  const said = rounds.flatMap((r, k) => whose(r, k).map((client) => { const c = r.clients.find((x) => x.client === client); return gone(k, client) || c === undefined || c.state === "rejected" || c.weight === 0; }));
  return said.length > 0 ? { count: said.filter(Boolean).length, of: said.length } : null;
}

export function federationReport({ arm, setup, load, train, evaluate }: Parts): FederationReport | null {
  const { rounds, senders } = train;
  if (!rounds || !senders || setup.regime !== "federated") return null;
  const { federated } = setup, { train: rows, meta } = load.dataset, bad = new Set(maliciousClients(setup.seed, federated)), attacked = (round: number) => arm.attacked && attacksIn(federated, round);
  const rules = arm.steps.flatMap((s) => { const d = defenses.find(s.defense)!; return d.stage === "aggregate" ? [d] : []; }), excludes = rules.length === 0 || rules.some((d) => d.excludes), hidden = rules.some((d) => d.hides);
  const theirs = (k: number) => senders[k]!.attackers, honest = (r: RoundRecord, k: number) => [...new Set([...r.clients.filter((c) => c.state !== "lost").map((c) => c.client).filter((c) => !theirs(k).includes(c)), ...senders[k]!.suppressed, ...senders[k]!.doubled])];
  // Of two messages in one name the server takes one: the honest one if it has refused the other.
  const kept = (k: number, client: number) => senders[k]!.doubled.includes(client) && rounds[k]!.clients.find((c) => c.client === client)?.refused !== undefined;
  // Whoever sits on the wire put another message in its place: no rule has turned that one away.
  const replaced = (k: number, client: number) => senders[k]!.suppressed.includes(client) || (senders[k]!.doubled.includes(client) && !kept(k, client));
  const wire = senders.some((s) => s.suppressed.length + s.doubled.length > 0), sent = rounds.reduce((n, r, k) => n + honest(r, k).length, 0), others = rounds.reduce((n, r, k) => n + honest(r, k).filter((c) => replaced(k, c)).length, 0);
  // A round of which nothing was used has no sum to have a share in.
  const weights = rounds.flatMap((r, k) => (attacked(r.round) && r.clients.some((c) => c.state === "used") ? [r.clients.reduce((sum, c) => sum + (theirs(k).includes(c.client) && !kept(k, c.client) ? c.weight : 0), 0)] : []));
  const last = rounds.findLast((r) => attacked(r.round))?.round, at = (round: number) => evaluate.curve.find((p) => p.epoch === round)?.attackSuccess, end = rounds.at(-1)!.round;
  const after = last !== undefined && last < end ? at(last) : undefined, atEnd = at(end);
  return {
    clients: Array.from({ length: federated.clients }, (_, client) => {
      const mine = rows.labels.filter((_y, i) => rows.sources?.[i] === client), records = rounds.flatMap((r) => r.clients.filter((c) => c.client === client));
      return {
        client, name: clientName(client), malicious: arm.attacked && bad.has(client), rows: mine.length, classes: [...classCounts(mine, meta.classNames.length)],
        meanWeight: records.length > 0 ? mean(records.map((c) => c.weight)) : null, asked: records.length, rejected: records.filter((c) => c.state === "rejected").length,
      };
    }),
    rounds: rounds.map((r) => ({ ...r, attacked: attacked(r.round) })),
    attackersStopped: excludes ? stopped(rounds, (_, k) => theirs(k), kept) : null, honestLost: excludes ? stopped(rounds, (r, k) => honest(r, k).filter((c) => !replaced(k, c)), () => false) : null,
    ...(wire && { honestReplaced: { count: others, of: sent } }), hidden,
    attackerWeight: weights.length > 0 ? mean(weights) : null,
    durability: after !== undefined && atEnd !== undefined && last !== undefined ? { round: last, after, atEnd } : null,
  };
}

/** The step in which so many answers had been given. */
const stepOf = (ends: Int32Array, answers: number): number => ends.findIndex((end) => answers <= end) + 1;

export function onlineReport({ setup, train, evaluate, steps: ended, arm }: Parts): OnlineReport | null {
  const { steps } = train;
  if (!steps || setup.regime !== "online") return null;
  const onset = steps.find((s) => (s.attacker?.arrived ?? 0) > 0)?.step ?? null, total = (of: (s: StepRecord) => number, from: number, to: number) => steps.reduce((sum, s) => sum + (s.step > from && s.step <= to ? of(s) : 0), 0);
  const bad = (key: "arrived" | "learned" | "dropped", step: number) => steps.findLast((s) => s.step <= step)?.attacker?.[key] ?? 0, last = steps.at(-1)?.step ?? 0;
  const alarm = (title: string, at: number | null) => ({ title, at, delay: at !== null && onset !== null && at >= onset ? at - onset : null, early: at !== null && (onset === null || at < onset) });
  const raising = [...new Set(arm.steps.map((s) => defenses.find(s.defense)!).filter((d) => d.stage === "stream").map((d) => d.title))].filter((title) => steps.some((s) => s.levels?.some((l) => l.defense === title) || s.alarms.some((a) => a.defense === title)));
  const watched = ended.flatMap((s) => (s.kind === "watch" && s.ends ? s.detectors.map((d) => ({ title: `${s.title}: ${d.title}`, at: d.alarmAt === null ? null : stepOf(s.ends!, d.alarmAt) })) : []));
  const rate = (k: number, n: number): Rate | null => (n > 0 ? wilson(k, n) : null), arrived = total((s) => s.reported, 0, last), dropped = total((s) => s.dropped, 0, last);
  const forgotten = new Set<number>(), peak = evaluate.curve.reduce<{ step: number; attackSuccess: number } | null>((best, p) => (p.attackSuccess !== undefined && (best === null || p.attackSuccess > best.attackSuccess) ? { step: p.epoch, attackSuccess: p.attackSuccess } : best), null);
  return {
    steps, onset, worst: peak,
    alarms: [...raising.map((title) => alarm(title, steps.find((s) => s.alarms.some((a) => a.defense === title))?.step ?? null)), ...watched.map(({ title, at }) => alarm(title, at))],
    honestDropped: rate(dropped - bad("dropped", last), arrived - bad("arrived", last)), attackerDropped: rate(bad("dropped", last), bad("arrived", last)),
    restored: steps.filter((s) => s.restored !== undefined).map((s) => {
      // What an earlier return had taken out already is not taken out again.
      const gone = steps.filter((r) => r.step > s.restored! && r.step < s.step && !forgotten.has(r.step));
      for (const r of gone) forgotten.add(r.step);
      const attackers = gone.reduce((sum, r) => sum + bad("learned", r.step) - bad("learned", r.step - 1), 0);
      return { step: s.step, to: s.restored!, attackers, honest: gone.reduce((sum, r) => sum + r.learned, 0) - attackers };
    }),
  };
}
