/** Everything the page says about a person's own data: the dialog, the points editor, storage, and links that need data. */
import { importLimits, type ColumnUse, type ImportChoices } from "../../engine/index";
import { count, plural } from "./format";

export const ownDialog = {
  title: "Your own data",
  explain: "Everything is read and computed in this page: nothing leaves this device.",
  tabs: "Kinds of data",
  table: "Table",
  pictures: "Pictures",
  points: "Points",
  text: "Text",
  use: "Use these data",
  nothingYet: "Load or enter some data first.",
  pointsFew: `Each class needs at least ${importLimits.smallestClass} points.`,
  reading: "Reading the data",
  hasErrors: "Something is still wrong with these data; the list above says what.",
  failed: "These data could not be read",
} as const;

const { megabytes, rows, columns, classes, images, messages, points, smallestClass } = importLimits;
const inClasses = `2 to ${classes} classes with at least ${smallestClass} each`;
export const limits = {
  table: `At most ${megabytes} MB, ${count(rows)} rows and ${columns} columns; ${inClasses}.`,
  pictures: `At most ${megabytes} MB and ${count(images)} pictures (PNG, JPEG, WebP, GIF or BMP); ${inClasses}.`,
  points: `At most ${count(points)} points; 2 to 4 classes with at least ${smallestClass} points each.`,
  text: `At most ${count(messages)} messages; ${inClasses}.`,
} as const;

export const tableTab = {
  how: "One line a row, one column that says the class. The first line may hold the names of the columns.",
  choose: "Choose a CSV file…",
  paste: "Or paste a table",
  placeholder: "age,income,repaid\n34,2100,yes\n51,1800,no",
  pastedName: "Pasted table",
} as const;

export const picturesTab = {
  how: "One folder a class: the name of the folder is the label. A zip with such folders works too.",
  folder: "Choose a folder…",
  zip: "Choose a zip file…",
  drop: "You can also drop a folder or a zip anywhere on the page.",
  color: "Pictures become",
  grey: "28 × 28, grey",
  colored: "32 × 32, color",
  strip: "Some of the pictures, as a model will see them",
  folderName: "Pictures",
} as const;

export const textTab = {
  how: "Messages with labels. A model learns which words go with which label.",
  entry: "How to enter them",
  lines: "label, then message",
  boxes: "one box a class",
  paste: "One message a line: label, a comma or tab, message",
  placeholder: "spam, Win a free cruise now\nham, See you at seven?",
  file: "Choose a text file…",
  boxName: (n: number) => `Name of class ${n}`,
  box: (name: string) => `Messages of ${name}, one a line`,
  add: "Add a class",
  remove: (name: string) => `Remove ${name}`,
  pastedName: "Pasted messages",
} as const;

export const look = {
  region: "What was understood",
  name: "Name of these data",
  delimiter: "Between columns",
  delimiters: { ",": "comma", ";": "semicolon", "\t": "tab", "|": "bar |" } satisfies Record<NonNullable<ImportChoices["delimiter"]>, string>,
  header: "The first line names the columns",
  label: "Class (label)",
  labelWhy: "The column that a model is to predict.",
  noLabel: "Choose a column",
  source: "Who delivered the row",
  sourceWhy: "An attack can be limited to one of them.",
  noSource: "no such column",
  positive: "What it is about",
  positiveWhy: "Precision and recall are about this class.",
  noPositive: "neither in particular",
  missing: "Missing values",
  drop: "leave the row out",
  fill: "fill in",
  missingWhy: "Filled with the column’s median or most frequent value.",
  columns: "Columns",
  column: "Column",
  use: "Use as",
  useOf: (name: string) => `Use ${name} as`,
  uses: { number: "number", category: "category", text: "text", ignore: "leave out" } satisfies Record<ColumnUse, string>,
  asLabel: "class (label)",
  asSource: "who delivered it",
  distinct: "Different",
  gaps: "Missing",
  examples: "For example",
  classes: "Rows in each class",
  class: "Class",
  rowsInClass: "Rows",
  message: "Message",
  firstRows: "The first rows, as they stand in the file",
  row: "#",
  faults: "What to know about them",
  errorTitle: "This must be put right first",
  warningTitle: "Worth a look",
  readRows: (n: number, used: number | null) => (used === null || used === n ? `${plural(n, "row", "rows")} read.` : `${plural(n, "row", "rows")} read, ${count(used)} of them usable.`),
  ready: (n: number, k: number) => `Ready: ${plural(n, "row", "rows")} in ${k} classes.`,
} as const;

export const editor = {
  region: "Points editor",
  plane: "Plane to put points on",
  hint: "Click to add a point. Click a point to select it, drag it to move it, shift-click it for the next class.",
  keysTitle: "By keyboard",
  keys: "Arrow keys move the cross (with Shift in large steps). Enter or Space adds a point there, B twenty around it. Page Down and Page Up select a point; arrow keys then move it, N gives it the next class, Delete removes it, Enter puts it down. 1 to 4 choose the class. Ctrl + Z undoes.",
  classes: "Class of new points",
  nameOf: (n: number) => `Name of class ${n}`,
  chooseClass: (name: string) => `Add points of ${name}`,
  addClass: "Add a class",
  removeClass: (name: string) => `Remove ${name} and its points`,
  each: "Each click adds",
  one: "one point",
  twenty: "20 around here",
  undo: "Undo in the editor",
  redo: "Redo in the editor",
  nothingToUndo: "Nothing was changed yet.",
  nothingToRedo: "Nothing was undone.",
  nextClass: "Next class",
  remove: "Delete point",
  noneSelected: "Select a point first: click it, or press Page Down in the plane.",
  clear: "Clear all",
  nothingToClear: "There are no points yet.",
  full: `There is room for ${count(points)} points; delete some first.`,
  defaultName: (n: number) => `class ${n}`,
  title: "My points",
  counts: (n: number) => (n >= smallestClass ? count(n) : `${n} of at least ${smallestClass}`),
  at: (name: string, x: string, y: string) => `${name} at ${x}, ${y}`,
  selected: (what: string) => `Selected: ${what}.`,
  cursor: (x: string, y: string) => `Cross at ${x}, ${y}.`,
  added: (n: number, name: string, total: number) => `Added ${plural(n, "point", "points")} of ${name}; ${plural(total, "point", "points")} now.`,
  removed: (total: number) => `Deleted; ${plural(total, "point", "points")} left.`,
  relabeled: (name: string) => `Now ${name}.`,
  undone: (total: number) => `Undone; ${plural(total, "point", "points")} now.`,
} as const;

export const storage = {
  kept: "Kept in this browser.",
  memory: "This browser does not allow keeping them (a private window, or no room left): they stay only until the tab is closed.",
  willKeep: "They will be kept in this browser, if it allows that, until you forget them.",
  sets: "Your data sets",
  useSet: "Use",
  useNamed: (title: string) => `Use ${title}`,
  forget: "Forget",
  forgetNamed: (title: string) => `Forget ${title}`,
  forgotten: (title: string) => `“${title}” was deleted from this browser’s storage. On this page it stays until the tab is closed.`,
  notForgotten: (title: string) => `“${title}” could not be deleted: the browser did not allow it. Clearing this site’s data in the browser’s settings does it.`,
  gone: "These data are no longer in this browser. Load the file again.",
  facts: (rowCount: number, classCount: number, kept: boolean) => `${plural(rowCount, "row", "rows")}, ${classCount} classes${kept ? "" : ", until the tab is closed"}`,
  inUse: (title: string, n: number) => `“${title}” is on the bench: ${plural(n, "row", "rows")}.`,
} as const;

export const needs = {
  ask: (name: string) => `This experiment needs the data called “${name}”. Load the same file; it is checked by its fingerprint.`,
  load: "Load the data…",
  opened: (name: string) => `“${name}” has the fingerprint that the experiment asked for. It is on the bench.`,
  other: (name: string) => `These are not the data called “${name}” that the experiment asked for: another file, or other choices about its columns. You can use them anyway with that experiment’s settings.`,
  anyway: "Use with those settings",
  doesNotFit: (why: string) => `Those settings do not fit these data (${why}) The data are on the bench with settings that fit.`,
  unnamed: "unnamed",
} as const;

export const ownShare = "The data themselves are not in the link: it holds their name and fingerprint. Whoever opens it loads the same file.";
export const trainingFits = (epochs: number, n: number): string => `Training was set to ${plural(epochs, "epoch", "epochs")}, which fits ${plural(n, "row", "rows")}.`;
