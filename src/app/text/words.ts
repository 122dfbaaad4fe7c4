/**
 * What arms, metrics, cards and tabs are called, with the one-line captions that stand beside their numbers. Fixed
 * wording only; sentences that depend on numbers live in finding.ts, counts.ts and progress.ts.
 */
import type { ArmKind, Rate, RegimeKind } from "../../engine/index";
import { count, range } from "./format";
import type { TermId } from "./glossary";

export const app = {
  name: "Hemlock",
  bench: "Bench",
  skip: "Skip to the results",
  privacy: "Nothing you load or draw leaves this page.",
  stays: "What was on the bench is still there.",
  standard: "The standard experiment is on the bench instead.",
} as const;

export const armCaptions: Readonly<Record<ArmKind, string>> = {
  clean: "Trained on untouched data",
  poisoned: "Trained on what the attacker delivered",
  defended: "Trained after the defense",
  "random-baseline": "Random filter: as many rows removed, picked blindly",
  "oracle-baseline": "Oracle filter: exactly the poisoned rows removed",
  "clean-control": "What the same defense costs where nothing is poisoned",
  "attack-baseline": "A plainer attack of the same size, to tell craft from quantity",
};

/** Where not all rows lie in one place, a column says something else. */
const captionsElsewhere: Readonly<Partial<Record<RegimeKind, Readonly<Partial<Record<ArmKind, string>>>>>> = {
  federated: { clean: "Trained with honest clients only", poisoned: "Trained with the attacker’s clients among them" },
  online: { clean: "Learns from honest labels only", poisoned: "Learns from the attacker’s labels, too" },
};
/** Where the poison is in a model that everybody builds on. */
const captionsDownloaded: Readonly<Partial<Record<ArmKind, string>>> = { clean: "Built on the model as published", poisoned: "Built on the model that the attacker hands out" };
export const captionOf = (kind: ArmKind, regime: RegimeKind, tampered = false): string => (tampered ? captionsDownloaded[kind] : captionsElsewhere[regime]?.[kind]) ?? armCaptions[kind];

export interface MetricWords {
  readonly id: "cleanAccuracy" | "attackSuccess" | "robustAccuracy";
  readonly label: string;
  readonly caption: string;
  readonly term: TermId;
}

export const metricWords: Readonly<Record<"cleanAccuracy" | "attackSuccess" | "robustAccuracy", MetricWords>> = {
  cleanAccuracy: { id: "cleanAccuracy", label: "clean accuracy", caption: "of untouched test inputs read correctly", term: "cleanAccuracy" },
  attackSuccess: { id: "attackSuccess", label: "attack success", caption: "of the attacked inputs read as the attacker wants", term: "attackSuccess" },
  robustAccuracy: { id: "robustAccuracy", label: "robust accuracy", caption: "of attacked inputs still read correctly", term: "robustAccuracy" },
};

export const steps = {
  data: { number: 1, title: "Data" },
  attack: { number: 2, title: "Attack" },
  learning: { number: 3, title: "Learning" },
  defense: { number: 4, title: "Defense" },
  probe: { number: 5, title: "Probe" },
} as const;

export const header = {
  scenarioLabel: "Scenario",
  allScenarios: "All scenarios",
  ownSetup: "Your own setup",
  undo: "Undo",
  redo: "Redo",
  nothingToUndo: "No setting was changed yet.",
  nothingToRedo: "Nothing was undone.",
  share: "Share and save",
  toDark: "Switch to dark colors",
  toLight: "Switch to light colors",
  help: "Help and glossary",
} as const;

export const share = {
  title: "Share this experiment",
  explain: "The link is the experiment: whoever opens it gets the same setup and, on the same backend, the same numbers.",
  copied: "Copied to the clipboard.",
  failed: "The browser did not allow copying. Select the link and copy it yourself.",
  label: "Link to this experiment",
  copyAgain: "Copy link",
} as const;

export const files = {
  title: "Files",
  open: "Open a file…",
  saveResult: "Result (JSON)",
  saveCurves: "Curves (CSV)",
  saveSpec: "This setup (JSON)",
  dropHint: "You can also drop a spec or result file anywhere on the page, or data of your own: a CSV file, a zip or a folder of pictures.",
  needRun: "Run the experiment first.",
  drop: "Drop an experiment, or data of your own: a CSV file, a zip or a folder of pictures",
} as const;

export const help = {
  title: "Help",
  text: "Help text",
  howTitle: "How the bench works",
  how: [
    "Look at the training samples. The ones with a ring and a hatch are poisoned.",
    "Press Run. A clean, a poisoned and a defended model learn side by side, from the same starting weights.",
    "Read the sentence above the columns, then change one knob on the left and run again.",
    "Copy the link: it holds the whole experiment.",
  ],
  privacy: "Everything is computed in this page. Nothing you load or draw leaves it.",
  keysTitle: "Keys",
  glossaryTitle: "Glossary",
} as const;

export const run = {
  region: "Run controls",
  finding: "Finding",
  progress: "Progress of the run",
  tryAgain: "Try again",
  cancelled: "Stopped before the end.",
  cancelledWhy: "What stands below is as far as the models came. Press Run to go on: what was finished is not computed again.",
  watch: "Watch the two lines of each model: accuracy stays together, attack success comes apart.",
  watchWhy: (models: number) => `${models} models learn side by side from the same starting weights and see their rows in the same order. Only what stands in those rows differs.`,
  watchRounds: (models: number) => `${models} models learn side by side with the same clients, which are asked in the same rounds. Only what clients send and what the server makes of it differ: see the tab Clients.`,
  watchSteps: (models: number) => `${models} models learn side by side from the same stream. Only the labels that come back and what is learned from them differ.`,
  stepWhilePaused: "Pause first, then step.",
  nothingToReset: "There are no results yet.",
  run: "Run",
  runAgain: "Run again",
  pause: "Pause",
  resume: "Resume",
  step: (tick: string) => `Step one ${tick}`,
  reset: "Reset: clear the results",
  cancel: "Cancel",
  stale: "Settings changed. These results belong to the old settings; run again.",
  nowOn: (title: string, summary: string) => `Now on the bench: “${title}”. ${summary}`,
  interval: "Below each number stands its",
  intervalTerm: "95\u00a0% interval",
} as const;

export const empty = {
  attacker: (does: string) => `The attacker ${does}`,
  hint: {
    central: "Press Run to train the models side by side. They start out equal and see their examples in the same order; only the data differ.",
    federated: "Press Run to train the models side by side, each with the same clients. They start out equal and ask the same clients in each round; only what clients send and what the server makes of it differ.",
    downloaded: "Press Run to train the models side by side on the same clean rows in the same order; only the downloaded model that they build on differs. The tab Sweep shows how much of the poison your own training leaves.",
    online: "Press Run to let the models learn side by side, each from the same stream. They start out equal and meet the same inputs; only the labels that come back and what is learned from them differ.",
  },
  noDefense: "No defense is set. Add one in step 4 to see whether it helps.",
  noAttack: "No attack is set. Choose one in step 2 to poison the data.",
} as const;

export const columns = {
  region: "Models side by side",
  columnName: (title: string) => `${title} model`,
  accuracyLine: "Clean accuracy",
  attackLine: "Attack success",
  accuracyEnd: "accuracy",
  attackEnd: "attack",
  targeted: "attack success",
  after: (tick: string, now: number, of: number) => `after ${tick} ${now} of ${of}; still learning`,
  stoppedAt: (tick: string, now: number, of: number) => `after ${tick} ${now} of ${of}; stopped there`,
  notYet: "not measured yet",
  curve: "While learning",
  said: (n: number) => (n === 1 ? "What the defense says" : `What the defense says (${n} notes)`),
  noCurve: "There is no curve: this answer is a vote of many models, each of which learned by itself.",
  turnedAway: (k: number, rate: Rate) => `The guard turned away ${count(k)} of ${count(rate.n)} untouched test inputs (${range(rate.low, rate.high)}). They count as wrong above and stand in no cell below.`,
  share: "% of test inputs",
  confusion: "What was read as what",
  region2d: "Where each answer begins",
  diverged: "This model diverged: its loss stopped being a number. Lower the learning rate and run again.",
  repair: "Along the repair",
  baselines: "Compared with",
  baselinesOf: (title: string) => `What ${title} is compared with`,
  filter: "Filter",
  thisDefense: "This defense",
  showBaselines: "Show as columns",
  hideBaselines: "Hide the columns",
  difference: "Difference",
  differenceLater: "Run the experiment; then every number stands here beside the clean model’s.",
  differenceCaption: "In brackets: points more or less than the clean model",
  measure: "Measure",
  recallOf: (name: string) => `recall of ${name}`,
  cellTitle: (arm: string, things: string) => `${arm} model: the ${things} behind this cell`,
  cellHint: "Choose one to pin it: every model then shows its answer.",
  cellNone: "Nothing fell into this cell.",
  cellRows: (things: string) => `Test ${things} of this cell`,
} as const;

export const stages = {
  emptyTitle: "No run yet",
  empty: "After a run this table says what was computed, what was already known, and how long each step took.",
  table: "Stages of the run",
  stage: "Step",
  models: "For",
  how: "How",
  seconds: "Time",
  all: "all models",
  cached: "already known",
  computed: "computed",
  running: "running",
  waiting: "waiting",
  summary: (computed: number, known: number) => `${computed} ${computed === 1 ? "step" : "steps"} computed, ${known} already known from an earlier run: only what depends on a changed knob is computed again.`,
  made: (version: string, backend: string, key: string) => `Made with engine ${version} on ${backend}. Name of this run: ${key}.`,
} as const;

export const classes = {
  emptyTitle: "No run yet",
  empty: "After a run this table says how well each class is read by each model.",
  term: "Per-class recall",
  explain: ": of the test inputs of a class, the share that was read as that class. Beside it the distance from the clean model in points; five points or more stand in bold.",
  table: "Per-class recall of each model",
  class: "Class",
  interval: (text: string, n: number) => `95 % interval ${text}, n = ${n}`,
} as const;

export const pinned = {
  title: (thing: string) => `One ${thing}, every model`,
  source: (thing: string) => `Where the ${thing} comes from`,
  test: (thing: string) => `Test ${thing}`,
  draw: "Draw your own",
  write: "Write your own",
  writeFirst: "Write a message; every model reads it as you type.",
  writeLabel: "Your message",
  writeHint: "Words that are not in the list count as one unknown word.",
  change: "Change its values",
  changeLabel: "Values of this row",
  changeBack: "Back to the test row",
  drawFirst: "Draw something; every model reads it as soon as you lift the pen.",
  plain: "as it is",
  triggered: "with trigger",
  previous: (thing: string) => `Previous test ${thing}`,
  next: (thing: string) => `Next test ${thing}`,
  another: (thing: string) => `Another test ${thing}`,
  which: (thing: string, number: number, truth: string) => `Test ${thing} ${number}, truly ${truth}`,
  before: "After a run you see here how sure each model is about each class, with the trigger and without.",
} as const;

export const rail = {
  region: "Setup",
  dataset: "Data set",
  about: "About these data",
  source: "Source",
  license: "License",
  size: "Size",
  notGoodFor: "Not good for",
  synthetic: "made up, not measured",
  attack: "Attack",
  noAttack: "No attack",
  sentence: "What the attacker wants",
  aboutAttack: "About this attack",
  knows: "What the attacker knows:",
  controls: "What the attacker controls:",
  atlas: (id: string) => `MITRE ATLAS ${id}`,
  newTab: "(opens in a new tab)",
  model: "Model",
  training: "Training",
  momentumOnlySgd: "Only SGD uses momentum.",
  luck: "Luck",
  seed: "Seed",
  seedWhy: "All randomness grows from it: the same seed gives the same result.",
  otherSeed: "Another seed",
  machine: "Machine",
  backend: "Backend",
  noDefense: "Nothing stands between the attacker and the model.",
  addFirst: "Add a defense…",
  addPipeline: "Add another pipeline…",
  addStep: "Add a step to this pipeline…",
  pipelineName: (n: number) => `Pipeline ${n}`,
  assumes: (text: string) => `Assumption: ${text}`,
  earlier: (title: string) => `Move ${title} earlier`,
  later: (title: string) => `Move ${title} later`,
  remove: (title: string) => `Take out ${title}`,
  cannotMove: "It cannot go there: each defense has its stage, and the stages have an order.",
  fourAtMost: "Four pipelines at most; take one out first.",
  chainFull: "Five defenses in a pipeline at most; take one out first.",
  baselines: "Compare with baselines",
  baselinesWhy: "Also run every pipeline on clean data. Beside one that removes rows, also train a random filter and an oracle that knows the truth.",
} as const;

export const pager = { region: (list = "the list") => `Pages of ${list}`, back: "Previous page", forward: "Next page", first: "This is the first page.", last: "This is the last page." } as const;

export const samples = {
  title: "The training set, as the model will see it",
  show: "Show",
  all: "All",
  poisoned: "Poisoned",
  honest: "Honest",
  label: "Label",
  anyLabel: "any label",
  source: "Source",
  anySource: "any source",
  asked: (n: string) => `The poison rate asks for ${n}, but no more rows of the right kind are in the attacker’s hands.`,
  from: (name: string) => `from ${name}`,
  strip: "Training samples",
  none: "No row fits this choice.",
  doing: "What the attacker does",
  loading: "Loading the data…",
  failed: "The data could not be loaded",
  retry: "Try again",
  after: "as delivered",
  labeled: (name: string) => `labeled ${name}`,
  points: "Training points; poisoned ones carry a ring and a hatch",
} as const;

export const panels = {
  region: "Details",
  samples: "Samples",
  audit: "Model audit",
  bench: "Defender’s bench",
  clients: "Clients",
  stream: "Stream",
  evidence: "Evidence",
  sources: "Sources",
  classes: "Classes",
  probes: "Probes",
  matrix: "Matrix",
  sweep: "Sweep",
  stages: "Stages",
} as const;

export const shortcuts: readonly { readonly keys: string; readonly what: string }[] = [
  { keys: "R", what: "Run, or run again" },
  { keys: "Space", what: "Pause or resume" },
  { keys: "E", what: "Step one epoch; in a federation one round, in a stream one step" },
  { keys: "Esc", what: "Cancel the run; close a dialog" },
  { keys: "Ctrl + Z", what: "Undo the last change of a setting" },
  { keys: "Ctrl + Shift + Z", what: "Redo" },
  { keys: "S", what: "Share: copy the link" },
  { keys: "T", what: "Switch between light and dark" },
  { keys: "?", what: "This help" },
  { keys: "Arrow keys", what: "Move inside a matrix, chart or strip" },
];
