/** The sentences of a sweep: setting it up and running it; what it found says sweep-finding. Pure; loaded with its panel. */
import { metrics as registry } from "../../engine/index";
import type { AxisInfo, AxisValue, Spread, Sweep } from "../../engine/later";
import { count, duration, lowerFirst, number, percent, percentDigits, percentPlain, plural, range } from "./format";

export const sweepWords = {
  title: "Sweep",
  explain: "One experiment, run over the values of a knob and several seeds, in the background while you go on; your own runs go first. Every cell is an experiment that you can open.",
  of: (title: string) => `Sweep: ${title}`,
  both: (a: string, b: string) => `${a} and ${lowerFirst(b)}`,
  knob: "Knob",
  secondKnob: "Second knob",
  addSecond: "Add a second knob",
  removeSecond: "Take the second knob out",
  first: "First value",
  last: "Last value",
  howMany: "How many",
  values: "Values",
  valuesWhy: (unit: string) => `Separated by commas${unit ? `, in ${unit}` : ""}. Change them one by one, or fill them from the range.`,
  fill: "Fill from the range",
  spacing: { linear: "The range is filled evenly.", log: "The range is filled by equal factors." },
  within: (low: string, high: string) => `From ${low} to ${high}.`,
  notNumbers: (what: string) => `“${what}” is not a number.`,
  outside: (value: string, low: string | null, high: string | null) => `${value} is out of bounds: ${high === null ? `at least ${low}` : low === null ? `at most ${high}` : `from ${low} to ${high}`}.`,
  notWhole: (value: string) => `${value} is not a whole number.`,
  tooMany: (n: number, most: number) => `${n} values are too many for one sweep; at most ${most} fit.`,
  choices: "Values to run",
  seeds: "Seeds",
  seedsWhy: (most: number) => `A whole number from 1 to ${count(most)}; every value is run once a seed. Several seeds show how much of a result is luck; the more there are, the surer it is, and the longer it takes.`,
  seedsBrought: (typed: string, now: number) => `You typed ${typed}, which counts as ${plural(now, "seed", "seeds")}.`,
  defenses: "With the defenses of the bench",
  defensesWhy: "A defended arm each; without them it is faster.",
  size: (values: readonly number[], seeds: number) => `${values.map((n) => plural(n, "value", "values")).join(" × ")} × ${plural(seeds, "seed", "seeds")}: ${plural(values.reduce((a, b) => a * b, 1) * seeds, "run", "runs")}`,
  trainings: (n: number) => `${plural(n, "model", "models")} to train, the shared ones once`,
  about: (seconds: number) => `about ${duration(seconds)}`,
  roughly: (seconds: number) => `roughly ${duration(seconds)}, a guess until something has run on this device`,
  unknownTime: "how long that takes shows with the first runs",
  start: "Run the sweep",
  back: (title: string) => `Back to the sweep of ${lowerFirst(title)}`,
  replaces: "Starting it replaces the sweep that is there. Export that one first if you want to keep it.",
  choose: "Choose at least one value.",
  nothing: "Nothing on the bench can be swept.",
  cannot: "This setup cannot run as it is, so there is nothing to sweep.",
  edit: "Another sweep",
  pause: "Pause",
  resume: "Continue",
  discard: "Discard",
  running: (text: string, known: number, total: number) => `${text}: ${count(known)} of ${count(total)} cells`,
  left: (seconds: number) => `about ${duration(seconds)} left`,
  waiting: "Waiting for another run; then it goes on.",
  paused: (known: number, total: number) => `Paused at ${count(known)} of ${count(total)} cells. What is finished is kept, also over a reload of the page.`,
  done: (total: number, seconds: number) => `All ${plural(total, "cell", "cells")} are there${seconds >= 1 ? `, in ${duration(seconds)}` : ""}.`,
  failed: (why: string) => `It stopped: ${why}`,
  notKept: "This browser keeps nothing for the page: a reload loses the cells. Export them first.",
  otherSetup: (base: string) => `This sweep belongs to the setup it was started with (${base}), not to what is on the bench now.`,
  base: (data: string, model: string, attack: string) => [data, lowerFirst(model), ...(attack === "" ? [] : [attack])].join(", "),
  metric: (which: 1 | 2) => (which === 1 ? "First figure" : "Second figure"),
  none: "none",
  arm: "Model",
  shown: "Shown",
  export: "Export",
  csv: "CSV",
  json: "JSON",
  png: "PNG",
  svg: "SVG",
  open: "Open this experiment",
  openSeed: (seed: number) => `Opens seed ${seed}.`,
  opened: (place: string) => `The experiment with ${place} is on the bench.`,
  hint: "Choose a value in the figure to see its numbers and to open it. Arrow keys move, Enter chooses.",
  hintGrid: "Choose a cell to see its numbers and to open it. Arrow keys move, Enter chooses.",
  chartLabel: (title: string) => `${title}: one step for each value`,
  empty: "not computed yet",
  soFar: (known: number, total: number) => `${known} of ${total} seeds so far`,
  diverged: (n: number) => `training diverged in ${plural(n, "run", "runs")}`,
  dotted: (value: string) => `The dotted line marks ${value}, as the experiment stood when the sweep began.`,
  logScale: "log scale",
  letter: (i: number) => "ABCDEFGHIJKL"[i] ?? String(i + 1),
  maps: "What each model makes of the plane",
  mapsWhy: (seed: number, also: string) => `Seed ${seed}${also === "" ? "" : `, ${also}`}. The tint is the class that the model answers, stronger where it is surer. Under each map stands the model’s clean accuracy with this seed.`,
  mapAccuracy: (accuracy: string) => `accuracy ${accuracy}`,
  tints: "Classes",
  mapLabel: (arm: string, place: string, accuracy: string) => `${arm} model, ${place}: decision map; clean accuracy ${accuracy}`,
  named: (key: string) => `Hemlock, sweep ${key}.`,
  place: (infos: readonly AxisInfo[], sweep: Pick<Sweep, "axes">, at: readonly number[], seed?: number): string =>
    [...infos.map((info, i) => `${lowerFirst(info.title)} ${valueText(info, sweep.axes[i]!.values[at[i]!]!)}`), ...(seed === undefined ? [] : [`seed ${seed}`])].join(", "),
} as const;

/** A value of a knob as a person writes it: "5 %", "0.006", "falls to zero". */
export function valueText(info: AxisInfo, value: AxisValue): string {
  if (info.kind === "choice") return info.options.find((o) => o.value === value)?.label ?? String(value);
  return typeof value !== "number" ? String(value) : info.percent ? percentPlain(value) : value >= 10_000 ? count(value) : Math.abs(value) < 0.001 && value !== 0 ? value.toExponential().replace("e-", "e−") : number(value);
}

/** With its unit where a number alone would not say: "5 epochs". */
export const valueWithUnit = (info: AxisInfo, value: AxisValue): string => `${valueText(info, value)}${info.kind === "number" && !info.percent && info.unit ? ` ${info.unit}` : ""}`;

/** The same within a sentence, where a choice is quoted. */
export const valueSaid = (info: AxisInfo, value: AxisValue): string => (info.kind === "choice" ? `“${valueText(info, value)}”` : valueWithUnit(info, value));

/** Title of an axis with its unit; a unit that only repeats the percent sign is left out. */
export const axisTitle = (info: AxisInfo): string => (info.kind === "number" && info.unit && info.unit.toLowerCase() !== info.title.toLowerCase() ? `${info.title} (${info.unit})` : info.percent ? `${info.title} (%)` : info.title);

export const metricTitle = (id: string): string => registry.find(id)?.title ?? id;

export function armTitle(sweep: Pick<Sweep, "base">, arm: string): string {
  if (arm === "clean" || arm === "poisoned") return arm === "clean" ? "Clean" : "Poisoned";
  return sweep.base.defenses.length > 1 ? `Defended ${arm.replace("defended-", "")}` : "Defended";
}

/** "97.1 % (95.0–99.2 %)". */
export const spreadText = (s: Spread): string => `${percent(s.mean)} (${range(s.interval.low, s.interval.high)})`;

/** Short, for a cell: "12–78"; with a decimal where both ends would read the same: "99.6–100.0". */
export function intervalText({ interval: { low, high } }: Spread): string {
  const [from, to] = [count(100 * low), count(100 * high)];
  return from === to ? `${percentDigits(low)}–${percentDigits(high)}` : `${from}–${to}`;
}

/** Sweeps that a setup suggests by itself. */
export const ready = {
  region: "Does it outlive your own training?",
  why: "A back door came with the download. With the last layer alone, everything below is as it was downloaded, so that is what it does before you train it; with all layers, your own clean rows write over it. Attack success shows how much of it is left.",
  rate: "Layers that learn, and learning rate",
  examples: "Layers that learn, and your examples",
} as const;
