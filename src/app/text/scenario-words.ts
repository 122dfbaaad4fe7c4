/** Words of the scenario chooser, the page about a data set, contributors, and two-class numbers. */
import type { Modality } from "../../engine/index";
import { count, percent } from "./format";

export const chooser = {
  open: "All scenarios…",
  title: "Choose a scenario",
  description: "Each comes with a model and an attack that work on it. Everything is downloaded when you choose it, not before.",
  groups: { image: "Pictures", text: "Text", tabular: "Tables", points: "Points in the plane" } satisfies Record<Modality, string>,
  own: "Your own data",
  ownTitle: "Bring your own",
  ownFacts: (rows: number, classes: number) => `${count(rows)} rows, ${count(classes)} classes`,
  ownText: "A table (CSV), pictures in folders, points you click, or lines of text. They never leave this device.",
  chosen: "on the bench",
  real: "real data",
} as const;

export const dataPage = {
  open: "About these data",
  what: "What it is",
  classes: "Classes",
  rows: "rows to learn from",
  columns: "Columns",
  column: "Column",
  unit: "Unit or levels",
  meaning: "Meaning",
  about: (name: string) => `Precision and recall are about ${name}.`,
  classCount: (name: string, rows: number) => `${name} (${count(rows)})`,
  download: "Nothing of it is loaded before it is chosen.",
} as const;

export const contributors = {
  title: "Who delivers the rows",
  why: "Say who the training rows come from, and an attack can be limited to one of them. The seed decides who delivers which row.",
  useThree: "Name three contributors",
  three: [{ name: "careful lab", share: 0.6 }, { name: "crowd platform", share: 0.3 }, { name: "scraped site", share: 0.1 }],
  name: (n: number) => `Name of contributor ${n}`,
  share: (name: string) => `Share of ${name}`,
  add: "Add",
  newName: (n: number) => `source ${n}`,
  remove: (name: string) => `Take out ${name}`,
  none: "Take all out",
  own: (names: string) => `The data say themselves who delivered each row: ${names}.`,
  attacker: "The attacker is",
  anybody: "anybody: rows from everywhere",
  attackerWhy: "Whose rows the attacker can change. The poison rate stays a share of all rows; when this source has fewer, it is cut.",
} as const;

export const sourceTable = {
  explain: "Who delivered the training rows, and what each model makes of them. A source whose labels a model disagrees with more than with others’ is worth a look: the clean and the defended model disagree with poison, the poisoned one has learned it.",
  table: "Sources",
  source: "Source",
  rows: "rows",
  poisoned: "poisoned",
  agreement: (arm: string) => `${arm}: agrees with its labels`,
  flagged: (arm: string) => `${arm}: filtered`,
  test: (arm: string) => `${arm}: test accuracy`,
  emptyTitle: "Nothing by source yet",
  empty: "Name who delivers the rows in step 1, then run: here you see what each model makes of each source.",
} as const;

export const twoClass = {
  recall: (name: string) => `${name} found`,
  precision: (name: string) => `called ${name}, and right`,
  none: (name: string) => `Nothing was called ${name}.`,
  base: (name: string, share: number) => `A model that never says ${name} would be right in ${percent(1 - share)} of the test rows: here accuracy says little.`,
} as const;
