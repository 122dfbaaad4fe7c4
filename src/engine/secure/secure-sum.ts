/**
 * Secure aggregation, the protocol: a server learns the sum of its clients' vectors and no single one, even when some drop out after
 * the others have counted on them. Honest but curious server; messages are not signed here. Everything a client keeps to itself is
 * inside `Member`; what leaves it is what the protocol sends.
 * Bonawitz, Ivanov, Kreuter, Marcedone, McMahan, Patel, Ramage, Segal, Seth 2017, "Practical Secure Aggregation for
 * Privacy-Preserving Machine Learning".
 */
import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { concatBytes } from "@noble/hashes/utils.js";
import { agreeFor, deriveKey, expand, keyPair, oncePerPair, shift, type Agree, type KeyPair } from "./agreement";
import { numbers } from "./bytes";
import { combine, split, type Share } from "./shamir";

/** Round 0: what a client tells everybody. */
export interface OpenKeys {
  readonly client: number;
  /** For parcels between two clients, through the server. */
  readonly channel: Uint8Array;
  /** For masks; made for this round alone, because its secret becomes known when the client drops out. */
  readonly mask: Uint8Array;
}
/** Round 1: shares of a client's two secrets, sealed for another client. */
export interface Parcel {
  readonly from: number;
  readonly to: number;
  readonly box: Uint8Array;
}
/** Last round: what a client that is still there gives for every other, one share of one of its two secrets. */
export interface Answer {
  readonly from: number;
  readonly selfSeeds: ReadonlyMap<number, Share>;
  readonly maskSecrets: ReadonlyMap<number, Share>;
}

const BYTES = 32;
/** Of two clients one adds their common mask and the other takes it away. */
const sign = (mine: number, theirs: number): 1 | -1 => (mine < theirs ? 1 : -1);
const pairMask = async (agree: Agree, mine: KeyPair, theirs: Uint8Array, length: number) => expand(await agree(mine, theirs), length);
const selfMask = (seed: Uint8Array, length: number) => expand(deriveKey(seed, "self-mask"), length);
const nonce = (round: number, from: number, to: number) => numbers(round, from, to);

/** Agreement for parcels, for all rounds, and for masks, new in each; both ends of a pair get theirs from one computation. */
export const forParcels = (agree: Agree): Agree => oncePerPair(agreeFor(agree, "parcel"));
export const forMasks = (agree: Agree): Agree => oncePerPair(agreeFor(agree, "pair-mask"));

/** How many of n clients must answer so that masks come off; more than half, lest a server ask two groups for two secrets of one client. */
export const needed = (n: number, share: number): number => Math.min(n, Math.max(Math.floor(n / 2) + 1, Math.ceil(share * n - 1e-9)));

/** One client in one round. */
export class Member {
  readonly client: number;
  readonly open: OpenKeys;
  private readonly round: number;
  private readonly random: (bytes: number) => Uint8Array;
  private readonly channel: KeyPair;
  private readonly mask: KeyPair;
  private readonly selfSeed: Uint8Array;
  private readonly held = new Map<number, { readonly selfSeed: Share; readonly maskSecret: Share }>();
  private others: readonly OpenKeys[] = [];
  private threshold = Infinity;
  private answered = false;

  /** `channel` may serve for many rounds; all other secrets are drawn here. */
  constructor(client: number, round: number, channel: KeyPair, random: (bytes: number) => Uint8Array) {
    [this.client, this.round, this.channel, this.random] = [client, round, channel, random];
    [this.mask, this.selfSeed] = [keyPair(random(BYTES)), random(BYTES)];
    this.open = { client, channel: channel.open, mask: this.mask.open };
  }

  /** Round 1: cuts both secrets into shares, one pair for each client, itself among them. */
  async deal(all: readonly OpenKeys[], threshold: number, agree: Agree): Promise<Parcel[]> {
    [this.others, this.threshold] = [all.filter((k) => k.client !== this.client), threshold];
    const seeds = split(this.selfSeed, threshold, all.length, this.random), secrets = split(this.mask.secret, threshold, all.length, this.random), parcels: Parcel[] = [];
    for (const [i, { client, channel }] of all.entries()) {
      if (client === this.client) { this.held.set(client, { selfSeed: seeds[i]!, maskSecret: secrets[i]! }); continue; }
      const key = await agree(this.channel, channel), plain = concatBytes(Uint8Array.of(seeds[i]!.x), seeds[i]!.y, secrets[i]!.y);
      parcels.push({ from: this.client, to: client, box: chacha20poly1305(key, nonce(this.round, this.client, client)).encrypt(plain) });
    }
    return parcels;
  }

  /** Opens what the others have sent it. Throws when a parcel was changed on its way. */
  async accept(parcels: readonly Parcel[], agree: Agree): Promise<void> {
    for (const { from, box } of parcels) {
      const theirs = this.others.find((k) => k.client === from)!, key = await agree(this.channel, theirs.channel);
      const plain = chacha20poly1305(key, nonce(this.round, from, this.client)).decrypt(box), x = plain[0]!;
      this.held.set(from, { selfSeed: { x, y: plain.slice(1, 1 + BYTES) }, maskSecret: { x, y: plain.slice(1 + BYTES) } });
    }
  }

  /** Round 2: its values under its own mask and one common mask with every other. */
  async cover(values: Uint32Array, agree: Agree): Promise<Uint32Array> {
    const out = values.slice();
    shift(out, selfMask(this.selfSeed, out.length), 1);
    for (const { client, mask } of this.others) shift(out, await pairMask(agree, this.mask, mask, out.length), sign(this.client, client));
    return out;
  }

  /** Last round: shares of the self masks of those who are still there and of the mask secrets of those who are not. Answers once, so never both of one client. */
  answer(there: readonly number[]): Answer {
    if (this.answered) throw new Error(`client ${this.client} has answered in this round already`);
    if (there.length < this.threshold) throw new Error(`client ${this.client} does not answer for ${there.length}; ${this.threshold} are needed`);
    this.answered = true;
    const here = new Set(there), held = [...this.held];
    return {
      from: this.client,
      selfSeeds: new Map(held.filter(([c]) => here.has(c)).map(([c, h]) => [c, h.selfSeed])),
      maskSecrets: new Map(held.filter(([c]) => !here.has(c)).map(([c, h]) => [c, h.maskSecret])),
    };
  }
}

/** The server: the sum, modulo 2³², of the vectors under the masks; from covered vectors, open keys and answers alone. `beat` is called often. */
export async function uncover(covered: ReadonlyMap<number, Uint32Array>, all: readonly OpenKeys[], answers: readonly Answer[], threshold: number, agree: Agree, beat: () => Promise<void> | void): Promise<Uint32Array> {
  if (answers.length < threshold) throw new Error(`${answers.length} answers, ${threshold} needed`);
  const [first] = covered.values(), sum = new Uint32Array(first!.length), heard = answers.slice(0, threshold);
  for (const [client, values] of covered) {
    shift(sum, values, 1);
    shift(sum, selfMask(combine(heard.map((a) => a.selfSeeds.get(client)!)), sum.length), -1);
    await beat();
  }
  for (const { client: gone } of all.filter((k) => !covered.has(k.client))) {
    const secret = keyPair(combine(heard.map((a) => a.maskSecrets.get(gone)!)));
    for (const { client, mask } of all) {
      if (!covered.has(client)) continue;
      shift(sum, await pairMask(agree, secret, mask, sum.length), sign(client, gone) === 1 ? -1 : 1);
      await beat();
    }
  }
  return sum;
}
