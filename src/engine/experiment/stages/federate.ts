/** Trains one model with its clients and server rules, wherever lanes are free, and measures it after each round. */
import { takeRows, type Rows } from "../../core/data";
import { fitPlan } from "../../core/encode";
import type { Learner, TrainedModel } from "../../core/learner";
import type { AggregateDefense, RoundRecord, Update } from "../../core/plugins";
import { Rng } from "../../core/rng";
import { attacks } from "../../attacks/registry";
import { defenses } from "../../defenses/registry";
import { initialWeights } from "../../learner/initial-weights";
import { federate, type Asked, type Senders, type Step } from "../../regimes/federated";
import { epochOrder } from "../order";
import type { Stage, StageWork } from "../plan";
import type { CurvePoint } from "../result";
import { rowsBySource } from "../clients";
import { attacksIn, federationOf, maliciousClients, perRound, type Federated, type Training } from "../spec";
import type { Piece, StageContext } from "./context";
import { trustedRows } from "./defender";
import { measureModel } from "./evaluate";
import { networkOf } from "./learn";
import type { MeasureOutput, StageInputs, StageOutput, TrainOutput, UpdatesOutput } from "./outputs";

type Work = Extract<StageWork, { kind: "federate" }>;

/** Settings of a client in one round: a step size that falls over all rounds, not within one. */
function settingsIn(training: Training, federated: Federated, round: number): Training {
  const fall = training.schedule === "cosine" ? (1 + Math.cos((Math.PI * (round - 1)) / federated.rounds)) / 2 : 1;
  return { ...training, epochs: federated.localEpochs, schedule: "constant", learningRate: training.learningRate * fall };
}

/** Who is asked in each round, who attacks, whose message is lost: the same in every arm. */
function askIn(seed: number, federated: Federated, attacked: boolean, hasRows: (client: number) => boolean): (round: number) => Asked {
  const rng = Rng.fromSeed(seed).fork("rounds"), bad = new Set(maliciousClients(seed, federated)), everyone = Int32Array.from({ length: federated.clients }, (_, i) => i).filter(hasRows), most = Math.min(perRound(federated), everyone.length);
  return (round) => {
    const own = rng.fork(`round-${round}`), asked = [...own.sample(everyone, most)], turn = attacksIn(federated, round), acts = attacked && turn, alone = federated.participation === "once" && turn;
    // An attacker with one chance takes it: its clients are asked in that round, in every arm, and their messages arrive.
    if (alone) {
      const missing = [...bad].filter((c) => hasRows(c) && !asked.includes(c)), room = asked.map((c, i) => (bad.has(c) ? -1 : i)).filter((i) => i >= 0);
      missing.slice(0, room.length).forEach((c, k) => { asked[room[k]!] = c; });
    }
    const here = asked.sort((a, b) => a - b), lost = own.fork("lost").sample(alone ? here.filter((c) => !bad.has(c)) : here, Math.floor(federated.dropout * here.length)).toSorted();
    return { honest: here.filter((c) => !(acts && bad.has(c))), attacking: acts ? here.filter((c) => bad.has(c)) : [], lost: [...lost] };
  };
}

/** One client's update from a global model on its rows. */
export async function localUpdate(learner: Learner, plan: TrainedModel["plan"], rows: Rows, global: Float32Array, piece: { readonly training: Training; readonly sgd: boolean }, order: Rng, pulse: StageContext["pulse"]): Promise<{ vector: Float32Array; loss: number }> {
  if (rows.n === 0) return { vector: new Float32Array(global.length), loss: NaN };
  if (piece.sgd) {
    const { loss, weights } = await learner.gradients({ plan, weights: global }, rows.inputs, rows.labels);
    await pulse(1, 1);
    return { vector: weights.map((g) => -g), loss };
  }
  const training = learner.train({ plan, rows, start: global, settings: piece.training, order: epochOrder(rows, order) }, pulse);
  let next = await training.next(), loss = NaN, fell = false;
  for (; !next.done; next = await training.next()) {
    fell ||= next.value.diverged;
    ({ loss } = next.value);
  }
  // A client whose training fell apart has nothing to send.
  const { weights } = next.value;
  return { vector: fell ? new Float32Array(global.length).fill(NaN) : weights.map((w, j) => w - global[j]!), loss: fell ? NaN : loss };
}

const planFor = (work: { readonly model: Work["model"] }, inputs: StageInputs) => fitPlan(networkOf(work.model, inputs), inputs.load!.dataset.train);

/** A piece of a federated stage's work, in whichever lane. */
export async function runPiece(stage: Stage, piece: Piece, inputs: StageInputs, ctx: StageContext): Promise<StageOutput> {
  const plan = planFor(piece, inputs), { dataset } = inputs.load!;
  if (piece.kind === "measure") return { kind: "measure", seen: await measureModel(ctx.learner, { plan, weights: piece.global }, dataset, ctx.observedGoal) };
  const all = piece.poisoned ? inputs.poison!.train : dataset.train, order = Rng.fromSeed(stage.seed).fork("order"), updates: UpdatesOutput["updates"][number][] = [];
  for (const client of piece.clients) {
    const rows = takeRows(all, rowsBySource(all).get(client) ?? []);
    const { vector, loss } = await localUpdate(ctx.learner, plan, rows, piece.global, piece, order.fork(`round-${piece.round}`), ctx.pulse);
    updates.push({ client, round: piece.round, vector, rows: rows.n, loss });
  }
  return { kind: "updates", updates };
}

/** Splits clients into as many parts as can be worked on at once. */
const split = (clients: readonly number[], parts: number): number[][] => Array.from({ length: Math.min(parts, clients.length) }, (_, p) => clients.filter((_, i) => i % parts === p));

export async function runFederate(stage: Stage, work: Work, inputs: StageInputs, ctx: StageContext): Promise<TrainOutput> {
  const { dataset } = inputs.load!, { federated, training } = work, plan = planFor(work, inputs), rng = Rng.fromSeed(stage.seed), start = initialWeights(plan, rng.fork("init"));
  const federation = federationOf(federated), attack = work.attack && attacks.find(work.attack.id)!, trusted = work.trusted ? trustedRows(work.trusted, dataset.trusted, dataset.train, stage.seed) : takeRows(dataset.trusted, []), sgd = federated.algorithm === "fedsgd";
  const { sources: _, ...meta } = dataset.meta, steps: Step[] = [];
  for (const { defense, position } of work.rules) {
    const plugin = defenses.find(defense.id) as AggregateDefense;
    const rule = await plugin.begin({ params: defense.params, federation, meta, plan, trusted, settings: training, learner: ctx.learner, rng: rng.fork(`defense/${plugin.id}/${position}`) });
    steps.push({ title: plugin.title, step: plugin.step, hides: plugin.hides === true, rule });
  }
  let loss = NaN;
  const train = async (round: number, global: Float32Array, clients: readonly number[], attacking: boolean): Promise<readonly Update[]> => {
    const base = settingsIn(training, federated, round), own = attacking && work.attack ? attack?.update?.local?.(work.attack.params) : undefined;
    const settings = { ...base, ...own, ...(own?.learningRate !== undefined && { learningRate: own.learningRate * (base.learningRate / training.learningRate) }) };
    const poisoned = attacking && inputs.poison !== undefined, done = await Promise.all(split(clients, ctx.width).map((part) => ctx.spawn({ kind: "local", model: work.model, training: settings, sgd, round, global, poisoned, clients: part })));
    const updates = done.flatMap((d) => (d as UpdatesOutput).updates).sort((a, b) => a.client - b.client);
    const known = updates.filter((u) => Number.isFinite(u.loss));
    if (!attacking) loss = known.length > 0 ? known.reduce((sum, u) => sum + u.loss * u.rows, 0) / known.reduce((sum, u) => sum + u.rows, 0) : NaN;
    return updates.map(({ loss: _, ...u }) => u);
  };
  const ownUpdate = async (round: number, global: Float32Array) => (await localUpdate(ctx.learner, plan, trusted, global, { training: settingsIn(training, federated, round), sgd }, rng.fork(`order/server-${round}`), ctx.pulse)).vector;
  const rounds: RoundRecord[] = [], senders: Senders[] = [], points: CurvePoint[] = [], snapshots: { epoch: number; loss: number; weights: Float32Array }[] = [];
  const every = Math.max(1, Math.ceil((federated.rounds * start.byteLength) / (16 * 1024 * 1024)));
  const running = federate({
    federation, start, steps, train, ownUpdate, learner: ctx.learner, pulse: ctx.pulse, ask: askIn(stage.seed, federated, work.attack !== null, (client) => rowsBySource(dataset.train).has(client)),
    ...(attack?.update && work.attack && { attack: { work: attack.update, params: work.attack.params, rng: rng.fork(`attack/${attack.id}/updates`) } }),
  });
  let model = start, diverged = false, measured: Promise<void> = Promise.resolve();
  for (;;) {
    const next = await running.next();
    await measured;
    if (next.done) {
      const observed = stage.observe && { load: stage.observe.load, poison: stage.observe.poison, points };
      return { kind: "train", model: { plan, weights: model }, snapshots, diverged, notes: next.value.notes, rounds, senders, ...(observed && { observed }) };
    }
    const { round, global, record } = next.value, said = loss;
    diverged = next.value.diverged;
    rounds.push(record);
    senders.push(next.value.senders);
    ctx.report({ type: "round", stage: stage.key, record, rounds: federated.rounds });
    if (diverged) continue;
    model = global;
    if (round % every === 0 || round === federated.rounds) snapshots.push({ epoch: round, loss: said, weights: global });
    // The next round begins while this one is measured.
    measured = ctx.spawn({ kind: "measure", model: work.model, training, global }).then((out) => {
      const point: CurvePoint = { epoch: round, ...(Number.isFinite(said) && { loss: said }), ...(out as MeasureOutput).seen };
      points.push(point);
      ctx.report({ type: "epoch", stage: stage.key, point, epochs: federated.rounds });
      ctx.epochEnded();
    });
    measured.catch(() => {});
  }
}

