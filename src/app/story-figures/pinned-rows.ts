/** Which test inputs a story goes through, each with the trigger, and what the models of a run said of them. Pure; draws nothing. */
import { attacks, inputOf, type Preview } from "../../engine/index";
import { keptAnswer } from "../state/kept-answers";
import type { Shown } from "./shown";

/** The test rows to step through: those that the attacker is after, or all. */
export function rowsOf(preview: Preview): readonly number[] {
  const aimed = [...new Set(preview.goal?.testIndex)];
  return aimed.length > 0 ? aimed : Array.from({ length: preview.test.n }, (_, i) => i);
}

export const answersOf = (shown: Shown, armId: string, row: number) => keptAnswer(shown.run.artifacts[armId], row, shown.preview!);

/** The row to begin with: one that the clean model reads rightly and the poisoned one, with the trigger, does not. */
export function telling(shown: Shown, rows: readonly number[]): number {
  const { test, goal } = shown.preview!;
  const found = rows.findIndex((row) => {
    const clean = answersOf(shown, "clean", row), poisoned = answersOf(shown, "poisoned", row), truth = test.labels[row]!;
    return clean?.says === truth && poisoned && (goal?.kind === "trigger" ? poisoned.says === truth && poisoned.saysTriggered !== truth : poisoned.says !== truth);
  });
  return Math.max(0, found);
}

/** One test input as it is and, where the attack has a trigger, with it. */
export function inputAt({ preview, spec }: Shown, row: number): { readonly plain: Float32Array; readonly triggered: Float32Array | null } {
  const plain = inputOf(preview!.test, row).slice(), stamp = spec.attack && attacks.find(spec.attack.id)?.stamp;
  return { plain, triggered: stamp && spec.attack ? stamp(spec.attack.params, plain, 1, preview!.meta) : null };
}
