/**
 * The only source of randomness in the engine: a seeded generator that is passed as an argument and forked by label.
 * A fork depends on the seed and the path of labels alone, never on how many numbers were drawn before it, so adding
 * one draw in a step cannot move the others. Not for cryptography.
 */

/** FNV-1a style mixing of a string into four 32-bit words. */
function hashLabel(text: string): [number, number, number, number] {
  let a = 0x9e3779b9, b = 0x243f6a88, c = 0xb7e15162, d = 0xdeadbeef ^ text.length;
  for (let i = 0; i < text.length; i++) {
    const k = text.charCodeAt(i);
    a = Math.imul(a ^ k, 0x85ebca6b); a = b ^ ((a << 13) | (a >>> 19));
    b = Math.imul(b ^ k, 0xc2b2ae35); b = c ^ ((b << 17) | (b >>> 15));
    c = Math.imul(c ^ k, 0x27d4eb2f); c = d ^ ((c << 11) | (c >>> 21));
    d = Math.imul(d ^ k, 0x165667b1); d = a ^ ((d << 7) | (d >>> 25));
  }
  return [a >>> 0, b >>> 0, c >>> 0, d >>> 0];
}

export class Rng {
  readonly path: string;
  private a: number;
  private b: number;
  private c: number;
  private d: number;
  private spare: number | null = null;

  private constructor(path: string) {
    this.path = path;
    [this.a, this.b, this.c, this.d] = hashLabel(path);
    for (let i = 0; i < 12; i++) this.uint32();
  }

  /** A generator for a whole-number seed, 0 included. */
  static fromSeed(seed: number): Rng {
    return new Rng(`hemlock/${seed}`);
  }

  /** An independent generator for a named purpose, for example `rng.fork("attack/label-flip")`. */
  fork(label: string): Rng {
    return new Rng(`${this.path}/${label}`);
  }

  /** A whole number in [0, 2^32). sfc32. */
  uint32(): number {
    const t = (((this.a + this.b) | 0) + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (this.c << 21) | (this.c >>> 11);
    this.c = (this.c + t) | 0;
    return t >>> 0;
  }

  /** A number in [0, 1). */
  uniform(): number {
    return this.uint32() / 4294967296;
  }

  /** A whole number in [0, n), without modulo bias for n up to 2^32. */
  int(n: number): number {
    const limit = 4294967296 - (4294967296 % n);
    let x = this.uint32();
    while (x >= limit) x = this.uint32();
    return x % n;
  }

  /** A standard normal number (polar method). */
  normal(): number {
    if (this.spare !== null) {
      const z = this.spare;
      this.spare = null;
      return z;
    }
    for (;;) {
      const u = 2 * this.uniform() - 1, v = 2 * this.uniform() - 1;
      const s = u * u + v * v;
      if (s >= 1 || s === 0) continue;
      const f = Math.sqrt((-2 * Math.log(s)) / s);
      this.spare = v * f;
      return u * f;
    }
  }

  /** Shuffles an array in place and returns it (Fisher–Yates). */
  shuffle<T extends { length: number; [i: number]: number }>(items: T): T {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.int(i + 1), t = items[i]!;
      items[i] = items[j]!;
      items[j] = t;
    }
    return items;
  }

  /** `k` distinct members of `from`, in random order, without replacement. Throws when k > from.length. */
  sample(from: ArrayLike<number>, k: number): Int32Array {
    if (k > from.length) throw new RangeError(`cannot draw ${k} of ${from.length} without replacement`);
    return this.shuffle(Int32Array.from(from)).slice(0, k);
  }
}
