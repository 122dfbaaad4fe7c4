/**
 * The finding: what happened in a run, as sentences written from its numbers alone. Knows results, not the page.
 * First what the attack did, then what each defense did about it, then how much weight one run carries.
 */
import { attacks, isAudit, type ExperimentResult } from "../../engine/index";
import { attackNouns, thingsOf } from "./attack-words";
import { defenseSentence } from "./finding-defense";
import { accuracyOf, armOf, BARELY, falsified, floorOf, forgotten, hitOf, metaOf, NOTHING, successOf, wantedName } from "./finding-parts";
import { count, fromTo, percent, percentPlain, percentRound, plural, points } from "./format";
import { pipelineTitle } from "./summaries";

export interface Finding {
  readonly attack: string;
  /** One entry for each defense pipeline, in order; a last one on all of them where they were also run without an attack. */
  readonly defenses: readonly string[];
  readonly caveat: string;
  /** True when the numbers of the columns carry intervals (one run), false when they carry ranges over runs. */
  readonly interval: boolean;
}

function accuracyClause(clean: number, now: number): string {
  const change = now - clean;
  if (Math.abs(change) < 0.0005) return `Accuracy stayed at ${percent(now)}`;
  if (Math.abs(change) < BARELY) return `Accuracy barely moved (${fromTo(clean, now)})`;
  return `Accuracy ${change < 0 ? "fell" : "rose"} by ${points(change)} (${fromTo(clean, now)})`;
}

function oneSentence(result: ExperimentResult, hit: boolean, before: number, after: number): string {
  const as = wantedName(result.spec), rows = `${plural(result.poison.poisoned, "poisoned row", "poisoned rows")}`;
  if (hitOf(armOf(result, "clean"))) return `The chosen image is read as ${as} by the clean model already, so the attack had nothing to win. ${accuracyClause(before, after)}.`;
  if (!hit) return `The attack missed: with ${rows} the chosen image is still not read as ${as}. ${accuracyClause(before, after)}.`;
  return `${accuracyClause(before, after)}, ${Math.abs(before - after) < BARELY ? "but" : "and"} with ${rows} the chosen image is now read as ${as}.`;
}

/** What somebody on the wire did to messages, in every round alike or all in all. */
function onTheWay(result: ExperimentResult): string | null {
  const { spec: { federated: f } } = result, of = falsified(result), rounds = armOf(result, "poisoned")?.federation?.rounds.length ?? 0;
  if (!of) return null;
  const alike = of.of === f.clients * rounds && of.count === f.malicious * rounds;
  return alike ? `${count(f.malicious)} of ${plural(f.clients, "message", "messages")} a round falsified on the way` : `${count(of.count)} of ${plural(of.of, "message", "messages")} falsified on the way`;
}

/** What the attacker put in, for the end of a sentence: "200 rows poisoned", "3 of 15 clients malicious". */
function effort(result: ExperimentResult): string {
  const { spec, poison } = result, stage = attacks.find(spec.attack?.id ?? "")?.stage ?? "data", rows = plural(poison.poisoned, "row", "rows");
  if (stage === "weights") return "the downloaded model tampered with";
  if (spec.regime === "federated") return onTheWay(result) ?? `${count(spec.federated.malicious)} of ${plural(spec.federated.clients, "client", "clients")} malicious`;
  if (spec.regime === "online") return `up to ${percentPlain(spec.online.peak)} of the labels that came back poisoned`;
  return `${rows} poisoned`;
}

/** Why the attacker has done nothing at all; null where something was done. */
function idle({ spec, poison, arms }: ExperimentResult): string | null {
  const { attackRound, malicious } = spec.federated, rounds = arms.find((a) => a.kind === "poisoned")?.federation?.rounds ?? [];
  if (spec.regime === "federated" && malicious === 0) return "No client is malicious";
  if (rounds.length > 0 && !rounds.some((r) => r.attacked)) return `The attack never began: round ${count(attackRound)} was to be its first, and there were only ${plural(rounds.length, "round", "rounds")}`;
  return poison.poisoned === 0 && (attacks.find(spec.attack?.id ?? "")?.stage ?? "data") === "data" ? "Not one row was poisoned" : null;
}

/** What is left of the attack some rounds after it has stopped. Forgotten ones have been spoken of already. */
function lasting(result: ExperimentResult): string {
  const poisoned = armOf(result, "poisoned"), d = poisoned?.federation?.durability;
  if (!d || successOf(poisoned) === null || forgotten(result)) return "";
  const change = d.atEnd - d.after, end = percentRound(d.atEnd);
  return ` The last attack was in round ${d.round}: attack success was ${percentRound(d.after)} right after it and ${change < -NOTHING ? `has faded to ${end} by` : change > NOTHING ? `has grown to ${end} by` : `is still ${end} at`} the end.`;
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
  if (!result.spec.attack || !poisoned) return `${isAudit(result.spec) ? "The model" : "Nothing is poisoned: the model"} reads ${percent(before)} of the test inputs correctly.`;
  if (poisoned.diverged) return "The poisoned model diverged: its loss stopped being a number. The clean model did not.";
  const why = idle(result);
  if (why) return `${why}, so the poisoned model is the clean one: both read ${percent(before)} of the test inputs correctly.`;
  return `${whatItDid(result, before, accuracyOf(poisoned))}${besides(result)}${lasting(result)}`;
}

function whatItDid(result: ExperimentResult, before: number, after: number): string {
  const poisoned = armOf(result, "poisoned"), hit = hitOf(poisoned), success = successOf(poisoned), floor = successOf(armOf(result, "clean")) ?? 0;
  if (hit !== null) return oneSentence(result, hit, before, after);
  if (success === null) {
    const drop = before - after;
    if (drop < BARELY) return `The attack did little harm: ${accuracyClause(before, after).replace(/^A/, "a")} with ${effort(result)}.`;
    return `${accuracyClause(before, after)} with ${effort(result)}.`;
  }
  const { inputs, as } = attackNouns(result.spec), faded = forgotten(result), often = floorOf(result);
  if (faded) return `The attack took and was forgotten: right after round ${faded.round}, the last attacked one, ${percentRound(faded.after)} of ${inputs} were read ${as}, at the end ${percentRound(success)}. ${accuracyClause(before, after)}.`;
  if (success - floor <= NOTHING) return `The attack did not take: ${percentRound(success)} of ${inputs} are read ${as}, against ${percentRound(floor)} for the clean model. ${accuracyClause(before, after)}.`;
  const quiet = Math.abs(before - after) < BARELY;
  return `${accuracyClause(before, after)}, ${quiet ? "but" : "and"} ${percentRound(success)} of ${inputs} are now read ${as}${often === null ? "" : `, against ${percentRound(often)} for the clean model`}.`;
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
