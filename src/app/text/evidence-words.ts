/**
 * Every sentence of the Evidence tab: what defenses show, what guards, certificates and monitors did, the map of features and
 * the neurons. Also what each stage of a pipeline is called in step 4. Pure.
 */
import type { CertificateReport, DefenseStage, Rate, ScreenReport, WatchReport } from "../../engine/index";
import { count, number, percent, percentPlain, percentRound, plural, range, ratio } from "./format";

/** The headings under which defenses are offered, in the order in which a pipeline may chain them. */
export const stageGroups: Readonly<Record<DefenseStage, string>> = {
  vet: "Check a downloaded model", filter: "Filter the rows before training", train: "Train robustly", aggregate: "Put clients’ updates together", stream: "Decide what a stream may teach", repair: "Repair the trained model", guard: "Guard it at run time", monitor: "Monitor it after deployment",
};

export const trustedForm = {
  needs: "Needs a small set of trusted rows; see below.",
  title: "The defender’s own rows",
  explain: "A small set that some of the chosen defenses need. Its rows are never test rows, and nobody trains on them but the defenses that say so.",
  all: "all",
} as const;

export const streamForm = {
  title: "After deployment",
  explain: "What the monitored model meets: a stream of test inputs into which, from some moment on, the attacker’s inputs are mixed.",
} as const;

export const evidence = {
  tab: "Evidence",
  emptyTitle: "No run yet",
  empty: "After a run you see here what each defense went by: its scores, curves and pictures, what guards and monitors did, and how a model sees the training rows.",
  pipeline: "Defense",
  beside: "Beside it: on clean data",
  besideWhy: "The same pipeline on the data as they were before the attack.",
  delivered: "On the rows as delivered",
  control: "On clean data",
  atWork: "Put to the test",
  waiting: "Nothing to show yet.",
  working: "It is at work; what it shows changes until it is done.",
  nothing: "This defense shows nothing but what its notes and numbers say.",
  noPicture: "These values are no picture.",
  flagged: "flagged",
  flag: "⚑",
  flagNote: "⚑ flagged by the defense.",
  value: "value",
  interval: "interval",
  group: (title: string, n: number) => `${title} (${count(n)})`,
  from: "from",
  to: "to",
  shareOf: "share of each group, square-root scale",
  title: "title",
  note: "note",
  size: (h: number, w: number) => `${h} × ${w} pixels`,
} as const;

export const reveal = { label: "Reveal the truth", why: "What no defender sees: which inputs are the attacker’s." } as const;

const n = (rate: Rate, one: string, other: string) => plural(rate.n, one, other);

export const screen = {
  title: (name: string) => `${name} at the door`,
  falseRejections: "False rejections",
  falseRejectionsWhy: "of untouched test inputs were turned away",
  falseAcceptances: "False acceptances",
  falseAcceptancesWhy: "of the attacker’s inputs were let in",
  accepted: "Accuracy on accepted inputs",
  acceptedWhy: "of the untouched inputs that were let in were read correctly",
  auroc: "AUROC",
  aurocWhy: "1 = every triggered input looks more suspicious than every harmless one, 0.5 = no better than a coin",
  hidden: "revealed with the truth",
  finding: (s: ScreenReport) => `${s.title} turned away ${percentRound(s.falseRejections.value)} of ${n(s.falseRejections, "untouched test input", "untouched test inputs")}${s.falseAcceptances ? ` and let in ${percentRound(s.falseAcceptances.value)} of ${n(s.falseAcceptances, "triggered input", "triggered inputs")}` : ""}.`,
  scores: "Scores of the inputs",
  scoresWhy: (when: "low" | "high" | undefined) => `What the guard decides by. ${when === undefined ? "" : `Inputs ${when === "low" ? "below" : "above"} the line are turned away.`}`.trim(),
  score: "score",
  threshold: "turned away from here",
  harmless: "untouched test inputs",
  triggered: "the attacker’s inputs",
} as const;

export const certificate = {
  y: "certified accuracy (%)",
  meaning: "A row counts up to the size x to which its right answer is proven: no change of that size, however chosen, can turn it.",
  median: (c: CertificateReport) => (c.median < 0 ? "More than half of the rows are misread or have no certificate." : c.median === 0 ? "The median certificate is 0: for half of the rows not even the smallest change is proven harmless." : `Half of the rows are certified up to at least ${number(Number(c.median.toPrecision(3)))} (${c.xTitle}).`),
  uncertified: (rate: Rate) => (rate.value === 0 ? "Every row has a certificate." : `${percent(rate.value)} of the rows have none, even for the smallest change (95\u00a0% interval ${range(rate.low, rate.high)}).`),
  n: (of: number) => `${plural(of, "test row", "test rows")}.`,
  line: "read rightly and certified",
} as const;

export const stream = {
  title: (name: string) => `${name}: the stream`,
  play: "Play",
  pause: "Pause",
  again: "Play again",
  back: "One input back",
  forward: "One input on",
  answered: "Inputs answered",
  inputs: "inputs",
  soFar: (now: number, of: number) => `${count(now)} of ${plural(of, "input", "inputs")} answered`,
  alarm: "alarm",
  alarmAt: (at: number) => `Alarm after ${plural(at, "input", "inputs")}.`,
  noAlarm: "No alarm.",
  notYet: "No alarm so far.",
  begins: "attack begins",
  beginsAt: (at: number) => `The first triggered input came after ${plural(at, "input", "inputs")}.`,
  clean: "No triggered input is in this stream.",
  delay: (d: number) => `${plural(d, "input", "inputs")} after the attack began.`,
  early: "That was before the attack began: a false alarm.",
  missed: "The attack went unseen.",
  falseAlarms: (rate: Rate) => `A false alarm on ${percent(rate.value)} of ${plural(rate.n, "clean stream", "clean streams")} of the same length (95\u00a0% interval ${range(rate.low, rate.high)}).`,
  threshold: "threshold",
  latest: "The latest inputs and what they were read as",
  none: "Press Play, or step.",
  testRow: (n_: number, one: string) => `Test ${one} ${n_}`,
  attackers: (n_: number, one: string) => `Attacker’s ${one} ${n_}`,
  read: (name: string) => `read as ${name}`,
  finding: (r: WatchReport) => {
    const heard = r.detectors.filter((d) => d.alarmAt !== null).length;
    return `${heard} of ${plural(r.detectors.length, "detector", "detectors")} raised an alarm in ${plural(r.length, "input", "inputs")}.`;
  },
} as const;

export const map = {
  region: "Inside a model",
  title: "Map of the training rows",
  says: (model: string, of: "features" | "inputs", width: number) => `Each point is a training row as delivered, placed by what the ${model.toLowerCase()} model ${of === "features" ? `makes of it in its last hidden layer (${plural(width, "neuron", "neurons")})` : `gets: it has no hidden layer, so these are the inputs themselves (${plural(width, "value", "values")})`}. Rows that the model treats alike lie close together.`,
  sampled: (shown: number, all: number) => (shown < all ? `${count(shown)} of ${plural(all, "row", "rows")}, picked at random.` : `All ${plural(all, "row", "rows")}.`),
  model: "Model",
  method: "Method",
  pca: "PCA",
  umap: "UMAP",
  explained: ([a, b]: readonly [number, number]) => `PCA: the two directions in which the rows differ most; they hold ${percentPlain(Number(a.toPrecision(2)))} and ${percentPlain(Number(b.toPrecision(2)))} of all differences.`,
  umapWhy: "UMAP keeps neighbors together. How far apart two islands lie, and how large they are, means nothing.",
  color: "Color by",
  label: "given label",
  suspicion: (name: string) => `suspicion: ${name}`,
  suspicionScale: "rank of the suspicion score",
  least: "least suspicious",
  most: "most suspicious",
  notJudged: "not judged",
  working: "Working it out…",
  umapWorking: "Working it out; UMAP takes a few seconds.",
  point: (n_: number, label: string, rank: number | null | undefined, truth: string | null) => `Row ${n_}, labeled ${label}${rank === undefined ? "" : rank === null ? ", not judged" : `, more suspicious than ${percentRound(rank)} of the rows`}${truth === null ? "" : `; ${truth}`}.`,
  poisoned: "poisoned",
  honest: "honest",
  hint: "Point at the map or use the arrow keys to walk through the rows.",
  revealed: (poisoned: number, shown: number) => `${count(poisoned)} of the ${plural(shown, "row", "rows")} shown are poisoned; each carries a ring and a stroke.`,
  before: "After a run you see here how a model sees the training rows.",
} as const;

export const neurons = {
  title: "Neurons, clean against triggered",
  says: "Mean output of each neuron of the last hidden layer on untouched test inputs and on the attacker’s inputs, the widest gap first. Neurons that wake for the trigger alone carry the backdoor.",
  x: "neurons, widest gap first",
  y: "mean output",
  clean: (n_: number) => `${plural(n_, "clean test input", "clean test inputs")}`,
  triggered: (n_: number) => `${plural(n_, "triggered input", "triggered inputs")}`,
  finding: (top: number, clean: number, triggered: number, width: number) => `Of ${plural(width, "neuron", "neurons")}, number ${top + 1} differs most: ${ratio(clean)} on clean inputs, ${ratio(triggered)} on triggered ones.`,
  hidden: "What each neuron does on clean test inputs and on the attacker’s. It is shown with the truth, because no defender has the attacker’s inputs.",
  neuron: "neuron",
  gap: "gap",
} as const;
