/**
 * The one place that looks inside TensorFlow.js's wasm backend: where a tensor lies in its memory, and scratch from its
 * heap. Also starts our kernel module on that same memory. Not a public API of tfjs: checked by the tests of 4.22.0.
 */
import { kernelsBase64 } from "./kernels.wasm";
import type { DataId, Rank, Tensor, TensorInfo } from "@tensorflow/tfjs-core";

/** What we use of tfjs's BackendWasm. */
export interface WasmBackend {
  readonly wasm: {
    readonly asm: Readonly<Record<string, unknown>>;
    readonly HEAPU8: Uint8Array;
    _malloc(bytes: number): number;
    _free(address: number): void;
  };
  readonly dataIdMap: { get(id: DataId): { memoryOffset: number } };
  makeOutput(shape: readonly number[], dtype: "float32" | "int32"): TensorInfo;
}

type Numbers = number[];

/** Exports of kernels/assembly/index.ts; pointers are byte addresses. */
export interface KernelModule {
  gemm(...args: Numbers): void;
  gemmScratch(m: number, k: number, n: number): number;
  packFilter(...args: Numbers): void;
  convReluPool(...args: Numbers): void;
  convFilterGrad(...args: Numbers): void;
  convInputGrad(...args: Numbers): void;
  convBackpropFilter(...args: Numbers): void;
  convBackpropInput(...args: Numbers): void;
  segmentSum(...args: Numbers): void;
  softmaxCrossEntropy(...args: Numbers): void;
  embed(...args: Numbers): void;
  embedGrad(...args: Numbers): void;
  columnSums(...args: Numbers): void;
  reluGrad(...args: Numbers): void;
  scaleShift(...args: Numbers): void;
  adam(...args: Numbers): void;
  sgd(...args: Numbers): void;
}

/** The memory that the backend keeps its tensors in. */
function memoryOf(backend: WasmBackend): WebAssembly.Memory {
  for (const value of Object.values(backend.wasm.asm)) if (value instanceof WebAssembly.Memory) return value;
  throw new Error("the wasm backend shows no memory");
}

/** Bytes of the compiled kernel module. */
export function kernelBytes(): Uint8Array<ArrayBuffer> {
  const text = atob(kernelsBase64), bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

const started = new WeakMap<WasmBackend["wasm"], KernelModule>();

/** Compiles our kernels onto the backend's memory; once per backend. */
export async function startKernels(backend: WasmBackend): Promise<KernelModule> {
  const known = started.get(backend.wasm);
  if (known) return known;
  const { instance } = await WebAssembly.instantiate(kernelBytes(), { env: { memory: memoryOf(backend) } });
  const module = instance.exports as unknown as KernelModule;
  started.set(backend.wasm, module);
  return module;
}

/** Byte address of a tensor's first value. */
export function addressOf(backend: WasmBackend, tensor: TensorInfo | Tensor<Rank>): number {
  return backend.dataIdMap.get(tensor.dataId).memoryOffset;
}

/** Runs `use` with the address of `floats` uninitialized floats and frees them, whatever happens. */
export function withScratch(backend: WasmBackend, floats: number, use: (address: number) => void): void {
  const address = backend.wasm._malloc(Math.max(16, floats * 4)) >>> 0;
  if (address === 0) throw new RangeError("out of WebAssembly memory");
  try {
    use(address);
  } finally {
    backend.wasm._free(address);
  }
}
