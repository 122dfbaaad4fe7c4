/** Two trusted rows for each report, fresh ones in every step; no report is lost, and nothing is mixed into an empty step. */
import { describe, expect, it } from "vitest";
import { replayBuffer } from "./replay-buffer";
import { meet, trusted } from "./shared/stream-test-support";

describe("trusted replay buffer", () => {
  it("mixes in what it says, as often as it says", async () => {
    const { out, notes } = await meet(replayBuffer, { ratio: 2 }, [[[0, 0], [1, 1], [2, 0]], [], [[1, 1]]]);
    expect(out.map((d) => [d.learned.length, d.learn.n - d.learned.length])).toEqual([[3, 6], [0, 0], [1, 2]]);
    const own = [...out[0]!.learn.ids].filter((id) => id < trusted.n);
    expect(new Set(own).size).toBe(6);
    expect(own).not.toEqual([0, 1, 2, 3, 4, 5]);
    expect(notes[0]!.text).toBe("8 trusted rows were mixed into 3 updates; no report was thrown away.");
  });
});
