/** The committed kernel binary is what the sources compile to, and it shares tfjs's memory safely. */
import { expect, test } from "vitest";
// @ts-expect-error: a plain script without types
import { compileKernels } from "../../../../scripts/build-kernels.mjs";
import { kernelBytes } from "./wasm-heap";

test("kernels.wasm.ts is up to date with the assembly sources", async () => {
  expect(Buffer.from(kernelBytes()).equals(Buffer.from((await compileKernels()) as Uint8Array))).toBe(true);
}, 60_000);

test("the module only imports a memory: no data, no start function, no other import", async () => {
  const module = await WebAssembly.compile(kernelBytes());
  expect(WebAssembly.Module.imports(module)).toEqual([{ module: "env", name: "memory", kind: "memory" }]);
  const memory = new WebAssembly.Memory({ initial: 1 });
  const before = new Uint8Array(memory.buffer).fill(7).slice();
  await WebAssembly.instantiate(module, { env: { memory } });
  expect(new Uint8Array(memory.buffer)).toEqual(before);
});
