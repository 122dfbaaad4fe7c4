/** The conducting worker's view of a lane worker: sends a stage, gives it the parents it lacks, passes reports on. */
import { Cancelled, ProblemError } from "../engine/core/errors";
import type { BackendId } from "../engine/core/learner";
import type { Lane, LaneJob, StageInputs, StageOutput } from "../engine/experiment";
import type { FromLane, ToLane } from "./protocol";

interface Pending {
  readonly job: LaneJob;
  /** Stops listening for a stop. */
  readonly settle: () => void;
  readonly resolve: (output: StageOutput) => void;
  readonly reject: (error: unknown) => void;
}

export class RemoteLane implements Lane {
  backend: BackendId = "wasm";
  private readonly port: MessagePort;
  private readonly pending = new Map<number, Pending>();
  private next = 1;

  constructor(port: MessagePort) {
    this.port = port;
    port.onmessage = (event: MessageEvent<FromLane>) => this.receive(event.data);
  }

  execute(job: LaneJob): Promise<StageOutput> {
    if (job.signal.aborted) return Promise.reject(new Cancelled());
    const id = this.next++;
    const stop = () => this.send({ type: "abort", job: id });
    job.signal.addEventListener("abort", stop, { once: true });
    return new Promise((resolve, reject) => {
      this.pending.set(id, { job, resolve, reject, settle: () => job.signal.removeEventListener("abort", stop) });
      this.send({ type: "execute", job: id, stage: job.stage, ...(job.piece && { piece: job.piece }), backend: this.backend });
    });
  }

  private send(message: ToLane): void {
    this.port.postMessage(message);
  }

  private receive(message: FromLane): void {
    const entry = this.pending.get(message.job);
    if (!entry) return;
    if (message.type === "report") return entry.job.report(message.event);
    if (message.type === "need") {
      const known = outputsByKey(entry.job);
      return this.send({ type: "give", job: message.job, outputs: message.keys.map((k) => [k, known.get(k)!] as const) });
    }
    this.pending.delete(message.job);
    entry.settle();
    if (message.type === "done") entry.resolve(message.output);
    else entry.reject(message.failure === "cancelled" ? new Cancelled() : new ProblemError(message.failure));
  }
}

/** The parents of a job by key. */
function outputsByKey({ stage, inputs, observed }: LaneJob): Map<string, StageOutput> {
  const known = new Map<string, StageOutput>();
  for (const [role, keys] of Object.entries(stage.parents) as [keyof StageInputs, string | readonly string[] | undefined][]) {
    const outputs = [inputs[role] ?? []].flat();
    [keys ?? []].flat().forEach((key, i) => { if (outputs[i]) known.set(key, outputs[i]); });
  }
  if (stage.observe?.poison && observed) known.set(stage.observe.poison, observed);
  return known;
}
