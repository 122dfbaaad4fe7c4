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
  /** A GPU interface that is computed by the processor: it works, and is slower than wasm by far. */
  readonly software?: boolean;
}

type Found = "hardware" | "software" | "missing";
const SOFTWARE = /swiftshader|llvmpipe|software|basic render/i;

/** True when a WebGL 2 or 1 context can be had here; Safari's workers are refused because tfjs refuses them. */
function findWebgl(): Found {
  try {
    const canvas = typeof OffscreenCanvas !== "undefined" ? new OffscreenCanvas(1, 1) : globalThis.document?.createElement("canvas");
    const gl = (canvas?.getContext("webgl2") ?? canvas?.getContext("webgl")) as WebGLRenderingContext | null;
    if (!gl) return "missing";
    const names = gl.getExtension("WEBGL_debug_renderer_info");
    const renderer = String(gl.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
    gl.getExtension("WEBGL_lose_context")?.loseContext();
    return SOFTWARE.test(renderer) ? "software" : "hardware";
  } catch {
    return "missing";
  }
}

interface GpuAdapter {
  readonly isFallbackAdapter?: boolean;
  readonly info?: { readonly isFallbackAdapter?: boolean; readonly architecture?: string; readonly description?: string };
}

async function findWebgpu(): Promise<Found> {
  const gpu = (globalThis.navigator as { gpu?: { requestAdapter(): Promise<GpuAdapter | null> } } | undefined)?.gpu;
  try {
    const adapter = await gpu?.requestAdapter();
    if (!adapter) return "missing";
    const { info } = adapter;
    const fallback = info?.isFallbackAdapter ?? adapter.isFallbackAdapter ?? false;
    return fallback || SOFTWARE.test(`${info?.architecture} ${info?.description}`) ? "software" : "hardware";
  } catch {
    return "missing";
  }
}

/** Every backend with whether it can be tried here; loads none of them. */
export async function availableBackends(): Promise<BackendOffer[]> {
  const offer = (backend: BackendId, found: Found, reason: string): BackendOffer =>
    found === "missing" ? { backend, available: false, reason } : { backend, available: true, ...(found === "software" ? { software: true } : {}) };
  const wasm = typeof WebAssembly !== "undefined" && WebAssembly.validate(kernelBytes());
  return [
    offer("wasm", wasm ? "hardware" : "missing", "WebAssembly with SIMD is missing here."),
    offer("webgl", findWebgl(), "WebGL cannot start here."),
    offer("webgpu", await findWebgpu(), "WebGPU has no graphics adapter here."),
    offer("cpu", "hardware", ""),
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
