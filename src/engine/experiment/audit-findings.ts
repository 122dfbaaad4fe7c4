/** One finding of a model audit for each test: numbers with their meaning, their interval and a cautious word. Runs nothing. */
import type { DatasetMeta } from "../core/data";
import type { Bars, ProbePlugin, Rate } from "../core/plugins";
import { standingOf, standingText, type Standing } from "../core/standing";
import type { AuditFinding, AuditVerdict } from "./audit";
import { settingsLine } from "./audit-settings";
import type { ArmResult, ProbeReport, ScreenReport } from "./result";
import type { Choice } from "./spec";

/** A class whose recall lies this far below the accuracy, intervals counted, stands out. */
const FAR = 0.15;
/** The largest class has this many times its even share: then always answering it is a guess worth naming. */
const UNEVEN = 1.2;
/** A fall of less than this many points is little. */
const LITTLE = 0.05;
/** STRIP turns away harmless inputs this many times more often than asked: the threshold is not to be relied on. */
const MANY = 3;

const percent = (v: number): string => `${(100 * v).toFixed(v > 0 && v < 0.01 ? 2 : 1)} %`;
const count = (n: number): string => n.toLocaleString("en-US");
const short = (v: number): string => String(Number(v.toPrecision(3)));
/** A rate with its 95 % interval. */
export const rateText = ({ value, low, high }: Rate): string => `${percent(value)} (${percent(low)} to ${percent(high)})`;

/** What the audit knows of a model before any other test: whether it reads these data at all. */
export const armStanding = (arm: ArmResult): Standing => standingOf(arm.confusion, arm.metrics["cleanAccuracy"]!.n);
const sentence = (text: string): string => `${text[0]!.toUpperCase()}${text.slice(1)}.`;

export function accuracyFinding(arm: ArmResult, meta: DatasetMeta): AuditFinding {
  const accuracy = arm.metrics["cleanAccuracy"]!, recalls = arm.classMetrics["perClassRecall"] ?? Object.values(arm.classMetrics)[0] ?? [], standing = armStanding(arm), { one, chance } = standing;
  const low = [...recalls.keys()].filter((c) => recalls[c]!.n > 0).sort((a, b) => recalls[a]!.value - recalls[b]!.value)[0], name = (c: number) => meta.classNames[c]!;
  const behind = low !== undefined && recalls[low]!.high < accuracy.low - FAR, sizes = arm.confusion.map((row) => row.reduce((a, b) => a + b, 0)), largest = sizes.indexOf(Math.max(...sizes)), always = sizes[largest]! / accuracy.n;
  const answers = meta.classNames.map((_, c) => arm.confusion.reduce((sum, row, t) => sum + (t === c ? 0 : row[c]!), 0)), wrong = answers.reduce((a, b) => a + b, 0), most = answers.indexOf(Math.max(...answers));
  return {
    id: "accuracy", title: "Accuracy on untouched inputs", n: accuracy.n, verdict: standing.barely || behind ? "odd" : "unremarkable",
    tested: [`The model answered ${count(accuracy.n)} test rows of ${meta.title} as they are; nothing was trained.`],
    found: [
      ...(one ? [`It answers ${name(one.answer)} to ${count(one.rows)} of the ${count(one.of)} rows, whatever they show.`] : []),
      `It reads ${rateText(accuracy)} of them rightly; guessing would give ${percent(chance)}${always > UNEVEN * chance ? `, and always answering ${name(largest)} ${percent(always)}` : ""}.`,
      ...(low === undefined || one ? [] : [`The class that it knows least is ${name(low)}: ${rateText(recalls[low]!)} of ${count(recalls[low]!.n)} rows.`]),
      ...(wrong > 0 && !one ? [`Of ${count(wrong)} wrong answers ${count(answers[most]!)} are ${name(most)}.`] : []),
    ],
    table: { columns: ["Class", "Rows", "Read rightly (95 % interval)", "Others read as it"], rows: meta.classNames.map((c, i) => [c, recalls[i] ? count(recalls[i].n) : "–", recalls[i] && recalls[i].n > 0 ? rateText(recalls[i]) : "–", count(answers[i]!)]) },
    means: one ? `A model that gives one answer to ${one.rows === one.of ? "every row" : "nearly every row"} does not read these data. Its training may have failed, these data may not be what it was made for, or it may expect values of another range, such as pixels of 0 to 255. The other tests then say little or nothing about it.`
      : standing.barely ? "This is hardly better than guessing. These data may not be what the model was made for, its classes may stand in another order, or it may expect values of another range, such as pixels of 0 to 255. The other tests then say little or nothing about it."
      : behind ? "One class is read much worse than the others. It may simply be hard or rare in the training data; poisoned labels of that class would look the same." : "It works on these data. A backdoor would not show here: it leaves untouched inputs alone.",
    rates: [{ title: "accuracy", rate: accuracy }, ...recalls.map((rate, c) => ({ title: `recall of ${name(c)}`, rate }))],
  };
}

/** What a probe's curves come to. `rises`: success is counted, not what withstands. */
function outcomeOf({ curves, probe, n }: ProbeReport): "none" | "fell" | "unclear" | "held" {
  const rises = probe.params["goal"] === "class", natural = probe.id === "corruptions";
  const ends = (natural ? curves : curves.slice(0, 1)).flatMap(({ points }) => (points.length > 1 ? [{ before: points[0]!.rate, end: points.at(-1)!.rate }] : []));
  if (n === 0 || ends.length === 0) return "none";
  const lost = ends.map(({ before, end }) => (rises ? { sure: before.high < end.low, by: end.value - before.value } : { sure: end.high < before.low, by: before.value - end.value }));
  return lost.some((l) => l.sure) ? "fell" : lost.some((l) => l.by >= LITTLE) ? "unclear" : "held";
}

export function probeFinding(report: ProbeReport, plugin: ProbePlugin, meta: DatasetMeta, standing: Standing): AuditFinding {
  const points = report.curves[0]?.points ?? [], natural = report.probe.id === "corruptions", outcome = outcomeOf(report), why = standingText(standing, meta.classNames), masked = report.notes.some((n) => n.level === "warning");
  const verdict: AuditVerdict = why || outcome === "none" ? "unjudged" : masked ? "odd" : outcome === "fell" ? "weak" : outcome === "unclear" ? "unjudged" : "unremarkable";
  return {
    id: report.probe.id, title: plugin.title, n: report.n, verdict,
    tested: [`${plugin.summary} Tried on ${count(report.n)} test rows.`, settingsLine(report.probe, plugin, meta)].filter(Boolean),
    found: [
      ...report.curves.filter((c) => c.points.length > 1).map((c) => `${c.title}: ${report.yTitle} goes from ${rateText(c.points[0]!.rate)} at ${short(c.points[0]!.x)} to ${rateText(c.points.at(-1)!.rate)} at ${short(c.points.at(-1)!.x)} (${report.xTitle}).`),
      ...report.figures.map((f) => `${f.title}: ${short(f.value)}${f.unit ? ` ${f.unit}` : ""}.`), ...report.notes.map((n) => n.text),
    ],
    table: { columns: [report.xTitle, ...report.curves.map((c) => c.title)], rows: points.map((p) => [short(p.x), ...report.curves.map((c) => { const at = c.points.find((q) => q.x === p.x); return at ? rateText(at.rate) : "–"; })]) },
    means: why ? `${sentence(why)} What does not read its inputs has little that a change of them could take away: these numbers are no sign that it withstands anything.`
      : outcome === "none" ? "There was no row to try it on, so nothing follows."
      : masked ? "The probe itself says that its numbers may flatter the model; see its notes."
      : outcome === "unclear" ? `Something was lost, but on ${count(report.n)} rows that may be chance; more test rows would tell.`
      : natural ? (outcome === "fell" ? "Such changes happen without an attacker. How much of that is too much depends on where the model is used." : "These changes hardly trouble it.")
      : outcome === "fell" ? "Nearly every network that was not trained against this is as weak. It says nothing about poison; it says that somebody who can change the input can change the answer." : "It withstood this one search. Other searches may find more.",
    rates: report.curves.flatMap((c) => c.points.map((p) => ({ title: c.title, x: p.x, rate: p.rate }))),
  };
}

/** `bars` are the mask sizes of the search; without them nothing is judged. */
export function cleanseFinding(arm: ArmResult, bars: Bars | undefined, meta: DatasetMeta, { params }: Choice, standing: Standing): AuditFinding {
  const show = (v: number | undefined) => (v === undefined ? "–" : v < 0.05 ? "less than 0.1" : v.toFixed(1)), span = (low: string, high: string) => (low === high ? low : `${low} to ${high}`), why = standingText(standing, meta.classNames);
  // A class that everything is read as needs no sticker, which is no sign of a backdoor.
  const given = standing.one && meta.classNames[standing.one.answer], flagged = bars?.bars.filter((b) => b.flagged && b.label !== given) ?? [];
  return {
    id: "neural-cleanse", title: "Neural Cleanse", n: meta.classNames.length, verdict: bars && flagged.length > 0 ? "suspicious" : !bars || why ? "unjudged" : "unremarkable",
    tested: [
      "For each class the smallest sticker was searched that turns every picture into that class; a class that needs a much smaller one than the others may have a backdoor.",
      `All ${meta.classNames.length} classes, ${String(params["restarts"])} searches each, at most ${String(params["rounds"])} rounds; the model was only looked at and not changed.`,
    ],
    found: arm.notes.map((n) => n.text),
    ...(bars && { table: { columns: ["Class", "Smallest trigger, pixels’ worth (mean)", "Lowest to highest of the searches", "Judged"], rows: bars.bars.map((b) => [b.label, show(b.value), span(show(b.low), show(b.high)), b.label === given ? "needs no trigger" : b.flagged ? "suspicious" : ""]) } }),
    means: !bars ? "What the search showed is not at hand, so nothing is judged."
      : flagged.length > 0 ? `A small sticker can turn pictures into ${flagged.map((b) => b.label).join(", ")}, far smaller than for the other classes. A backdoor looks like that; so does, now and then, a class that is easily mistaken for others: of eight clean models of digits one was called suspicious too.${why ? ` Besides, ${why}, which can look like this as well.` : ""}`
      : given ? `${sentence(why!)} No sticker is needed to get that answer, so sizes cannot be compared: this is neither a sign of a backdoor nor a sign that there is none.`
      : `No class needs a far smaller sticker than the others. ${why ? `But ${why}: on the data that it was made for this may come out differently.` : "Triggers that are large, faint, bent or made for one class only would not show here."}`,
    rates: [],
  };
}

export function stripFinding(arm: ArmResult, screen: ScreenReport, meta: DatasetMeta, { params }: Choice, standing: Standing): AuditFinding {
  const why = standingText(standing, meta.classNames), asked = Number(params["falseRejectionRate"]), { falseRejections: turned, acceptedAccuracy } = screen, many = turned.low > MANY * asked;
  return {
    id: "strip", title: "STRIP", n: turned.n, verdict: many && !why ? "odd" : "unjudged",
    tested: [`Each of ${count(turned.n)} harmless test pictures was laid over ${String(params["blends"])} clean ones; a picture whose answer hardly changes is turned away. The threshold was set so that ${percent(asked)} of harmless pictures are.`],
    found: [`It turned away ${rateText(turned)} of harmless pictures; of the others ${rateText(acceptedAccuracy)} are read rightly.`, ...arm.notes.map((n) => n.text)],
    means: why ? `${sentence(why)} STRIP goes by how answers change from picture to picture, so it tells nothing about such a model.`
      : many ? "Far more harmless pictures than asked for keep their answer whatever they are laid over. STRIP could not guard this model well; why, these numbers do not say."
      : "STRIP could watch over this model at that cost. Whether it would catch a trigger was not tested: none is known, so none was shown to it.",
    rates: [{ title: "harmless pictures turned away", rate: turned }, { title: "accuracy on the others", rate: acceptedAccuracy }],
  };
}
