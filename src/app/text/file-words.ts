/** What is said of links and files that cannot be read, and of those that can. */
import { count } from "./format";

export const links = {
  long: (characters: number, most: number) => `This link is ${count(characters)} characters long; at most ${count(most)} are read. Ask for the experiment as a file instead.`,
  noSetup: "This link does not hold an experiment: after the # it must go on with v1= and the setup. Ask for the link again.",
  version: (format: string) => `v: this link was made with another version of Hemlock (link format ${format}; this page reads format 1). Reload the page or ask for a new link.`,
  broken: "This link is broken or cut off: what follows v1= cannot be read. Ask for the link again and copy all of it.",
  noSettings: "This link is broken: what follows v1= must be a set of settings. Ask for the link again.",
  tooMany: "This link holds more settings than an experiment has. Ask for the link again.",
} as const;

export const specFiles = {
  large: (name: string) => `${name} is larger than 5 MB; a spec or result file is far smaller.`,
  notJson: (name: string) => `${name} is not JSON. Open a spec or result file that Hemlock saved.`,
  notObject: (name: string) => `${name} must hold one JSON object: a spec or a result.`,
  opened: (name: string) => `${name} is on the bench. Press Run to compute it.`,
  pictures: "Pictures",
} as const;

export const runFiles = {
  notJson: (name: string) => `${name} is not JSON. Choose a file that was exported from kept runs.`,
  notRuns: (name: string) => `${name} does not hold kept runs. Choose a file that was exported from kept runs.`,
  version: (name: string, format: string, ours: number) => `${name} was made by another version of Hemlock (format ${format}; this page reads format ${ours}). Reload the page and try again.`,
  damaged: (name: string) => `${name} is damaged: it has no list of runs.`,
} as const;

export const oneTarget = { none: "This attack has no single target.", noAnswer: "A model gave no answer about the target." } as const;
