/** A federation whose clients send what a test says, for protocols and whoever attacks them on the wire. Trains nothing. */
import type { AggregateDefense, Aggregator, RoundRecord, Update, UpdateWork } from "../core/plugins";
import { Rng } from "../core/rng";
import { fakeLearner } from "../defenses/shared/fake-learner";
import { federate, type RoundEnd, type Step } from "../regimes/federated";

export const SIZE = 6;
/** What client c finds in a round: between −0.25 and 0.25, no two alike. */
export const found = (client: number, round: number): Float32Array => { const rng = Rng.fromSeed(client).fork(`found-${round}`); return Float32Array.from({ length: SIZE }, () => 0.5 * rng.uniform() - 0.25); };
export const step = (plugin: Pick<AggregateDefense, "title" | "step" | "hides">, rule: Aggregator): Step => ({ title: plugin.title, step: plugin.step, hides: plugin.hides === true, rule });

export interface Play {
  readonly clients: number;
  readonly rounds?: number;
  readonly steps: readonly Step[];
  readonly attacking?: readonly number[];
  readonly lost?: (round: number) => readonly number[];
  readonly attack?: { readonly work: UpdateWork<never>; readonly params: object };
  readonly vector?: (client: number, round: number) => Float32Array;
}
/** Plays it through, starting from zeros. */
export async function play({ clients, rounds = 1, steps, attacking = [], lost = () => [], attack, vector = found }: Play) {
  const everyone = Array.from({ length: clients }, (_, c) => c), ends: RoundEnd[] = [];
  const running = federate({
    federation: { clients, perRound: clients, rounds, serverRate: 1 }, start: new Float32Array(SIZE), steps, learner: fakeLearner(), pulse: () => {}, ownUpdate: async () => new Float32Array(SIZE),
    ask: (round) => ({ honest: everyone.filter((c) => !attacking.includes(c)), attacking, lost: lost(round) }),
    train: async (round, _, some) => some.map((client): Update => ({ client, round, vector: vector(client, round), rows: 10 + client })),
    ...(attack && { attack: { work: attack.work as UpdateWork<Record<string, unknown>>, params: attack.params as Record<string, unknown>, rng: Rng.fromSeed(77) } }),
  });
  for (;;) {
    const next = await running.next();
    if (next.done) return { ends, notes: next.value.notes, final: ends.at(-1)!.global, records: ends.map((e) => e.record) };
    ends.push(next.value);
  }
}
/** Plain mean of some clients' vectors, every client counting the same. */
export function plainMean(clients: readonly number[], round = 1, vector: (client: number, round: number) => Float32Array = found): number[] {
  return Array.from({ length: SIZE }, (_, j) => clients.reduce((sum, c) => sum + vector(c, round)[j]!, 0) / clients.length);
}
export const states = (record: RoundRecord): string => record.clients.map((c) => c.state[0]).join("");
/** Equal but for what writing numbers as integers and 32-bit floats rounds away. */
export const distance = (a: ArrayLike<number>, b: ArrayLike<number>): number => Math.max(...Array.from(a, (v, i) => Math.abs(v - b[i]!)));
