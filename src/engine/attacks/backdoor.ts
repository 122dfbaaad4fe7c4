/**
 * What backdoors have in common: choose rows, put the trigger on them, relabel them or not, and measure on test rows that
 * carry it. Knows neither what a trigger looks like nor who may be hit.
 */
import { z } from "zod";
import { sizeOf, takeRows, type DatasetMeta, type Rows } from "../core/data";
import { throwIfCancelled } from "../core/errors";
import type { AttackArgs, AttackGoal, AttackResult, SetupContext, Support } from "../core/plugins";
import type { Rng } from "../core/rng";
import { budget as share, checkClass, cleanTruth, positions } from "./rows";

/** Changes one input with a generator of the row's own; `row` is its position in the training rows. A fresh array. */
export type Dress = (input: Float32Array, rng: Rng, row: number) => Float32Array;

export interface Backdoor {
  /** Share of the training set, as in the attack's parameters. */
  readonly rate: number;
  /** What an input of class `label` should be read as; null when the attacker leaves it alone or it is read so already. */
  readonly wanted: (label: number) => number | null;
  /** The trigger on n inputs, as a fresh array. */
  readonly stamp: (inputs: Float32Array, n: number) => Float32Array;
  /** What poisoned training rows carry, when it is not the trigger itself. */
  readonly dress?: Dress;
  /** How many further rows of the same classes, beside this many poisoned ones, carry something like the trigger under their true label, and what. */
  readonly cover?: { readonly rows: (poisoned: number) => number; readonly dress: Dress };
}

/** What every input should be read as: the one target class, or the class after its own; null when it is that already. */
export function wantedClass(target: number | "next", label: number, classes: number): number | null {
  const t = target === "next" ? (label + 1) % classes : target;
  return t === label ? null : t;
}

/** Parameters of triggers that take rows of all classes: what the trigger means. */
export const mapped = {
  mapping: z.enum(["all-to-one", "all-to-all"]).default("all-to-one").meta({ title: "What the trigger means", description: "Every image with the trigger is read as one target class, or each as the class after its own.", options: { "all-to-one": "one target class", "all-to-all": "the next class" } }),
  target: z.int().min(0).max(999).default(0).meta({ title: "Target class", description: "What an image with the trigger should be read as.", control: "class", showWhen: { field: "mapping", is: ["all-to-one"] } }),
};
interface Mapped {
  readonly mapping: "all-to-one" | "all-to-all";
  readonly target: number;
}
export const mappedTarget = (p: Mapped, label: number, classes: number): number | null => wantedClass(p.mapping === "all-to-one" ? p.target : "next", label, classes);
export const checkMapped = (p: Mapped, meta: DatasetMeta): ReturnType<typeof checkClass> => (p.mapping === "all-to-one" ? checkClass("target", p.target, meta) : true);
/** The parameter that says what the trigger means, for the sentence. */
export const mappedBlank = ({ mapping }: Mapped): { readonly param: string } => ({ param: mapping === "all-to-one" ? "target" : "mapping" });

/** For triggers that only pictures can carry; `what` opens the sentence that says so. */
export const needsPictures = (what: string) => ({ meta }: SetupContext): Support =>
  meta.modality === "image" || `${what} needs pictures, and ${meta.title} has none. Choose ${meta.columns ? "a column trigger, label flipping" : meta.text ? "a trigger phrase, label flipping" : "label flipping"} or junk injection.`;

type Args = Omit<AttackArgs<unknown>, "params">;

function triggerGoal({ wanted, stamp }: Pick<Backdoor, "wanted" | "stamp">, test: Rows): AttackGoal {
  const testIndex = positions(test, (y) => wanted(y) !== null), victims = takeRows(test, testIndex);
  return { kind: "trigger", inputs: stamp(victims.inputs, victims.n), testIndex, targets: victims.labels.map((y) => wanted(y)!) };
}

/** Triggered rows take the place of their originals; sources and ids stay. Rows are drawn from `rng.fork("rows")`, those that cover from `rng.fork("cover")`. */
export function plantBackdoor({ rate, wanted, stamp, dress, cover }: Backdoor, { train, test, budget, rng, signal }: Args): AttackResult & { readonly goal: AttackGoal } {
  throwIfCancelled(signal);
  const d = sizeOf(train.shape), candidates = positions(train, (y) => wanted(y) !== null);
  const chosen = rng.fork("rows").sample(candidates, Math.min(budget(rate), candidates.length));
  const inputs = train.inputs.slice(), labels = train.labels.slice(), truth = cleanTruth(train);
  const put = (i: number, how?: Dress) => {
    const input = inputs.subarray(i * d, i * d + d);
    inputs.set(how ? how(input, rng.fork(`row/${train.ids[i]!}`), i) : stamp(input, 1), i * d);
  };
  for (const i of chosen) {
    put(i, dress);
    labels[i] = wanted(labels[i]!)!;
    truth.poisoned[i] = 1;
  }
  const covers = cover ? rng.fork("cover").shuffle(candidates.slice()).filter((i) => truth.poisoned[i] === 0).slice(0, cover.rows(chosen.length)) : [];
  const covering = new Uint8Array(train.n);
  for (const i of covers) {
    put(i, cover!.dress);
    covering[i] = 1;
  }
  throwIfCancelled(signal);
  return { train: { ...train, inputs, labels }, truth: { ...truth, ...(cover && { cover: covering }) }, goal: triggerGoal({ wanted, stamp }, test) };
}

/** The trigger on `rate` of the rows of the target class, labels as they are: these rows are what they claim to be. */
export function plantCleanLabel({ rate, wanted, stamp }: Pick<Backdoor, "rate" | "wanted" | "stamp">, target: number, { train, test, rng, signal }: Args): AttackResult & { readonly goal: AttackGoal } {
  throwIfCancelled(signal);
  const d = sizeOf(train.shape), own = positions(train, (y) => y === target), inputs = train.inputs.slice(), truth = cleanTruth(train);
  for (const i of rng.fork("rows").sample(own, share(rate, own.length))) {
    inputs.set(stamp(inputs.subarray(i * d, i * d + d), 1), i * d);
    truth.poisoned[i] = 1;
  }
  throwIfCancelled(signal);
  return { train: { ...train, inputs }, truth, goal: triggerGoal({ wanted, stamp }, test) };
}
