/** The page the bench drives: runs one measurement at a time in a fresh worker, and the whole default experiment, cold. */
import { defaultSpec, parseSpec, type ExperimentResult, type Spec } from "../src/engine/index";
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

/** A whole experiment, cold; `rounds`: seconds after its start at which each round of the clean model of a federation ended. */
async function run(spec: Spec): Promise<{ seconds: number; rounds: number[]; result: ExperimentResult }> {
  const client = createEngineClient(), begun = performance.now(), since = () => (performance.now() - begun) / 1000, rounds: number[] = [];
  const end = await client.run(spec, { backend: "wasm", onEvent: (event) => { if (event.type === "round" && event.arms.includes("clean")) rounds.push(since()); } }).end;
  client.dispose();
  if (end.type !== "done") throw new Error(JSON.stringify(end));
  return { seconds: since(), rounds, result: end.result };
}

const made = (value: unknown): Spec => {
  const parsed = parseSpec(value);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.value;
};
const experiment = () => run(defaultSpec);
/** Fifteen clients, three of them lie, twenty rounds: clean, attacked and defended. */
const federation = () => run(made({ dataset: { id: "digits" }, model: { id: "cnn" }, regime: "federated", attack: { id: "sign-flip" }, defenses: [[{ id: "coordinate-median" }]], baselines: false }));

/** Seconds a round with that many clients of thirty rows each and a small network. */
async function perRound(clients: number): Promise<number> {
  const { rounds } = await run(made({ dataset: { id: "digits", params: { train: 30 * clients, test: 100, trusted: 100 } }, model: { id: "mlp", params: { hidden: [16] } }, regime: "federated", federated: { clients, malicious: 0, rounds: 6 } }));
  return (rounds.at(-1)! - rounds[0]!) / (rounds.length - 1);
}

Object.assign(window, { bench: { measure, experiment, federation, perRound } });
