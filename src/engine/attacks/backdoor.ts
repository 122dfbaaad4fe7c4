/**
 * What backdoors with wrong labels have in common: choose rows that are not of the wanted class yet, put the trigger on
 * them, relabel them, and measure on test rows that carry it. Knows neither what a trigger looks like nor who may be hit.
 */
import { sizeOf, takeRows } from "../core/data";
import { throwIfCancelled } from "../core/errors";
import type { AttackArgs, AttackResult } from "../core/plugins";
import { cleanTruth, positions } from "./rows";

export interface Backdoor {
  /** Share of the training set, as in the attack's parameters. */
  readonly rate: number;
  /** What an input of class `label` should be read as; null when the attacker leaves it alone or it is read so already. */
  readonly wanted: (label: number) => number | null;
  /** The trigger on n inputs, as a fresh array. */
  readonly stamp: (inputs: Float32Array, n: number) => Float32Array;
}

/** What every input should be read as: the one target class, or the class after its own; null when it is that already. */
export function wantedClass(target: number | "next", label: number, classes: number): number | null {
  const t = target === "next" ? (label + 1) % classes : target;
  return t === label ? null : t;
}

/** Triggered rows take the place of their originals; sources and ids stay. Rows are drawn from `rng.fork("rows")`. */
export function plantBackdoor({ rate, wanted, stamp }: Backdoor, { train, test, budget, rng, signal }: Omit<AttackArgs<unknown>, "params">): AttackResult {
  throwIfCancelled(signal);
  const d = sizeOf(train.shape), candidates = positions(train, (y) => wanted(y) !== null);
  const chosen = rng.fork("rows").sample(candidates, Math.min(budget(rate), candidates.length));
  const inputs = train.inputs.slice(), labels = train.labels.slice(), truth = cleanTruth(train);
  for (const i of chosen) {
    inputs.set(stamp(inputs.subarray(i * d, i * d + d), 1), i * d);
    labels[i] = wanted(labels[i]!)!;
    truth.poisoned[i] = 1;
  }
  throwIfCancelled(signal);
  const testIndex = positions(test, (y) => wanted(y) !== null), victims = takeRows(test, testIndex);
  return {
    train: { ...train, inputs, labels },
    truth,
    goal: { kind: "trigger", inputs: stamp(victims.inputs, victims.n), testIndex, targets: victims.labels.map((y) => wanted(y)!) },
  };
}
