/**
 * Key agreement and mask expansion: two clients who know each other's public key come to the same secret (X25519, RFC 7748), and a
 * secret becomes as many random-looking words as a vector has weights (HKDF-SHA256, then ChaCha20, RFC 8439). Web Crypto does the
 * agreement where it can; pages without https have none, and script does it there with the same result.
 */
import { chacha20 } from "@noble/ciphers/chacha.js";
import { x25519 } from "@noble/curves/ed25519.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { asBytes } from "./bytes";

export interface KeyPair {
  readonly secret: Uint8Array;
  readonly open: Uint8Array;
}

/** 32 bytes that the owner of `mine` and the owner of the secret behind `theirs` both get. */
export type Agree = (mine: KeyPair, theirs: Uint8Array) => Promise<Uint8Array>;

export const keyPair = (secret: Uint8Array): KeyPair => ({ secret, open: x25519.getPublicKey(secret) });

export const agreeInScript: Agree = async ({ secret }, theirs) => x25519.getSharedSecret(secret, theirs);

// PKCS #8 around a bare X25519 secret, which Web Crypto cannot read by itself (RFC 8410).
const AROUND = Uint8Array.of(0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e, 0x04, 0x22, 0x04, 0x20);

/** Agreement by Web Crypto, or null where it is missing or does not know the curve. */
export async function agreeInWebCrypto(subtle: SubtleCrypto | undefined): Promise<Agree | null> {
  if (!subtle) return null;
  // Keys as Web Crypto wants them, by the object or array that they came as.
  const imported = new WeakMap<object, Promise<CryptoKey>>();
  const once = (of: object, load: () => Promise<CryptoKey>): Promise<CryptoKey> => {
    const key = imported.get(of) ?? load();
    imported.set(of, key);
    return key;
  };
  const agree: Agree = async (mine, theirs) => {
    const secret = once(mine, () => subtle.importKey("pkcs8", concatBytes(AROUND, mine.secret) as BufferSource, "X25519", false, ["deriveBits"]));
    const [own, open] = await Promise.all([secret, once(theirs, () => subtle.importKey("raw", theirs as BufferSource, "X25519", false, []))]);
    return new Uint8Array(await subtle.deriveBits({ name: "X25519", public: open }, own, 256));
  };
  const probe = keyPair(new Uint8Array(32).fill(7));
  return agree(probe, probe.open).then(() => agree, () => null);
}

/** The same, worked out once for the two of a pair, who would both get it: half the work of a simulation that plays all clients. */
export function oncePerPair(agree: Agree): Agree {
  const known = new Map<string, Promise<Uint8Array>>();
  return (mine, theirs) => {
    const name = [bytesToHex(mine.open), bytesToHex(theirs)].sort().join(), found = known.get(name) ?? agree(mine, theirs);
    known.set(name, found);
    return found;
  };
}

/** A key for one purpose from a secret; the secret itself is never used as a key. */
export const deriveKey = (secret: Uint8Array, purpose: string): Uint8Array => hkdf(sha256, secret, undefined, utf8ToBytes(`hemlock/${purpose}`), 32);

/** Agreement on a key for one purpose. */
export const agreeFor = (agree: Agree, purpose: string): Agree => async (mine, theirs) => deriveKey(await agree(mine, theirs), purpose);

const NONCE = new Uint8Array(12);
/** `length` words that a key expands to; each key is expanded once. */
export function expand(key: Uint8Array, length: number): Uint32Array {
  const words = new Uint32Array(length);
  chacha20(key, NONCE, new Uint8Array(4 * length), asBytes(words));
  return words;
}

/** a ± b modulo 2³², word by word, into a. */
export function shift(into: Uint32Array, by: Uint32Array, sign: 1 | -1): void {
  if (sign > 0) for (let j = 0; j < into.length; j++) into[j]! += by[j]!;
  else for (let j = 0; j < into.length; j++) into[j]! -= by[j]!;
}
