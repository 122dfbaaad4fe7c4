/** Which backend computes and why, in one sentence. Pure. */
import type { BackendId } from "../../engine/index";
import { list, milliseconds } from "./format";

export interface BackendFacts {
  readonly backend: BackendId;
  readonly version: string;
  readonly reason: "measured" | "remembered" | "chosen" | "fallback";
  readonly measured?: Readonly<Partial<Record<BackendId, number>>>;
}

export const backendNames: Readonly<Record<BackendId | "auto", string>> = { auto: "Automatic", wasm: "WebAssembly", webgl: "WebGL", webgpu: "WebGPU", cpu: "Plain JavaScript" };

export const backendHints: Readonly<Record<BackendId | "auto", string>> = {
  auto: "Measures a few steps of this model on each and keeps the fastest.",
  wasm: "Several processor cores, own training kernels.",
  webgl: "The graphics chip, on almost every device.",
  webgpu: "The graphics chip, where the browser allows it.",
  cpu: "Slow, but works everywhere.",
};

export function backendSentence(f: BackendFacts | null): string {
  if (!f) return "The engine is starting…";
  const name = backendNames[f.backend];
  const times = Object.entries(f.measured ?? {}).sort(([, a], [, b]) => a - b).map(([id, ms]) => `${backendNames[id as BackendId]} ${milliseconds(ms)}`);
  switch (f.reason) {
    case "measured":
    case "remembered":
      return `${name} is in use${times.length > 1 ? `: fastest here a training step (${list(times)})` : ""}${f.reason === "remembered" ? ", as measured before on this device" : ""}.`;
    case "chosen": return `${name} is in use, as you chose.`;
    case "fallback": return `${name} is in use, because the one before it could not go on.`;
  }
}
