/**
 * Secure aggregation: clients hide their updates under masks that cancel in the sum, so the server learns the mean and no single
 * update, even when clients drop out. Every client counts the same. It protects clients from the server and the model from nobody:
 * what cannot be seen cannot be inspected.
 * Bonawitz, Ivanov, Kreuter, Marcedone, McMahan, Patel, Ramage, Segal, Seth 2017, "Practical Secure Aggregation for
 * Privacy-Preserving Machine Learning".
 */
import { z } from "zod";
import { defineAggregate, type Aggregator, type Federation, type Note, type Update } from "../core/plugins";
import type { Rng } from "../core/rng";
import { agreeInScript, agreeInWebCrypto, keyPair, type Agree } from "../secure/agreement";
import { seeded } from "../secure/bytes";
import { decodeMean, encode, fixedPoint } from "../secure/fixed-point";
import { Member, forMasks, forParcels, needed, uncover } from "../secure/secure-sum";

/** Masks that do not come off leave numbers spread evenly over the whole range (0.58 of it, root mean square); what clients learn is far below. */
const NOISE = 0.5;
/** Work grows with the square of the clients in a round. */
const MOST = 50;

const params = z.strictObject({
  threshold: z.number().min(0.5).max(1).default(0.66).meta({ title: "Clients needed", description: "Share of the clients of a round that must still be there at its end; with fewer the masks do not come off and the round is lost. The lower, the fewer have to conspire with the server to see through the masks.", percent: true }),
  range: z.number().min(0.001).max(100).default(1).meta({ title: "Clipping range", description: "No client can move a weight by more than this in one round; larger values are cut off. The smaller, the less a boosted update can do.", scale: "log" }),
});

/** A group of clients that have exchanged keys and shares for one round. */
async function group(round: number, clients: readonly number[], threshold: number, channels: ReadonlyMap<number, ReturnType<typeof keyPair>>, rng: Rng, onChannel: Agree, beat: () => Promise<void> | void) {
  const members = new Map<number, Member>();
  for (const c of clients) { members.set(c, new Member(c, round, channels.get(c)!, seeded(rng.fork(`round-${round}/client-${c}`)))); await beat(); }
  const keys = [...members.values()].map((m) => m.open), parcels = [];
  for (const m of members.values()) { parcels.push(...(await m.deal(keys, threshold, onChannel))); await beat(); }
  for (const m of members.values()) { await m.accept(parcels.filter((p) => p.to === m.client), onChannel); await beat(); }
  return { members, keys };
}

export function secureRule({ threshold, range }: z.infer<typeof params>, federation: Pick<Federation, "clients" | "rounds">, rng: Rng, agree: Agree): Aggregator {
  const channels = new Map<number, ReturnType<typeof keyPair>>(), onChannel = forParcels(agree);
  let current: { readonly round: number; readonly masks: Agree; readonly clients: readonly number[]; readonly ready: ReturnType<typeof group> } | null = null;
  let messages = 0, values = 0, clipped = 0, clippedMessages = 0;
  /** Every round that was begun: who was asked, how many were left, what came of it. */
  const rounds = new Map<number, { readonly asked: number; readonly left: number; readonly end: "lost" | "noise" | "learned" }>();
  const thresholdOf = (clients: readonly number[]) => needed(clients.length, threshold);
  return {
    async seal(update, others, pulse) {
      const beat = () => pulse?.(update.round - 1, federation.rounds);
      if (current?.round !== update.round) {
        for (const c of others) if (!channels.has(c)) channels.set(c, keyPair(seeded(rng.fork(`channel-${c}`))(32)));
        current = { round: update.round, masks: forMasks(agree), clients: [...others], ready: group(update.round, others, thresholdOf(others), channels, rng, onChannel, beat) };
      }
      // Nothing of a round may reach this rule; it is lost until it does.
      if (!rounds.has(update.round)) rounds.set(update.round, { asked: others.length, left: 0, end: "lost" });
      const { ready, masks, clients } = current, member = (await ready).members.get(update.client)!, written = encode(update.vector, fixedPoint(range, clients.length));
      await beat();
      [messages, values, clipped, clippedMessages] = [messages + 1, values + written.values.length, clipped + written.clipped, clippedMessages + (written.clipped > 0 ? 1 : 0)];
      return { ...update, vector: new Float32Array(update.vector.length), seal: { ...update.seal, masked: await member.cover(written.values, masks) } };
    },
    // The server. Of the members it uses nothing but what they answer.
    async receive({ round, global, updates, pulse }) {
      const { members, keys } = current && current.round === round ? await current.ready : { members: new Map<number, Member>(), keys: [] }, threshold = thresholdOf(keys.map((k) => k.client));
      const covered = new Map<number, Uint32Array>(), rejected: { client: number; why: string }[] = [];
      for (const { client, seal } of updates) {
        const masked = seal?.["masked"];
        if (members.has(client) && masked instanceof Uint32Array && masked.length === global.length) covered.set(client, masked);
        else rejected.push({ client, why: members.has(client) ? "not a masked update" : "not among the clients of this round" });
      }
      const ended = (end: "lost" | "noise" | "learned") => rounds.set(round, { asked: keys.length, left: covered.size, end });
      if (covered.size < threshold || covered.size === 0) {
        ended("lost");
        const why = `only ${covered.size} of ${keys.length} clients were left, too few to take the masks off`;
        return { aggregate: new Float32Array(global.length), weights: new Float32Array(updates.length), rejected: [...rejected, ...[...covered.keys()].map((client) => ({ client, why }))] };
      }
      const there = [...covered.keys()], answers = there.map((c) => members.get(c)!.answer(there));
      const sum = await uncover(covered, keys, answers, threshold, forMasks(agree), () => pulse(round - 1, federation.rounds));
      const aggregate = decodeMean(sum, covered.size, fixedPoint(range, keys.length));
      ended(Math.sqrt(aggregate.reduce((total, v) => total + v * v, 0) / aggregate.length) > NOISE * range ? "noise" : "learned");
      return { aggregate, weights: Float32Array.from(updates, (u: Update) => (covered.has(u.client) ? 1 / covered.size : 0)), rejected };
    },
    notes() {
      const all = [...rounds.values()], skipped = [...rounds.keys()].filter((r) => rounds.get(r)!.end === "lost"), noisy = all.filter((r) => r.end === "noise").length, learned = all.length - skipped.length - noisy;
      const total = `${all.length} ${all.length === 1 ? "round" : "rounds"}`, gone = all.reduce((sum, r) => sum + r.asked - r.left, 0), least = Math.min(...all.map((r) => r.left)), notes: Note[] = [];
      if (learned > 0) notes.push({ level: "info", text: `In ${learned} of ${total} the server learned the mean of all updates that it got, each client counting the same, and no single one of them.` });
      else notes.push({ level: "info", text: "In no round did the server learn a mean of the updates." });
      if (gone > 0) notes.push({ level: "info", text: `${gone} messages did not arrive, were turned away or not masked; at the worst ${least} clients were left in a round.` });
      if (skipped.length > 0) notes.push({ level: "warning", text: `In ${skipped.length === 1 ? `round ${skipped[0]}` : `${skipped.length} rounds`} too few clients were left to take the masks off, and nothing was learned. Lower the number of clients needed, or lose fewer messages.` });
      if (noisy > 0) notes.push({ level: "warning", text: `In ${noisy} of ${total} the mean came out as noise over the whole clipping range, as it does when a masked message was changed on its way. Have updates signed as well.` });
      const share = clipped / Math.max(1, values), outside = `${clipped} of ${values} values in ${clippedMessages} of ${messages} updates lay beyond ±${range} and were cut off`;
      if (clipped > 0) notes.push(share > 0.001 ? { level: "warning", text: `${outside}. If honest clients learn that fast, widen the clipping range.` } : { level: "info", text: `${outside}.` });
      return notes;
    },
  };
}

export const secureAggregation = defineAggregate({
  id: "secure-aggregation",
  title: "Secure aggregation",
  summary: "Clients hide their updates under masks that cancel in the sum: the server learns what all found together and nothing about a single client.",
  paper: { authors: "Bonawitz, Ivanov, Kreuter, Marcedone, McMahan, Patel, Ramage, Segal, Seth", year: 2017, title: "Practical Secure Aggregation for Privacy-Preserving Machine Learning", link: "https://eprint.iacr.org/2017/281" },
  stage: "aggregate",
  step: "combine",
  inspects: false,
  hides: true,
  needsTrusted: false,
  assumes: "The server keeps to the protocol and fewer clients than needed conspire with it. It guards clients’ secrets and not the model: malicious updates are hidden as well as honest ones, and only the clipping range bounds them.",
  remarks: [
    "A value becomes a whole number of steps of n · range / 2³¹ (clients n), so that the sum of all never wraps around. Rounding moves a weight by at most n · range / 2³² a round, 3.5 · 10⁻⁹ with the defaults, which is less than 32-bit floats lose anyway.",
    "Digits, 15 clients, 20 rounds, mean of seeds 1, 2, 3: 94.1 % with masks and 94.1 % without; with 4 of 15 messages lost in each round 94.1 % and 93.9 %.",
    "It does not stop malicious clients: with 3 of 15 flipping signs (κ = 5) it ends at 10.4 %, as FedAvg does, because no update reaches the default range. A range of 0.03 cuts off a ninth of all values and leaves 63.4 % (55.8 to 72.9 %).",
    "Masks hide and do not authenticate: whoever changes 3 masked messages on their way leaves noise and 9.4 %. Signed and masked it is 94.3 %; messages that were turned away count as lost and their masks are taken off.",
    "A message that is turned away is a client that dropped out, so an attacker who holds the lines of more than a third of the clients can bring every round to nothing.",
    "Keys for masks are new in each round, because the secret of a client that drops out becomes known. A round of 15 clients takes about 0.1 s with 6,000 weights and 0.5 s with 100,000; with 50 clients and 6,000 weights 0.8 s.",
    "What the server still learns: the mean of all, who took part, and how many rows each claims. It is taken to be curious but honest; the paper’s further step against one that lies to its clients is not part of this.",
  ],
  params,
  supports: () => true,
  check(_, { perRound }) {
    if (perRound < 3) return { field: "threshold", message: `cannot be met with ${perRound} clients a round: from the sum of two, each would learn the other’s update. At least 3 are needed.` };
    return perRound <= MOST || { field: "threshold", message: `is for small groups: every two clients agree on a mask, and with ${perRound} clients a round (at most ${MOST}) that takes too long here. Ask a smaller share of them in each round.` };
  },
  begin: async ({ params, federation, rng }) => secureRule(params, federation, rng, (await agreeInWebCrypto((globalThis.crypto as Crypto | undefined)?.subtle)) ?? agreeInScript),
});
