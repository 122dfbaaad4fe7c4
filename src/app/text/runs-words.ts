/**
 * Every sentence about kept runs: the list, keeping and losing them, files, and the comparison. Fixed wording and sentences
 * from numbers; knows no store.
 */
import type { DatasetMeta } from "../../engine/index";
import { namedOptions, type Field } from "../form/fields";
import type { Step as LabStep } from "../state/view";
import { count, list, lowerFirst, number, percent, percentPlain, plural, points } from "./format";
import { stepsNamed } from "./option-words";

const runs = (n: number): string => plural(n, "run", "runs");
const isAnswer = (text: string): boolean => text === runsCompare.yes || text === runsCompare.no;
/** Characters of a line about a setting. */
const LONG = 80;
/** "600 instead of 4,000 images" rather than the unit twice. */
const withoutUnit = (value: string, before: string): string => {
  const number = /^[\d.,]+(?= )/, unit = before.replace(number, "");
  return number.test(before) && number.test(value) && value.endsWith(unit) ? value.slice(0, -unit.length) : value;
};

/** Said once where a run could not be kept on the device. */
export const keeping = {
  full: "This browser’s storage is full: the run stays in memory until you close the page. Delete or export runs under Runs.",
  refused: "This browser keeps nothing for this page: your runs stay in memory until you close it. Export what you want to keep under Runs.",
} as const;

export const runsList = {
  title: "Your runs",
  intro: (most: number) => `Every run that ends is kept in this browser, the newest ${count(most)}; runs with a star stay. Nothing is sent anywhere.`,
  loading: "Looking up what is kept…",
  region: "Kept runs",
  emptyTitle: "No run is kept yet",
  empty: "Run an experiment in the lab or in a story. As soon as it has ended it stands here, with its settings and its numbers.",
  /** After the last ones were deleted, while that can be undone. */
  leftTitle: "No run is left",
  left: "Undo brings back what you deleted. Or run an experiment in the lab or in a story: as soon as it has ended it stands here.",
  toLab: "Go to the lab",
  noneTitle: "No kept run fits",
  none: "Change the search or the filters to see others.",
  clearFilters: "Show all",
  search: "Search",
  data: "Data set",
  anyData: "any data",
  attack: "Attack",
  anyAttack: "any attack",
  noAttack: "no attack",
  starredFirst: "Starred first",
  key: "In the small pictures accuracy is a solid line, attack success a dashed one.",
  shown: (shown: number, of: number) => (shown === of ? runs(of) : `${count(shown)} of ${runs(of)}`),
  kept: "Runs kept in this browser",
  memoryTitle: "Some runs are only in memory",
  memoryAll: "This browser keeps nothing for this page",
  memory: (n: number, full: boolean) => `${full ? "This browser’s storage is full. " : ""}${runs(n)} will be gone when you close the page. Export what you want to keep${full ? ", or delete others and try again" : ""}.`,
  memoryNone: "Runs stay in memory until you close the page. Export what you want to keep.",
  tryAgain: "Try to keep them",
  unreadable: (n: number) => `${n === 1 ? "1 kept run could" : `${count(n)} kept runs could`} not be read. Another version of Hemlock may have made ${n === 1 ? "it" : "them"}, or storage is damaged.`,
  dropUnreadable: "Delete what cannot be read",
  more: "More",
} as const;

export const runCard = {
  asPreset: "Set up as offered.",
  /** Before the lines that say how; the nearest ready-made experiment, for nobody knows what a person began with. */
  differs: (preset: string) => `Differs from “${preset}” in:`,
  pipeline: (n: number, chain: string) => `${runsCompare.pipeline(n)}: ${chain}`,
  more: (settings: number) => `and ${plural(settings, "more setting", "more settings")}`,
  /** What it was before is left out where it would make the line long or says nothing, as with yes and no. */
  setting: (title: string, value: string | null, before: string | null) => {
    const now = value === null ? "–" : before === null ? value : withoutUnit(value, before), both = `${title}: ${now} instead of ${before}`;
    return before === null || both.length > LONG || (isAnswer(before) && isAnswer(value ?? "")) ? `${title}: ${value ?? "–"}` : both;
  },
  own: (attack: string, data: string) => `${attack}, on ${data}`,
  seed: (seed: number) => `seed ${seed}`,
  took: (duration: string) => `took ${duration}`,
  /** What the version says of its library in brackets is for the exported file. */
  version: (version: string) => `version ${version.split(" (")[0]}`,
  inMemory: "only in memory",
  choose: (title: string) => `Choose “${title}”`,
  star: (title: string) => `Star “${title}”`,
  open: "Open",
  openOf: (title: string) => `Open “${title}”`,
  setUp: "Set up again",
  setUpOf: (title: string) => `Set up “${title}” again`,
  rename: (title: string) => `Rename “${title}”`,
  remove: (title: string) => `Delete “${title}”`,
  name: "Name of this run",
  saveName: "Save the name",
  keepName: "Leave it as it was",
  numbers: (title: string) => `What came of “${title}”`,
  model: "Model",
  accuracy: "accuracy",
  attack: "attack success",
  hit: "target",
  isHit: "hit",
  isMissed: "missed",
  thumb: (ends: readonly string[]) => `Curves: ${list(ends)}`,
  thumbArm: (arm: string, accuracy: string, attack: string | null) => `${arm} ended at ${accuracy} accuracy${attack === null ? "" : ` and ${attack} attack success`}`,
  compareThese: (n: number) => `Compare these ${count(n)}`,
} as const;

export const runTools = {
  region: "Chosen runs",
  chosen: (n: number) => (n === 0 ? "None chosen. Choose two or three to compare them." : `${count(n)} chosen`),
  compare: "Compare",
  compareWhy: "Choose two or three runs first.",
  compareMany: "At most three at once; take some out.",
  exportChosen: "Export chosen",
  deleteChosen: "Delete chosen",
  chooseFirst: "Choose some runs first.",
  none: "Choose none",
  exportAll: "Export all",
  importFile: "Import…",
  forgetAll: "Forget all…",
  nothing: "There are no runs yet.",
} as const;

export const runsDone = {
  deleted: (n: number) => `${runs(n)} deleted.`,
  notDeleted: "The browser did not let go of it. It is still here.",
  undo: "Undo",
  back: (n: number) => (n === 1 ? "The run is back." : `${runs(n)} are back.`),
  /** A sandboxed frame may forbid files, and nobody is told when it does. */
  perhapsNot: "If no file has come, the page around this frame does not allow any: open Hemlock in a tab of its own.",
  exported: (n: number, missing: number) => `${runs(n)} exported.${missing > 0 ? ` ${missing === 1 ? "1 run could" : `${count(missing)} runs could`} not be read.` : ""}`,
  keptBench: (locked: readonly LabStep[]) => `These are the results of the run that you opened. Its settings stay off the bench, because they differ in ${stepsNamed(locked)}, which whoever made this link has locked.`,
  gone: "This run could not be read any more. Its settings and numbers are still in the list; set it up and run it again.",
  busy: "A run is under way in the lab. Let it end or cancel it first.",
  renamed: (name: string) => `Renamed to “${name}”.`,
  unnamed: "The run has its own title again.",
  starred: "Starred: it stays.",
  unstarred: "Star taken off.",
  forgotten: "All runs are forgotten.",
  notForgotten: "The browser did not let go of the runs. They are still here.",
  importing: "Reading the file…",
  tooLarge: (name: string) => `${name} is larger than any file of kept runs.`,
  unreadableFile: (name: string) => `${name} could not be opened.`,
  noRoom: (most: number) => `There is no room: ${count(most)} runs are kept at most. Delete some first.`,
  imported: (came: number, there: number, refused: number) => [came === 0 ? "No run came in" : `${runs(came)} came in`, ...(there > 0 ? [`${count(there)} ${there === 1 ? "was" : "were"} here already`] : []), ...(refused > 0 ? [`${count(refused)} ${refused === 1 ? "was" : "were"} refused`] : [])].join(", "),
  refused: (why: string, n: number) => (n === 1 ? why : `${why} (${count(n)} times)`),
} as const;

export const forgetRunsDialog = {
  title: "Forget all runs?",
  text: (n: number, starred: number) => `${n === 1 ? "1 run" : runs(n)}${starred > 0 ? `, ${count(starred)} of them with a star,` : ""} will be deleted from this browser. This cannot be undone. Export them first if you may want them back.`,
  yes: "Forget all",
  no: "Keep them",
} as const;

const LETTERS = ["A", "B", "C"] as const;
export const letterOf = (i: number): string => LETTERS[i] ?? String(i + 1);

export const runsCompare = {
  title: "Comparison",
  titleOf: (letters: readonly string[]) => `Runs ${list(letters)} side by side`,
  back: "Back to all runs",
  gone: "One of the runs of this comparison is not kept here any more.",
  fewer: "Choose two or three runs",
  runs: "The runs",
  run: (letter: string, title: string) => `${letter}: ${title}`,
  takeOut: (title: string) => `Take “${title}” out of the comparison`,
  arm: "Model",
  accuracy: "Clean accuracy",
  attackSuccess: "Attack success",
  share: "% of test inputs",
  curve: (measure: string, arm: string) => `${measure} while learning, ${arm.toLowerCase()} model`,
  noCurve: "None of these models has such a curve.",
  numbers: "Numbers",
  numbersWhy: "In each cell the number, its 95 % interval and how far it is from A. Where intervals overlap, another seed may turn the order round.",
  measure: "Measure",
  settings: "Settings that differ",
  setting: "Setting",
  sameSettings: "All settings are the same.",
  none: "–",
  noneIn: "not in this run",
  csv: "Export as CSV",
  minus: (letter: string) => `from ${letter}`,
  points: (text: string) => `${text} points`,
  interval: (text: string) => `(${text})`,
  overSeeds: "range over seeds",
  tick: (ticks: readonly string[]) => list([...new Set(ticks)]),
  findingTitle: "Finding",
  dataset: "Data set", attack: "Attack", model: "Model", regime: "How the victim learns", seed: "Seed", contributors: "Contributors", attackSource: "Whose rows the attacker has", baselines: "Baselines", probes: "Probes",
  defense: "Defense", pipeline: (n: number) => `Pipeline ${n}`, noDefense: "no defense", noAttack: "no attack", noProbe: "no probe", nobody: "nobody is told apart", anywhere: "rows from anywhere", yes: "yes", no: "no",
  contributor: (name: string, share: number) => `${name} ${percentPlain(share)}`,
} as const;

/** The value of a setting as a person reads it. */
export function settingText(field: Field | undefined, value: unknown, meta: Pick<DatasetMeta, "classNames" | "columns"> | null): string {
  const named = field && namedOptions(field, { classNames: meta?.classNames, columnNames: meta?.columns?.map((c) => c.name) });
  if (named) return named.find((o) => o.value === value)?.label ?? String(value);
  if (field?.options) return field.options.find((o) => o.value === value)?.label ?? String(value);
  if (value === null || value === undefined) return "none";
  if (field?.kind === "row" && typeof value === "number") return value < 0 ? "drawn by the seed" : `number ${count(value + 1)}`;
  if (field?.kind === "painted") return "a painted trigger";
  if (field?.kind === "picked") return Array.isArray(value) ? plural(value.length, "row", "rows") : "picked rows";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return field?.percent ? percentPlain(value) : `${number(value)}${field?.unit ? ` ${field.unit}` : ""}`;
  const text = Array.isArray(value) ? value.map((v) => (typeof v === "number" ? number(v) : String(v))).join(", ") : typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text || "none";
}

export interface Step {
  readonly letter: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const overlap = (a: Step, b: Step): boolean => a.low <= b.high && b.low <= a.high;
/** "attack success rose from 2.1 % to 91.0 %"; close numbers are called that. */
function moved(measure: string, a: Step, b: Step): string {
  const by = b.value - a.value;
  if (Math.abs(by) < 0.0005) return `${measure} is the same, ${percent(b.value)}`;
  return `${measure} ${by > 0 ? "rose" : "fell"} by ${points(by)} to ${percent(b.value)}`;
}

/** What a comparison shows: first what was changed, then what came of it, each run against the first. */
export function comparisonFinding(settings: readonly { readonly title: string; readonly values: readonly (string | null)[] }[], arm: string, measures: readonly { readonly title: string; readonly steps: readonly (Step | null)[] }[], letters: readonly string[]): string {
  const [first = "A", ...others] = letters, names = settings.map((s) => s.title);
  const what = settings.length === 0 ? `${list(letters)} have the same settings.`
    : settings.length === 1 ? `${list(letters)} differ in one setting: ${names[0]} (${settings[0]!.values.map((v) => v ?? runsCompare.none).join(" → ")}).`
    : settings.length <= 3 ? `${list(letters)} differ in ${list(names)}.` : `${list(letters)} differ in ${count(settings.length)} settings.`;
  const luck = names.length === 1 && settings[0]!.title === runsCompare.seed ? " Only luck is different, so this is how far numbers move by themselves." : "";
  const came = others.map((letter, i) => {
    const parts = measures.flatMap(({ title, steps }) => { const a = steps[0], b = steps[i + 1]; return a && b ? [moved(lowerFirst(title), a, b)] : []; });
    return parts.length === 0 ? `${letter} has no ${arm.toLowerCase()} model to set beside that of ${first}.` : `From ${first} to ${letter}, ${list(parts)}.`;
  });
  const unsure = others.flatMap((letter, i) => measures.flatMap(({ title, steps }) => { const a = steps[0], b = steps[i + 1]; return a && b && Math.abs(a.value - b.value) >= 0.0005 && overlap(a, b) ? [`${lowerFirst(title)} in ${letter}`] : []; }));
  const doubt = unsure.length === 0 ? "" : ` Another seed may turn round what is said of ${list(unsure)}: the intervals overlap.`;
  return `${what}${luck} ${came.join(" ")}${doubt}`;
}
