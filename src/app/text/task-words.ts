/** What the tasks of a story say, and what stands where a story could not be loaded: words that come after the first picture. */
import type { Problem } from "../../engine/index";
import { count, duration, list, plural } from "./format";

export const see = {
  lookFor: "Look for this",
  guessed: (text: string) => `You guessed: “${text.replace(/\.$/, "")}.”`,
  right: "That is what happened.",
  other: "It came out differently.",
  none: "You went on without a guess.",
} as const;

export const doing = {
  controls: "What you can change",
  again: (label: string) => `${label} again`,
  cancel: "Cancel",
  running: "Progress of the run",
  skip: "I have no time: show the recorded run",
  skipped: "Skipped: what you see is the recorded run. You can still do it yourself.",
  skipLook: "I have seen enough",
  done: (seconds: number) => `Done: your own run took ${duration(seconds)}.`,
  stale: "What you see is still your run from before you changed this. Start it again to see what the change does.",
  doneBefore: "You did this on an earlier visit. Do it again if you like.",
  fix: (title: string) => `Change “${title}” first.`,
  hint: "Your run is kept, but this step asks for a little more:",
  cancelled: "Stopped before the end. What was finished is kept: starting again goes on from there.",
  retry: "Try again",
  diverged: (models: readonly string[]) => `${list(models)} fell apart while learning: its loss stopped being a number. That can happen; change a setting and train again.`,
  goOn: "Go on with the recorded run",
  behind: { own: "Back to my run from before", recorded: "Go on with the recorded run" },
  missing: "The recorded run of this step could not be loaded. You can compute it here; until then numbers are missing.",
  fetchAgain: "Load it again",
  compute: "Compute it now",
  own: "Run it yourself",
  elsewhere: "The run failed.",
} as const;

/** What to do after a run of a story has failed; ways on are buttons below it. */
export function afterFailure({ code, field }: Problem): string {
  switch (code) {
    case "worker-lost": return "Mostly a device is short of memory then. Close other tabs and programs, and try again. What you answered is kept.";
    case "no-backend": return "Reload the page and try again. What you answered is kept.";
    case "bad-data": return "Check the connection and try again. What you answered is kept.";
    case "too-large": return "This device has too little memory for it. What you answered is kept.";
    default: return field ? "Change that setting and try again." : "Try again. What you answered is kept.";
  }
}

export const look = {
  progress: (seen: number, of: number) => (seen >= of ? `Looked at ${count(seen)}: enough.` : `Looked at ${count(seen)} of ${count(of)}.`),
} as const;

export const choose = {
  legend: "Choose your defenses",
  cost: (points: number) => plural(points, "coin", "coins"),
  budget: (spent: number, budget: number) => `${count(spent)} of ${plural(budget, "coin", "coins")} spent`,
  over: (by: number) => `That is ${plural(by, "coin", "coins")} over the budget; leave something out.`,
  most: (most: number) => `${plural(most, "defense", "defenses")} at most.`,
  none: "Choose at least one.",
  scale: "Coins are made up for this story; they stand for work and waiting.",
  tries: "What you tried",
  columns: { chosen: "defenses", cost: "coins", accuracy: "clean accuracy", attack: "attack success" },
} as const;

export const leaveOut = {
  how: "Pick one in the picture: click or tap its mark, or walk there with the arrow keys and press Enter.",
  /** Clients from 1. */
  left: (client: number) => `You leave out client ${client}, and with it what its rows could teach.`,
  first: "Pick a client first.",
  compare: "One more model is trained to compare with: without an honest client if yours lies, without a liar if yours is honest.",
  tries: "Who was left out, and what came of it",
  columns: { client: "left out", truth: "truth", rows: "rows lost", accuracy: "clean accuracy" },
  nobody: "nobody",
} as const;

export const explain = {
  label: "In your own words",
  hint: "Stays on this device. One sentence is enough.",
  hintHere: "This browser stores nothing, so it is gone when you close this page; print the worksheet before. One sentence is enough.",
  show: "Compare with our words",
  skip: "Skip: show the answer",
  yours: "Your words",
  ours: "Our words",
  empty: "Write a few words first.",
} as const;

export const unknown = {
  title: "There is no story of that name",
  text: (id: string) => `The link asks for “${id}”, which this version does not know. These are all the stories:`,
  failed: "The story could not be loaded",
  failedWhy: "Check the connection and try again; nothing you did is lost.",
  retry: "Try again",
  loading: "Loading the story…",
  number: (n: number) => `Story ${n}`,
} as const;
