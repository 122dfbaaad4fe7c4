/**
 * The finding: what happened in a run, as sentences written from its numbers alone. Knows results, not the page.
 * First what the attack did, then what each defense did about it, then how much weight one run carries.
 */
import { attacks, datasets, type ArmResult, type ExperimentResult, type Spec } from "../../engine/index";
import { attackNouns, thingsOf, wantedOfOne } from "./attack-words";
import { pipelineTitle } from "./summaries";
import { count, fromTo, percent, percentDigits, percentPlain, percentRound, plural, points } from "./format";

export interface Finding {
  readonly attack: string;
  /** One entry for each defense pipeline, in order; a last one on all of them where they were also run without an attack. */
  readonly defenses: readonly string[];
  readonly caveat: string;
  /** True when the numbers of the columns carry intervals (one run), false when they carry ranges over runs. */
  readonly interval: boolean;
}

/** Differences smaller than this many points are noise on a test set of a thousand. */
const BARELY = 0.015;
/** Attack success at most this far above the clean model's is a failed attack. */
const NOTHING = 0.1;

const armOf = (result: ExperimentResult, kind: ArmResult["kind"]) => result.arms.find((a) => a.kind === kind);
const accuracyOf = (arm: ArmResult | undefined) => arm?.metrics.cleanAccuracy?.value ?? 0;
const successOf = (arm: ArmResult | undefined) => arm?.metrics.attackSuccess?.value ?? null;

function accuracyClause(clean: number, now: number): string {
  const change = now - clean;
  if (Math.abs(change) < 0.0005) return `Accuracy stayed at ${percent(now)}`;
  if (Math.abs(change) < BARELY) return `Accuracy barely moved (${fromTo(clean, now)})`;
  return `Accuracy ${change < 0 ? "fell" : "rose"} by ${points(change)} (${fromTo(clean, now)})`;
}

/** true when the one image that the attack is about is read as wanted; null for attacks that are about many. */
const hitOf = (arm: ArmResult | undefined): boolean | null => (arm?.metrics.targetHit ? arm.metrics.targetHit.value > 0.5 : null);

function metaOf(spec: Spec) {
  const plugin = datasets.find(spec.dataset.id), params = plugin?.params.safeParse(spec.dataset.params);
  return plugin && params?.success ? plugin.meta(params.data) : null;
}

/** "0"; "the attacker wants" where the data are not known. */
const wantedName = (spec: Spec): string => metaOf(spec)?.classNames[wantedOfOne(spec) ?? -1] ?? "the attacker wants";

function oneSentence(result: ExperimentResult, hit: boolean, before: number, after: number): string {
  const as = wantedName(result.spec), rows = `${plural(result.poison.poisoned, "poisoned row", "poisoned rows")}`;
  if (hitOf(armOf(result, "clean"))) return `The chosen image is read as ${as} by the clean model already, so the attack had nothing to win. ${accuracyClause(before, after)}.`;
  if (!hit) return `The attack missed: with ${rows} the chosen image is still not read as ${as}. ${accuracyClause(before, after)}.`;
  return `${accuracyClause(before, after)}, ${Math.abs(before - after) < BARELY ? "but" : "and"} with ${rows} the chosen image is now read as ${as}.`;
}

/** What the attacker put in, for the end of a sentence: "200 rows poisoned", "3 of 15 clients malicious". */
function effort({ spec, poison }: ExperimentResult): string {
  const stage = attacks.find(spec.attack?.id ?? "")?.stage ?? "data", rows = plural(poison.poisoned, "row", "rows");
  if (stage === "weights") return "the downloaded model tampered with";
  if (spec.regime === "federated") return `${count(spec.federated.malicious)} of ${plural(spec.federated.clients, "client", "clients")} malicious`;
  if (spec.regime === "online") return `up to ${percentPlain(spec.online.peak)} of the labels that came back poisoned`;
  return `${rows} poisoned`;
}

/** Whether the attacker has done nothing at all. */
const idle = ({ spec, poison }: ExperimentResult): boolean => poison.poisoned === 0 && ((attacks.find(spec.attack?.id ?? "")?.stage ?? "data") === "data" || (spec.regime === "federated" && spec.federated.malicious === 0));

/** What is left of the attack some rounds after it has stopped. */
function lasting(arm: ArmResult | undefined): string {
  const d = arm?.federation?.durability, success = successOf(arm);
  // Forgotten attacks have been spoken of already.
  return d && success !== null && d.after - success <= NOTHING ? ` The last attack was in round ${d.round}: attack success was ${percentRound(d.after)} right after it and is still ${percentRound(d.atEnd)} at the end.` : "";
}

/** What a plainer attack of the same size did, and how the model reads what only resembles the trigger. */
function besides(result: ExperimentResult): string {
  const plainer = armOf(result, "attack-baseline"), poisoned = armOf(result, "poisoned"), close = poisoned?.metrics.nearMissAccuracy;
  const said: string[] = [];
  if (close) said.push(`Of ${thingsOf(metaOf(result.spec) ?? { modality: "tabular" })[1]} with only something like the trigger, ${percentRound(close.value)} are still read correctly.`);
  if (plainer && poisoned && !plainer.diverged && !poisoned.diverged) {
    const reached = successOf(plainer), hit = hitOf(plainer);
    said.push(hit !== null ? `${plainer.title}, just as many rows, ${hit ? "hit it, too" : "missed"}.`
      : reached !== null && successOf(poisoned) !== null ? `${plainer.title} reached ${percentRound(reached)}.`
      : `${plainer.title}, just as many rows, left accuracy at ${percent(accuracyOf(plainer))}.`);
  }
  return said.length > 0 ? ` ${said.join(" ")}` : "";
}

function attackSentence(result: ExperimentResult): string {
  const clean = armOf(result, "clean"), poisoned = armOf(result, "poisoned");
  if (clean?.diverged) return "The clean model diverged: its loss stopped being a number. Lower the learning rate and run again.";
  const before = accuracyOf(clean);
  if (!result.spec.attack || !poisoned) return `Nothing is poisoned: the model reads ${percent(before)} of the test inputs correctly.`;
  if (poisoned.diverged) return "The poisoned model diverged: its loss stopped being a number. The clean model did not.";
  if (idle(result)) return `${result.spec.regime === "federated" && result.spec.federated.malicious === 0 ? "No client is malicious" : "Not one row was poisoned"}, so the poisoned model is the clean one: both read ${percent(before)} of the test inputs correctly.`;
  return `${whatItDid(result, before, accuracyOf(poisoned))}${besides(result)}${lasting(poisoned)}`;
}

function whatItDid(result: ExperimentResult, before: number, after: number): string {
  const poisoned = armOf(result, "poisoned"), hit = hitOf(poisoned), success = successOf(poisoned), floor = successOf(armOf(result, "clean")) ?? 0;
  if (hit !== null) return oneSentence(result, hit, before, after);
  if (success === null) {
    const drop = before - after;
    if (drop < BARELY) return `The attack did little harm: ${accuracyClause(before, after).replace(/^A/, "a")} with ${effort(result)}.`;
    return `${accuracyClause(before, after)} with ${effort(result)}.`;
  }
  const { inputs, as } = attackNouns(result.spec), faded = poisoned?.federation?.durability;
  if (success - floor <= NOTHING && faded && faded.after - floor > NOTHING) return `The attack took and was forgotten: right after round ${faded.round}, the last attacked one, ${percentRound(faded.after)} of ${inputs} were read ${as}, at the end ${percentRound(success)}. ${accuracyClause(before, after)}.`;
  if (success - floor <= NOTHING) return `The attack did not take: ${percentRound(success)} of ${inputs} are read ${as}, against ${percentRound(floor)} for the clean model. ${accuracyClause(before, after)}.`;
  const quiet = Math.abs(before - after) < BARELY;
  return `${accuracyClause(before, after)}, ${quiet ? "but" : "and"} ${percentRound(success)} of ${inputs} are now read ${as}.`;
}

/** What a server did about its clients, where it turned somebody away. */
function clientsClause(name: string, { federation }: ArmResult): string | null {
  const stopped = federation?.attackersStopped, lost = federation?.honestLost;
  if ((stopped?.count ?? 0) + (lost?.count ?? 0) === 0) return null;
  const honest = lost ? `${count(lost.count)} of ${plural(lost.of, "honest update", "honest updates")}` : "no honest update";
  return stopped ? `${name} kept out ${count(stopped.count)} of ${plural(stopped.of, "malicious update", "malicious updates")} and ${honest}` : `${name} kept out ${honest}`;
}

function filterClause(name: string, arm: ArmResult): string | null {
  const f = arm.filter;
  if (!f) return null;
  const verb = f.relabeled > f.removed ? "relabeled" : "removed";
  if (f.removed + f.relabeled === 0) return `${name} flagged nothing`;
  if (f.poisonedTotal === 0) return `${name} ${verb} ${plural(f.honestRowsLost, "honest row", "honest rows")}, although nothing was poisoned`;
  const honest = f.honestRowsLost === 0 ? "no honest one" : plural(f.honestRowsLost, "honest one", "honest ones");
  return `${name} ${verb} ${count(f.poisonedFound)} of ${plural(f.poisonedTotal, "poisoned row", "poisoned rows")} and ${honest}`;
}

/** What a stream's defense threw away and made the model forget, where it did either. */
function reportsClause(name: string, { online }: ArmResult): string | null {
  const honest = online?.honestDropped, theirs = online?.attackerDropped, forgot = (online?.restored ?? []).reduce((sum, r) => sum + r.honest, 0);
  const times = (of: typeof honest) => (of ? Math.round(of.value * of.n) : 0);
  if (!honest || times(honest) + times(theirs) + forgot === 0) return null;
  return `${name} threw away ${count(times(honest))} of ${plural(honest.n, "honest report", "honest reports")}${theirs ? ` and ${count(times(theirs))} of the attacker’s ${count(theirs.n)}` : ""}${forgot > 0 ? `, made the model forget ${plural(forgot, "more honest one", "more honest ones")}` : ""}`;
}

/** What the same defenses reach where nobody attacks, each beside the undefended model. */
function unattackedSentence({ arms, spec }: ExperimentResult): string | null {
  const clean = arms.find((a) => a.kind === "clean"), controls = arms.filter((a) => a.kind === "clean-control"), before = accuracyOf(clean);
  if (!clean || controls.length === 0 || [clean, ...controls].some((a) => a.diverged)) return null;
  const reached = controls.map((a) => `${pipelineTitle(spec.defenses, a.pipeline ?? -1) || a.title} ${percent(accuracyOf(a))}`), losses = controls.map((a) => before - accuracyOf(a)), n = losses.filter((l) => l > BARELY).length;
  const who = n === 0 ? "no defense loses" : n === controls.length ? "every defense loses" : `${count(n)} of ${plural(controls.length, "defense", "defenses")} ${n === 1 ? "loses" : "lose"}`;
  const verdict = controls.length > 1 ? `${who} more than ${points(BARELY)} there` : n === 0 ? `the defense costs no more than ${points(BARELY)} there` : `the defense costs ${points(losses[0]!)} there`;
  return `Without any attack ${spec.regime === "federated" ? "plain averaging" : "the undefended model"} reaches ${percent(before)}, ${reached.join(", ")}: ${verdict}.`;
}

function defenseSentence(result: ExperimentResult, arm: ArmResult): string {
  const name = pipelineTitle(result.spec.defenses, arm.pipeline ?? -1) || arm.title;
  if (arm.diverged) return `The model defended by ${name} diverged: its loss stopped being a number.`;
  const clean = armOf(result, "clean"), poisoned = armOf(result, "poisoned") ?? clean;
  const did = filterClause(name, arm) ?? clientsClause(name, arm) ?? reportsClause(name, arm), start = did ?? name;
  const join = did ? ", and " : " ";
  // A poisoned model may by luck be better than the clean one, and a defense does not have to keep that: what it costs is what it
  // ends below the lower of the two.
  const before = accuracyOf(poisoned), unpoisoned = accuracyOf(clean), after = accuracyOf(arm), lost = Math.min(before, unpoisoned) - after;
  const success = successOf(poisoned), left = successOf(arm), floor = successOf(clean) ?? 0;
  const cost = lost > BARELY ? ` It cost ${points(lost)} of accuracy against the ${unpoisoned < before ? "clean" : "poisoned"} model.` : "";
  const hit = hitOf(poisoned), still = hitOf(arm);
  if (hit && still !== null && !hitOf(clean)) return `${start}${still ? ", but the chosen image is still" : `${join}kept the chosen image from being`} read as ${wantedName(result.spec)}.${cost}`;
  if (success === null || left === null || success - floor <= NOTHING) {
    const fallen = unpoisoned - before;
    if (lost > BARELY) return `${start}${did ? "; it" : ""} hurt more than it helped: accuracy went from ${percentDigits(before)} to ${percent(after)}.`;
    // A twentieth of what was lost is as good as nothing.
    if (fallen > BARELY && after - before > Math.max(0.003, fallen / 20)) return `${start}${join}won back ${after - before >= fallen ? "all" : percentDigits(after - before)} of the ${points(fallen)} lost.`;
    return `${start}${did ? ";" : ":"} accuracy is ${percent(after)}, against ${percent(before)} without it.`;
  }
  const cut = success - left;
  if (cut < -0.02) return `${start}${did ? "; it" : ""} hurt more than it helped: attack success rose from ${percentRound(success)} to ${percentRound(left)}${lost > BARELY ? `, and accuracy went from ${percentDigits(before)} to ${percent(after)}` : ""}.`;
  if (cut < NOTHING && lost > BARELY) return `${start}${did ? "; it" : ""} hurt more than it helped: accuracy went from ${percentDigits(before)} to ${percent(after)}, and attack success is still ${percentRound(left)}.`;
  if (cut < 0.02) return did ? `${start}, but attack success stayed at ${percentRound(left)}.` : `${name} left attack success at ${percentRound(left)}.${cost}`;
  if (cut < success / 2) return `${start}${join}brought attack success only from ${percentRound(success)} to ${percentRound(left)}.${cost}`;
  return `${start}${join}brought attack success down to ${percentRound(left)}.${cost}`;
}

function caveatSentence(result: ExperimentResult): string {
  const runs = result.arms[0]?.metrics.cleanAccuracy?.values?.length ?? 1;
  if (runs > 1) return `Means of ${runs} runs with different seeds.`;
  const n = result.arms[0]?.metrics.cleanAccuracy?.n;
  const one = hitOf(armOf(result, "poisoned")) !== null ? " The target is one image: whether it is hit says nothing about others." : "";
  return `One run, seed ${result.spec.seed}${n ? `, ${plural(n, "test input", "test inputs")}` : ""}: another seed gives slightly different numbers.${one}`;
}

/** Three kinds of sentence, never empty for a finished run. */
export function finding(result: ExperimentResult): Finding {
  const unattacked = unattackedSentence(result);
  return {
    attack: attackSentence(result),
    defenses: [...result.arms.filter((a) => a.kind === "defended").map((a) => defenseSentence(result, a)), ...(unattacked ? [unattacked] : [])],
    caveat: caveatSentence(result),
    interval: (result.arms[0]?.metrics.cleanAccuracy?.values?.length ?? 1) < 2,
  };
}
