/** What controls, charts and forms say of themselves wherever they stand. Whoever uses one may say something else. */
import { count as counted, plural } from "./format";

export const ui = {
  dialog: { close: "Close" },
  notice: { dismiss: "Dismiss", info: "Note:", warning: "Warning:", error: "Problem:" },
  field: { reset: "Reset to default" },
  slider: { exact: (label: string) => `${label}, exact value` },
  number: { role: "number field", decrease: "Decrease", increase: "Increase", empty: "all", reset: "Reset to default" },
  figure: { asTable: "View as table", asPicture: "View as picture" },
} as const;

export const forms = {
  errors: {
    atLeast: (title: string, bound: string) => `${title} must be at least ${bound}.`,
    atMost: (title: string, bound: string) => `${title} must be at most ${bound}.`,
    characters: (n: number) => `${plural(n, "character", "characters")} long`,
    wrong: (title: string) => `${title} has a value it cannot take. Reset it or choose another.`,
  },
  schema: { more: (n: number) => `More settings (${counted(n)})`, less: "Fewer settings" },
  list: { entry: (label: string, i: number) => `${label}, number ${counted(i)}`, add: "Add", remove: (i: number) => `Remove number ${counted(i)}`, empty: "none" },
} as const;

interface PointFacts {
  readonly x: string;
  readonly y: string;
  readonly label: string;
  readonly original: string | null;
  readonly predicted: string | null;
  readonly poisoned: boolean;
}

export const charts = {
  confusion: {
    cell: (count: number, total: number, t: string, p: string) => `${counted(count)} of ${counted(total)} images of ${t} were read as ${p}`,
    rows: "true class",
    columns: "read as",
    target: (name: string) => `${name}, the attacker’s target`,
    hint: "Point at a cell or use the arrow keys.",
    scale: "share of the row",
    total: "all",
  },
  region: {
    point: (f: PointFacts) => `${f.poisoned ? "Poisoned point" : "Point"} at ${f.x}, ${f.y}: labeled ${f.label}${f.original === null ? "" : `, was ${f.original}`}${f.predicted === null ? "" : `; the model says ${f.predicted} here`}.`,
    hint: "Point at the plane or use the arrow keys to walk through the points.",
    poisoned: "poisoned",
    x: "x",
    y: "y",
    label: "label",
    readAs: "model says",
    yes: "yes",
    no: "no",
  },
  triplet: { original: "original", triggered: "with trigger", difference: (factor: string) => (factor === "1" ? "difference" : `difference ×\u202f${factor}`) },
  probability: { class: "class", plain: "as it is", triggered: "with trigger", truth: "true", target: "target", none: "no answer", unit: "% sure" },
  rate: {
    interval: (low: string, high: string, n: number) => `${low}\u2060–\u2060${high}\u202f%, n\u00a0=\u00a0${counted(n)}`,
    intervalName: "95 % interval",
    range: (low: string, high: string, runs: number) => `${low}\u2060–\u2060${high}\u202f% over\u00a0${counted(runs)}\u00a0runs`,
    delta: (points: string) => `${points}\u00a0points vs\u00a0clean`,
    none: "not measured yet",
  },
  scores: { kept: "kept", removed: "removed", poisoned: "of these poisoned", axis: "rows, square-root scale", from: "score from", to: "to", keptPoisoned: "kept, poisoned", removedPoisoned: "removed, poisoned" },
  pad: {
    canvas: "Drawing area",
    help: "Draw with a finger or the mouse. With the keyboard: arrows move, Space puts the pen down or up, Backspace undoes.",
    undo: "Undo",
    clear: "Clear",
    penDown: "pen down",
    penUp: "pen up",
    position: (row: number, column: number) => `row ${counted(row)}, column ${counted(column)}`,
  },
} as const;

/** Names of the columns before the engine has named them. */
export const armTitles = { clean: "Clean", poisoned: "Poisoned", defended: "Defended", nthDefended: (n: number) => `Defended ${counted(n)}` } as const;
