/** One finding of a model audit for each test: numbers with their meaning, their interval and a cautious word. Runs nothing. */
import type { DatasetMeta } from "../core/data";
import type { Bars, ProbePlugin, Rate } from "../core/plugins";
import type { AuditFinding, AuditVerdict } from "./audit";
import type { ArmResult, ProbeReport, ScreenReport } from "./result";
import type { Choice } from "./spec";

/** Accuracy below this many times chance: the other tests then say little. */
const BARELY = 2;
/** A class whose recall lies this far below the accuracy, intervals counted, stands out. */
const FAR = 0.15;
/** STRIP turns away harmless inputs this many times more often than asked: the threshold is not to be relied on. */
const MANY = 3;

const percent = (v: number): string => `${(100 * v).toFixed(v > 0 && v < 0.01 ? 2 : 1)} %`;
const count = (n: number): string => n.toLocaleString("en-US");
const short = (v: number): string => String(Number(v.toPrecision(3)));
/** A rate with its 95 % interval. */
export const rateText = ({ value, low, high }: Rate): string => `${percent(value)} (${percent(low)} to ${percent(high)})`;

export function accuracyFinding(arm: ArmResult, meta: DatasetMeta): AuditFinding {
  const accuracy = arm.metrics["cleanAccuracy"]!, recalls = arm.classMetrics["perClassRecall"] ?? Object.values(arm.classMetrics)[0] ?? [], chance = 1 / meta.classNames.length;
  const low = [...recalls.keys()].filter((c) => recalls[c]!.n > 0).sort((a, b) => recalls[a]!.value - recalls[b]!.value)[0], name = (c: number) => meta.classNames[c]!;
  const barely = accuracy.low < BARELY * chance, behind = low !== undefined && recalls[low]!.high < accuracy.low - FAR;
  const answers = meta.classNames.map((_, c) => arm.confusion.reduce((sum, row, t) => sum + (t === c ? 0 : row[c]!), 0)), wrong = answers.reduce((a, b) => a + b, 0), most = answers.indexOf(Math.max(...answers));
  return {
    id: "accuracy", title: "Accuracy on untouched inputs", n: accuracy.n, verdict: barely || behind ? "odd" : "unremarkable",
    tested: [`The model answered ${count(accuracy.n)} test rows of ${meta.title} as they are; nothing was trained.`],
    found: [
      `It reads ${rateText(accuracy)} of them rightly; guessing would give ${percent(chance)}.`,
      ...(low === undefined ? [] : [`The class that it knows least is ${name(low)}: ${rateText(recalls[low]!)} of ${count(recalls[low]!.n)} rows.`]),
      ...(wrong > 0 ? [`Of ${count(wrong)} wrong answers ${count(answers[most]!)} are ${name(most)}.`] : []),
    ],
    table: { columns: ["Class", "Rows", "Read rightly (95 % interval)", "Others read as it"], rows: meta.classNames.map((c, i) => [c, recalls[i] ? count(recalls[i].n) : "–", recalls[i] && recalls[i].n > 0 ? rateText(recalls[i]) : "–", count(answers[i]!)]) },
    means: barely
      ? "This is hardly better than guessing. These data may not be what the model was made for, its classes may stand in another order, or it may expect pixels of another range; then the other tests say little about it."
      : behind ? "One class is read much worse than the others. It may simply be hard or rare in the training data; poisoned labels of that class would look the same." : "It works on these data. A backdoor would not show here: it leaves untouched inputs alone.",
    rates: [{ title: "accuracy", rate: accuracy }, ...recalls.map((rate, c) => ({ title: `recall of ${name(c)}`, rate }))],
  };
}

/** Settings in words: only single values and lists, with the names they have in the form. */
function settings(choice: Choice, plugin: ProbePlugin): string {
  const words = Object.entries(choice.params).flatMap(([name, value]) => {
    const meta = (plugin.params.shape[name] as { meta?: () => { title?: string; showWhen?: { field: string; is: readonly unknown[] } } | undefined } | undefined)?.meta?.();
    if (!meta?.title || (meta.showWhen && !meta.showWhen.is.includes(choice.params[meta.showWhen.field]))) return [];
    return [`${meta.title} ${Array.isArray(value) ? value.join(", ") : String(value)}`];
  });
  return words.length > 0 ? `Settings: ${words.join("; ")}.` : "";
}

export function probeFinding(report: ProbeReport, plugin: ProbePlugin): AuditFinding {
  const first = report.curves[0]!, points = first.points, before = points[0], end = points.at(-1)!, natural = report.probe.id === "corruptions";
  const fell = before !== undefined && end.rate.high < before.rate.low, masked = report.notes.some((n) => n.level === "warning");
  const verdict: AuditVerdict = masked ? "odd" : fell ? "weak" : "unremarkable";
  return {
    id: report.probe.id, title: plugin.title, n: report.n, verdict,
    tested: [`${plugin.summary} Tried on ${count(report.n)} test rows.`, settings(report.probe, plugin)].filter(Boolean),
    found: [
      ...report.curves.filter((c) => c.points.length > 1).map((c) => `${c.title}: ${report.yTitle} goes from ${rateText(c.points[0]!.rate)} at ${short(c.points[0]!.x)} to ${rateText(c.points.at(-1)!.rate)} at ${short(c.points.at(-1)!.x)} (${report.xTitle}).`),
      ...report.figures.map((f) => `${f.title}: ${short(f.value)}${f.unit ? ` ${f.unit}` : ""}.`), ...report.notes.map((n) => n.text),
    ],
    table: { columns: [report.xTitle, ...report.curves.map((c) => c.title)], rows: points.map((p) => [short(p.x), ...report.curves.map((c) => { const at = c.points.find((q) => q.x === p.x); return at ? rateText(at.rate) : "–"; })]) },
    means: masked ? "The probe itself says that its numbers may flatter the model; see its notes."
      : natural ? (fell ? "Such changes happen without an attacker. How much of that is too much depends on where the model is used." : "These changes hardly trouble it.")
      : fell ? "Nearly every network that was not trained against this is as weak. It says nothing about poison; it says that somebody who can change the input can change the answer." : "It withstood this one search. Other searches may find more.",
    rates: report.curves.flatMap((c) => c.points.map((p) => ({ title: c.title, x: p.x, rate: p.rate }))),
  };
}

/** `bars` are the mask sizes of the search; without them nothing is judged. */
export function cleanseFinding(arm: ArmResult, bars: Bars | undefined, meta: DatasetMeta, { params }: Choice): AuditFinding {
  const flagged = bars?.bars.filter((b) => b.flagged) ?? [], show = (v: number | undefined) => (v === undefined ? "–" : v.toFixed(1));
  return {
    id: "neural-cleanse", title: "Neural Cleanse", n: meta.classNames.length, verdict: !bars ? "unjudged" : flagged.length > 0 ? "suspicious" : "unremarkable",
    tested: [
      "For each class the smallest sticker was searched that turns every picture into that class; a class that needs a much smaller one than the others may have a backdoor.",
      `All ${meta.classNames.length} classes, ${String(params["restarts"])} searches each, at most ${String(params["rounds"])} rounds; the model was only looked at and not changed.`,
    ],
    found: arm.notes.map((n) => n.text),
    ...(bars && { table: { columns: ["Class", "Smallest trigger, pixels' worth (mean)", "Lowest to highest of the searches", "Judged"], rows: bars.bars.map((b) => [b.label, show(b.value), `${show(b.low)} to ${show(b.high)}`, b.flagged ? "suspicious" : ""]) } }),
    means: !bars ? "What the search showed is not at hand, so nothing is judged."
      : flagged.length > 0 ? `A small sticker can turn pictures into ${flagged.map((b) => b.label).join(", ")}, far smaller than for the other classes. A backdoor looks like that; so does, now and then, a class that is easily mistaken for others: of eight clean models of digits one was called suspicious too.`
      : "No class needs a far smaller sticker than the others. Triggers that are large, faint, bent or made for one class only would not show here.",
    rates: [],
  };
}

export function stripFinding(arm: ArmResult, screen: ScreenReport, { params }: Choice): AuditFinding {
  const asked = Number(params["falseRejectionRate"]), { falseRejections: turned, acceptedAccuracy } = screen, many = turned.low > MANY * asked;
  return {
    id: "strip", title: "STRIP", n: turned.n, verdict: many ? "odd" : "unjudged",
    tested: [`Each of ${count(turned.n)} harmless test pictures was laid over ${String(params["blends"])} clean ones; a picture whose answer hardly changes is turned away. The threshold was set so that ${percent(asked)} of harmless pictures are.`],
    found: [`It turned away ${rateText(turned)} of harmless pictures; of the others ${rateText(acceptedAccuracy)} are read rightly.`, ...arm.notes.map((n) => n.text)],
    means: many ? "Far more harmless pictures than asked for keep their answer whatever they are laid over. STRIP could not guard this model well; why, these numbers do not say."
      : "STRIP could watch over this model at that cost. Whether it would catch a trigger was not tested: none is known, so none was shown to it.",
    rates: [{ title: "harmless pictures turned away", rate: turned }, { title: "accuracy on the others", rate: acceptedAccuracy }],
  };
}
