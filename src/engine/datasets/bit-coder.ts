/**
 * An adaptive binary arithmetic coder: every yes/no question is asked in a context, and each context learns how often its
 * answer was yes. Whole numbers only, so every machine decodes the same bytes. Knows nothing of what is asked.
 * Witten, Neal, Cleary 1987, "Arithmetic Coding for Data Compression", https://doi.org/10.1145/214762.214771
 */

/** The n-th answer in a context moves its probability by this much of 65536; slower the more has been seen. */
const MAX_SEEN = 120;
const STEP = Int32Array.from({ length: MAX_SEEN + 1 }, (_, n) => Math.floor(65536 / (n + 1.6)));

/** Probability of "yes" per context, in 1/65536. Writer and reader keep the same one. */
class Beliefs {
  private readonly p: Int32Array;
  private readonly seen: Uint8Array;
  constructor(contexts: number) {
    this.p = new Int32Array(contexts).fill(32768);
    this.seen = new Uint8Array(contexts);
  }
  of(context: number): number {
    return this.p[context]!;
  }
  learn(context: number, bit: number): void {
    const p = this.p[context]!, seen = this.seen[context]!;
    const moved = p + Math.trunc(((bit ? 65535 - p : -p) * STEP[seen]!) / 65536);
    this.p[context] = moved < 64 ? 64 : moved > 65472 ? 65472 : moved;
    if (seen < MAX_SEEN) this.seen[context] = seen + 1;
  }
}

/** Answers one yes/no question; a writer is told the answer, a reader finds it. */
export interface BitCoder {
  bit(context: number, bit: number): number;
}

export class BitWriter implements BitCoder {
  private readonly beliefs: Beliefs;
  private low = 0;
  private high = 0xffffffff;
  private readonly bytes: number[] = [];
  constructor(contexts: number) {
    this.beliefs = new Beliefs(contexts);
  }
  bit(context: number, bit: number): number {
    const middle = this.low + Math.floor((this.high - this.low) / 65536) * this.beliefs.of(context);
    if (bit) this.high = middle;
    else this.low = middle + 1;
    this.beliefs.learn(context, bit);
    while (((this.low ^ this.high) & 0xff000000) === 0) {
      this.bytes.push(this.high >>> 24);
      this.low = (this.low << 8) >>> 0;
      this.high = ((this.high << 8) | 0xff) >>> 0;
    }
    return bit;
  }
  finish(): Uint8Array {
    for (let i = 24; i >= 0; i -= 8) this.bytes.push((this.low >>> i) & 0xff);
    return Uint8Array.from(this.bytes);
  }
}

/** Reads what a BitWriter with as many contexts wrote. Throws RangeError when bytes are missing. */
export class BitReader implements BitCoder {
  private readonly beliefs: Beliefs;
  private low = 0;
  private high = 0xffffffff;
  private value = 0;
  private at = 0;
  constructor(contexts: number, private readonly bytes: Uint8Array) {
    this.beliefs = new Beliefs(contexts);
    for (let i = 0; i < 4; i++) this.pull();
  }
  private pull(): void {
    if (this.at >= this.bytes.length) throw new RangeError("the packed images end too early");
    this.value = ((this.value << 8) | this.bytes[this.at++]!) >>> 0;
  }
  bit(context: number): number {
    const middle = this.low + Math.floor((this.high - this.low) / 65536) * this.beliefs.of(context);
    const bit = this.value <= middle ? 1 : 0;
    if (bit) this.high = middle;
    else this.low = middle + 1;
    this.beliefs.learn(context, bit);
    while (((this.low ^ this.high) & 0xff000000) === 0) {
      this.low = (this.low << 8) >>> 0;
      this.high = ((this.high << 8) | 0xff) >>> 0;
      this.pull();
    }
    return bit;
  }
}
