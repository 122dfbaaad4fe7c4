/** What a sweep has found so far, in sentences from its cells, and which interval is drawn. Pure; knows no chart. */
import type { AxisInfo, Spread, Sweep, SweepCell } from "../../engine/later";
import { count, list, lowerFirst, percentRound, plural, points } from "./format";
import { armTitle, metricTitle, sweepWords, valueSaid, valueText } from "./sweep-words";

type Cells = readonly SweepCell[];

/** "the defended model", or where there are several "defended model 2". */
const model = ({ base }: Pick<Sweep, "base">, arm: string): string => (arm.startsWith("defended-") && base.defenses.length > 1 ? `defended model ${arm.slice(9)}` : `the ${lowerFirst(armTitle({ base }, arm))} model`);

/** The models that a finding speaks of: the poisoned one and those that are defended; without attack and defense the clean one. */
const spokenOf = ({ base }: Pick<Sweep, "base">): string[] => { const defended = base.defenses.map((_, i) => `defended-${i + 1}`); return base.attack ? ["poisoned", ...defended] : defended.length > 0 ? defended : ["clean"]; };

/** "n = 5 seeds", or while some are missing "n = 1 to 2 seeds": how many stand behind these numbers. */
function seedsBehind(used: readonly Spread[]): string {
  const all = used.map((s) => s.values.length), low = Math.min(...all), high = Math.max(...all);
  return `n = ${low < high ? `${low} to ` : ""}${plural(high, "seed", "seeds")}`;
}

const verb = (from: number, to: number): string => (to > from ? "rose" : "fell");

/** How one metric of one arm moved from the first value to the last: "attack success rate rose from 2.0 % to 98 %". */
function moved(metric: string, from: Spread, to: Spread): string {
  const name = lowerFirst(metricTitle(metric)), change = to.mean - from.mean;
  if (Math.abs(change) < 0.005) return `${name} stayed at ${percentRound(to.mean)}`;
  return Math.abs(change) < 0.1 ? `${name} ${verb(from.mean, to.mean)} by ${points(change)}` : `${name} ${verb(from.mean, to.mean)} from ${percentRound(from.mean)} to ${percentRound(to.mean)}`;
}

/** The sentence under a sweep of one knob, written from the data; null while there are not two values. */
export function sweepFinding(sweep: Sweep, infos: readonly AxisInfo[], cells: Cells, metrics: readonly string[]): string | null {
  const info = infos[0]!, values = sweep.axes[0]!.values, arms = spokenOf(sweep), shown = metrics.toSorted((a, b) => Number(b !== "cleanAccuracy") - Number(a !== "cleanAccuracy"));
  const of = (arm: string, at: number, metric: string) => cells.find((c) => c.arm === arm && c.at[0] === at)?.metrics[metric], used: Spread[] = [];
  if (info.kind === "choice") {
    // One value alone compares nothing: attack success may exist for a single one.
    const metric = shown.find((m) => values.filter((_, i) => of(arms[0]!, i, m)).length > 1);
    const said = metric === undefined ? [] : arms.flatMap((arm, k) => {
      const there = values.flatMap((v, i) => { const s = of(arm, i, metric); return s ? [[v, s] as const] : []; });
      if (there.length < 2) return [];
      used.push(...there.map(([, s]) => s));
      return [`${k === 0 ? `${metricTitle(metric)} of` : "that of"} ${model(sweep, arm)}: ${list(there.map(([v, s]) => `${percentRound(s.mean)} with ${valueSaid(info, v)}`))}`];
    });
    return said.length === 0 ? null : `${said.join("; ")}; ${seedsBehind(used)}.`;
  }
  const order = values.map((v, i) => [Number(v), i] as const).toSorted(([a], [b]) => a - b).map(([, i]) => i), there = order.filter((i) => shown.some((m) => of(arms[0]!, i, m)));
  if (there.length < 2) return null;
  const first = there[0]!, last = there.at(-1)!, start = valueText(info, values[first]!), end = valueText(info, values[last]!);
  const said = arms.flatMap((arm) => {
    // Of many pipelines only the first figure is said; the others stand in the table.
    const parts = (arms.length > 2 && arm !== arms[0] ? shown.slice(0, 1) : shown).flatMap((m) => { const a = of(arm, first, m), b = of(arm, last, m); if (!a || !b) return []; used.push(a, b); return [moved(m, a, b)]; });
    return parts.length > 0 ? [`in ${model(sweep, arm)} ${parts.join(" while ")}`] : [];
  });
  if (said.length === 0) return null;
  const knob = info.unit && !info.percent ? `${end} ${info.unit} (${lowerFirst(info.title)})` : `${end} ${lowerFirst(info.title)}`;
  return `From ${start} to ${knob}, ${said.join("; ")}; ${seedsBehind(used)}.`;
}

/** The sentence under a heat map: where the metric is highest and lowest, or in how many places; beside the poisoned model that of the defended ones. */
export function gridFinding(sweep: Sweep, infos: readonly AxisInfo[], cells: Cells, arm: string, metric: string): string | null {
  const used: Spread[] = [], place = (at: readonly number[]) => sweepWords.place(infos, sweep, at);
  let goes = false;
  const said = (arm === "poisoned" ? spokenOf(sweep) : [arm]).flatMap((one, k) => {
    const known = cells.flatMap((c) => { const s = c.arm === one ? c.metrics[metric] : undefined; return s ? [{ at: c.at, s }] : []; }).toSorted((a, b) => a.s.mean - b.s.mean);
    if (known.length < 2) return [];
    used.push(...known.map((c) => c.s));
    const [low, high] = [known[0]!, known.at(-1)!].map((c) => percentRound(c.s.mean)), who = `${k === 0 ? metricTitle(metric) : "that"} of ${model(sweep, one)}`, again = goes;
    if (low === high) return [`${who} is ${low} ${known.length === 2 ? "in both combinations" : `in all ${count(known.length)} combinations`}`];
    // What reads the same on the map counts as the same.
    const end = (rate: string) => { const there = known.filter((c) => percentRound(c.s.mean) === rate); return `${rate} (${there.length === 1 ? place(there[0]!.at) : `${count(there.length)} of ${count(known.length)} combinations`})`; };
    goes = true;
    return [`${who}${again ? "" : " goes"} from ${end(low!)} to ${end(high!)}`];
  });
  return said.length === 0 ? null : `${said.join("; ")}; ${seedsBehind(used)}.`;
}

/** Which interval is drawn, from the seeds that are there and not from those that are planned; "" while nothing is. */
export function intervalNote(cells: Cells, arms: readonly string[], metrics: readonly string[], where: "bands" | "bars" | "cells"): string {
  const drawn = cells.flatMap((c) => (arms.includes(c.arm) ? metrics.flatMap((m) => c.metrics[m] ?? []) : []));
  const seeds = drawn.some((s) => s.interval.of === "seeds"), one = drawn.some((s) => s.values.length === 1), tries = drawn.some((s) => s.interval.of === "rows" && s.values.length > 1);
  const kinds = [
    ...(seeds ? ["of the mean over seeds"] : []),
    ...(tries ? [seeds ? "over the seeds where each is a single try" : "over the seeds, each a single try"] : []),
    ...(one ? [seeds || tries ? "over the test rows where only one seed is there" : "over the test rows, one seed"] : []),
  ];
  return kinds.length === 0 ? "" : `${{ bands: "Bands", bars: "Bars", cells: "Small numbers" }[where]}: 95\u202f% interval ${kinds.join(", ")}.${seeds ? " It is never narrower than that over all the rows that were counted." : ""}`;
}
