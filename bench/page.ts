/** The page the bench drives: runs one measurement at a time in a fresh worker, and the whole default experiment, cold. */
import { defaultSpec, type ExperimentResult } from "../src/engine/index";
import { createEngineClient } from "../src/worker/client";
import type { BenchAnswer, BenchTask } from "./protocol";

const start = {
  ours: () => new Worker(new URL("./ours.worker.ts", import.meta.url), { type: "module" }),
  stock: () => new Worker(new URL("./stock.worker.ts", import.meta.url), { type: "module" }),
};

function measure(who: keyof typeof start, task: BenchTask): Promise<BenchAnswer> {
  const worker = start[who]();
  return new Promise<BenchAnswer>((resolve) => {
    worker.onmessage = (event: MessageEvent<BenchAnswer>) => resolve(event.data);
    worker.onerror = (event) => resolve({ ok: false, reason: event.message });
    worker.postMessage(task);
  }).finally(() => worker.terminate());
}

async function experiment(): Promise<{ seconds: number; result: ExperimentResult }> {
  const client = createEngineClient();
  const begun = performance.now();
  const end = await client.run(defaultSpec, { backend: "wasm", onEvent: () => {} }).end;
  client.dispose();
  if (end.type !== "done") throw new Error(JSON.stringify(end));
  return { seconds: (performance.now() - begun) / 1000, result: end.result };
}

Object.assign(window, { bench: { measure, experiment } });
