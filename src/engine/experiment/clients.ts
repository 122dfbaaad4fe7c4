/**
 * Who has which rows in a federation: dealt out evenly, or with a mix of classes of its own for every client (Dirichlet).
 * Hsu, Qi, Brown 2019, "Measuring the Effects of Non-Identical Data Distribution for Federated Visual Classification".
 */
import type { Dataset, Rows } from "../core/data";
import type { Rng } from "../core/rng";
import { attackerRows } from "../regimes/online";
import { accountsOf, clientName, type Federated, type Online } from "./regimes";

/** Fewest rows a client has, where there are enough for all. */
const LEAST = 10;

/** A draw from Gamma(shape, 1) (Marsaglia and Tsang 2000). */
export function gamma(shape: number, rng: Rng): number {
  if (shape < 1) return gamma(shape + 1, rng) * Math.max(Number.MIN_VALUE, rng.uniform()) ** (1 / shape);
  const d = shape - 1 / 3, c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = rng.normal(), v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(Math.max(Number.MIN_VALUE, rng.uniform())) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Client of each row, 0..clients−1. Every class is divided among the clients in proportions of its own; then the poorest are helped to `LEAST` rows by the richest. */
export function dealOut(labels: Int32Array, classes: number, { clients, partition, alpha }: Pick<Federated, "clients" | "partition" | "alpha">, rng: Rng): Uint8Array {
  const out = new Uint8Array(labels.length), all = Int32Array.from(labels.keys());
  if (partition === "iid") {
    rng.fork("rows").shuffle(all).forEach((row, k) => { out[row] = k % clients; });
    return out;
  }
  const counts = new Int32Array(clients);
  for (let c = 0; c < classes; c++) {
    const own = rng.fork(`class-${c}`), rows = own.shuffle(all.filter((i) => labels[i] === c)), draws = Array.from({ length: clients }, () => gamma(alpha, own)), total = draws.reduce((a, b) => a + b, 0);
    let until = 0, at = 0;
    draws.forEach((g, client) => {
      until += total > 0 ? g / total : 1 / clients;
      const end = client === clients - 1 ? rows.length : Math.round(until * rows.length);
      for (; at < end; at++) { out[rows[at]!] = client; counts[client]!++; }
    });
  }
  const least = Math.min(LEAST, Math.floor(labels.length / clients)), helper = rng.fork("least");
  for (let poor = 0; poor < clients; poor++)
    while (counts[poor]! < least) {
      const rich = counts.indexOf(Math.max(...counts)), given = helper.sample(all.filter((i) => out[i] === rich), Math.min(least - counts[poor]!, counts[rich]! - least));
      for (const i of given) out[i] = poor;
      counts[poor]! += given.length;
      counts[rich]! -= given.length;
    }
  return out;
}

const indexed = new WeakMap<Rows, ReadonlyMap<number, Int32Array>>();

/** Positions of each source's rows, ascending; sources without any are missing. Worked out once for a set of rows. */
export function rowsBySource(rows: Rows): ReadonlyMap<number, Int32Array> {
  const known = indexed.get(rows);
  if (known) return known;
  const lists = new Map<number, number[]>();
  rows.sources?.forEach((source, i) => void (lists.get(source)?.push(i) ?? lists.set(source, [i])));
  const made = new Map(Array.from(lists, ([source, list]) => [source, Int32Array.from(list)]));
  indexed.set(rows, made);
  return made;
}

/** The data set with its training rows told apart by client. */
export function withClients(dataset: Dataset, clients: Pick<Federated, "clients" | "partition" | "alpha">, rng: Rng): Dataset {
  const train: Rows = { ...dataset.train, sources: dealOut(dataset.train.labels, dataset.meta.classNames.length, clients, rng) };
  return { ...dataset, meta: { ...dataset.meta, sources: Array.from({ length: clients.clients }, (_, i) => clientName(i)) }, train };
}

/** The first `count` rows of an order if classes take turns: whoever picks rows to poison wants some of each. */
export function byTurns(order: readonly number[], labels: Int32Array, classes: number, count: number): ReadonlySet<number> {
  const queues = Array.from({ length: classes }, (_, c) => order.filter((i) => labels[i] === c)), out = new Set<number>();
  for (let turn = 0; out.size < Math.min(count, order.length); turn++) for (const queue of queues) if (turn < queue.length && out.size < count) out.add(queue[turn]!);
  return out;
}

/** A third of each class's rows: more would leave honest users without a rare class. */
const lendable = (order: readonly number[], labels: Int32Array, classes: number): number[] =>
  Array.from({ length: classes }, (_, c) => order.filter((i) => labels[i] === c)).flatMap((rows) => rows.slice(0, Math.ceil(rows.length / 3)));

/** What decides who has which rows of a stream; what the attacker plans does not, so that honest users have the same whatever it is. */
export type Users = Pick<Online, "users" | "accounts" | "initial" | "steps" | "perStep" | "reporting">;

/** How many rows the attacker needs for all that it reports, if each is sent once. */
export const attackerNeeds = (online: Online): number => attackerRows(online).reduce((a, b) => a + b, 0);

/**
 * The data set with its training rows told apart by who reports them: 0 before deployment, then honest users, then the attacker's
 * accounts, which have half as many rows as honest users will report (a third of all, if there are fewer).
 */
export function withUsers(dataset: Dataset, online: Users, rng: Rng): Dataset {
  const { train, meta } = dataset, order = [...rng.fork("rows").shuffle(Int32Array.from(train.ids.keys()))], sources = new Uint8Array(train.n), accounts = accountsOf(online);
  const initial = Math.min(online.initial, Math.floor(train.n / 2)), stream = order.slice(initial), lent = lendable(stream, train.labels, meta.classNames.length), theirs = byTurns(lent, train.labels, meta.classNames.length, Math.min(Math.floor(stream.length / 3), Math.ceil((online.steps * online.perStep * online.reporting) / 2)));
  [...theirs].forEach((row, k) => { sources[row] = accounts[k % accounts.length]!; });
  stream.filter((row) => !theirs.has(row)).forEach((row, k) => { sources[row] = 1 + (k % online.users); });
  return { ...dataset, meta: { ...meta, sources: ["Before deployment", ...Array.from({ length: online.users }, (_, i) => `User ${i + 1}`), ...accounts.map((_, i) => `Account ${i + 1}`)] }, train: { ...train, sources } };
}
