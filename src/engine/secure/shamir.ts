/**
 * Secret sharing: cuts a secret into n shares of which any t give it back and any t − 1 tell nothing at all. Byte by byte over
 * GF(2⁸), the field of AES (x⁸ + x⁴ + x³ + x + 1). A wrong share is not noticed; whoever needs that checks what comes out.
 * Shamir 1979, "How to Share a Secret".
 */

/** A point on the polynomials of all bytes; x from 1 to 255. */
export interface Share {
  readonly x: number;
  readonly y: Uint8Array;
}

/** Product in GF(2⁸). Addition and subtraction are both XOR. */
export function times(a: number, b: number): number {
  let product = 0;
  for (let p = a, q = b; q > 0; q >>= 1) {
    if (q & 1) product ^= p;
    p = p & 128 ? (p << 1) ^ 0x11b : p << 1;
  }
  return product;
}

/** a⁻¹ = a²⁵⁴; a is not 0. */
export function inverse(a: number): number {
  let out = 1;
  for (let i = 0; i < 254; i++) out = times(out, a);
  return out;
}

/** n shares of a secret, any `threshold` of which are enough. `random` gives that many random bytes. */
export function split(secret: Uint8Array, threshold: number, n: number, random: (bytes: number) => Uint8Array): Share[] {
  if (!(threshold >= 1 && threshold <= n && n <= 255)) throw new RangeError(`cannot share among ${n} so that ${threshold} are enough`);
  const size = secret.length, coefficients = random(size * (threshold - 1));
  return Array.from({ length: n }, (_, i) => {
    const x = i + 1, y = new Uint8Array(size);
    // Horner: the highest coefficients first, the secret last.
    for (let k = threshold - 2; k >= 0; k--) for (let b = 0; b < size; b++) y[b] = times(y[b]! ^ coefficients[k * size + b]!, x);
    for (let b = 0; b < size; b++) y[b]! ^= secret[b]!;
    return { x, y };
  });
}

/** What the shares were made of, if there are enough of them, all of one secret and none twice: Lagrange's polynomial at 0. */
export function combine(shares: readonly Share[]): Uint8Array {
  const out = new Uint8Array(shares[0]!.y.length);
  for (const { x, y } of shares) {
    let weight = 1;
    for (const other of shares) if (other.x !== x) weight = times(weight, times(other.x, inverse(other.x ^ x)));
    for (let b = 0; b < out.length; b++) out[b]! ^= times(weight, y[b]!);
  }
  return out;
}
