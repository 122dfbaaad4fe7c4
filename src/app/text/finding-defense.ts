/** The sentence of a finding on one defense: whom or what it turned away, and what that did to attack and accuracy. */
import { isAudit, type ArmResult, type ExperimentResult, type Tally } from "../../engine/index";
import { accuracyOf, armOf, BARELY, falsified, floorOf, forgotten, hitOf, NOTHING, successOf, wantedName } from "./finding-parts";
import { count, fromTo, percent, percentDigits, percentRound, plural, points } from "./format";
import { pipelineTitle } from "./summaries";

const noneOr = (n: number): string => (n === 0 ? "none" : count(n));

/** What a server did about its clients, where it turned somebody away. `wire`: the attacker has no clients and falsifies messages. */
function clientsClause(name: string, { federation }: ArmResult, wire: boolean): string | null {
  const stopped = federation?.attackersStopped, lost = federation?.honestLost;
  if ((stopped?.count ?? 0) + (lost?.count ?? 0) === 0) return null;
  const some = (t: Tally, kind: string) => `${noneOr(t.count)} of ${plural(t.of, `${kind} ${wire ? "message" : "update"}`, `${kind} ${wire ? "messages" : "updates"}`)}`;
  const honest = lost ? some(lost, "honest") : "no honest update";
  return stopped ? `${name} kept out ${some(stopped, wire ? "falsified" : "malicious")} and ${honest}` : `${name} kept out ${honest}`;
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

/** What a pipeline left of an attack that is forgotten at the end: what counts is how it stood when it stopped. */
function thenClause(result: ExperimentResult, arm: ArmResult, name: string, did: string | null): string | null {
  const then = forgotten(result), mine = arm.federation?.durability, end = successOf(armOf(result, "poisoned")) ?? 0, left = successOf(arm) ?? 0;
  if (!then || !mine) return null;
  const cut = then.after - mine.after, was = percentRound(then.after), is = percentRound(mine.after), when = `right after round ${then.round}`, join = did ? `${did}, and` : name;
  const last = left - end > NOTHING ? `, and it is ${percentRound(left)} at the end, against ${percentRound(end)}` : "";
  if (cut >= then.after / 2) return `${join} kept attack success ${when} at ${is}, against ${was} without it${last}`;
  if (cut >= 0.02) return `${join} brought attack success ${when} only from ${was} to ${is}${last}`;
  return `${did ? `${did}, but` : `${name}:`} attack success ${when} was ${is}, against ${was} without it${last}`;
}

/** What a pipeline did in one run. */
export function defenseSentence(result: ExperimentResult, arm: ArmResult): string {
  const name = pipelineTitle(result.spec.defenses, arm.pipeline ?? -1) || arm.title;
  if (arm.diverged) return `The model defended by ${name} diverged: its loss stopped being a number.`;
  const clean = armOf(result, "clean"), poisoned = armOf(result, "poisoned") ?? clean;
  const did = filterClause(name, arm) ?? clientsClause(name, arm, falsified(result) !== undefined) ?? reportsClause(name, arm), start = did ?? name;
  const join = did ? ", and " : " ";
  // A poisoned model may by luck be better than the clean one, and a defense does not have to keep that: what it costs is what it
  // ends below the lower of the two.
  const before = accuracyOf(poisoned), unpoisoned = accuracyOf(clean), after = accuracyOf(arm), lost = Math.min(before, unpoisoned) - after;
  const success = successOf(poisoned), left = successOf(arm), floor = successOf(clean) ?? 0;
  const cost = lost > BARELY ? ` It cost ${points(lost)} of accuracy against the ${unpoisoned < before ? "clean" : "poisoned"} model.` : "";
  const hit = hitOf(poisoned), still = hitOf(arm), often = floorOf(result), beside = often === null ? "" : `, with the clean model at ${percentRound(often)}`;
  if (hit && still !== null && !hitOf(clean)) return `${start}${still ? ", but the chosen image is still" : `${join}kept the chosen image from being`} read as ${wantedName(result.spec)}.${cost}`;
  const then = thenClause(result, arm, name, did);
  if (then) return `${then}.${cost}`;
  // Nobody attacked a model that is audited, so a defense is not judged by what it won.
  if (isAudit(result.spec) && lost > BARELY) return `${start}${did ? "; it" : ""} would cost ${points(lost)} of accuracy (${fromTo(before, after)}).`;
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
  // Half of what there was to win: no defense brings a model below the clean one.
  if (cut < (success - floor) / 2) return `${start}${join}brought attack success only from ${percentRound(success)} to ${percentRound(left)}${beside}.${cost}`;
  return `${start}${join}brought attack success down to ${percentRound(left)}${beside}.${cost}`;
}
