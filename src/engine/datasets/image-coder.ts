/**
 * Packs small grey pictures of 16 levels with an adaptive binary arithmetic coder: each pixel is a few yes/no questions,
 * each answered with a probability learned so far in the same neighborhood. About 58 bytes a handwritten digit, where
 * gzip needs 96. Whole numbers only, so every machine decodes the same bytes. Not a general image format.
 * Witten, Neal, Cleary 1987, "Arithmetic Coding for Data Compression", https://doi.org/10.1145/214762.214771
 */

/** Grey levels a packed pixel can have. */
export const LEVELS = 16;

const CONTEXTS = { zero: 0, full: 2048, bits: 2048 + 1296, end: 2048 + 1296 + 216 * 16 } as const;
/** How coarsely a neighbor is looked at: into 4 and into 6 groups. */
const QUARTER = Uint8Array.from({ length: LEVELS }, (_, v) => (v === 0 ? 0 : v < 6 ? 1 : v < 15 ? 2 : 3));
const SIXTH = Uint8Array.from({ length: LEVELS }, (_, v) => (v === 0 ? 0 : v < 4 ? 1 : v < 8 ? 2 : v < 12 ? 3 : v < 15 ? 4 : 5));
/** The n-th answer in a context moves its probability by this much of 65536; slower the more has been seen. */
const MAX_SEEN = 120;
const STEP = Int32Array.from({ length: MAX_SEEN + 1 }, (_, n) => Math.floor(65536 / (n + 1.6)));

/** Probability of "yes" per context, in 1/65536. Writer and reader keep the same one. */
class Beliefs {
  private readonly p = new Int32Array(CONTEXTS.end).fill(32768);
  private readonly seen = new Uint8Array(CONTEXTS.end);
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
interface Coder {
  bit(context: number, bit: number): number;
}

class Writer implements Coder {
  private readonly beliefs = new Beliefs();
  private low = 0;
  private high = 0xffffffff;
  readonly bytes: number[] = [];
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

class Reader implements Coder {
  private readonly beliefs = new Beliefs();
  private low = 0;
  private high = 0xffffffff;
  private value = 0;
  private at = 0;
  constructor(private readonly bytes: Uint8Array) {
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

/** Asks about every pixel in reading order: is it ink, is it full ink, and if neither, its four bits. */
function walk(levels: Uint8Array, n: number, height: number, width: number, coder: Coder): void {
  const side = width + 5, page = new Uint8Array(side * (height + 2));
  for (let image = 0; image < n; image++) {
    page.fill(0);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const here = (y + 2) * side + x + 2, from = image * height * width + y * width + x;
        const w = page[here - 1]!, north = page[here - side]!, ne = page[here - side + 1]!, nw = page[here - side - 1]!;
        const ink = (((QUARTER[w]! * 4 + QUARTER[north]!) * 4 + QUARTER[ne]!) * 4 + QUARTER[nw]!) * 8
          + (page[here - 2]! > 0 ? 4 : 0) + (page[here - 2 * side]! > 0 ? 2 : 0) + (page[here - side + 2]! > 0 ? 1 : 0);
        const told = levels[from]!;
        let level = 0;
        if (coder.bit(CONTEXTS.zero + ink, told > 0 ? 1 : 0)) {
          const near = (SIXTH[w]! * 6 + SIXTH[north]!) * 6 + SIXTH[ne]!;
          if (coder.bit(CONTEXTS.full + near * 6 + SIXTH[nw]!, told === LEVELS - 1 ? 1 : 0)) level = LEVELS - 1;
          else {
            let node = 1;
            for (let b = 3; b >= 0; b--) node = node * 2 + coder.bit(CONTEXTS.bits + near * 16 + node, (told >> b) & 1);
            level = node - 16;
          }
        }
        page[here] = levels[from] = level;
      }
  }
}

/** Packs n pictures of height × width levels (0..15, row by row). */
export function packImages(levels: Uint8Array, n: number, height: number, width: number): Uint8Array {
  const writer = new Writer();
  walk(levels.slice(), n, height, width, writer);
  return writer.finish();
}

/** Unpacks what `packImages` made: n × height × width levels, 0..15. Throws RangeError when bytes are missing. */
export function unpackImages(bytes: Uint8Array, n: number, height: number, width: number): Uint8Array {
  const levels = new Uint8Array(n * height * width);
  walk(levels, n, height, width, new Reader(bytes));
  return levels;
}
