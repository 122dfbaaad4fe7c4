/**
 * Lets a monitor watch a deployed model: a stream of test rows into which, from some moment on, the attacker's inputs are
 * mixed, and many streams without any, which tell how often the monitor cries wolf. The monitor sees answers only,
 * those of the model itself: what a guard in front of it turns away is watched too.
 */
import { takeRows, type Dataset, type Rows } from "../../core/data";
import type { Answers, MonitorDefense } from "../../core/plugins";
import { argmaxRows } from "../../core/answer";
import { Rng } from "../../core/rng";
import { wilson } from "../../core/statistics";
import { answersOf } from "../../core/votes";
import { defenses } from "../../defenses/registry";
import type { Stage, StageWork } from "../plan";
import type { StageContext } from "./context";
import { rowsOf } from "./poison";
import { trustedRows, tunedNote } from "./defender";
import type { AnsweredStream, StageInputs, WatchOutput } from "./outputs";

/** Clean streams that false alarms are counted on. */
const CLEAN_STREAMS = 100;

type Work = Extract<StageWork, { kind: "watch" }>;

export async function runWatch(stage: Stage, work: Work, inputs: StageInputs, ctx: StageContext): Promise<WatchOutput> {
  const plugin = defenses.find(work.defense.id);
  if (plugin?.stage !== "monitor") throw new Error(`${work.defense.id} is not a monitor`);
  const recorded = inputs.trained?.answered;
  if (recorded) return watchRecorded(stage, work, plugin, recorded, inputs.load!.dataset, ctx);
  const { test, trusted, meta } = inputs.load!.dataset, model = inputs.model!.model, k = meta.classNames.length, goal = inputs.poison?.goal;
  const rng = Rng.fromSeed(stage.seed).fork("stream"), own = trustedRows(work.trusted, trusted, inputs.poison?.train ?? inputs.load!.dataset.train, stage.seed);
  const probabilities = (rows: Float32Array, n: number) => answersOf(ctx.learner, model, rows, n, ctx.pulse);
  const known = await probabilities(own.inputs, own.n), onTest = await probabilities(test.inputs, test.n);
  const attackers = goal && goal.targets.length > 0 ? await probabilities(goal.inputs, goal.targets.length) : null;
  const asAnswers = (from: Float32Array): Answers => ({ n: from.length / k, probabilities: from, predicted: argmaxRows(from, k) });
  const { length, share } = work.stream, onset = attackers && share > 0 ? Math.round(work.stream.onset * length) : length;

  /** A stream: which inputs, in which order, and what the model answers. */
  const draw = (own: Rng, begin: number) => {
    const triggered = new Uint8Array(length), index = new Int32Array(length), answers = new Float32Array(length * k);
    for (let i = 0; i < length; i++) {
      const bad = i >= begin && own.uniform() < share;
      triggered[i] = bad ? 1 : 0;
      index[i] = own.int(bad ? goal!.targets.length : test.n);
      answers.set((bad ? attackers! : onTest).subarray(index[i]! * k, (index[i]! + 1) * k), i * k);
    }
    return { triggered, index, answers: asAnswers(answers) };
  };
  const watch = (stream: Answers, name: string) => plugin.watch({ params: work.defense.params, meta, reference: asAnswers(known), stream, rng: rng.fork(`watch/${name}`), pulse: ctx.pulse });
  const live = draw(rng.fork("live"), onset), seen = await watch(live.answers, "live"), first = live.triggered.indexOf(1);
  const alarms = new Map<string, number>(seen.detectors.map((d) => [d.id, 0]));
  for (let s = 0; s < CLEAN_STREAMS; s++) {
    await ctx.pulse(s, CLEAN_STREAMS);
    for (const d of (await watch(draw(rng.fork(`clean/${s}`), length).answers, `clean/${s}`)).detectors) if (d.alarmAt !== null) alarms.set(d.id, alarms.get(d.id)! + 1);
  }
  return {
    kind: "watch", title: plugin.title, triggered: live.triggered, index: live.index, predicted: live.answers.predicted, detectors: seen.detectors, notes: [...seen.notes, ...tunedNote(work.tuned)],
    onset: first < 0 ? null : first, falseAlarms: seen.detectors.map((d) => wilson(alarms.get(d.id)!, CLEAN_STREAMS)),
  };
}

/**
 * The same over the stream that the model learned from, as it was answered then; the reference is what the model as deployed says on
 * trusted rows. Clean streams are what that model would have answered to test rows, labels coming back as often as here.
 */
async function watchRecorded(stage: Stage, work: Work, plugin: MonitorDefense, { answers, triggered, index, ends, start }: AnsweredStream, { test, train, trusted, meta }: Dataset, ctx: StageContext): Promise<WatchOutput> {
  const rng = Rng.fromSeed(stage.seed).fork("stream"), k = meta.classNames.length, { n } = answers, share = answers.reported.filter((y) => y >= 0).length / Math.max(1, n);
  const say = async (rows: Rows): Promise<Answers> => {
    const probabilities = await answersOf(ctx.learner, start, rows.inputs, rows.n, ctx.pulse);
    return { n: rows.n, probabilities, predicted: argmaxRows(probabilities, k), reported: rows.labels };
  };
  // What a defender may pick as delivered is what the model has learned before; then it is surer of those rows than of new ones.
  const own = trustedRows(work.trusted, trusted, takeRows(train, rowsOf(train, [0])), stage.seed), tuned = work.tuned || work.trusted.from === "delivered";
  const reference = await say(own), onTest = await say(test), first = triggered.indexOf(1);
  const watch = (stream: Answers, name: string) => plugin.watch({ params: work.defense.params, meta, reference, stream, rng: rng.fork(`watch/${name}`), pulse: ctx.pulse });
  const seen = await watch(answers, "live"), alarms = new Map<string, number>(seen.detectors.map((d) => [d.id, 0]));
  for (let s = 0; s < CLEAN_STREAMS; s++) {
    await ctx.pulse(s, CLEAN_STREAMS);
    const draw = rng.fork(`clean/${s}`), at = Int32Array.from({ length: n }, () => draw.int(test.n)), probabilities = new Float32Array(n * k);
    at.forEach((row, i) => probabilities.set(onTest.probabilities.subarray(row * k, (row + 1) * k), i * k));
    const clean: Answers = { n, probabilities, predicted: at.map((row) => onTest.predicted[row]!), reported: at.map((row) => (draw.uniform() < share ? test.labels[row]! : -1)) };
    for (const d of (await watch(clean, `clean/${s}`)).detectors) if (d.alarmAt !== null) alarms.set(d.id, alarms.get(d.id)! + 1);
  }
  return {
    kind: "watch", title: plugin.title, triggered, index, predicted: answers.predicted, detectors: seen.detectors, notes: [...seen.notes, ...tunedNote(tuned)], ends,
    onset: first < 0 ? null : first, falseAlarms: seen.detectors.map((d) => wilson(alarms.get(d.id)!, CLEAN_STREAMS)),
  };
}
