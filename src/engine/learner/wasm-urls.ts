/**
 * Addresses of the wasm backend's binaries in a Vite build. For the browser's worker only: pass it to createLearner as
 * `wasmUrl`. Node needs none. The threaded name points at the plain SIMD file: threads are never used.
 */
import plain from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simd from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import type { WasmUrls } from "./backends/started";

/** One address for each binary that tfjs may ask for. */
export const wasmUrls: WasmUrls = {
  "tfjs-backend-wasm.wasm": plain,
  "tfjs-backend-wasm-simd.wasm": simd,
  "tfjs-backend-wasm-threaded-simd.wasm": simd,
};
