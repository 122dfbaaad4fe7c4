/**
 * The WebAssembly backend with Hemlock's own training kernels. One thread, SIMD. In Node it finds its binary in the
 * installed package; in a browser the caller says where the binaries are (wasm-urls.ts).
 */
import { backend, env } from "@tensorflow/tfjs-core";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { kernelBytes, startKernels } from "../kernels/wasm-heap";
import type { WasmBackend } from "../kernels/wasm-heap";
import { registerGeneralKernels } from "../kernels/general";
import { registerKernels } from "../kernels/register";
import { wasmOps } from "../wasm-ops";
import { noBackend, select } from "./started";
import type { BackendOptions, StartedBackend } from "./started";

/** The package's dist folder, through Node's own resolution; no import that a browser bundler would follow. */
function nodeFolder(): string | null {
  const find = (globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } }).process?.getBuiltinModule;
  if (!find) return null;
  const { createRequire } = find("node:module") as { createRequire(from: string): { resolve(name: string): string } };
  const entry = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm");
  return entry.slice(0, -"tfjs-backend-wasm-simd.wasm".length);
}

let located = false;

/** Starts WebAssembly with SIMD. */
export async function start(options: BackendOptions): Promise<StartedBackend> {
  if (typeof WebAssembly === "undefined" || !WebAssembly.validate(kernelBytes())) {
    throw noBackend("This browser’s WebAssembly has no SIMD instructions.");
  }
  if (!located) {
    const place = options.wasmUrl ?? nodeFolder();
    if (place) setWasmPaths(place as string | Record<string, string>);
    env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
    located = true;
  }
  await select("wasm", "WebAssembly");
  const code = await startKernels(backend() as unknown as WasmBackend);
  registerKernels(code);
  registerGeneralKernels(code);
  return { id: "wasm", ops: wasmOps, label: "wasm (simd)", lost: () => null };
}
