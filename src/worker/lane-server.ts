/** A further worker that computes whole stages for the conductor. Keeps what it was given, asks for what it lacks. */
import { Cancelled, ProblemError } from "../engine/core/errors";
import type { BackendId, Learner } from "../engine/core/learner";
import type { ReadAsset } from "../engine/core/plugins";
import { StageCache, gatherInputs, localLane, parentKeys, type Control, type PoisonOutput, type StageOutput } from "../engine/experiment";
import { openLearner } from "./learners";
import type { FromLane, ToLane } from "./protocol";

type Execute = Extract<ToLane, { type: "execute" }>;

export function serveLane(port: MessagePort, read: ReadAsset, control: Control): void {
  const kept = new StageCache<StageOutput>(96 * 1024 * 1024);
  const waiting = new Map<number, { message: Execute; abort: AbortController; given: Map<string, StageOutput> }>();
  let current: { backend: BackendId; learner: Promise<Learner> } | null = null;
  const send = (message: FromLane) => port.postMessage(message);

  const begin = async (id: number) => {
    const entry = waiting.get(id)!;
    const { message, abort, given } = entry;
    const { stage, piece } = message;
    // What another backend has computed under the same names has other bytes.
    if (current && current.backend !== message.backend) kept.clear();
    const keys = [...parentKeys(stage.parents), ...(stage.observe?.poison ? [stage.observe.poison] : [])];
    const missing = keys.filter((k) => !given.has(k) && !kept.has(k));
    if (missing.length > 0) return send({ type: "need", job: id, keys: [...new Set(missing)] });
    const get = (key: string | undefined) => (key ? (given.get(key) ?? kept.get(key)) : undefined);
    try {
      if (current?.backend !== message.backend) current = { backend: message.backend, learner: openLearner(message.backend) };
      const output = await localLane(await current.learner, read, control).execute({
        stage, ...(piece && { piece }), inputs: gatherInputs(stage.parents, (key) => get(key)!), observed: get(stage.observe?.poison) as PoisonOutput | undefined,
        report: (event) => send({ type: "report", job: id, event }), signal: abort.signal,
      });
      if (!piece) kept.set(stage.key, output);
      send({ type: "done", job: id, output });
    } catch (error) {
      const failure = error instanceof Cancelled ? "cancelled" : error instanceof ProblemError ? error.problem : { code: "worker-lost" as const, message: `A worker failed while computing "${stage.title}": ${String(error)}` };
      send({ type: "failed", job: id, failure });
    } finally {
      waiting.delete(id);
    }
  };

  port.onmessage = (event: MessageEvent<ToLane>) => {
    const message = event.data;
    if (message.type === "execute") {
      waiting.set(message.job, { message, abort: new AbortController(), given: new Map() });
      void begin(message.job);
    } else if (message.type === "give") {
      const entry = waiting.get(message.job);
      for (const [key, output] of message.outputs) {
        entry?.given.set(key, output);
        kept.set(key, output);
      }
      if (entry) void begin(message.job);
    } else {
      waiting.get(message.job)?.abort.abort();
      control.release();
    }
  };
}
