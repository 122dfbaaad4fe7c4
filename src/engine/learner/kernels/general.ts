/**
 * Gradient kernels that tfjs's wasm backend lacks (filter gradient of a convolution, segment sum for embeddings) or has
 * slow (input gradient, products with a transposed operand). For code that uses plain tfjs ops; ours does not need them.
 */
import { backend_util, broadcast_util, getKernel, registerKernel, unregisterKernel, util } from "@tensorflow/tfjs-core";
import type { KernelConfig, KernelFunc, TensorInfo } from "@tensorflow/tfjs-core";
import { addressOf, withScratch } from "./wasm-heap";
import type { KernelModule, WasmBackend } from "./wasm-heap";

interface ConvAttrs {
  readonly strides: [number, number] | number;
  readonly pad: "valid" | "same" | number;
  readonly dataFormat: "NHWC" | "NCHW";
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
  readonly filterShape: [number, number, number, number];
  readonly inputShape: [number, number, number, number];
}
interface Call<A> { readonly inputs: Readonly<Record<string, TensorInfo>>; readonly attrs: A; readonly backend: WasmBackend }
type Shape4 = [number, number, number, number];

const originals = new Map<string, KernelConfig | undefined>();

/** Puts our function in a kernel's place; its setup function stays, or the stock pointer would never be bound. */
function replace<A>(name: string, body: (call: Call<A>) => TensorInfo): void {
  if (!originals.has(name)) originals.set(name, getKernel(name, "wasm"));
  if (getKernel(name, "wasm")) unregisterKernel(name, "wasm");
  const kernelFunc = ((call: unknown) => body(call as Call<A>)) as KernelFunc;
  registerKernel({ ...originals.get(name), kernelName: name, backendName: "wasm", kernelFunc });
}

/** Sizes, strides and top/left padding as the kernels want them; refuses what they do not do. */
function convNumbers(x: Shape4, filter: Shape4, { strides, pad, dataFormat, dimRoundingMode }: ConvAttrs): { out: number[]; numbers: number[] } {
  if (dataFormat !== "NHWC") throw new Error("only NHWC convolutions have gradients on wasm");
  const info = backend_util.computeConv2DInfo(x, filter, strides, 1, pad, dimRoundingMode);
  if (info.strideHeight > info.filterHeight || info.strideWidth > info.filterWidth) {
    throw new Error("a stride larger than the filter is not supported in gradients");
  }
  return {
    out: [info.outHeight, info.outWidth, info.outChannels],
    numbers: [
      info.batchSize, info.inHeight, info.inWidth, info.inChannels, info.outHeight, info.outWidth, info.outChannels,
      info.filterHeight, info.filterWidth, info.strideHeight, info.strideWidth, info.padInfo.top, info.padInfo.left,
    ],
  };
}

function registerConv(code: KernelModule): void {
  replace<ConvAttrs>("Conv2DBackpropFilter", ({ inputs: { x, dy }, attrs, backend }) => {
    const dw = backend.makeOutput(attrs.filterShape, "float32"), { numbers } = convNumbers(x!.shape as Shape4, attrs.filterShape, attrs);
    code.convBackpropFilter(addressOf(backend, x!), addressOf(backend, dy!), addressOf(backend, dw), ...numbers);
    return dw;
  });
  replace<ConvAttrs>("Conv2DBackpropInput", ({ inputs: { dy, filter }, attrs, backend }) => {
    const dx = backend.makeOutput(attrs.inputShape, "float32"), shape = filter!.shape as Shape4;
    const { numbers } = convNumbers(attrs.inputShape, shape, attrs);
    withScratch(backend, util.sizeFromShape(shape), (turned) => {
      code.convBackpropInput(addressOf(backend, dy!), addressOf(backend, filter!), addressOf(backend, dx), turned, ...numbers);
    });
    return dx;
  });
}

function registerSegmentSum(code: KernelModule): void {
  replace<{ numSegments: number }>("UnsortedSegmentSum", ({ inputs: { x, segmentIds }, attrs: { numSegments }, backend }) => {
    if (x!.dtype !== "float32") throw new Error("segment sums on wasm are for floats");
    const n = segmentIds!.shape[0]!, rest = x!.shape.slice(1);
    const out = backend.makeOutput([numSegments, ...rest], "float32");
    code.segmentSum(addressOf(backend, x!), addressOf(backend, segmentIds!), n, util.sizeFromShape(rest), numSegments, addressOf(backend, out));
    return out;
  });
}

function registerMatMul(code: KernelModule): void {
  replace<{ transposeA: boolean; transposeB: boolean }>("BatchMatMul", (call) => {
    const { inputs: { a, b }, attrs: { transposeA, transposeB }, backend } = call;
    if (!transposeA && !transposeB) return originals.get("BatchMatMul")!.kernelFunc(call as never) as TensorInfo;
    const [ar, ac] = a!.shape.slice(-2) as [number, number], [br, bc] = b!.shape.slice(-2) as [number, number];
    const [m, k] = transposeA ? [ac, ar] : [ar, ac], [inner, n] = transposeB ? [bc, br] : [br, bc];
    if (k !== inner) throw new Error(`cannot multiply ${a!.shape.join("×")} and ${b!.shape.join("×")}: inner sizes ${k} and ${inner}`);
    const outer = broadcast_util.assertAndGetBroadcastShape(a!.shape.slice(0, -2), b!.shape.slice(0, -2));
    const out = backend.makeOutput([...outer, m, n], "float32"), batch = util.sizeFromShape(outer);
    const batchA = util.sizeFromShape(a!.shape.slice(0, -2)), batchB = util.sizeFromShape(b!.shape.slice(0, -2));
    const [aRow, aCol] = transposeA ? [4, 4 * ac] : [4 * ac, 4], [bRow, bCol] = transposeB ? [4, 4 * bc] : [4 * bc, 4];
    for (const own of [batchA, batchB]) if (own !== 1 && own !== batch) throw new Error("batches of a product must match or be one");
    withScratch(backend, code.gemmScratch(m, k, n), (scratch) => {
      const pa = addressOf(backend, a!), pb = addressOf(backend, b!), pc = addressOf(backend, out);
      for (let i = 0; i < batch; i++) {
        code.gemm(pa + 4 * m * k * (i % batchA), aRow, aCol, pb + 4 * k * n * (i % batchB), bRow, bCol, pc + 4 * m * n * i, m, k, n, 0, 0, scratch);
      }
    });
    return out;
  });
}

/** Registers all of them; harmless when repeated. */
export function registerGeneralKernels(code: KernelModule): void {
  registerConv(code);
  registerSegmentSum(code);
  registerMatMul(code);
}
