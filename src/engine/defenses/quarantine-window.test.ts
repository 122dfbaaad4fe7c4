/** Reports wait; then those that trusted rows like them contradict are thrown away, and the others let in. */
import { describe, expect, it } from "vitest";
import { quarantineWindow } from "./quarantine-window";
import { meet } from "./shared/stream-test-support";

const good = [[0, 0], [1, 1], [2, 2]] as const, mixed = [[0, 0], [1, 0], [2, 2], [2, 0]] as const;

describe("quarantine window", () => {
  it.each(["neighbors", "model"])("holds reports for so many steps and lets in what agrees (%s)", async (rule) => {
    const { out, notes } = await meet(quarantineWindow, { wait: 2, rule }, [good, mixed, [], [], good]);
    expect(out.map((d) => [d.learned, d.held, [...d.dropped!].map((id) => id - 300)])).toEqual([
      [[], 3, []], [[], 7, []], [[0, 1, 2], 4, []], [[3, 5], 0, [4, 6]], [[], 3, []],
    ]);
    expect(notes[0]!.text).toBe("Of 10 reports 5 were let in after 2 steps, 2 were thrown away and 3 still wait.");
  });
  it("decides at once without a wait", async () => {
    const { out } = await meet(quarantineWindow, { wait: 0 }, [mixed]);
    expect([out[0]!.learned, out[0]!.held]).toEqual([[0, 2], 0]);
  });
  it("asks rows that were let in before, too", async () => {
    // 1 of 1 neighbor: class a is called b by everybody whom nobody contradicted at first, because agreement is not asked for.
    const { out } = await meet(quarantineWindow, { wait: 0, neighbors: 40, agreement: 0.05 }, [Array.from({ length: 30 }, () => [2, 2] as const), [[2, 2]], [[2, 1]]]);
    expect(out.map((d) => d.learned.length)).toEqual([30, 1, 0]);
  });
});
