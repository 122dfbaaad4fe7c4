/** What is reported about rounds with clients and about streams. Here the records of servers and streams meet the truth. */
import { classCounts } from "../core/data";
import type { ClientRecord, Rate, RoundRecord, StepRecord } from "../core/plugins";
import { mean, wilson } from "../core/statistics";
import { defenses } from "../defenses/registry";
import type { ArmParts } from "./report";
import type { FederationReport, OnlineReport } from "./result";
import { attacksIn, clientName, maliciousClients } from "./spec";

type Parts = Pick<ArmParts, "setup" | "load" | "poison" | "train" | "evaluate" | "steps" | "arm">;

/** Share of messages that were turned away or had no weight, among those that `which` picks. */
function stopped(rounds: readonly RoundRecord[], which: (c: ClientRecord, round: number) => boolean): Rate | null {
  const messages = rounds.flatMap((r) => r.clients.filter((c) => c.state !== "lost" && which(c, r.round)));
  return messages.length > 0 ? wilson(messages.filter((c) => c.state === "rejected" || c.weight === 0).length, messages.length) : null;
}

export function federationReport({ arm, setup, load, train, evaluate }: Parts): FederationReport | null {
  const rounds = train.rounds;
  if (!rounds || setup.regime !== "federated") return null;
  const { federated } = setup, { train: rows, meta } = load.dataset, bad = new Set(maliciousClients(setup.seed, federated)), attacked = (round: number) => arm.attacked && attacksIn(federated, round);
  const attacking = (c: ClientRecord, round: number) => bad.has(c.client) && attacked(round), hidden = rounds.every((r) => r.clients.every((c) => c.norm === null));
  const weights = rounds.filter((r) => attacked(r.round)).map((r) => r.clients.reduce((sum, c) => sum + (bad.has(c.client) ? c.weight : 0), 0));
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
    attackersStopped: hidden ? null : stopped(rounds, attacking), honestLost: hidden ? null : stopped(rounds, (c, round) => !attacking(c, round)),
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
  const peak = evaluate.curve.reduce<{ step: number; attackSuccess: number } | null>((best, p) => (p.attackSuccess !== undefined && (best === null || p.attackSuccess > best.attackSuccess) ? { step: p.epoch, attackSuccess: p.attackSuccess } : best), null);
  return {
    steps, onset, worst: peak,
    alarms: [...raising.map((title) => alarm(title, steps.find((s) => s.alarms.some((a) => a.defense === title))?.step ?? null)), ...watched.map(({ title, at }) => alarm(title, at))],
    honestDropped: rate(dropped - bad("dropped", last), arrived - bad("arrived", last)), attackerDropped: rate(bad("dropped", last), bad("arrived", last)),
    restored: steps.filter((s) => s.restored !== undefined).map((s) => {
      const attackers = bad("learned", s.step - 1) - bad("learned", s.restored!);
      return { step: s.step, to: s.restored!, attackers, honest: total((r) => r.learned, s.restored!, s.step - 1) - attackers };
    }),
  };
}
