/** The WebGL backend, from tfjs's stock kernels. Loaded on demand; its contexts can be lost, which tfjs itself hides. */
import { backend } from "@tensorflow/tfjs-core";
import type { MathBackendWebGL } from "@tensorflow/tfjs-backend-webgl";
import "@tensorflow/tfjs-backend-webgl";
import { stockOps } from "../stock-ops";
import { select } from "./started";
import type { StartedBackend } from "./started";

/** Starts WebGL. */
export async function start(): Promise<StartedBackend> {
  await select("webgl", "WebGL");
  const gl = (backend() as MathBackendWebGL).gpgpu.gl;
  return {
    id: "webgl", ops: stockOps(false), label: "webgl",
    lost: () => (gl.isContextLost() ? "The graphics card was taken away from this page (WebGL context lost)." : null),
  };
}
