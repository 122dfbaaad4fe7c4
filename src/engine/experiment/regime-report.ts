/** What is reported about rounds with clients and about streams. Here the records of servers and streams meet the truth. */
import { classCounts } from "../core/data";
import type { ClientRecord, Rate, RoundRecord } from "../core/plugins";
import { mean, wilson } from "../core/statistics";
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

export function onlineReport({ setup, train }: Parts): OnlineReport | null {
  if (!train.steps || setup.regime !== "online") return null;
  return null;
}
