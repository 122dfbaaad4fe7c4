import { describe, expect, test } from "vitest";
import { defaultSpec } from "../../../engine/index";
import { parseSweep, presets } from "../../../engine/later";
import { readySweeps } from "./ready";

describe("sweeps that a setup suggests", () => {
  const downloads = presets.filter((p) => p.spec.attack?.id === "poisoned-foundation");

  test.each(downloads.map((p) => [p.id, p.spec] as const))("%s: whether the back door outlives the victim’s own training", (_, spec) => {
    const found = readySweeps(spec);
    expect(found.map((r) => r.id)).toEqual(["rate", "examples"]);
    for (const { axes } of found) {
      const sweep = parseSweep({ base: { ...spec, defenses: [] }, axes, seeds: [1, 2, 3] });
      if (!sweep.ok) throw new Error(sweep.problem.message);
      expect(sweep.value.axes[0]!.values).toEqual(["last-layer", "fine-tune"]);
      expect(sweep.value.axes[1]!.values.length).toBeGreaterThan(1);
    }
  });

  test("an attack on rows suggests none", () => {
    expect(downloads.length).toBeGreaterThan(2);
    expect(readySweeps(defaultSpec)).toEqual([]);
  });
});
