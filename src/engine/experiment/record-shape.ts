/**
 * What a kept result must look like, part by part as result.ts declares it, so that whatever draws one can trust it as it trusts
 * a result that was just computed. Every member is listed here; what is not listed is dropped. Checks no arrays and no setup.
 */
import { z } from "zod";
import type { BackendId } from "../core/learner";
import type { ClientRecord, Note, ProbeCurve, Rate, StepRecord, StreamLevel } from "../core/plugins";
import type { ArmKind, ArmResult, CertificateReport, CurvePoint, DownloadReport, ExperimentResult, FederationReport, FilterReport, MetricValue, OnlineReport, PoisonReport, ProbeReport, ScreenReport, SourceReport, StageReport, StealthReport, Tally, WatchReport } from "./result";

/** An object with exactly the members of a type; one that is forgotten here does not compile. */
const of = <T>() => <S extends Readonly<Record<keyof Required<T>, z.ZodType>>>(shape: S) => z.object(shape);
const text = (most = 400) => z.string().max(most), count = z.int().min(0), yes = z.boolean();
const list = <S extends z.ZodType>(item: S, most = 5000) => z.array(item).max(most);
/** What a model that has gone astray may have made infinite or no number, which JSON turns into null. */
const measured = z.custom<number | null>((v) => typeof v === "number" || v === null).transform((v) => v ?? NaN);

const note = of<Note>()({ level: z.enum(["info", "warning"]), text: text(4000) });
const rate = of<Rate>()({ value: z.number(), n: count, low: z.number(), high: z.number() });
const metric = of<MetricValue>()({ ...rate.shape, values: list(z.number(), 100).optional() });
const choice = z.object({ id: text(100), params: z.record(z.string(), z.unknown()) });
const xy = z.object({ x: measured, y: measured });

const curvePoint = of<CurvePoint>()({ epoch: count, loss: measured.optional(), cleanAccuracy: measured, attackSuccess: measured.optional(), targetProbability: measured.optional() });
const found = of<FilterReport>()({
  kept: count, removed: count, relabeled: count, truePositiveRate: rate.nullable(), falsePositiveRate: rate.nullable(), precision: rate.nullable(),
  poisonedFound: count, poisonedTotal: count, honestRowsLost: count, honestTotal: count, auroc: measured.nullable(),
});
const source = of<SourceReport>()({ name: text(), rows: count, poisoned: count, agreement: rate, flagged: rate.nullable(), testAccuracy: rate.nullable() });

const probeCurve = of<ProbeCurve>()({ id: text(), title: text(), points: list(z.object({ x: measured, rate })) });
const probe = of<ProbeReport>()({
  probe: choice, n: count, xTitle: text(), yTitle: text(), curves: list(probeCurve, 100), notes: list(note, 100),
  examples: list(z.object({ testIndex: count, label: count, before: z.int().min(-1), after: z.int().min(-1), sureBefore: measured, sureAfter: measured, strength: measured, words: list(z.object({ place: count, word: text(), instead: text().optional() })).optional() })),
  matrix: z.object({ title: text(), from: list(text(), 100), to: list(text(), 100), rates: list(list(rate.nullable(), 100), 100) }).refine((m) => m.rates.length === m.from.length && m.rates.every((r) => r.length === m.to.length)).optional(),
  figures: list(z.object({ title: text(), value: measured, unit: text().optional() }), 100),
});

const screen = of<ScreenReport>()({ title: text(), falseRejections: rate, falseAcceptances: rate.nullable(), acceptedAccuracy: rate, auroc: measured.nullable() });
const certificate = of<CertificateReport>()({ title: text(), xTitle: text(), n: count, points: list(xy), median: measured, uncertified: rate });
const watch = of<WatchReport>()({
  title: text(), length: count, onset: count.nullable(),
  detectors: list(of<WatchReport["detectors"][number]>()({ id: text(), title: text(), threshold: measured, alarmAt: count.nullable(), delay: count.nullable(), falseAlarms: rate }), 50),
});

const tally = of<Tally>()({ count, of: count });
const client = of<ClientRecord>()({
  client: count, at: z.tuple([measured, measured]).nullable(), norm: measured.nullable(), cosine: measured.nullable(), weight: measured, state: z.enum(["used", "rejected", "lost"]),
  why: text(1000).optional(), refused: text(1000).optional(), score: measured.optional(),
});
const federation = of<FederationReport>()({
  clients: list(z.object({ client: count, name: text(), malicious: yes, rows: count, classes: list(count, 1000), meanWeight: measured.nullable(), asked: count, rejected: count })),
  rounds: list(of<FederationReport["rounds"][number]>()({ round: count, clients: list(client), norm: measured, scoreName: text().optional(), attacked: yes })),
  attackersStopped: tally.nullable(), honestLost: tally.nullable(), honestReplaced: tally.optional(), hidden: yes, attackerWeight: measured.nullable(), durability: z.object({ round: count, after: measured, atEnd: measured }).nullable(),
}).refine(({ clients, rounds }) => clients.every((c, i) => c.client === i) && rounds.every((r) => r.clients.every((c) => c.client < clients.length)));

const level = of<StreamLevel>()({ defense: text(), name: text(), value: measured, threshold: measured });
const step = of<StepRecord>()({
  step: count, answered: count, reported: count, learned: count, held: count, dropped: count, besides: count, attacker: z.object({ arrived: count, learned: count, dropped: count }).optional(),
  restored: count.optional(), alarms: list(z.object({ defense: text(), why: text(1000) }), 100), levels: list(level, 100).optional(),
});
const online = of<OnlineReport>()({
  steps: list(step), onset: count.nullable(), alarms: list(z.object({ title: text(), at: count.nullable(), delay: count.nullable(), early: yes })), honestDropped: rate.nullable(), attackerDropped: rate.nullable(),
  restored: list(z.object({ step: count, to: count, honest: z.int(), attackers: z.int() })), worst: z.object({ step: count, attackSuccess: measured }).nullable(),
});
const download = of<DownloadReport>()({ name: text(), sha256: text(), published: text(), accepted: yes });

const kinds = ["clean", "poisoned", "defended", "random-baseline", "oracle-baseline", "attack-baseline", "clean-control"] as const satisfies readonly ArmKind[];
const arm = of<ArmResult>()({
  id: text(40).min(1), kind: z.enum(kinds), title: text(200), pipeline: count.optional(), metrics: z.record(z.string(), metric.nullable()), classMetrics: z.record(z.string(), list(metric, 1000)),
  confusion: list(list(count, 1000), 1000).refine((rows) => rows.every((r) => r.length === rows.length)), unanswered: z.object({ test: tally, goal: tally.nullable() }).optional(), curve: list(curvePoint, 5000),
  filter: found.optional(), sources: list(source).optional(), repairPath: z.object({ xTitle: text(), points: list(z.object({ x: measured, cleanAccuracy: measured, attackSuccess: measured.optional() })) }).optional(),
  probes: list(probe, 50).optional(), screen: screen.optional(), certificate: certificate.optional(), watches: list(watch, 50).optional(), federation: federation.optional(), online: online.optional(), download: download.optional(),
  notes: list(note, 200), diverged: yes, seconds: z.number(), ownSeconds: z.number(),
});

const span = z.object({ mean: measured, max: measured });
const stealth = of<StealthReport>()({ changed: count, linf: span, l2: span, ssim: z.object({ mean: measured, min: measured }).nullable() });
const poison = of<PoisonReport>()({
  rows: count, poisoned: count, relabeled: count, added: count, asked: count.optional(), cover: count.optional(), stealth: stealth.optional(), perClass: list(z.object({ rows: count, poisoned: count }), 1000),
});
const stage = of<StageReport>()({ id: text(), kind: text(), title: text(1000), key: text(), arms: list(text(40), 100), parents: list(text(), 1000), cached: yes, seconds: z.number() });

/** A result whose setup is still to be checked. */
export const resultShape = of<ExperimentResult>()({
  spec: z.unknown(), key: text(100), engine: z.object({ version: text(40), backend: z.enum(["wasm", "webgl", "webgpu", "cpu"] as const satisfies readonly BackendId[]) }),
  arms: list(arm, 60).min(1).refine((arms) => new Set(arms.map((a) => a.id)).size === arms.length), poison, stages: list(stage, 1000), warnings: list(note, 500), seconds: z.number(),
});
