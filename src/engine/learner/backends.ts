/**
 * Which backends this place could offer, and starting one of them by name. Decides nothing: auto.ts measures and chooses.
 */
import { enableProdMode } from "@tensorflow/tfjs-core";
import { ProblemError } from "../core/errors";
import type { BackendId } from "../core/learner";
import { kernelBytes } from "./kernels/wasm-heap";
import { cannotStart } from "./backends/started";
import type { BackendOptions, StartedBackend } from "./backends/started";

export interface BackendOffer {
  readonly backend: BackendId;
  readonly available: boolean;
  /** Why not, as a sentence. */
  readonly reason?: string;
}

/** True when a WebGL 2 or 1 context can be had here; Safari's workers are refused because tfjs refuses them. */
function hasWebgl(): boolean {
  try {
    const canvas = typeof OffscreenCanvas !== "undefined" ? new OffscreenCanvas(1, 1) : globalThis.document?.createElement("canvas");
    const gl = (canvas?.getContext("webgl2") ?? canvas?.getContext("webgl")) as WebGLRenderingContext | null;
    gl?.getExtension("WEBGL_lose_context")?.loseContext();
    return gl != null;
  } catch {
    return false;
  }
}

async function hasWebgpu(): Promise<boolean> {
  const gpu = (globalThis.navigator as { gpu?: { requestAdapter(): Promise<unknown> } } | undefined)?.gpu;
  try {
    return (await gpu?.requestAdapter()) != null;
  } catch {
    return false;
  }
}

/** Every backend with whether it can be tried here; loads none of them. */
export async function availableBackends(): Promise<BackendOffer[]> {
  const offer = (backend: BackendId, available: boolean, reason: string): BackendOffer =>
    available ? { backend, available } : { backend, available, reason };
  const wasm = typeof WebAssembly !== "undefined" && WebAssembly.validate(kernelBytes());
  return [
    offer("wasm", wasm, "WebAssembly with SIMD is missing here."),
    offer("webgl", hasWebgl(), "WebGL cannot start here."),
    offer("webgpu", await hasWebgpu(), "WebGPU has no graphics adapter here."),
    offer("cpu", true, ""),
  ];
}

/** Starts a backend and makes it active; throws a ProblemError with code `no-backend` and a sentence when it cannot. */
export async function startBackend(id: BackendId, options: BackendOptions): Promise<StartedBackend> {
  enableProdMode(); // also silences tfjs's greeting in Node
  try {
    switch (id) {
      case "wasm": return await (await import("./backends/wasm")).start(options);
      case "webgl": return await (await import("./backends/webgl")).start();
      case "webgpu": return await (await import("./backends/webgpu")).start();
      case "cpu": return await (await import("./backends/cpu")).start();
    }
  } catch (error) {
    throw error instanceof ProblemError ? error : cannotStart(`The ${id} backend`, error);
  }
}
