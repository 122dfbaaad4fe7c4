/**
 * The worker that conducts: chooses a backend, runs experiments over its own lane and the lane workers, answers previews
 * and predictions from its cache. Events leave in batches, at most about fifteen a second.
 */
import { ProblemError, type Outcome, type Problem } from "../engine/core/errors";
import type { BackendId, Learner } from "../engine/core/learner";
import type { ReadAsset } from "../engine/core/plugins";
import { type Control, LanePool, StageCache, localLane, bytesOf, modelPlanOf, previewExperiment, runExperiment, answersOf, featureMap, unitMeans, type RunEvent, type RunEnd, type StageOutput } from "../engine/experiment";
import { hashOf, type Spec } from "../engine/experiment/spec";
import { ownData } from "../engine/own/store";
import { nextBackend, pickBackend } from "./learners";
import type { FromWorker, ToWorker } from "./protocol";
import type { RemoteLane } from "./remote-lane";

const BATCH_MS = 70;
/** Lets messages in between two steps of a look at a model; a paused run does not hold it up. */
const breathe = () => new Promise<void>((resolve) => void setTimeout(resolve));
type RunMessage = Extract<ToWorker, { type: "run" }>;

interface Setup {
  readonly post: (message: FromWorker, transfer?: Transferable[]) => void;
  readonly control: Control;
  readonly read: ReadAsset;
  readonly lanes: readonly RemoteLane[];
}

export class Conductor {
  private readonly setup: Setup;
  private readonly cache = new StageCache<StageOutput>();
  /** What background runs compute. */
  private readonly aside = new StageCache<StageOutput>(96 * 1024 * 1024);
  private active: { backend: BackendId; learner: Learner } | null = null;
  private abort = new AbortController();

  constructor(setup: Setup) {
    this.setup = setup;
  }

  handle(message: ToWorker): void {
    if (message.type === "run") void this.run(message);
    else if (message.type === "preview") void this.answer(message.id, () => previewExperiment(message.spec, this.env()));
    else if (message.type === "predict") void this.answer(message.id, () => this.predict(message.modelKey, message.inputs, message.n));
    else if (message.type === "map") void this.answer(message.id, () => this.map(message));
    else if (message.type === "units") void this.answer(message.id, () => this.units(message));
    else if (message.type === "import") void this.answer(message.id, async () => (await import("./import/read-source")).readSource(message.source, message.choices));
    else if (message.type === "import-model") void this.answer(message.id, async () => (await import("./import/read-model-source")).readModelSource(message.source));
    else if (message.type === "supply") ownData.put(message.data);
    else if (message.type === "control") {
      this.abort.abort();
      this.setup.control.resume();
    }
  }

  private env() {
    return { read: this.setup.read, cache: this.cache, control: this.setup.control, now: () => performance.now() / 1000 };
  }

  private async answer<T extends Extract<FromWorker, { type: "answer" }>["outcome"] extends Outcome<infer V> ? V : never>(id: number, work: () => Promise<T>): Promise<void> {
    let outcome: Outcome<T>;
    try {
      outcome = { ok: true, value: structuredClone(await work()) };
    } catch (error) {
      outcome = { ok: false, problem: problemOf(error) };
    }
    this.setup.post({ type: "answer", id, outcome: outcome as Extract<FromWorker, { type: "answer" }>["outcome"] }, outcome.ok ? buffersOf(outcome.value) : []);
  }

  /** A finished model and what it runs on; a problem when it is gone. */
  private model(modelKey: string) {
    const made = this.cache.get(modelKey);
    if (!this.active || (made?.kind !== "train" && made?.kind !== "repair"))
      throw new ProblemError({ code: "unsupported", message: "This model is no longer in memory. Press Run to train it again." });
    return { learner: this.active.learner, model: made.model };
  }

  private async predict(modelKey: string, inputs: Float32Array, n: number): Promise<Float32Array> {
    const { learner, model } = this.model(modelKey);
    return answersOf(learner, model, inputs, n);
  }

  /** The rows that a run was made with, from the cache; crafted poison is not computed again for a look at it. */
  private async delivered(spec: Spec) {
    const made = await previewExperiment(spec, this.env());
    if (made.pending) throw new ProblemError({ code: "unsupported", message: "The poisoned rows of this run are no longer in memory. Press Run to make them again." });
    return made;
  }

  private async map({ spec, modelKey, method }: Extract<ToWorker, { type: "map" }>) {
    const { learner, model } = this.model(modelKey), { train } = await this.delivered(spec);
    return featureMap(learner, model, train, method, spec.seed, breathe);
  }

  private async units({ spec, modelKey }: Extract<ToWorker, { type: "units" }>) {
    const { learner, model } = this.model(modelKey), { test, goal } = await this.delivered(spec);
    if (!goal || goal.targets.length === 0) throw new ProblemError({ code: "unsupported", message: "This attack brings no inputs of its own, so there is nothing to compare clean ones with." });
    return unitMeans(learner, model, test, { inputs: goal.inputs, n: goal.targets.length }, spec.seed, breathe);
  }

  private async run(message: RunMessage): Promise<void> {
    const { post, control, lanes } = this.setup;
    this.abort.abort();
    const abort = (this.abort = new AbortController());
    control.resume();
    const batches = message.specs.map((): RunEvent[] => []);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      clearTimeout(timer);
      timer = undefined;
      for (const [at, events] of batches.entries()) if (events.length > 0) post({ type: "events", run: message.id, at, events: coalesce(events.splice(0)) });
    };
    const emit = (event: RunEvent, at = 0) => {
      batches[at]!.push(event);
      timer ??= setTimeout(flush, BATCH_MS);
    };
    let end: RunEnd;
    try {
      const first = message.specs[0]!, plan = modelPlanOf(first.dataset, first.model);
      let failed: BackendId[] = [];
      for (;;) {
        const picked = await pickBackend(message.backend, plan, message.remembered[hashOf(plan)], failed);
        if (abort.signal.aborted) { // another run has begun meanwhile
          end = { type: "cancelled" };
          break;
        }
        if (this.active?.backend !== picked.status.backend) {
          this.cache.clear();
          this.aside.clear();
        }
        this.active = { backend: picked.status.backend, learner: picked.learner };
        post({ type: "status", status: picked.status, planKey: hashOf(plan) });
        for (const note of picked.status.notes) emit({ type: "notice", note });
        const parallel = picked.status.backend === "wasm" || picked.status.backend === "cpu";
        for (const lane of lanes) lane.backend = picked.status.backend;
        const pool = new LanePool([localLane(picked.learner, this.setup.read, control), ...(parallel ? lanes : [])]), together = new AbortController();
        abort.signal.addEventListener("abort", () => together.abort(), { once: true });
        const ends = await Promise.all(message.specs.map(async (spec, at) => {
          const running = runExperiment(spec, { ...this.env(), ...(message.background && { cache: this.aside }), learner: picked.learner, pool, signal: together.signal });
          let step = await running.next();
          while (!step.done) {
            emit(step.value, at);
            step = await running.next();
          }
          if (step.value.type !== "done") together.abort();
          return step.value;
        }));
        end = ends.find((e) => e.type === "failed") ?? ends.find((e) => e.type !== "done") ?? ends[0]!;
        if (end.type !== "failed" || end.problem.code !== "no-backend" || nextBackend([...failed, picked.status.backend]) === null) break;
        failed = [...failed, picked.status.backend];
        emit({ type: "notice", note: { level: "warning", text: `${end.problem.message} Training starts again on another backend.` } });
      }
    } catch (error) {
      end = { type: "failed", problem: problemOf(error) };
    }
    flush();
    post({ type: "end", run: message.id, end });
  }
}

function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  return { code: "worker-lost", message: `Something went wrong inside the engine: ${error instanceof Error ? error.message : String(error)}` };
}

/** Of several progress events of one stage, and several region pictures of one arm, only the last matters. */
function coalesce(events: readonly RunEvent[]): RunEvent[] {
  const seen = new Set<string>();
  return events.toReversed().flatMap((event): RunEvent[] => {
    const key = event.type === "stage-progress" ? `p/${event.stage}` : event.type === "epoch" && event.region ? `r/${event.arms.join()}` : null;
    if (key === null) return [event];
    if (!seen.has(key)) return seen.add(key) && [event];
    return event.type === "epoch" ? [{ ...event, region: undefined }] : [];
  }).toReversed();
}

/** Every distinct buffer in a plain value, to be handed over instead of copied. */
function buffersOf(value: unknown, found: Set<ArrayBuffer> = new Set()): ArrayBuffer[] {
  if (bytesOf(value) === 0) return [...found];
  if (ArrayBuffer.isView(value)) found.add(value.buffer as ArrayBuffer);
  else for (const v of Object.values(value as object)) if (typeof v === "object" && v !== null) buffersOf(v, found);
  return [...found];
}
