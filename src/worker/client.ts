/**
 * The page's end of the engine: numbers runs and questions, and asks again what a worker died over. Nothing here rejects: failures are
 * values. The workers themselves are crew.ts.
 */
import type { Problem } from "../engine/core/errors";
import type { MapMethod } from "../engine/experiment/embedding";
import type { RunEnd, RunEvent } from "../engine/experiment/result";
import type { ImportChoices, ImportSource, OwnData } from "../engine/own/types";
import type { ModelSource, OwnModel } from "../engine/own/model-types";
import type { Spec } from "../engine/experiment/spec";
import { Crew, type CrewListener } from "./crew";
import { recall, remember } from "./memory";
import type { BackendChoice, BackendStatus, EngineClient, FromWorker, RunHandle, ToWorker } from "./protocol";

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

class Client implements EngineClient, CrewListener {
  private readonly crew = new Crew(this);
  private run_: ActiveRun | null = null;
  private nextId = 1;
  private readonly questions = new Map<number, Question>();
  private readonly listeners = new Set<Parameters<EngineClient["onStatus"]>[0]>();
  private disposed = false;

  /** Settled once the workers are started; what is asked earlier waits. */
  private readonly up: Promise<void>;

  constructor(when: Promise<void>) {
    this.up = when.then(() => {
      if (!this.disposed) this.crew.start();
    });
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
    const control = (action: "pause" | "resume" | "step") => inTurn(() => this.crew.tellAll({ type: "control", action }));
    return {
      end, pause: () => control("pause"), resume: () => control("resume"), stepEpoch: () => control("step"),
      cancel: () => {
        if (this.run_ !== run || run.cancelled) return;
        run.cancelled = true;
        inTurn(() => this.crew.tell({ type: "control", action: "cancel" }));
        setTimeout(() => {
          if (this.run_ !== run) return;
          if (this.crew.started) this.renew();
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
    this.crew.supply(data);
  }

  importModel(source: ModelSource): ReturnType<EngineClient["importModel"]> {
    return this.ask((id) => ({ type: "import-model", id, source }));
  }

  supplyModel(model: OwnModel): void {
    this.crew.supplyModel(model);
  }

  onStatus(listener: Parameters<EngineClient["onStatus"]>[0]): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  dispose(): void {
    this.disposed = true;
    this.crew.dispose();
    this.run_?.finish({ type: "cancelled" });
    this.giveUp(() => true);
  }

  owed(): boolean {
    return this.run_ !== null || this.questions.size > 0;
  }

  private listen(): void {
    if (!this.owed()) this.crew.rested();
  }

  private ask<T>(make: (id: number) => ToWorker): Promise<T> {
    const id = this.nextId++, message = make(id);
    this.listen();
    return new Promise<T>((resolve) => {
      this.questions.set(id, { message, settle: resolve as (outcome: never) => void, again: false });
      // Unless it was given up meanwhile, as when the page let go of the engine before there were workers.
      void this.up.then(() => {
        if (this.questions.has(id)) this.crew.tell(message);
      });
    });
  }

  private begin(run: ActiveRun): void {
    this.crew.tellAll({ type: "control", action: "resume" });
    this.crew.tell({ type: "run", id: run.id, specs: run.specs, backend: run.backend, remembered: recall(), background: run.background });
  }

  /** Other workers, which are asked once more what the ones before left unanswered. */
  private renew(): void {
    this.giveUp((q) => q.again);
    if (this.disposed) return;
    this.crew.restart();
    for (const question of this.questions.values()) {
      question.again = true;
      this.crew.tell(question.message);
    }
  }

  private giveUp(which: (question: Question) => boolean): void {
    for (const [id, question] of this.questions) {
      if (!which(question)) continue;
      this.questions.delete(id);
      question.settle({ ok: false, problem: lost } as never);
    }
  }

  /** All workers are replaced, and a run that was under way starts again, once. */
  died(hopeless: boolean): void {
    const run = this.run_;
    if (hopeless) {
      this.giveUp(() => true);
      this.announce(null, unable.message);
      return run?.finish({ type: "failed", problem: unable });
    }
    this.renew();
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

  heard(message: FromWorker): void {
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
