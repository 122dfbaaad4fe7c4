/** What the Stream tab says: titles, what the lines mean, and for every arm in sentences what happened. Figures come from finished arms. */
import type { OnlineReport } from "../../engine/index";
import { count, list, percent, plural } from "./format";

const steps = (n: number): string => plural(n, "step", "steps");

export const streamTab = {
  beforeTitle: "A model that keeps learning",
  before: "Run the experiment, and step by step you see here how the models fare while users’ labels come back, how much of that is poison, and what the defenses do about it.",
  run: "Run",
  stale: "The setup has changed since this run; these are the steps of the one before.",
  explain: "In each step the model answers what users send, some true labels come back, the attacker’s among them, and the model learns from them. All columns meet the same honest users in the same order.",
  step: "step",
  share: "% of test rows",
  accuracy: "Clean accuracy",
  attack: "Attack success rate",
  poison: "Poison among the labels that come back",
  poisonShare: "% of the labels",
  poisonLine: "The attacker’s labels",
  attacked: "Tinted: steps in which the attacker’s labels came.",
  never: "Nobody attacks this stream.",
  whatFor: "What became of the reports",
} as const;

/** The lane of one arm: bars of reports, alarms and ways back. */
export const lane = {
  title: (arm: string) => `${arm}: what became of the reports`,
  key: { learned: "learned, honest", learnedBad: "learned, the attacker’s", forgot: "learned, then forgotten, honest", forgotBad: "learned, then forgotten, the attacker’s", dropped: "thrown away, honest", droppedBad: "thrown away, the attacker’s" },
  reports: "reports",
  step: "step",
  alarm: "alarm",
  back: (to: number) => (to === 0 ? "back to the model as deployed" : `back to the model of step ${to}`),
  level: (name: string, threshold: string) => `The line below: ${name}; an alarm where it passes ${threshold} (dashed).`,
  columns: { step: "Step", reported: "Labels back", learned: "Learned, honest", learnedBad: "Learned, attacker’s", forgot: "Forgotten again, honest", forgotBad: "Forgotten again, attacker’s", held: "Waiting", dropped: "Thrown away, honest", droppedBad: "Thrown away, attacker’s", said: "Alarms and ways back", level: "Statistic" },
  /** `learned` and `learnedBad` are what the model still knows. */
  counts: (t: { readonly reported: number; readonly reportedBad: number; readonly dropped: number; readonly droppedBad: number; readonly learned: number; readonly learnedBad: number; readonly forgot: number; readonly forgotBad: number }, held: number): string => {
    const share = (n: number) => `${count(n)} ${n === 1 ? "was" : "were"}`, of = Math.max(1, t.reported);
    const lost = t.forgot > 0 ? `Of ${plural(t.reported, "honest report", "honest reports")} ${share(t.learned)} learned and kept, ${share(t.forgot)} learned and forgotten again (${percent(t.forgot / of)}), and ${share(t.dropped)} thrown away (${percent(t.dropped / of)})` : t.dropped === 0 ? "No honest report was lost" : `${count(t.dropped)} of ${plural(t.reported, "honest report", "honest reports")} ${t.dropped === 1 ? "was" : "were"} thrown away (${percent(t.dropped / Math.max(1, t.reported))})`;
    const bad = t.reportedBad === 0 ? "" : `; of the attacker’s ${count(t.reportedBad)} the model learned from ${count(t.learnedBad + t.forgotBad)}${t.forgotBad > 0 ? `, forgot ${count(t.forgotBad)} of them again,` : ""}${t.droppedBad > 0 ? ` and ${count(t.droppedBad)} ${t.droppedBad === 1 ? "was" : "were"} thrown away` : ""}`;
    return `${lost}${bad}${held > 0 ? `; ${count(held)} still ${held === 1 ? "waits" : "wait"}` : ""}.`;
  },
} as const;

const restored = (r: OnlineReport["restored"][number]): string => {
  const honest = r.honest === 0 ? "no honest report" : plural(r.honest, "honest report", "honest reports");
  if (r.attackers === 0) return `forgot ${honest}`;
  return r.honest === 0 ? `forgot ${count(r.attackers)} of the attacker’s reports and ${honest}` : `forgot ${honest} together with ${count(r.attackers)} of the attacker’s`;
};

/** How often the attack succeeds at the end: `model` of the model alone, `all` with the inputs counted that a guard turns away. */
const atTheEnd = (model: number, all: number): string =>
  `at the end the attack succeeds ${percent(model)} of the time${percent(model) === percent(all) ? "" : `, and ${percent(all)} once suspicious inputs are turned away`}`;

/** What became of one arm, in one to four sentences. `passed`: the step in which the attack got past 70 %; `last`: attack success of the model alone. */
export function streamSentences(title: string, report: OnlineReport, end: { readonly attackSuccess: number | null; readonly accuracy: number | null; readonly passed: number | null; readonly last: number | null }): string {
  const said: string[] = [], { onset, worst } = report, loud = report.alarms.filter((a) => a.at !== null && !a.early), early = report.alarms.filter((a) => a.early), silent = report.alarms.filter((a) => a.at === null);
  if (end.attackSuccess !== null && onset !== null) {
    const at = atTheEnd(end.last ?? end.attackSuccess, end.attackSuccess);
    said.push(end.passed !== null ? `The first poison came in step ${onset}; the attack passed 70 % in step ${end.passed}, and ${at}.` : `The first poison came in step ${onset}; the attack never passed 70 %${worst ? ` (${percent(worst.attackSuccess)} at most, ${worst.step === 0 ? "before the first step" : `after step ${worst.step}`})` : ""}, and ${at}.`);
  }
  for (const a of loud) said.push(`${a.title} raised its alarm in step ${a.at}, ${a.delay === 0 ? "in the first poisoned step" : `${steps(a.delay!)} after the first poison`}${end.passed !== null ? (a.at! < end.passed ? ` and ${steps(end.passed - a.at!)} before the attack passed 70 %` : ", when the attack had passed 70 % already") : ""}.`);
  for (const a of early) said.push(`${a.title} raised its alarm in step ${a.at}, ${onset === null ? "though nobody attacked" : "before there was any poison"}: a false alarm.`);
  if (silent.length > 0) said.push(`${list(silent.map((a) => a.title))} stayed silent${onset === null ? ", rightly" : ""}.`);
  for (const r of report.restored) said.push(`In step ${r.step} the model went ${lane.back(r.to)} and ${restored(r)}.`);
  if (end.accuracy !== null) said.push(`It reads ${percent(end.accuracy)} of clean test rows rightly.`);
  return `${title}. ${said.join(" ")}`;
}
