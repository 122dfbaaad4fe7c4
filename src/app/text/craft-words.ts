/**
 * Words of the attacker's tools: painting a trigger, choosing one image, stealth as numbers, the walk of crafted points,
 * ten targets. Loaded with those tools, so not part of what is on screen first.
 */
import { count, number, percentRound, plural } from "./format";

export const aboutAttack = {
  fails: "When it fails:",
  groups: { availability: "Make the model worse", backdoor: "Plant a backdoor", targeted: "Have one image misread" },
} as const;

export const painting = {
  open: "Paint…",
  none: "nothing painted yet",
  painted: (n: number) => plural(n, "pixel", "pixels"),
  inSentence: "painted",
  title: "Paint the trigger",
  description: "What you paint covers the picture below it, in every poisoned row and later on any image that is to be misread. It is part of the link.",
  grid: "Trigger",
  help: "Paint with mouse, pen or finger. With the keyboard: arrows move, Space uses the tool on one pixel, Shift with an arrow drags it along.",
  tool: "Tool",
  paint: "Paint",
  erase: "Erase",
  brightness: "Brightness",
  color: "Color",
  undo: "Undo",
  redo: "Redo",
  clear: "Clear",
  another: "Another picture below",
  plain: "as it is",
  stamped: "with trigger",
  done: "Done",
  limit: (used: number, most: number) => `${count(used)} of at most ${count(most)} pixels painted.`,
  full: (most: number) => `That is the limit: ${count(most)} pixels. Erase some first.`,
  at: (row: number, column: number, state: string) => `Row ${row}, column ${column}: ${state}`,
  empty: "not painted",
  level: (share: number) => `brightness ${percentRound(share)}`,
  rgb: (hex: string) => `color ${hex}`,
  loading: "The data are still loading.",
} as const;

export const choosing = {
  open: "Choose…",
  seeded: (k: number) => (k === 1 ? "drawn by the seed" : `drawn by the seed, number ${k}`),
  inSentence: (row: number) => `test image ${count(row + 1)}`,
  known: (row: number, name: string) => `test image ${count(row + 1)}, a ${name}`,
  later: "Which one it is, the run tells.",
  title: "Choose the image to be misread",
  description: (wanted: string | null) => `The attack is about this one test image alone.${wanted === null ? "" : ` The attacker wants it read as ${wanted}, so images of ${wanted} are left out.`}`,
  byClass: "Class",
  any: "all classes",
  draw: "Let the seed draw one",
  strip: "Test images",
  loading: "The data are still loading.",
  alt: (row: number, name: string) => `Test image ${count(row + 1)}, truly ${name}`,
} as const;

export const stealth = {
  title: "How visible it is",
  linf: "largest change",
  l2: "length of change",
  ssim: "likeness",
  ssimShort: "SSIM",
  relabeled: "labels changed",
  cover: "cover rows",
  coverShare: (share: string) => `${share} of the training set`,
  showCover: "Cover",
  mean: "mean",
  single: "of the one row",
  most: (value: string) => `at most ${value}`,
  least: (value: string) => `at least ${value}`,
  of: (k: number, n: number) => `${count(k)} of ${count(n)}`,
  ofPoisoned: "poisoned rows",
  noLabel: "Nobody who checks labels finds anything.",
  inputs: (n: number) => `over ${plural(n, "changed row", "changed rows")}`,
  unit: "values run from 0 to 1",
  axes: "in the units of the plane",
  same: "Every input stayed as it was; only labels were changed.",
} as const;

export const pending = {
  title: "The poison of this attack is crafted against a model during the run.",
  text: "Press Run; until then you see the rows as their owners delivered them.",
  running: "The poison is being crafted. Until it is there you see the rows as their owners delivered them.",
} as const;

export const hit = {
  label: "target hit",
  yes: "Yes",
  no: "No",
  reads: (name: string, sure: number) => `read as ${name}, ${percentRound(sure)} sure`,
  line: "Chosen image read as wanted",
  end: "target",
  share: "% of test inputs; for the target, how sure",
  nearMiss: "near-miss accuracy",
  regionOnTest: "Over test points: what the plainer attack did to the rows is not kept.",
} as const;

export const target = {
  title: "The chosen image",
  which: (row: number, truth: string, wanted: string) => `Test image ${count(row + 1)}, truly ${truth}. The attacker wants it read as ${wanted}.`,
  unknown: (wanted: string) => `The seed draws it during the run. The attacker wants it read as ${wanted}.`,
  before: "After a run you see here what each model reads this image as. Success is about this image alone, so it is yes or no and not a rate.",
  hit: "Target hit",
  missed: "Target missed",
  hitShort: "hit",
  missedShort: "missed",
  notHere: "The attack on the bench is not about one image.",
  already: "The clean model reads it so without any poison.",
  ten: "Try ten targets",
  tenWhy: "One image says little. This runs the same attack against ten images that the seed draws, one after the other, without defenses and baselines.",
  stop: "Stop",
  again: "Try ten targets again",
  busy: "Wait until the run has ended, or cancel it.",
  running: (k: number, of: number) => `Target ${k} of ${of}`,
  progress: "Progress of the ten targets",
  score: (hits: number, of: number, clean: number) => `${hits} of ${of} targets hit; the clean models read ${clean} of ${of} so by themselves.`,
  stopped: "Stopped; these are the targets finished so far.",
  belongs: (attack: string, seed: number) => `${attack}, seed ${seed}.`,
  stale: "The settings have changed since: these targets belong to the old ones.",
  list: "Targets tried",
  one: (row: number, truth: string, read: string, sure: string, was: boolean) => `Test image ${count(row + 1)}, a ${truth}: ${was ? "hit" : "missed"}, read as ${read}, ${sure} sure`,
  caption: (truth: string, read: string) => `${truth} → ${read}`,
} as const;

export const walk = {
  title: "How the poison found its places",
  explain: (n: number, steps: number) => `${plural(n, "poisoned point", "poisoned points")} moved in ${plural(steps, "step", "steps")}. The colors show where the poisoned model ended up.`,
  explainPlain: (n: number, steps: number) => `${plural(n, "poisoned point", "poisoned points")} moved in ${plural(steps, "step", "steps")}.`,
  plane: "Poisoned points on their way",
  hint: "The lines are the ways so far; a ring marks where each point is now. Arrow keys walk through the points.",
  play: "Play",
  pause: "Pause",
  again: "Play again",
  step: "Step",
  objective: "What the attacker drives",
  atStep: (title: string, value: number, step: number) => `${title}: ${number(value)} after step ${step}`,
  stepColumn: "step",
  result: "What it cost",
  model: "model",
  accuracy: "clean accuracy",
  error: "test error",
  ratio: (times: number, other: string) => `${number(Number(times.toPrecision(2)))} times the test error of ${other}.`,
} as const;
