/**
 * Lets one model learn from a stream, step by step, and measures it after each. Here rows of the experiment become reports that
 * say nothing about who sent them: fresh ids in the order of arrival, users under numbers drawn by the seed.
 */
import { joinRows, takeRows, type Rows } from "../../core/data";
import { fitPlan } from "../../core/encode";
import type { TrainedModel } from "../../core/learner";
import { argmaxRows } from "../../core/answer";
import type { Answers, StepRecord, StreamDefense } from "../../core/plugins";
import { Rng } from "../../core/rng";
import { answersOf } from "../../core/votes";
import { defenses } from "../../defenses/registry";
import { initialWeights } from "../../learner/initial-weights";
import { drawStream, online as steps } from "../../regimes/online";
import { epochOrder } from "../order";
import type { Stage, StageWork } from "../plan";
import { accountsOf } from "../spec";
import type { CurvePoint } from "../result";
import type { StageContext } from "./context";
import { trustedRows, tunedNote } from "./defender";
import { decisionRegion, measureModel } from "./evaluate";
import { finished, networkOf } from "./learn";
import type { AnsweredStream, StageInputs, TrainOutput } from "./outputs";
import { rowsOf } from "./poison";

type Work = Extract<StageWork, { kind: "online" }>;

/** Snapshots of all steps together stay below this many bytes. */
const SNAPSHOT_BYTES = 16 * 1024 * 1024;

/** Rows with some property, and where each stands among all. */
function some(all: Rows, at: Int32Array): { readonly rows: Rows; readonly at: Int32Array } {
  return { rows: takeRows(all, at), at };
}

/** What the attacker has to send: its accounts' rows that it really changed. */
function attackersRows(work: Work, inputs: StageInputs) {
  if (!work.attacked || !inputs.poison) return null;
  const { train, truth } = inputs.poison;
  return some(train, rowsOf(train, accountsOf(work.online)).filter((i) => truth.poisoned[i] === 1 || truth.cover?.[i] === 1));
}

export async function runOnline(stage: Stage, work: Work, inputs: StageInputs, ctx: StageContext): Promise<TrainOutput> {
  const { dataset } = inputs.load!, { online, training } = work, { train, meta } = dataset, { learner } = ctx, rng = Rng.fromSeed(stage.seed), k = meta.classNames.length;
  const before = takeRows(train, rowsOf(train, [0])), plan = fitPlan(networkOf(work.model, inputs), before), fresh = initialWeights(plan, rng.fork("init")), order = rng.fork("order");
  const start = await finished(learner.train({ plan, rows: before, settings: training, start: fresh, order: epochOrder(before, order) }, ctx.pulse), { plan, weights: fresh });

  const honest = some(train, rowsOf(train, Array.from({ length: online.users }, (_, u) => 1 + u))), theirs = attackersRows(work, inputs);
  // What a defender may pick as delivered is what the model has learned before.
  const aside = work.trusted ? trustedRows(work.trusted, dataset.trusted, before, stage.seed) : takeRows(dataset.trusted, []), trusted: Rows = { ...takeRows(aside, Int32Array.from(aside.ids.keys())), ids: aside.ids.map((_, i) => i), sources: undefined }, firstId = aside.n;
  // A user's number must not tell whose it is.
  const named = rng.fork("users/names").shuffle(Int32Array.from({ length: online.users + online.accounts }, (_, i) => i));
  const unnamed = ({ rows }: { readonly rows: Rows }): Rows => ({ ...rows, sources: rows.sources!.map((s) => named[s - 1]!) });
  const { steps: stream, origin } = drawStream(unnamed(honest), theirs && unnamed(theirs), online, firstId, rng.fork("stream"));
  const known = (id: number): number => (id < 0 ? before.ids[-1 - id]! : id < firstId ? aside.ids[id]! : origin[id - firstId]!.attacker ? theirs!.rows.ids[origin[id - firstId]!.row]! : honest.rows.ids[origin[id - firstId]!.row]!);
  const isTheirs = (id: number): boolean => origin[id - firstId]!.attacker;

  const settings = { ...training, epochs: online.stepEpochs, schedule: "constant" as const, learningRate: training.learningRate * online.stepRate };
  const answer = async (model: TrainedModel, rows: Rows): Promise<Answers> => {
    const probabilities = await answersOf(learner, model, rows.inputs, rows.n, ctx.pulse);
    return { n: rows.n, probabilities, predicted: argmaxRows(probabilities, k) };
  };
  let loss = NaN;
  const learn = async (model: TrainedModel, rows: Rows, step: number): Promise<TrainedModel | null> => {
    const as = { ...rows, ids: rows.ids.map(known) }, running = learner.train({ plan, rows: as, settings, start: model.weights, order: epochOrder(as, order.fork(`step-${step}`)) }, () => ctx.pulse(step - 1, online.steps));
    for (;;) {
      const next = await running.next();
      if (next.done) return next.value;
      if (next.value.diverged) return null;
      loss = next.value.loss;
    }
  };
  // By hash, not by place: arms whose past differs in some rows go through the same others again.
  const recall = (kept: readonly Rows[], step: number): Rows | null => {
    const all = kept.flatMap((rows, part) => Array.from(rows.ids, (id, i) => ({ id: known(id), part, i }))), chosen = epochOrder({ n: all.length, ids: Int32Array.from(all, (r) => r.id) }, order.fork(`memory-${step}`))(0).slice(0, online.memory);
    return chosen.length > 0 ? joinRows(kept.map((rows, part) => takeRows(rows, Array.from(chosen, (c) => all[c]!).filter((r) => r.part === part).map((r) => r.i)))) : null;
  };
  const { sources: _, ...unnamedMeta } = meta;
  const guards = await Promise.all(work.rules.map(async ({ defense, position }) => {
    const plugin = defenses.find(defense.id) as StreamDefense;
    return { title: plugin.title, guard: await plugin.begin({ params: defense.params, trusted, meta: unnamedMeta, plan, learner, settings, start, rng: rng.fork(`defense/${plugin.id}/${position}`) }) };
  }));

  const records: StepRecord[] = [], points: CurvePoint[] = [], snapshots: { epoch: number; loss: number; weights: Float32Array }[] = [], every = Math.max(1, Math.ceil((online.steps * fresh.byteLength) / SNAPSHOT_BYTES));
  const seen: { answers: Answers & { reported: Int32Array }; triggered: Uint8Array; index: Int32Array }[] = [], sum = { arrived: 0, learned: 0, dropped: 0 };
  const measure = async (epoch: number, model: TrainedModel) => {
    const point: CurvePoint = { epoch, ...(Number.isFinite(loss) && { loss }), ...(await measureModel(learner, model, dataset, ctx.observedGoal)) };
    points.push(point);
    if (epoch % every === 0 || epoch === online.steps) snapshots.push({ epoch, loss, weights: model.weights });
    const region = meta.modality === "points" ? await decisionRegion(learner, model, dataset, 40) : undefined;
    ctx.report({ type: "epoch", stage: stage.key, point, epochs: online.steps, region });
    ctx.epochEnded();
  };
  await measure(0, start);
  const running = steps({ start, before: { ...before, ids: before.ids.map((_, i) => -1 - i) }, recall, steps: stream, firstId, guards, feedback: online.feedback, answer, learn, pulse: ctx.pulse });
  let model = start, diverged = false;
  for (;;) {
    const next = await running.next();
    if (next.done) {
      const observed = stage.observe && { load: stage.observe.load, poison: stage.observe.poison, points };
      return { kind: "train", model, snapshots, diverged, notes: [...next.value.notes, ...tunedNote(work.trusted?.from === "delivered" && work.rules.some(({ defense }) => defenses.find(defense.id)!.needsTrusted))], steps: records, answered: together(seen, start, k), ...(observed && { observed }) };
    }
    const end = next.value, ids = end.rows.ids, triggered = Uint8Array.from(ids, (id) => (isTheirs(id) ? 1 : 0));
    const count = (of: Int32Array) => of.reduce((n, id) => n + (isTheirs(id) ? 1 : 0), 0);
    sum.arrived += triggered.reduce((n, t, i) => n + (t === 1 && end.answers.reported[i]! >= 0 ? 1 : 0), 0);
    sum.learned += count(end.learned);
    sum.dropped += count(end.dropped);
    ({ model, diverged } = end);
    const record: StepRecord = { ...end.record, ...(work.attacked && { attacker: { ...sum } }) };
    records.push(record);
    seen.push({ answers: end.answers, triggered, index: ids.map((id) => (isTheirs(id) ? theirs! : honest).at[origin[id - firstId]!.row]!) });
    ctx.report({ type: "step", stage: stage.key, record, steps: online.steps });
    await measure(end.step, model);
  }
}

function together(seen: readonly { answers: Answers & { reported: Int32Array }; triggered: Uint8Array; index: Int32Array }[], start: TrainedModel, k: number): AnsweredStream {
  const n = seen.reduce((sum, s) => sum + s.answers.n, 0), out = { n, probabilities: new Float32Array(n * k), predicted: new Int32Array(n), reported: new Int32Array(n) }, triggered = new Uint8Array(n), index = new Int32Array(n), ends = new Int32Array(seen.length);
  let at = 0;
  seen.forEach((s, i) => {
    out.probabilities.set(s.answers.probabilities, at * k);
    out.predicted.set(s.answers.predicted, at);
    out.reported.set(s.answers.reported, at);
    triggered.set(s.triggered, at);
    index.set(s.index, at);
    ends[i] = at += s.answers.n;
  });
  return { answers: out, triggered, index, ends, start };
}
