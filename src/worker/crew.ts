/**
 * The workers: one conductor and its lanes, started and replaced together, wired to each other, and watched for one that died. Hands on
 * what they say; knows nothing of runs and questions. The only place that makes a worker.
 */
import type { OwnData } from "../engine/own/types";
import type { OwnModel } from "../engine/own/model-types";
import type { FromWorker, ToWorker } from "./protocol";
import { importsFrom } from "./sandboxed";
// The bundler gives the address, which no module exports.
// oxlint-disable-next-line import/default
import address from "./engine.worker.ts?worker&url";

/** A worker that says nothing for this long while it is asked for a sign of life is taken for dead. */
const SILENCE_MS = 8_000;
const PING_MS = 1_000;
/** Workers that fail this often without ever having answered are not started again: something keeps them from loading. */
const MAX_STILLBORN = 3;

/**
 * From a blob that imports the rest: such a worker is bound by the page's Content-Security-Policy, which one from an address is not (that takes
 * headers, and plain hosts send none), and a sandboxed frame, having no origin of its own, may start no other.
 */
const startWorker = (name: string): Worker => new Worker(importsFrom(new URL(address, document.baseURI).href), { name });

export interface CrewListener {
  heard(message: FromWorker): void;
  /** Whether the workers owe an answer: only then does silence mean anything. */
  owed(): boolean;
  /** One of them died; `hopeless` when they never live, and then all have been let go. Otherwise it is time for `restart`. */
  died(hopeless: boolean): void;
}

export class Crew {
  private workers: Worker[] = [];
  private lastHeard: number[] = [];
  /** When the pulse was looked at last. */
  private checked = performance.now();
  private stillborn = 0;
  /** Own data and models in use, for the workers that come after these. */
  private readonly supplied = new Map<string, OwnData>();
  private readonly suppliedModels = new Map<string, OwnModel>();
  private readonly heartbeat = setInterval(() => this.checkPulse(), PING_MS);

  constructor(private readonly listener: CrewListener) {}

  get started(): boolean {
    return this.workers.length > 0;
  }

  /** One conductor and, on machines with several cores, up to three further lanes. */
  start(): void {
    const lanes = Math.min(4, navigator.hardwareConcurrency || 1) - 1, assets = new URL("data/", document.baseURI).href;
    this.workers = Array.from({ length: 1 + lanes }, (_, i) => {
      const worker = startWorker(i === 0 ? "hemlock-conductor" : `hemlock-lane-${i}`);
      worker.onmessage = (event: MessageEvent<FromWorker>) => {
        this.lastHeard[i] = performance.now();
        if (event.data.type !== "loading") this.stillborn = 0;
        this.listener.heard(event.data);
      };
      worker.onerror = (event) => {
        event.preventDefault();
        this.bury();
      };
      return worker;
    });
    this.rested();
    const channels = this.workers.slice(1).map((worker) => {
      const { port1, port2 } = new MessageChannel();
      worker.postMessage({ type: "serve", assets, port: port2 } satisfies ToWorker, [port2]);
      return port1;
    });
    this.workers[0]!.postMessage({ type: "conduct", assets, lanes: channels } satisfies ToWorker, channels);
    for (const data of this.supplied.values()) this.tell({ type: "supply", data });
    for (const model of this.suppliedModels.values()) this.tellAll({ type: "supply-model", model });
  }

  /** Others in their place, which know nothing but own data and models. */
  restart(): void {
    this.stop();
    this.start();
  }

  /** The dead stay in the list: whoever asks them all the same is told so by their silence. */
  private stop(): void {
    for (const w of this.workers) w.terminate();
  }

  dispose(): void {
    clearInterval(this.heartbeat);
    this.stop();
  }

  /** To the conductor, if there is one. */
  tell(message: ToWorker): void {
    this.workers[0]?.postMessage(message);
  }

  tellAll(message: ToWorker): void {
    for (const w of this.workers) w.postMessage(message);
  }

  supply(data: OwnData): void {
    if (this.supplied.has(data.hash)) return;
    this.supplied.set(data.hash, data);
    this.tell({ type: "supply", data });
  }

  /** Lanes need it too: a network is planned wherever it is trained. */
  supplyModel(model: OwnModel): void {
    if (this.suppliedModels.has(model.hash)) return;
    this.suppliedModels.set(model.hash, model);
    this.tellAll({ type: "supply-model", model });
  }

  /** After a time without questions the last sign of life is old; that is no reason to think a worker dead. */
  rested(): void {
    const now = performance.now();
    this.lastHeard = this.workers.map(() => now);
  }

  private bury(): void {
    this.stillborn++;
    const hopeless = this.stillborn > MAX_STILLBORN;
    if (hopeless) this.stop();
    this.listener.died(hopeless);
  }

  private checkPulse(): void {
    const now = performance.now(), slept = now - this.checked > SILENCE_MS / 2;
    this.checked = now;
    if (!this.listener.owed()) return;
    // A page that was asleep, also with its device and while in view, hears nothing through no fault of the workers: give them time after waking.
    if (slept || document.visibilityState === "hidden") this.rested();
    else if (this.lastHeard.some((t) => now - t > SILENCE_MS)) return this.bury();
    this.tellAll({ type: "ping" });
  }
}
