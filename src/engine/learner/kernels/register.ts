/**
 * Registers Hemlock's own coarse kernels with tfjs's wasm backend. Gradient kernels write into a stretch of one flat
 * gradient tensor and the optimizers change their tensors in place: both give no output. Only wasm-ops.ts calls them.
 */
import { getKernel, registerKernel, unregisterKernel } from "@tensorflow/tfjs-core";
import type { NamedAttrMap, TensorInfo } from "@tensorflow/tfjs-core";
import { addressOf, withScratch } from "./wasm-heap";
import type { KernelModule, WasmBackend } from "./wasm-heap";

type Inputs = Readonly<Record<string, TensorInfo>>;
type Body = (at: (t: TensorInfo) => number, inputs: Inputs, attrs: Readonly<Record<string, number>>, backend: WasmBackend) => TensorInfo[];

/** True when a kernel of this name exists for wasm. */
export function hasKernel(name: string): boolean {
  return getKernel(name, "wasm") != null;
}

/** Adds (or replaces) a kernel that computes `body`. */
function define(name: string, body: Body): void {
  if (hasKernel(name)) unregisterKernel(name, "wasm");
  registerKernel({
    kernelName: name,
    backendName: "wasm",
    kernelFunc: (call) => {
      const { inputs, attrs, backend } = call as unknown as { inputs: Inputs; attrs: NamedAttrMap; backend: WasmBackend };
      return body((t) => addressOf(backend, t), inputs, attrs as Readonly<Record<string, number>>, backend);
    },
  });
}

const blocks = (channels: number) => Math.ceil(channels / 8) * 8;

function defineConv(code: KernelModule): void {
  define("HemlockConvReluPool", (at, { x, weights }, { kernel, channels, filter, bias }, backend) => {
    const [n, h, w, cin] = x!.shape as [number, number, number, number], k = kernel!, c = channels!;
    const shape = [n, Math.floor((h - k + 1) / 2), Math.floor((w - k + 1) / 2), c];
    const y = backend.makeOutput(shape, "float32"), winner = backend.makeOutput(shape, "int32");
    withScratch(backend, (k * k * cin + 1) * blocks(c), (packed) => {
      code.packFilter(at(weights!) + 4 * filter!, at(weights!) + 4 * bias!, k * k * cin, c, packed);
      code.convReluPool(at(x!), n, h, w, cin, k, c, packed, at(y), at(winner));
    });
    return [y, winner];
  });
  define("HemlockConvReluPoolGrad", (at, { x, dy, winner, weights, gradient }, { kernel, filter, bias, wantInput }, backend) => {
    const [n, h, w, cin] = x!.shape as [number, number, number, number], k = kernel!, [, ph, pw, c] = dy!.shape as [number, number, number, number];
    const dx = wantInput ? backend.makeOutput(x!.shape, "float32") : null;
    withScratch(backend, Math.max(2 * n * ph * pw, dx ? k * k * cin * c : 0), (scratch) => {
      if (gradient) code.convFilterGrad(at(x!), at(dy!), at(winner!), n, h, w, cin, k, c, at(gradient) + 4 * filter!, at(gradient) + 4 * bias!, scratch);
      if (dx) code.convInputGrad(at(dy!), at(winner!), at(weights!) + 4 * filter!, n, h, w, cin, k, c, at(dx), scratch);
    });
    return dx ? [dx] : [];
  });
}

function defineDense(code: KernelModule): void {
  define("HemlockDense", (at, { x, weights }, { units, weight, bias, relu }, backend) => {
    const [n, k] = x!.shape as [number, number], u = units!;
    const y = backend.makeOutput([n, u], "float32");
    withScratch(backend, code.gemmScratch(n, k, u), (scratch) => {
      const flat = at(weights!);
      code.gemm(at(x!), 4 * k, 4, flat + 4 * weight!, 4 * u, 4, at(y), n, k, u, flat + 4 * bias!, relu!, scratch);
    });
    return [y];
  });
  define("HemlockDenseGrad", (at, { x, y, dy, weights, gradient }, { weight, bias, relu, wantInput }, backend) => {
    const [n, k] = x!.shape as [number, number], u = dy!.shape[1]!;
    const dx = wantInput ? backend.makeOutput([n, k], "float32") : null;
    const need = Math.max(code.gemmScratch(k, n, u), code.gemmScratch(n, u, k)), masked = relu ? n * u : 0;
    withScratch(backend, need + masked, (scratch) => {
      const d = masked ? scratch + 4 * need : at(dy!);
      if (masked) code.reluGrad(at(dy!), at(y!), n * u, d);
      if (gradient) {
        code.gemm(at(x!), 4, 4 * k, d, 4 * u, 4, at(gradient) + 4 * weight!, k, n, u, 0, 0, scratch);
        code.columnSums(d, n, u, at(gradient) + 4 * bias!);
      }
      if (dx) code.gemm(d, 4 * u, 4, at(weights!) + 4 * weight!, 4, 4 * u, at(dx), n, u, k, 0, 0, scratch);
    });
    return dx ? [dx] : [];
  });
  define("HemlockMatMul", (at, { a, b }, { transposeB }, backend) => {
    const [m, k] = a!.shape as [number, number], n = transposeB ? b!.shape[0]! : b!.shape[1]!;
    const c = backend.makeOutput([m, n], "float32");
    const [row, column] = transposeB ? [4, 4 * k] : [4 * n, 4];
    withScratch(backend, code.gemmScratch(m, k, n), (scratch) => code.gemm(at(a!), 4 * k, 4, at(b!), row!, column!, at(c), m, k, n, 0, 0, scratch));
    return [c];
  });
}

function defineEmbed(code: KernelModule): void {
  define("HemlockEmbed", (at, { x, weights }, { words, units, weight, bias, mean }, backend) => {
    const [n, length] = x!.shape as [number, number], y = backend.makeOutput([n, units!], "float32"), flat = at(weights!);
    code.embed(at(x!), n, length, flat + 4 * weight!, words!, units!, flat + 4 * bias!, mean!, at(y));
    return [y];
  });
  define("HemlockEmbedGrad", (at, { x, dy, gradient }, { words, units, weight, bias, mean }) => {
    const [n, length] = x!.shape as [number, number], flat = at(gradient!);
    code.embedGrad(at(x!), at(dy!), n, length, words!, units!, mean!, flat + 4 * weight!, flat + 4 * bias!);
    return [];
  });
}

function defineRest(code: KernelModule): void {
  define("HemlockBlank", (_at, _inputs, { size }, backend) => [backend.makeOutput([size!], "float32")]);
  define("HemlockScale", (at, { x }, { shift, factor }, backend) => {
    const y = backend.makeOutput(x!.shape, "float32");
    code.scaleShift(at(x!), shift!, factor!, x!.shape.reduce((a, b) => a * b, 1), at(y));
    return [y];
  });
  define("HemlockSoftmaxCrossEntropy", (at, { logits, labels }, { scale, wantGrad }, backend) => {
    const [n, c] = logits!.shape as [number, number];
    const losses = backend.makeOutput([n], "float32"), stats = backend.makeOutput([2], "float32");
    const grad = wantGrad ? backend.makeOutput([n, c], "float32") : null;
    code.softmaxCrossEntropy(at(logits!), at(labels!), n, c, scale!, at(losses), grad ? at(grad) : 0, at(stats));
    return grad ? [losses, stats, grad] : [losses, stats];
  });
  define("HemlockAdam", (at, { w, g, m, v, mask }, { from, count, rate, beta1, beta2, c1, c2, epsilon, decay }) => {
    const b = 4 * from!;
    code.adam(at(w!) + b, at(g!) + b, at(m!) + b, at(v!) + b, mask ? at(mask) + b : 0, count!, rate!, beta1!, beta2!, c1!, c2!, epsilon!, decay!);
    return [];
  });
  define("HemlockSgd", (at, { w, g, m, mask }, { from, count, rate, momentum, decay }) => {
    const b = 4 * from!;
    code.sgd(at(w!) + b, at(g!) + b, at(m!) + b, mask ? at(mask) + b : 0, count!, rate!, momentum!, decay!);
    return [];
  });
}

/** Registers every Hemlock kernel; harmless when repeated. */
export function registerKernels(code: KernelModule): void {
  defineConv(code);
  defineDense(code);
  defineEmbed(code);
  defineRest(code);
}
