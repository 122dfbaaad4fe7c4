/**
 * A model that never stops learning, step by step: it answers, labels come back, defenses say which of them count, it learns.
 * Who asks what in which step is drawn beforehand, so that every arm meets the same stream. Who trains is the caller's.
 * Schedules of poison as in Rubinstein et al. 2009, "ANTIDOTE: Understanding and Defending against Poisoning of Anomaly Detectors".
 */
import { NO_ANSWER } from "../core/answer";
import { joinRows, takeRows, type Rows } from "../core/data";
import type { Pulse, TrainedModel } from "../core/learner";
import type { Answers, Note, StepRecord, StreamGuard, StreamLevel } from "../core/plugins";
import type { Rng } from "../core/rng";

/** How much comes when. */
export interface StreamShape {
  readonly steps: number;
  readonly perStep: number;
  readonly reporting: number;
  readonly delayed: number;
  readonly delay: number;
  readonly schedule: "drip" | "burst" | "boiling-frog";
  readonly peak: number;
  readonly onset: number;
  readonly length: number;
}

/** One step as it will come. */
export interface StreamStep {
  readonly step: number;
  /** Everything the model is asked, in order; labels are what whoever sent it reports, `sources` is the user. */
  readonly asked: Rows;
  /** Positions in `asked` whose label comes back at once. */
  readonly back: Int32Array;
  /** Rows asked in earlier steps whose label comes back only now. */
  readonly late: Rows;
}

/** The attacker's share of the labels that come back in a step (from 1). */
export function shareIn({ schedule, peak, onset, length, steps }: StreamShape, step: number): number {
  if (step < onset || (schedule === "burst" && step >= onset + length)) return 0;
  return schedule === "boiling-frog" ? (peak * (step - onset + 1)) / (steps - onset + 1) : peak;
}

/** How many rows the attacker reports in each step; a share of a row is carried over. */
export function attackerRows(shape: StreamShape): Int32Array {
  const honest = shape.perStep * shape.reporting;
  let owed = 0, sent = 0;
  return Int32Array.from({ length: shape.steps }, (_, i) => {
    const share = shareIn(shape, i + 1);
    owed += (honest * share) / (1 - share);
    const now = Math.floor(owed + 1e-9) - sent;
    sent += now;
    return now;
  });
}

/** `count` positions at a time out of n in random order; once all are used up, all over again. */
function dealer(n: number, rng: Rng): (count: number) => Int32Array {
  let pile = new Int32Array(0), at = 0, pass = 0;
  return (count) => Int32Array.from({ length: n > 0 ? count : 0 }, () => {
    if (at >= pile.length) { pile = rng.fork(`pass-${pass++}`).shuffle(Int32Array.from({ length: n }, (_, i) => i)); at = 0; }
    return pile[at++]!;
  });
}

/**
 * The whole stream. Honest inputs, their labels and when they come back depend on the seed alone, whether there is an attacker
 * or not. Rows get the ids firstId, firstId + 1, … as they are asked; `origin` says for each whether it is honest and which row it is.
 */
export function drawStream(honest: Rows, attacker: Rows | null, shape: StreamShape, firstId: number, rng: Rng): { readonly steps: readonly StreamStep[]; readonly origin: readonly { readonly attacker: boolean; readonly row: number }[] } {
  const fair = dealer(honest.n, rng.fork("honest")), bad = dealer(attacker?.n ?? 0, rng.fork("attacker")), counts = attackerRows(shape);
  const origin: { attacker: boolean; row: number }[] = [], late: Rows[][] = Array.from({ length: shape.steps + 1 }, () => []), none = takeRows(honest, []);
  const steps = Array.from({ length: shape.steps }, (_, i): StreamStep => {
    const step = i + 1, own = rng.fork(`step-${step}`), mine = fair(shape.perStep), theirs = bad(counts[i]!);
    const draws = Array.from(mine, () => ({ comes: own.uniform() < shape.reporting, waits: own.uniform() < shape.delayed }));
    const mixed = own.fork("mix").shuffle(Int32Array.from({ length: mine.length + theirs.length }, (_, k) => k)), from = origin.length;
    for (const k of mixed) origin.push(k < mine.length ? { attacker: false, row: mine[k]! } : { attacker: true, row: theirs[k - mine.length]! });
    const all = joinRows([takeRows(honest, mine), ...(attacker && theirs.length > 0 ? [takeRows(attacker, theirs)] : [])]);
    const asked: Rows = { ...takeRows(all, mixed), ids: mixed.map((_, k) => firstId + from + k) };
    const comes = (k: number, waits: boolean) => (k >= mine.length ? !waits : draws[k]!.comes && draws[k]!.waits === waits);
    const pick = (waits: boolean) => Int32Array.from(mixed.keys()).filter((at) => comes(mixed[at]!, waits));
    if (step + shape.delay <= shape.steps) late[step + shape.delay]!.push(takeRows(asked, pick(true)));
    return { step, asked, back: pick(false), late: late[step]!.length > 0 ? joinRows(late[step]!) : none };
  });
  return { steps, origin };
}

export interface OnlineJob {
  readonly start: TrainedModel;
  readonly steps: readonly StreamStep[];
  /** The first id of the stream's rows; rows with lower ids are the defender's. */
  readonly firstId: number;
  readonly guards: readonly { readonly title: string; readonly guard: StreamGuard }[];
  /** Inputs without a reported label are learned with the model's own answer. */
  readonly feedback: boolean;
  readonly answer: (model: TrainedModel, rows: Rows) => Promise<Answers>;
  /** Which of the rows that it has learned before it goes through again; `kept` holds them by step, those from before deployment first. */
  readonly recall: (kept: readonly Rows[], step: number) => Rows | null;
  /** What it has learned before it was deployed. */
  readonly before: Rows;
  /** What the model becomes when it learns from some rows; null when it falls apart. */
  readonly learn: (model: TrainedModel, rows: Rows, step: number) => Promise<TrainedModel | null>;
  readonly pulse: Pulse;
}

export interface StepEnd {
  readonly step: number;
  /** The model after it. */
  readonly model: TrainedModel;
  readonly record: StepRecord;
  /** What was answered: all that was asked, then once more the rows whose labels came late. */
  readonly rows: Rows;
  readonly answers: Answers & { readonly reported: Int32Array };
  /** Ids of reported rows that were learned from, and that were thrown away. */
  readonly learned: Int32Array;
  readonly dropped: Int32Array;
  readonly diverged: boolean;
}

const someAnswers = (all: Answers, at: ArrayLike<number>): Answers => {
  const k = all.probabilities.length / Math.max(1, all.n), probabilities = new Float32Array(at.length * k);
  for (let i = 0; i < at.length; i++) probabilities.set(all.probabilities.subarray(at[i]! * k, (at[i]! + 1) * k), i * k);
  return { n: at.length, probabilities, predicted: Int32Array.from(at, (i) => all.predicted[i]!) };
};

export async function* online(job: OnlineJob): AsyncGenerator<StepEnd, { readonly notes: readonly Note[] }> {
  const isReport = (rows: Rows) => (i: number) => rows.ids[i]! >= job.firstId, positions = (rows: Rows) => Int32Array.from(rows.ids.keys());
  let model = job.start, kept: { readonly step: number; readonly rows: Rows }[] = [{ step: 0, rows: job.before }];
  for (const { step, asked, back, late } of job.steps) {
    await job.pulse(step - 1, job.steps.length);
    const rows = late.n > 0 ? joinRows([asked, late]) : asked, answers = await job.answer(model, rows);
    const came = Int32Array.from([...back, ...positions(late).map((i) => asked.n + i)]), reported = takeRows(rows, came), here = new Set(back);
    let left = reported, known: Answers | null = someAnswers(answers, came), held = 0, restored: number | undefined, paused = false;
    const own: Rows[] = [], dropped: number[] = [], alarms: StepRecord["alarms"][number][] = [], levels: StreamLevel[] = [];
    for (const { title, guard } of job.guards) {
      known ??= await job.answer(model, left);
      const decision = await guard.admit({ step, model, reported: left, answers: known, pulse: job.pulse }), { learn } = decision;
      held += decision.held;
      dropped.push(...(decision.dropped ?? []));
      if (decision.alarm !== undefined) alarms.push({ defense: title, why: decision.alarm });
      if (decision.level) levels.push({ defense: title, ...decision.level });
      if (decision.pause) paused = true;
      if (decision.restore) {
        const { step: to } = decision.restore;
        ({ model } = decision.restore);
        restored = to;
        kept = kept.filter((part) => part.step <= to);
      }
      left = takeRows(learn, positions(learn).filter(isReport(learn)));
      if (left.n < learn.n) own.push(takeRows(learn, positions(learn).filter((i) => !isReport(learn)(i))));
      known = null;
    }
    if (paused) {
      // Nothing is learned in this step, whoever let it in, and what an earlier step had held is not let in either.
      dropped.push(...left.ids.filter((id) => !dropped.includes(id)));
      left = takeRows(left, []);
      own.length = 0;
    } else if (job.feedback) {
      const silent = positions(asked).filter((i) => !here.has(i) && answers.predicted[i] !== NO_ANSWER);
      own.push({ ...takeRows(asked, silent), labels: Int32Array.from(silent, (i) => answers.predicted[i]!) });
    }
    const lesson = joinRows([left, ...own]), again = lesson.n > 0 ? job.recall(kept.map((part) => part.rows), step) : null;
    const next = lesson.n > 0 ? await job.learn(model, again ? joinRows([lesson, again]) : lesson, step) : model;
    model = next ?? model;
    if (left.n > 0) kept.push({ step, rows: left });
    for (const { guard } of job.guards) await guard.learned?.(step, model);
    const record: StepRecord = { step, answered: asked.n, reported: reported.n, learned: left.n, besides: lesson.n - left.n, held, dropped: dropped.length, alarms, ...(levels.length > 0 && { levels }), ...(restored !== undefined && { restored }) };
    const labels = rows.labels.map((y, i) => (i >= asked.n || here.has(i) ? y : -1));
    yield { step, model, record, rows, answers: { ...answers, reported: labels }, learned: left.ids, dropped: Int32Array.from(dropped), diverged: next === null };
    if (next === null) break;
  }
  return { notes: job.guards.flatMap(({ guard }) => guard.notes?.() ?? []) };
}
