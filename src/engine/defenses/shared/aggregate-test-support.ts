/** For tests of the server's rules: a federation of a few short updates and one rule at work on them. */
import type { AggregateArgs, AggregateDefense, Aggregator, Federation, ServerDecision, ServerRound, Update } from "../../core/federation";
import { Rng } from "../../core/rng";
import { fakeLearner } from "./fake-learner";

export const updatesOf = (vectors: readonly ArrayLike<number>[], round = 1, clients: readonly number[] = vectors.map((_, i) => i)): Update[] =>
  vectors.map((v, i) => ({ client: clients[i]!, round, rows: 10 + clients[i]!, vector: Float32Array.from(v) }));

/** The seven updates of the oracles (methods.md 3.6): five honest clients around (1, 2), two far away. */
export const ORACLE = [[1, 2], [1.2, 1.8], [0.9, 2.1], [1.1, 2.2], [0.8, 1.9], [10, -10], [9, -9]] as const;

export const federationOf = (n: number, over: Partial<Federation> = {}): Federation => ({ clients: n, perRound: n, rounds: 5, serverRate: 1, ...over });

export function aggregateArgs<P>(params: P, federation: Federation, over: Partial<AggregateArgs<P>> = {}): AggregateArgs<P> {
  const trusted = { n: 1, shape: [1], inputs: Float32Array.of(0), labels: Int32Array.of(0), ids: Int32Array.of(0) };
  return {
    params, federation, trusted, meta: { id: "toy", title: "Toy", modality: "points", shape: [1], classNames: ["a", "b"], valueRange: [0, 1] }, plan: { inputShape: [1], classes: 2, layers: [] },
    settings: { optimizer: "sgd", learningRate: 0.1, momentum: 0, batchSize: 8, epochs: 1, weightDecay: 0 }, learner: fakeLearner(), rng: Rng.fromSeed(5), ...over,
  };
}

/** Begins a rule with its defaults where nothing else is said. */
export const begun = async (plugin: AggregateDefense, n: number, params: object = {}, over: Partial<AggregateArgs<Record<string, unknown>>> = {}): Promise<Aggregator> =>
  plugin.begin(aggregateArgs(plugin.params.parse(params), federationOf(n), over));

/** One round at the server; what clients seal is sealed. `own`: what the server's own rows would teach. */
export async function received(rule: Aggregator, updates: readonly Update[], over: Partial<ServerRound> & { readonly own?: ArrayLike<number> } = {}): Promise<ServerDecision> {
  const { own, ...round } = over, size = updates[0]!.vector.length, clients = updates.map((u) => u.client), sent: Update[] = [];
  for (const u of updates) sent.push(rule.seal ? await rule.seal(u, clients) : u);
  return rule.receive({ round: updates[0]!.round, global: new Float32Array(size), updates: sent, lost: [], ownUpdate: async () => Float32Array.from(own ?? new Float32Array(size).fill(1)), pulse: () => {}, ...round });
}

/** What one rule makes of one round of updates. */
export const decided = async (plugin: AggregateDefense, vectors: readonly ArrayLike<number>[], params: object = {}, own?: ArrayLike<number>): Promise<ServerDecision> =>
  received(await begun(plugin, vectors.length, params), updatesOf(vectors), own ? { own } : {});
