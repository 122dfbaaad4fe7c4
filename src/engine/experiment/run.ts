/**
 * Runs an experiment: an async generator of events that ends with a result. Page, command line and tests pull the same
 * generator; `return()` or the abort signal stops it within one batch. Stages whose parents are done run as soon as a
 * lane is free; finished ones stay in the cache and are not computed again.
 */
import { Cancelled, ProblemError } from "../core/errors";
import type { Learner } from "../core/learner";
import type { Note, ReadAsset } from "../core/plugins";
import { ENGINE_VERSION } from "../core/version";
import { defenses } from "../defenses/registry";
import type { StageCache } from "./cache";
import type { Control } from "./control";
import { LanePool, localLane, type Lane } from "./lanes";
import { planExperiment, type ExperimentPlan, type PlannedArm, type Stage } from "./plan";
import { probeWarnings } from "./probe-warnings";
import { armResult, probeReport } from "./report";
import type { ArmResult, ExperimentResult, PoisonReport, RunEnd, RunEvent, StageReport, Tally } from "./result";
import { specKey, type Spec } from "./spec";
import type { Piece, StageReportEvent } from "./stages/context";
import { gatherInputs, parentKeys, type EvaluateOutput, type LoadOutput, type ModelOutput, type PoisonOutput, type ProbeOutput, type DefenseOutput, type ScreenOutput, type SelectionOutput, type StageInputs, type StageOutput, type TrainOutput } from "./stages/outputs";
import { poisonReport } from "./stages/poison";

export interface RunEnv {
  readonly learner: Learner;
  readonly read: ReadAsset;
  readonly cache: StageCache<StageOutput>;
  readonly control: Control;
  /** Further lanes beside this thread, for example other workers. */
  readonly lanes?: readonly Lane[];
  /** Instead of lanes of its own: those that this run shares with others that have the same cache. */
  readonly pool?: LanePool;
  readonly signal?: AbortSignal;
  /** Seconds on a monotonic clock; only for reporting times. */
  readonly now: () => number;
}

/** Kinds that take seconds and occupy a lane; the others run at once beside them. */
const HEAVY: ReadonlySet<string> = new Set(["train", "filter", "repair", "pretrain", "surrogate", "craft", "probe", "harden", "inspect", "screen", "watch", "online", "vet"]);

/** Seconds that an output took when it was computed, also while it comes from the cache. */
const took = new WeakMap<StageOutput, number>();

/** What a stage that hands on its work has cost so far, in seconds: in its pieces, and by itself while none was open, the last time since `quiet`. */
interface Working {
  inPieces: number;
  alone: number;
  open: number;
  quiet: number;
}

class Run {
  readonly outputs = new Map<string, StageOutput>();
  readonly seconds = new Map<string, { cached: boolean; seconds: number }>();
  readonly queue: RunEvent[] = [];
  readonly results = new Map<string, ArmResult>();
  readonly abort = new AbortController();
  failure: unknown = null;
  private readonly running = new Set<string>();
  /** Pieces of running stages' work that wait for a lane. */
  private readonly pieces: { readonly stage: Stage; readonly piece: Piece; readonly resolve: (output: StageOutput) => void; readonly reject: (error: unknown) => void }[] = [];
  readonly pool: LanePool;
  private readonly here: Lane;
  private readonly handedOn = new Map<string, Working>();
  private wake: () => void = () => {};

  constructor(readonly spec: Spec, readonly plan: ExperimentPlan, readonly env: RunEnv) {
    this.here = localLane(env.learner, env.read, env.control);
    this.pool = env.pool ?? new LanePool([this.here, ...(env.lanes ?? [])]);
  }

  emit(event: RunEvent): void {
    this.queue.push(event);
    this.wake();
  }

  /** Resolves when there is something to say. */
  wait(): Promise<void> {
    return this.queue.length > 0 || this.failure !== null ? Promise.resolve() : new Promise((resolve) => void (this.wake = resolve));
  }

  get finished(): boolean {
    return this.results.size === this.plan.arms.length && this.outputs.size === this.plan.stages.length;
  }

  /** Starts whatever can start now. */
  advance(): void {
    if (this.failure !== null) return;
    const { free, computing } = this.pool;
    while (this.pieces.length > 0 && free.length > 0) void this.startPiece(this.pieces.shift()!, free.shift()!);
    for (const stage of this.plan.stages) {
      if (this.outputs.has(stage.key) || this.running.has(stage.key) || !this.ready(stage)) continue;
      const kept = this.env.cache.get(stage.key);
      if (kept) {
        this.finish(stage, kept, true, 0);
        return this.advance();
      }
      if (computing.has(stage.key)) continue;
      const heavy = HEAVY.has(stage.work.kind);
      const lane = heavy ? free.shift() : this.here;
      if (lane) void this.start(stage, lane, heavy);
    }
  }

  private working(stage: Stage): Working {
    let work = this.handedOn.get(stage.key);
    if (!work) this.handedOn.set(stage.key, (work = { inPieces: 0, alone: 0, open: 0, quiet: this.env.now() }));
    return work;
  }

  /** A piece of a stage's work, in the next free lane; of several, first come first served. */
  private spawn(stage: Stage, piece: Piece): Promise<StageOutput> {
    if (this.failure !== null) return Promise.reject(new Cancelled());
    const work = this.working(stage), done = new Promise<StageOutput>((resolve, reject) => void this.pieces.push({ stage, piece, resolve, reject }));
    if (work.open++ === 0) work.alone += this.env.now() - work.quiet;
    this.advance();
    return done;
  }

  private async startPiece({ stage, piece, resolve, reject }: Run["pieces"][number], lane: Lane): Promise<void> {
    const begun = this.env.now(), work = this.working(stage);
    try {
      resolve(await lane.execute({ stage, piece, inputs: this.inputs(stage), observed: this.observed(stage), report: (e) => this.report(stage, e), signal: this.abort.signal }));
    } catch (error) {
      reject(error);
    } finally {
      const ended = this.env.now();
      work.inPieces += ended - begun;
      if (--work.open === 0) work.quiet = ended;
      this.pool.free.push(lane);
      this.pool.stir();
    }
  }

  /** Ends whatever waits for a lane. */
  dropPieces(): void {
    for (const { reject } of this.pieces.splice(0)) reject(new Cancelled());
  }

  private observed(stage: Stage): PoisonOutput | undefined {
    return stage.observe?.poison ? (this.outputs.get(stage.observe.poison) as PoisonOutput) : undefined;
  }

  private ready(stage: Stage): boolean {
    const needs = [...parentKeys(stage.parents), stage.observe?.load, stage.observe?.poison];
    return needs.every((key) => key === undefined || this.outputs.has(key));
  }

  private inputs(stage: Stage): StageInputs {
    return gatherInputs(stage.parents, (key) => this.outputs.get(key)!);
  }

  private async start(stage: Stage, lane: Lane, heavy: boolean): Promise<void> {
    const begun = this.env.now();
    this.running.add(stage.key);
    this.pool.computing.add(stage.key);
    this.emit({ type: "stage-start", stage: stage.key, at: begun });
    try {
      const output = await lane.execute({ stage, inputs: this.inputs(stage), observed: this.observed(stage), spawn: (piece) => this.spawn(stage, piece), width: this.pool.width, report: (e) => this.report(stage, e), signal: this.abort.signal });
      this.env.cache.set(stage.key, output);
      this.finish(stage, output, false, this.env.now() - begun);
    } catch (error) {
      this.failure ??= error;
      this.dropPieces();
      this.wake();
    } finally {
      this.running.delete(stage.key);
      this.pool.computing.delete(stage.key);
      if (heavy) this.pool.free.push(lane);
      this.pool.stir();
      this.wake();
    }
  }

  private report(stage: Stage, event: StageReportEvent): void {
    if (event.type === "epoch") this.emit({ type: "epoch", arms: stage.arms, point: event.point, epochs: event.epochs, region: event.region });
    else if (event.type === "round") this.emit({ type: "round", arms: stage.arms, record: event.record, rounds: event.rounds });
    else if (event.type === "step") this.emit({ type: "step", arms: stage.arms, record: event.record, steps: event.steps });
    else if (event.type === "evidence") this.emit({ type: "evidence", arms: stage.arms, position: event.position, evidence: event.evidence });
    else this.emit({ type: "stage-progress", stage: stage.key, fraction: event.fraction, text: stage.title });
  }

  private finish(stage: Stage, output: StageOutput, cached: boolean, seconds: number): void {
    this.outputs.set(stage.key, output);
    const pieces = this.handedOn.get(stage.key);
    // Arms that train at the same time wait for each other's pieces; what they cost is their own.
    if (!cached) took.set(output, pieces ? pieces.inPieces + pieces.alone + this.env.now() - pieces.quiet : seconds);
    this.seconds.set(stage.key, { cached, seconds });
    this.emit({ type: "stage-end", stage: stage.key, cached, seconds });
    if (stage.key === this.plan.poison || (output.kind === "load" && !this.plan.poison)) this.emit({ type: "poisoned", report: this.poison() });
    for (const arm of this.plan.arms) {
      const needs = [arm.evaluate, ...(arm.poison ? [arm.poison] : []), arm.train, ...(arm.selection ? [arm.selection] : []), ...arm.steps.map((s) => s.key)];
      if (this.results.has(arm.id) || !needs.every((k) => this.outputs.has(k))) continue;
      const seconds = this.plan.stages.reduce((sum, s) => sum + (s.arms.includes(arm.id) ? (this.seconds.get(s.key)?.seconds ?? 0) : 0), 0);
      const plain = ["clean", "poisoned"].filter((id) => id !== arm.id), price = (s: Stage) => took.get(this.outputs.get(s.key)!) ?? 0;
      const own = this.plan.stages.reduce((sum, s) => sum + (s.work.kind !== "load" && s.arms.includes(arm.id) && !plain.some((id) => s.arms.includes(id)) ? price(s) : 0), 0);
      const made = armResult({
        arm, seconds, ownSeconds: own,
        load: this.outputs.get(this.plan.load) as LoadOutput,
        poison: arm.poison ? (this.outputs.get(arm.poison) as PoisonOutput) : undefined,
        selection: arm.selection ? (this.outputs.get(arm.selection) as SelectionOutput) : undefined,
        filters: arm.filters.map((k) => this.outputs.get(k) as SelectionOutput),
        screen: arm.screen ? (this.outputs.get(arm.screen) as ScreenOutput) : undefined,
        download: arm.download ? (this.outputs.get(arm.download) as ModelOutput) : undefined,
        setup: this.spec,
        steps: arm.steps.map((s) => this.outputs.get(s.key) as DefenseOutput),
        train: this.outputs.get(arm.train) as TrainOutput,
        evaluate: this.outputs.get(arm.evaluate) as EvaluateOutput,
      });
      this.results.set(arm.id, made.arm);
      this.emit({ type: "arm-done", ...made });
    }
    if (output.kind !== "probe") return;
    for (const arm of this.plan.arms)
      arm.probes.forEach((key, position) => {
        if (key === stage.key) this.emit({ type: "probe-done", armId: arm.id, position, outcome: output.outcome });
      });
  }

  /** An arm with what the probes found, once everything is finished. */
  result(arm: PlannedArm): ArmResult {
    const made = this.results.get(arm.id)!;
    if (arm.probes.length === 0) return made;
    return { ...made, probes: arm.probes.map((key, i) => probeReport(this.plan.probes[i]!, (this.outputs.get(key) as ProbeOutput).outcome)) };
  }

  poisonOutput(): PoisonOutput | undefined {
    return this.plan.poison ? (this.outputs.get(this.plan.poison) as PoisonOutput) : undefined;
  }

  poison(): PoisonReport {
    const { dataset } = this.outputs.get(this.plan.load) as LoadOutput;
    return this.poisonOutput()?.report ?? poisonReport(dataset.train, undefined, dataset.train.n, dataset.meta.classNames.length);
  }

  stageReports(): StageReport[] {
    return this.plan.stages.map((s) => ({
      id: s.key.slice(0, 12), kind: s.work.kind, title: s.title, key: s.key, arms: s.arms,
      parents: parentKeys(s.parents), ...this.seconds.get(s.key)!,
    }));
  }
}

/** Why an attack never happens in a run that has one, or null. */
function neverActs({ attack, regime, federated: f, online: o }: Spec): string | null {
  if (!attack) return null;
  if (regime === "federated" && f.malicious === 0) return "No client is malicious, so nobody carries out the attack.";
  if (regime === "federated" && (f.participation === "from" || f.participation === "once") && f.attackRound > f.rounds) return `The attack begins in round ${f.attackRound}, and there are only ${f.rounds} rounds, so it never happens.`;
  if (regime === "online" && o.peak === 0) return "The attacker’s share of the labels is 0 %, so no poison ever comes.";
  if (regime === "online" && o.onset > o.steps) return `The first poisoned step is step ${o.onset}, and there are only ${o.steps} steps, so no poison ever comes.`;
  return null;
}

/** Things a reader of the result must know: broken assumptions and lost models. */
function warningsOf(spec: Spec, report: PoisonReport, arms: readonly ArmResult[], names: readonly string[]): Note[] {
  const source = spec.attackSource, out: Note[] = [], rows = report.rows - report.added, share = (n: number) => `${n} (${((100 * n) / Math.max(1, rows)).toFixed(1)} %)`;
  if (report.asked !== undefined)
    out.push({ level: "warning", text: `The poison rate asks for ${share(report.asked)} of the ${rows} training rows, but only ${share(report.poisoned)} could be poisoned: ${source === null ? "the training set" : source} has ${report.poisoned > 0 ? "no more rows" : "no row"} that this attack can use.` });
  const never = neverActs(spec);
  if (never) out.push({ level: "warning", text: never });
  const misled = [...new Set(spec.defenses.flat().flatMap(({ id }) => { const d = defenses.find(id); return d?.stage === "filter" && d.minority ? [d.title] : []; }))];
  report.perClass.forEach(({ rows, poisoned }, c) => {
    if (misled.length > 0 && poisoned > 0 && poisoned >= rows - poisoned)
      out.push({ level: "warning", text: `Among the rows labeled ${names[c]}, poisoned ones are no longer a minority (${poisoned} of ${rows}). ${misled.join(" and ")} ${misled.length === 1 ? "takes" : "take"} the smaller part of a class for poison, so honest rows may be flagged instead.` });
  });
  for (const arm of arms) {
    const name = arm.title.toLowerCase();
    if (arm.unanswered) {
      const { test, goal } = arm.unanswered, of = (t: Tally, what: string) => `${t.count} of ${t.of} ${what}`;
      out.push({ level: "warning", text: `The ${name} model gives no number, and so no answer, to ${of(test, "test rows")}${goal ? ` and ${of(goal, "attacked ones")}` : ""}, as happens when training has diverged. Such rows count as wrong, and never as a success of the attack.` });
    } else if (arm.diverged) out.push({ level: "warning", text: `Training of the ${name} model diverged: its loss stopped being a number. Its results are those of the last finite ${spec.regime === "federated" ? "round" : spec.regime === "online" ? "step" : "epoch"}; a smaller learning rate may help.` });
    for (const note of arm.notes) if (note.level === "warning") out.push(note);
  }
  return [...out, ...probeWarnings(arms)];
}

export async function* runExperiment(spec: Spec, env: RunEnv): AsyncGenerator<RunEvent, RunEnd> {
  const plan = planExperiment(spec);
  const run = new Run(spec, plan, env);
  const begun = env.now(), leave = run.pool.join(() => run.advance());
  const stop = () => {
    run.abort.abort();
    env.control.release();
    run.failure ??= new Cancelled();
    run.dropPieces();
    run.emit({ type: "notice", note: { level: "info", text: "Stopped." } });
  };
  if (env.signal?.aborted) return leave(), { type: "cancelled" };
  env.signal?.addEventListener("abort", stop, { once: true });
  try {
    yield {
      type: "planned", key: specKey(spec),
      arms: plan.arms.map(({ id, kind, title, pipeline }) => ({ id, kind, title, pipeline })),
      stages: plan.stages.map((s) => ({ id: s.key.slice(0, 12), kind: s.work.kind, title: s.title, key: s.key, arms: s.arms, parents: parentKeys(s.parents) })),
    };
    run.advance();
    for (;;) {
      await run.wait();
      if (run.failure !== null) throw run.failure;
      while (run.queue.length > 0) yield run.queue.shift()!;
      if (run.finished && run.queue.length === 0) break;
    }
    const arms = plan.arms.map((a) => run.result(a));
    const report = run.poison();
    const { dataset } = run.outputs.get(plan.load) as LoadOutput;
    const result: ExperimentResult = {
      spec, key: specKey(spec), engine: { version: `${ENGINE_VERSION} (${env.learner.version})`, backend: env.learner.backend },
      arms, poison: report, stages: run.stageReports(), warnings: [...(run.poisonOutput()?.notes ?? []).filter((n) => n.level === "warning"), ...warningsOf(spec, report, arms, dataset.meta.classNames)], seconds: env.now() - begun,
    };
    return { type: "done", result };
  } catch (error) {
    if (error instanceof Cancelled || env.signal?.aborted) return { type: "cancelled" };
    if (error instanceof ProblemError) return { type: "failed", problem: error.problem };
    throw error;
  } finally {
    env.signal?.removeEventListener("abort", stop);
    leave();
    run.abort.abort();
    run.dropPieces();
    env.control.release();
  }
}
