/** What the player of stories and its figures say. The stories' own sentences are in src/stories; numbers come in as text. */
import type { Step } from "../../stories/story";
import { count, duration, list, plural } from "./format";

export const hits = { yes: "yes", no: "no" } as const;

export const kinds: Readonly<Record<Step["kind"], string>> = { predict: "Predict", do: "Do", see: "See", explain: "Explain" };

export const player = {
  home: "Hemlock, all stories",
  steps: "Steps of this story",
  step: (at: number, title: string) => `Step ${at}: ${title}`,
  done: "done",
  skipped: "skipped",
  now: "you are here",
  end: "The end",
  locked: "Finish the steps before it first.",
  where: (at: number, of: number, kind: string) => `Step ${at} of ${of} · ${kind}`,
  length: "Length of the story",
  version: "Version",
  lengths: { "10": "10 min", "40": "40 min" },
  lab: "Open in the lab",
  cameFrom: (story: string, step: number, of: number) => (step > of ? `You came from the end of “${story}”.` : `You came from “${story}”, step ${step}.`),
  backToStory: "Back to the story",
  text: "What this step is about",
  task: "What to do",
  figures: "What you see",
  back: "Back",
  next: "Next",
  finish: "Finish",
  again: "Start over",
  moves: "Move through the story",
  keys: "← and → also move.",
  first: "This is the first step.",
  title: (step: string, story: string) => `${step} – ${story} – Hemlock`,
} as const;

/** Why one cannot go on yet. */
export const waiting: Readonly<Record<Step["kind"] | "look" | "slow", string>> = {
  predict: "Make a guess first. No guess is wrong to make.",
  do: "Do it first, or look at the recorded run.",
  slow: "Train your own, or go on with the recorded run.",
  look: "Look at a few more, or go on without.",
  see: "",
  explain: "Write a sentence first, or skip it.",
};

export const predict = {
  legend: "Your guess",
  kept: "Kept. You will see in a moment.",
  keptHere: "Kept until you close this page, for this browser stores nothing. You will see in a moment.",
} as const;

export const labWaits = "Waiting for the other run to end; then this one begins by itself.";

export const source = {
  recorded: "recorded run, computed earlier",
  own: "your run",
  took: (seconds: number) => duration(seconds),
  loading: "Loading the recorded run…",
  before: "No run yet: numbers come once the models are trained.",
} as const;

export const ending = {
  title: "What you found out",
  learned: "What to take away",
  guesses: "Your guesses",
  guess: (text: string) => `You: ${text}`,
  noGuess: "You made no guess here.",
  was: (text: string) => `It was: ${text}`,
  same: "just so",
  words: "In your own words",
  worksheet: "Worksheet with your pictures",
  teach: "Teacher notes and slides",
  lab: "Go on in the lab",
  next: (title: string) => `Next story: ${title}`,
  all: "All stories",
  long: "There is a 40-minute version with more steps.",
  toLong: "Take the 40-minute version",
  reading: "Read on",
  newTab: "(opens in a new tab)",
  again: "Start over",
  clear: "Forget my answers",
  recorded: (n: number) => `${plural(n, "step was", "steps were")} shown from a recorded run.`,
} as const;

export const figures = {
  all: (models: number) => `${plural(models, "model", "models")} side by side`,
  numbers: "In numbers",
  samples: { any: "Training data as delivered", poisoned: "Poisoned training data", honest: "Honest training data" },
  samplesList: "Training samples",
  onlyHonest: (n: number) => `${count(n)} rows are as their owners delivered them.`,
  before: (label: string) => `The attacker’s change, one example: ${label}.`,
  crafted: "The poison of this attack is worked out during the run, so there is nothing of it to see before.",
  curves: { accuracy: "Clean accuracy while learning", attack: "Attack success while learning" },
  curvesUnit: "% of test inputs",
  notYet: "The lines come while the models learn.",
  ends: (what: string, values: readonly string[]) => `${what}: ${values.join(", ")}.`,
  end: (name: string, share: string, repaired: string | null) => `${name} ${share}${repaired === null ? "" : ` (${repaired} after its repair)`}`,
  atEnd: "When training ended",
  soFar: "So far",
  confusion: (arm: string) => `${arm}: what was read as what`,
  regions: (arm: string) => `${arm}: where each answer begins`,
  right: (share: string) => `${share} of new points are read correctly.`,
  regionsBefore: "The border comes with the run.",
  pinned: (thing: string) => `One test ${thing}, every model`,
  pinnedAnswer: (arm: string, plain: string, triggered: string | null) => (triggered === null ? `${arm}: ${plain}` : plain === triggered ? `${arm}: ${plain} both times` : `${arm}: ${plain}, with the trigger ${triggered}`),
  pinnedLater: "What the models say of it comes with your own run.",
  target: "The chosen image",
  targetFinding: (arms: readonly string[]) => `Read as the attacker wants: ${arms.length === 0 ? "by no model" : `by ${list(arms)}`}.`,
  did: { removed: (arm: string) => `${arm}: what was taken out`, relabeled: (arm: string) => `${arm}: what got another label` },
  removedFound: "poisoned rows found",
  lost: { removed: "honest rows lost", relabeled: "honest rows relabeled" },
  groups: { found: "Poison found", lost: "Honest rows lost", missed: "Poison missed" },
  relabeledGroups: { found: "Poison relabeled", lost: "Honest rows relabeled", missed: "Poison missed" },
  noRows: "None.",
  groupOf: (arm: string, group: string) => `${arm}: ${group}`,
  nothingRemoved: "This defense leaves the training data as they are.",
  classes: "Recall of each class",
  classesTable: "Recall of each class by each model",
  classesFinding: (name: string, points: string, arm: string) => `${name} lost most: ${points} in the ${arm} model, against the clean one.`,
  classesSame: "No class lost more than a point.",
  class: "class",
  seenIn: (step: number, title: string) => `From step ${step}, “${title}”:`,
  clients: "What the clients sent",
  clientsWhy: "Each mark is what one client sent in this round: close together means alike, the larger the longer.",
  round: "Round",
  stream: "What became of every report",
  noRun: "Comes with the run.",
  loading: "Loading the data…",
  failed: "The data could not be loaded. Without a connection only what was opened before is here.",
  retry: "Try again",
} as const;

/** What a figure calls a number that stands in no other list. */
export const metricNames: Readonly<Record<string, string>> = {
  cleanAccuracy: "clean accuracy", attackSuccess: "attack success", robustAccuracy: "robust accuracy", targetHit: "target hit", nearMissAccuracy: "near-miss accuracy", precision: "precision", recall: "recall",
  f1: "F1", auprc: "area under precision-recall", balancedAccuracy: "balanced accuracy", "removed:poisoned": "poisoned rows found", "removed:honest": "honest rows lost",
};
export const recallOf = (name: string): string => `recall of ${name}`;
