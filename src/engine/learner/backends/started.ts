/**
 * What a started backend tells the learner. Each backend file (cpu, wasm, webgl, webgpu) has one `start` that gives this
 * or throws; the two GPU files are loaded on demand, so that bundlers put them in chunks of their own.
 */
import { setBackend } from "@tensorflow/tfjs-core";
import type { BackendId } from "../../core/learner";
import { ProblemError } from "../../core/errors";
import type { LayerOps } from "../layer-ops";

export interface StartedBackend {
  readonly id: BackendId;
  readonly ops: LayerOps;
  /** For example `wasm (simd)`. */
  readonly label: string;
  /** A sentence when the device was lost since the start, else null. */
  lost(): string | null;
}

/** Where the wasm backend's three binaries are, by file name; only the SIMD one is ever fetched. */
export type WasmUrls = Readonly<Record<string, string>>;

export interface BackendOptions {
  /** A folder's address ending in "/", or one address for each file. Not needed in Node. */
  readonly wasmUrl?: string | WasmUrls;
}

/** The failure that every room understands: this backend cannot be used, and why. */
export function noBackend(message: string): ProblemError {
  return new ProblemError({ code: "no-backend", message });
}

/** The same failure from whatever was thrown. */
export function cannotStart(name: string, error: unknown): ProblemError {
  const detail = error instanceof Error ? error.message : ((error as { message?: string } | null)?.message ?? String(error));
  return noBackend(`${name} could not start here: ${detail.replace(/[.\s]+$/, "")}.`);
}

/** Makes a backend the active one, or throws a sentence. */
export async function select(id: BackendId, name: string): Promise<void> {
  let worked = false;
  try {
    worked = await setBackend(id);
  } catch (error) {
    throw cannotStart(name, error);
  }
  if (!worked) throw noBackend(`${name} could not start in this browser.`);
  await setBackend(id); // another learner of this thread may have switched while this one was starting
}
