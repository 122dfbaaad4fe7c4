/** Five reports of one user, two of another: two of each count, and it is a draw which. */
import { describe, expect, it } from "vitest";
import { rateLimit } from "./rate-limit";
import { meet } from "./shared/stream-test-support";

const five = [[0, 1, 7], [0, 1, 7], [0, 1, 7], [0, 1, 7], [0, 1, 7], [1, 1, 2], [2, 2, 2]] as const;

describe("rate limit", () => {
  it("keeps so many of each user in each step, whatever their labels", async () => {
    const { out, notes } = await meet(rateLimit, { most: 2 }, [five, five]);
    for (const [step, d] of out.entries()) {
      const ids = d.learned.map((id) => id - 7 * step);
      expect([ids.filter((id) => id < 5).length, ids.filter((id) => id >= 5)]).toEqual([2, [5, 6]]);
      expect(d.dropped!.length).toBe(3);
    }
    expect(notes[0]!.text).toBe("6 reports of 14 beyond 2 per user and step were thrown away; they came from 1 user.");
  });
  it("draws which ones", async () => {
    const { out } = await meet(rateLimit, { most: 1 }, Array.from({ length: 12 }, () => five));
    expect(new Set(out.map((d, i) => d.learned[0]! - 7 * i)).size).toBeGreaterThan(2);
  });
  it("does nothing against many accounts", async () => {
    const { out } = await meet(rateLimit, { most: 1 }, [five.map((r, u) => [r[0], 1, u] as const)]);
    expect(out[0]!.learned.length).toBe(7);
  });
  it("warns when it costs more than it saves", async () => {
    const { notes } = await meet(rateLimit, { most: 1 }, [five]);
    expect(notes[1]).toEqual({ level: "warning", text: "The limit cost 71 % of all reports in 1 step. Look at who sent them: a flood is stopped so, but from honest users the model learns little." });
  });
});
