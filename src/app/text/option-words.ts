/** What the page says about the options of a link: parts that are hidden or locked, names it does not know. */
import type { Step } from "../state/view";
import { list } from "./format";
import { steps } from "./words";

/** "step 2 (Attack)". */
export const stepsNamed = (locked: readonly Step[]): string => `step${locked.length === 1 ? "" : "s"} ${list(locked.map((s) => `${steps[s].number} (${steps[s].title})`))}`;

export const options = {
  locked: "Locked by whoever made this link.",
  lockedStep: "locked",
  lockedRead: "You can read these settings, but not change them.",
  refused: (locked: readonly Step[]) => `Nothing was changed: this would also change ${stepsNamed(locked)}, which whoever made this link has locked.`,
  unknown: (names: readonly string[]) => `This link asks for ${names.length === 1 ? "an option" : "options"} that this page does not know, and ${names.length === 1 ? "it was" : "they were"} ignored: ${list(names)}.`,
  some: "Whoever made this link has hidden or locked parts of the lab.",
  unlock: "Unlock: open the full lab",
  scenarioLocked: "The scenario is locked by whoever made this link.",
  openFull: "open",
  noWindow: "The page around this frame does not let it open others. Its address:",
  openFullTitle: "Open the full page in a new tab",
  notKept: "The browser stores nothing for this page: runs, own data and choices are gone when it closes.",
} as const;
