/**
 * The page's end of the engine: starts the workers, numbers requests, watches for a worker that died, and replaces it.
 * The only place that makes a worker. Nothing here rejects: failures are values.
 */
import type { Problem } from "../engine/core/errors";
import type { MapMethod } from "../engine/experiment/embedding";
import type { RunEnd, RunEvent } from "../engine/experiment/result";
import type { ImportChoices, ImportSource, OwnData } from "../engine/own/types";
import type { ModelSource, OwnModel } from "../engine/own/model-types";
import type { Spec } from "../engine/experiment/spec";
import { recall, remember } from "./memory";
import type { BackendChoice, BackendStatus, EngineClient, FromWorker, RunHandle, ToWorker } from "./protocol";
import { importsFrom } from "./sandboxed";
// The bundler gives the address, which no module exports.
// oxlint-disable-next-line import/default
import address from "./engine.worker.ts?worker&url";

/** A worker that says nothing for this long while it is asked for a sign of life is taken for dead. */
const SILENCE_MS = 8_000;
const PING_MS = 1_000;
/** Workers that fail this often without ever having answered are not started again: something keeps them from loading. */
const MAX_STILLBORN = 3;
/** A cancel that is not honored within this time ends the workers. */
const CANCEL_MS = 1_000;

interface ActiveRun {
  readonly id: number;
  readonly specs: readonly Spec[];
  readonly backend: BackendChoice;
  readonly background: boolean;
  readonly onEvent: (event: RunEvent, at: number) => void;
  readonly finish: (end: RunEnd) => void;
  retried: boolean;
  cancelled: boolean;
}

/** What was asked and is not answered yet; asked again, once, when the worker dies over it. */
interface Question {
  readonly message: ToWorker;
  readonly settle: (outcome: never) => void;
  again: boolean;
}

const unable: Problem = { code: "worker-lost", message: "The engine could not be started in this browser. Reload the page; if that does not help, the site’s files may be incomplete or blocked." };
const lost: Problem = { code: "worker-lost", message: "The worker that computes stopped answering and was replaced." };

/**
 * From a blob that imports the rest: such a worker is bound by the page's Content-Security-Policy, which one from an address is not (that takes
 * headers, and plain hosts send none), and a sandboxed frame, having no origin of its own, may start no other.
 */
const startWorker = (name: string): Worker => new Worker(importsFrom(new URL(address, document.baseURI).href), { name });

class Client implements EngineClient {
  private workers: Worker[] = [];
  private heard: number[] = [];
  /** When the pulse was looked at last. */
  private checked = performance.now();
  private run_: ActiveRun | null = null;
  private nextId = 1;
  private readonly questions = new Map<number, Question>();
  /** Own data in use, for the workers that come after these. */
  private readonly supplied = new Map<string, OwnData>();
  private readonly suppliedModels = new Map<string, OwnModel>();
  private readonly listeners = new Set<Parameters<EngineClient["onStatus"]>[0]>();
  private readonly heartbeat: ReturnType<typeof setInterval>;
  private disposed = false;
  private stillborn = 0;

  /** Settled once the workers are started; what is asked earlier waits. */
  private readonly up: Promise<void>;

  constructor(when: Promise<void>) {
    this.up = when.then(() => {
      if (!this.disposed) this.spawn();
    });
    this.heartbeat = setInterval(() => this.checkPulse(), PING_MS);
  }

  run(spec: Spec, { background = false, ...options }: { backend: BackendChoice; onEvent: (event: RunEvent) => void; background?: boolean }): RunHandle {
    return this.start([spec], { ...options, background });
  }

  runAll(specs: readonly Spec[], options: { backend: BackendChoice; onEvent: (event: RunEvent, at: number) => void }): RunHandle {
    return this.start(specs, { ...options, background: true });
  }

  private start(specs: readonly Spec[], options: Pick<ActiveRun, "backend" | "onEvent" | "background">): RunHandle {
    this.run_?.finish({ type: "cancelled" });
    let finish: (end: RunEnd) => void = () => {};
    const end = new Promise<RunEnd>((resolve) => void (finish = resolve));
    const run: ActiveRun = {
      id: this.nextId++, specs, ...options, retried: false, cancelled: false,
      finish: (e) => {
        if (this.run_ === run) this.run_ = null;
        finish(e);
      },
    };
    this.listen();
    this.run_ = run;
    // In the order of asking: what is said of a run comes after its beginning.
    const inTurn = (todo: () => void) => void this.up.then(() => {
      if (this.run_ === run) todo();
    });
    inTurn(() => this.begin(run));
    const control = (action: "pause" | "resume" | "step") => inTurn(() => {
      for (const w of this.workers) this.send(w, { type: "control", action });
    });
    return {
      end, pause: () => control("pause"), resume: () => control("resume"), stepEpoch: () => control("step"),
      cancel: () => {
        if (this.run_ !== run || run.cancelled) return;
        run.cancelled = true;
        inTurn(() => this.send(this.workers[0]!, { type: "control", action: "cancel" }));
        setTimeout(() => {
          if (this.run_ !== run) return;
          if (this.workers.length > 0) this.respawn();
          run.finish({ type: "cancelled" });
        }, CANCEL_MS);
      },
    };
  }

  preview(spec: Spec): ReturnType<EngineClient["preview"]> {
    return this.ask((id) => ({ type: "preview", id, spec }));
  }

  predict(modelKey: string, inputs: Float32Array, n: number): ReturnType<EngineClient["predict"]> {
    return this.ask((id) => ({ type: "predict", id, modelKey, inputs, n }));
  }

  featureMap(spec: Spec, modelKey: string, method: MapMethod): ReturnType<EngineClient["featureMap"]> {
    return this.ask((id) => ({ type: "map", id, spec, modelKey, method }));
  }

  unitMeans(spec: Spec, modelKey: string): ReturnType<EngineClient["unitMeans"]> {
    return this.ask((id) => ({ type: "units", id, spec, modelKey }));
  }

  importData(source: ImportSource, choices: ImportChoices): ReturnType<EngineClient["importData"]> {
    return this.ask((id) => ({ type: "import", id, source, choices }));
  }

  supply(data: OwnData): void {
    if (this.supplied.has(data.hash)) return;
    this.supplied.set(data.hash, data);
    for (const conductor of this.workers.slice(0, 1)) this.send(conductor, { type: "supply", data });
  }

  importModel(source: ModelSource): ReturnType<EngineClient["importModel"]> {
    return this.ask((id) => ({ type: "import-model", id, source }));
  }

  /** Lanes need it too: a network is planned wherever it is trained. */
  supplyModel(model: OwnModel): void {
    if (this.suppliedModels.has(model.hash)) return;
    this.suppliedModels.set(model.hash, model);
    for (const w of this.workers) this.send(w, { type: "supply-model", model });
  }

  onStatus(listener: Parameters<EngineClient["onStatus"]>[0]): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  dispose(): void {
    this.disposed = true;
    clearInterval(this.heartbeat);
    for (const w of this.workers) w.terminate();
    this.run_?.finish({ type: "cancelled" });
    this.giveUp(() => true);
  }

  /** After a time without questions the last sign of life is old; that is no reason to think a worker dead. */
  private listen(): void {
    const now = performance.now();
    if (!this.run_ && this.questions.size === 0) this.heard = this.heard.map(() => now);
  }

  private ask<T>(make: (id: number) => ToWorker): Promise<T> {
    const id = this.nextId++, message = make(id);
    this.listen();
    return new Promise<T>((resolve) => {
      this.questions.set(id, { message, settle: resolve as (outcome: never) => void, again: false });
      // Unless it was given up meanwhile, as when the page let go of the engine before there were workers.
      void this.up.then(() => {
        if (this.questions.has(id)) this.send(this.workers[0]!, message);
      });
    });
  }

  private send(worker: Worker, message: ToWorker, transfer: Transferable[] = []): void {
    worker.postMessage(message, transfer);
  }

  private begin(run: ActiveRun): void {
    for (const w of this.workers) this.send(w, { type: "control", action: "resume" });
    this.send(this.workers[0]!, { type: "run", id: run.id, specs: run.specs, backend: run.backend, remembered: recall(), background: run.background });
  }

  /** One conductor and, on machines with several cores, up to three further lanes. */
  private spawn(): void {
    const lanes = Math.min(4, navigator.hardwareConcurrency || 1) - 1;
    const assets = new URL("data/", document.baseURI).href;
    this.workers = Array.from({ length: 1 + lanes }, (_, i) => {
      const worker = startWorker(i === 0 ? "hemlock-conductor" : `hemlock-lane-${i}`);
      worker.onmessage = (event: MessageEvent<FromWorker>) => this.receive(i, event.data);
      worker.onerror = (event) => {
        event.preventDefault();
        this.replace();
      };
      return worker;
    });
    const now = performance.now();
    this.heard = this.workers.map(() => now);
    const channels = this.workers.slice(1).map((worker) => {
      const { port1, port2 } = new MessageChannel();
      this.send(worker, { type: "serve", assets, port: port2 }, [port2]);
      return port1;
    });
    this.send(this.workers[0]!, { type: "conduct", assets, lanes: channels }, channels);
    for (const data of this.supplied.values()) this.send(this.workers[0]!, { type: "supply", data });
    for (const model of this.suppliedModels.values()) for (const w of this.workers) this.send(w, { type: "supply-model", model });
  }

  private respawn(): void {
    for (const w of this.workers) w.terminate();
    this.giveUp((q) => q.again);
    if (this.disposed) return;
    this.spawn();
    for (const question of this.questions.values()) {
      question.again = true;
      this.send(this.workers[0]!, question.message);
    }
  }

  private giveUp(which: (question: Question) => boolean): void {
    for (const [id, question] of this.questions) {
      if (!which(question)) continue;
      this.questions.delete(id);
      question.settle({ ok: false, problem: lost } as never);
    }
  }

  private checkPulse(): void {
    if (!this.run_ && this.questions.size === 0) return void (this.checked = performance.now());
    const now = performance.now(), slept = now - this.checked > SILENCE_MS / 2;
    this.checked = now;
    // A page that was asleep, also with its device and while in view, hears nothing through no fault of the workers: give them time after waking.
    if (slept || document.visibilityState === "hidden") this.heard = this.heard.map(() => now);
    else if (this.heard.some((t) => now - t > SILENCE_MS)) return this.replace();
    for (const w of this.workers) this.send(w, { type: "ping" });
  }

  /** A worker died: all are replaced, and a run that was under way starts again, once. */
  private replace(): void {
    const run = this.run_;
    this.stillborn++;
    if (this.stillborn > MAX_STILLBORN) {
      for (const w of this.workers) w.terminate();
      this.giveUp(() => true);
      this.announce(null, unable.message);
      return run?.finish({ type: "failed", problem: unable });
    }
    this.respawn();
    const again = run && !run.cancelled && !run.retried;
    const text = again ? "A worker stopped answering. It was replaced and the run started again." : lost.message;
    this.announce(null, text);
    if (!run) return;
    if (!again) return run.finish(run.cancelled ? { type: "cancelled" } : { type: "failed", problem: lost });
    run.retried = true;
    run.onEvent({ type: "notice", note: { level: "warning", text } }, 0);
    this.begin(run);
  }

  private announce(status: BackendStatus | null, notice?: string): void {
    for (const listener of this.listeners) listener(status, notice ? { level: "warning", text: notice } : undefined);
  }

  private receive(from: number, message: FromWorker): void {
    this.heard[from] = performance.now();
    if (message.type !== "loading") this.stillborn = 0;
    switch (message.type) {
      case "events":
        if (this.run_?.id === message.run) for (const event of message.events) this.run_.onEvent(event, message.at);
        break;
      case "end":
        if (this.run_?.id === message.run) this.run_.finish(message.end);
        break;
      case "answer":
        this.questions.get(message.id)?.settle(message.outcome as never);
        this.questions.delete(message.id);
        break;
      case "status":
        if (message.status.measured) remember(message.planKey, message.status.measured);
        this.announce(message.status);
        break;
      case "pong": case "loading":
        break;
    }
  }
}

/** `when` holds the workers back until it settles: compiling the engine takes both cores of a weak machine from the page. */
export function createEngineClient(when: Promise<void> = Promise.resolve()): EngineClient {
  return new Client(when);
}
