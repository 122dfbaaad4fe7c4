/** The WebGPU backend, from tfjs's stock kernels. Loaded on demand; importing it alone would make it tfjs's default. */
import { backend } from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-webgpu";
import { stockOps } from "../stock-ops";
import { noBackend, select } from "./started";
import type { StartedBackend } from "./started";

/** Starts WebGPU. */
export async function start(): Promise<StartedBackend> {
  const gpu = (globalThis.navigator as { gpu?: { requestAdapter(): Promise<unknown> } } | undefined)?.gpu;
  if (!gpu || !(await gpu.requestAdapter())) throw noBackend("WebGPU has no graphics adapter in this browser.");
  await select("webgpu", "WebGPU");
  const { device } = backend() as unknown as { device: { lost: Promise<{ message: string }> } };
  let reason: string | null = null;
  void device.lost.then((info) => {
    reason = `The graphics card was taken away from this page (WebGPU device lost${info.message ? `: ${info.message}` : ""}).`;
  });
  return { id: "webgpu", ops: stockOps(false), label: "webgpu", lost: () => reason };
}
