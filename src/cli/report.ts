/**
 * Results as the one JSON document that `--json` prints. Names in it are a promise to scripts. One run is passed on as it
 * is; over several seeds rates become means with their values, counts become means, and confusion counts are added up.
 */
import { meanRate, type ArmResult, type ExperimentResult, type FilterReport, type MetricValue, type Note, type ProbeReport, type Rate, type Spec, type Tally } from "../engine/index";

export interface FilterDocument {
  readonly removed: number;
  readonly relabeled: number;
  readonly kept: number;
  readonly truePositiveRate: number | null;
  readonly falsePositiveRate: number | null;
  readonly precision: number | null;
  readonly honestRowsLost: number;
  readonly honestRows: number;
  readonly poisonedFound: number;
  readonly poisonedRows: number;
  readonly auroc: number | null;
  /** The rates again, with n and 95 % interval. One run only. */
  readonly rates?: { readonly truePositiveRate: Rate | null; readonly falsePositiveRate: Rate | null; readonly precision: Rate | null };
  /** The same numbers for each seed. Several seeds only. */
  readonly perSeed?: readonly FilterDocument[];
}

export interface ArmDocument {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly metrics: Readonly<Record<string, MetricValue | null>>;
  readonly classMetrics: Readonly<Record<string, readonly MetricValue[]>>;
  readonly confusion: readonly (readonly number[])[];
  /** Over several seeds added up, as the confusion counts are. */
  readonly unanswered?: ArmResult["unanswered"];
  readonly filter?: FilterDocument;
  /** By contributor; over several seeds the rates are means and rows those of the first. */
  readonly sources?: ArmResult["sources"];
  /** One entry per probe of the spec; over several seeds rates are means, examples and notes those of the first. */
  readonly probes?: readonly ProbeReport[];
  /** Guards, certificates and monitors; over several seeds rates are means. */
  readonly screen?: ArmResult["screen"];
  readonly certificate?: ArmResult["certificate"];
  readonly watches?: ArmResult["watches"];
  /** Of a federation and of a stream; over several seeds shares are means, clients, rounds and steps those of the first. */
  readonly federation?: ArmResult["federation"];
  readonly online?: ArmResult["online"];
  readonly download?: ArmResult["download"];
  readonly curve: ArmResult["curve"];
  readonly repairPath?: ArmResult["repairPath"];
  readonly notes: readonly Note[];
  readonly diverged: boolean;
  readonly seconds: number;
  /** Of those, what the defense cost. */
  readonly ownSeconds: number;
}

export interface RunDocument {
  readonly spec: Spec;
  readonly key: string;
  readonly engine: ExperimentResult["engine"];
  readonly seeds: readonly number[];
  /** Attacks on one image: the image of each run, as its parameter names it. */
  readonly victims?: readonly number[];
  readonly arms: readonly ArmDocument[];
  readonly poison: ExperimentResult["poison"];
  readonly stages: readonly { readonly kind: string; readonly title: string; readonly arms: readonly string[]; readonly cached: boolean; readonly seconds: number }[];
  readonly warnings: readonly string[];
  readonly seconds: number;
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const known = <T>(values: readonly (T | null | undefined)[]) => values.filter((v): v is T => v !== null && v !== undefined);
const meanOrNull = (values: readonly (number | null)[]) => (known(values).length > 0 ? mean(known(values)) : null);

function filterDocument(f: FilterReport): FilterDocument {
  return {
    removed: f.removed, relabeled: f.relabeled, kept: f.kept,
    truePositiveRate: f.truePositiveRate?.value ?? null, falsePositiveRate: f.falsePositiveRate?.value ?? null, precision: f.precision?.value ?? null,
    honestRowsLost: f.honestRowsLost, honestRows: f.honestTotal, poisonedFound: f.poisonedFound, poisonedRows: f.poisonedTotal, auroc: f.auroc,
    rates: { truePositiveRate: f.truePositiveRate, falsePositiveRate: f.falsePositiveRate, precision: f.precision },
  };
}

function meanFilter(all: readonly FilterDocument[]): FilterDocument {
  const count = (key: "removed" | "relabeled" | "kept" | "honestRowsLost" | "honestRows" | "poisonedFound" | "poisonedRows") => mean(all.map((f) => f[key]));
  const rate = (key: "truePositiveRate" | "falsePositiveRate" | "precision" | "auroc") => meanOrNull(all.map((f) => f[key]));
  return {
    removed: count("removed"), relabeled: count("relabeled"), kept: count("kept"),
    truePositiveRate: rate("truePositiveRate"), falsePositiveRate: rate("falsePositiveRate"), precision: rate("precision"),
    honestRowsLost: count("honestRowsLost"), honestRows: count("honestRows"), poisonedFound: count("poisonedFound"), poisonedRows: count("poisonedRows"), auroc: rate("auroc"),
    perSeed: all.map(({ rates: _, ...rest }) => rest),
  };
}

function armDocument(arm: ArmResult): ArmDocument {
  return {
    id: arm.id, kind: arm.kind, title: arm.title, metrics: arm.metrics, classMetrics: arm.classMetrics, confusion: arm.confusion, ...(arm.unanswered && { unanswered: arm.unanswered }),
    ...(arm.filter ? { filter: filterDocument(arm.filter) } : {}), ...(arm.sources ? { sources: arm.sources } : {}), ...(arm.probes ? { probes: arm.probes } : {}), curve: arm.curve, ...(arm.repairPath ? { repairPath: arm.repairPath } : {}),
    ...(arm.screen && { screen: arm.screen }), ...(arm.certificate && { certificate: arm.certificate }), ...(arm.watches && { watches: arm.watches }),
    ...(arm.federation && { federation: arm.federation }), ...(arm.online && { online: arm.online }), ...(arm.download && { download: arm.download }),
    notes: arm.notes, diverged: arm.diverged, seconds: arm.seconds, ownSeconds: arm.ownSeconds,
  };
}

function meanSources(arms: readonly ArmResult[]): ArmResult["sources"] {
  return arms[0]!.sources?.map((first, s) => {
    const rate = (key: "agreement" | "flagged" | "testAccuracy") => meanRate(arms.map((a) => a.sources?.[s]?.[key]));
    return { ...first, agreement: rate("agreement") ?? first.agreement, flagged: rate("flagged"), testAccuracy: rate("testAccuracy") };
  });
}

function meanProbes(arms: readonly ArmResult[]): readonly ProbeReport[] | undefined {
  return arms[0]!.probes?.map((first, i) => {
    const all = known(arms.map((a) => a.probes?.[i]));
    const curves = first.curves.map((curve, c) => ({ ...curve, points: curve.points.map((p, k) => ({ x: p.x, rate: meanRate(all.map((o) => o.curves[c]?.points[k]?.rate)) ?? p.rate })) }));
    const matrix = first.matrix && { ...first.matrix, rates: first.matrix.rates.map((row, r) => row.map((_, c) => meanRate(all.map((o) => o.matrix?.rates[r]?.[c])))) };
    const figures = first.figures.map((f, k) => ({ ...f, value: mean(known(all.map((o) => o.figures[k]?.value))) }));
    return { ...first, curves, figures, ...(matrix && { matrix }) };
  });
}

/** What a model at work showed, over seeds; a curve of certificates is the mean at each x that all of them have. */
function meanAtWork(arms: readonly ArmResult[]): Pick<ArmDocument, "screen" | "certificate" | "watches"> {
  const first = arms[0]!, screens = known(arms.map((a) => a.screen)), certificates = known(arms.map((a) => a.certificate)), watches = known(arms.map((a) => a.watches));
  const screen = first.screen && {
    ...first.screen, falseRejections: meanRate(screens.map((s) => s.falseRejections))!, falseAcceptances: meanRate(screens.map((s) => s.falseAcceptances)),
    acceptedAccuracy: meanRate(screens.map((s) => s.acceptedAccuracy))!, auroc: meanOrNull(screens.map((s) => s.auroc)),
  };
  const at = (c: (typeof certificates)[number], x: number) => [...c.points].reverse().find((p) => p.x <= x)?.y ?? 0;
  const certificate = first.certificate && {
    ...first.certificate, n: certificates.reduce((sum, c) => sum + c.n, 0), median: mean(certificates.map((c) => c.median)), uncertified: meanRate(certificates.map((c) => c.uncertified))!,
    points: first.certificate.points.map(({ x }) => ({ x, y: mean(certificates.map((c) => at(c, x))) })),
  };
  return {
    ...(screen && { screen }), ...(certificate && { certificate }),
    ...(first.watches && { watches: first.watches.map((w, i) => ({ ...w, detectors: w.detectors.map((d, k) => ({ ...d, delay: meanOrNull(watches.map((all) => all[i]?.detectors[k]?.delay ?? null)), falseAlarms: meanRate(watches.map((all) => all[i]?.detectors[k]?.falseAlarms)) ?? d.falseAlarms })) })) }),
  };
}

const meanTally = (all: readonly (Tally | null)[]): Tally | null => (known(all).length > 0 ? { count: mean(known(all).map((t) => t.count)), of: mean(known(all).map((t) => t.of)) } : null);

/** What rounds with clients and streams came to, over seeds. */
function meanRegime(arms: readonly ArmResult[]): Pick<ArmDocument, "federation" | "online"> {
  const first = arms[0]!, all = known(arms.map((a) => a.federation)), streams = known(arms.map((a) => a.online)), ends = known(all.map((f) => f.durability));
  const replaced = meanTally(all.map((f) => f.honestReplaced ?? null));
  const federation = first.federation && {
    ...first.federation, ...(replaced && { honestReplaced: replaced }), attackersStopped: meanTally(all.map((f) => f.attackersStopped)), honestLost: meanTally(all.map((f) => f.honestLost)), attackerWeight: meanOrNull(all.map((f) => f.attackerWeight)),
    durability: ends[0] ? { round: ends[0].round, after: mean(ends.map((d) => d.after)), atEnd: mean(ends.map((d) => d.atEnd)) } : null,
  };
  const online = first.online && { ...first.online, honestDropped: meanRate(streams.map((o) => o.honestDropped))!, attackerDropped: meanRate(streams.map((o) => o.attackerDropped)) };
  return { ...(federation && { federation }), ...(online && { online }) };
}

function allUnanswered(arms: readonly ArmResult[]): Pick<ArmDocument, "unanswered"> {
  if (!arms.some((a) => a.unanswered)) return {};
  const add = (all: readonly Tally[]): Tally => all.reduce((sum, t) => ({ count: sum.count + t.count, of: sum.of + t.of })), none = (rate: Rate | null | undefined): Tally => ({ count: 0, of: rate?.n ?? 0 });
  const goal = add(arms.map((a) => a.unanswered?.goal ?? none(a.metrics["attackSuccess"] ?? a.metrics["targetHit"])));
  return { unanswered: { test: add(arms.map((a) => a.unanswered?.test ?? none(a.metrics["cleanAccuracy"]))), goal: goal.of > 0 ? goal : null } };
}

function meanArm(arms: readonly ArmResult[]): ArmDocument {
  const first = arms[0]!;
  const filters = known(arms.map((a) => a.filter)).map(filterDocument), sources = meanSources(arms), probes = meanProbes(arms);
  return {
    ...armDocument(first),
    metrics: Object.fromEntries(Object.keys(first.metrics).map((id) => [id, meanRate(arms.map((a) => a.metrics[id]))])),
    classMetrics: Object.fromEntries(Object.entries(first.classMetrics).map(([id, list]) => [id, known(list.map((_, c) => meanRate(arms.map((a) => a.classMetrics[id]?.[c]))))])),
    confusion: first.confusion.map((row, i) => row.map((_, j) => arms.reduce((sum, a) => sum + (a.confusion[i]?.[j] ?? 0), 0))), ...allUnanswered(arms),
    ...(filters.length > 0 ? { filter: meanFilter(filters) } : {}),
    ...(sources ? { sources } : {}),
    ...(probes ? { probes } : {}),
    ...meanAtWork(arms), ...meanRegime(arms), ownSeconds: mean(arms.map((a) => a.ownSeconds)),
    notes: arms.flatMap((a) => a.notes), diverged: arms.some((a) => a.diverged), seconds: mean(arms.map((a) => a.seconds)),
  };
}

function victimsOf(results: readonly ExperimentResult[]): Pick<RunDocument, "victims"> {
  const victims = known(results.map((r) => r.spec.attack?.params["victim"])).filter((v): v is number => typeof v === "number");
  return victims.length > 0 ? { victims } : {};
}

/** The document for one run or for the runs of one spec over several seeds. Spec, key, curves and stages are the first run's. */
export function runDocument(results: readonly ExperimentResult[]): RunDocument {
  const first = results[0];
  if (!first) throw new RangeError("no results to report");
  const several = results.length > 1;
  const warnings = results.flatMap((r) => r.warnings.map((w) => (several ? `Seed ${r.spec.seed}: ${w.text}` : w.text)));
  return {
    spec: first.spec, key: first.key, engine: first.engine, seeds: [...new Set(results.map((r) => r.spec.seed))], ...victimsOf(results),
    arms: several ? first.arms.map((arm) => meanArm(known(results.map((r) => r.arms.find((a) => a.id === arm.id))))) : first.arms.map(armDocument),
    poison: first.poison,
    stages: first.stages.map(({ kind, title, arms, cached, seconds }) => ({ kind, title, arms, cached, seconds })),
    warnings: [...new Set(warnings)], seconds: results.reduce((sum, r) => sum + r.seconds, 0),
  };
}
