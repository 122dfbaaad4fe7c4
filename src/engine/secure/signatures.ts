/**
 * Signatures over what a federated client sends: Ed25519, by Web Crypto where a page has it (its secret keys then cannot even be
 * read) and in script where not, each able to check what the other signed. Whom a key belongs to is settled beforehand, at enrollment.
 * Bernstein, Duif, Lange, Schwabe, Yang 2011, "High-speed high-security signatures"; RFC 8032.
 */
import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Update } from "../core/federation";
import { asBytes, numbers } from "./bytes";

export interface Signer {
  /** What the server is told at enrollment. */
  readonly open: Uint8Array;
  readonly sign: (statement: Uint8Array) => Promise<Uint8Array>;
}
export type Check = (statement: Uint8Array, signature: Uint8Array) => Promise<boolean>;

/** Makes keys and checks signatures, one way or the other. */
export interface Signing {
  readonly by: "web-crypto" | "script";
  newSigner(): Promise<Signer>;
  /** Throws when the key is none. */
  checkerFor(open: Uint8Array): Promise<Check>;
}

export const signingInScript: Signing = {
  by: "script",
  async newSigner() {
    const { secretKey, publicKey } = ed25519.keygen();
    return { open: publicKey, sign: async (statement) => ed25519.sign(statement, secretKey) };
  },
  async checkerFor(open) {
    return async (statement, signature) => {
      // A signature that cannot be read is a wrong one.
      try { return ed25519.verify(signature, statement, open, { zip215: false }); } catch { return false; }
    };
  },
};

/** null where Web Crypto is missing or does not know Ed25519. */
export async function signingInWebCrypto(subtle: SubtleCrypto | undefined): Promise<Signing | null> {
  if (!subtle) return null;
  const signing: Signing = {
    by: "web-crypto",
    async newSigner() {
      const keys = await subtle.generateKey("Ed25519", false, ["sign", "verify"]) as CryptoKeyPair;
      return { open: new Uint8Array(await subtle.exportKey("raw", keys.publicKey)), sign: async (statement) => new Uint8Array(await subtle.sign("Ed25519", keys.privateKey, statement as BufferSource)) };
    },
    async checkerFor(open) {
      const key = await subtle.importKey("raw", open as BufferSource, "Ed25519", false, ["verify"]);
      return async (statement, signature) => subtle.verify("Ed25519", key, signature as BufferSource, statement as BufferSource);
    },
  };
  return signing.newSigner().then(() => signing, () => null);
}

/** The best that this page or process has. */
export const signingHere = async (): Promise<Signing> => (await signingInWebCrypto((globalThis.crypto as Crypto | undefined)?.subtle)) ?? signingInScript;

/** What a client puts its name to: who, which round, how many rows it claims, and the hash of all that it sends. */
export function statementOf({ client, round, rows, vector, seal }: Update): Uint8Array {
  const content = sha256.create().update(asBytes(vector)), masked = seal?.["masked"];
  if (masked instanceof Uint32Array) content.update(asBytes(masked));
  return concatBytes(utf8ToBytes("hemlock/update"), numbers(client, round, rows, vector.length), content.digest());
}

/** Signs at once, with a key from a secret: for somebody who has to make do with a key that nobody enrolled. */
export const signWith = (secret: Uint8Array, statement: Uint8Array): Uint8Array => ed25519.sign(statement, secret);
