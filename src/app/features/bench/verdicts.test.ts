/** Found, lost and missed: each row lands in exactly one place, relabeled rows count as acted on. */
import { expect, it } from "vitest";
import { verdicts } from "./verdicts";

const rows = (labels: number[]) => ({ n: labels.length, shape: [1], inputs: new Float32Array(labels.length), labels: Int32Array.from(labels), ids: Int32Array.from(labels.keys()) });

it("sorts rows by truth and by what the filter did", () => {
  const preview = { train: rows([0, 0, 1, 1, 2]), truth: { poisoned: Uint8Array.of(1, 1, 0, 0, 0), originalLabels: Int32Array.of(3, 3, 1, 1, 2), sourceIds: Int32Array.of(0, 1, 2, 3, 4) } };
  const { found, lost, missed } = verdicts(preview, { keep: Uint8Array.of(0, 1, 0, 1, 1), labels: Int32Array.of(0, 0, 1, 5, 2) });
  expect([[...found], [...lost], [...missed]]).toEqual([[0], [2, 3], [1]]);
});
