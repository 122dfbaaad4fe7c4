/** Undo: any sequence of changes can be walked back and forth; a dragged slider is one step. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { COALESCE_MS, commit, redo, startHistory, undo } from "./history";

describe("history", () => {
  it("walks back to the start and forward to the end again", () => {
    fc.assert(fc.property(fc.array(fc.integer(), { maxLength: 60 }), (values) => {
      let h = startHistory(-1);
      values.forEach((v, i) => (h = commit(h, v, i * 10_000)));
      const end = h.present;
      for (let i = 0; i < values.length; i++) h = undo(h);
      expect(h.present).toBe(-1);
      expect(undo(h)).toBe(h);
      for (let i = 0; i < values.length; i++) h = redo(h);
      expect(h.present).toBe(end);
      expect(redo(h)).toBe(h);
    }));
  });

  it("takes a drag of one knob back in one step, but not two knobs or a pause", () => {
    let h = startHistory(0);
    for (let i = 1; i <= 5; i++) h = commit(h, i, i * 50, "rate");
    expect(h.past).toEqual([0]);
    h = commit(h, 6, 260, "seed");
    h = commit(h, 7, 260 + COALESCE_MS + 1, "seed");
    expect(h.past).toEqual([0, 5, 6]);
  });

  it("forgets the future after a new change and starts a new step after undo", () => {
    let h = commit(commit(startHistory("a"), "b", 0, "k"), "c", 5000, "k");
    h = commit(undo(h), "d", 5001, "k");
    expect(h).toMatchObject({ past: ["a", "b"], present: "d", future: [] });
  });

  it("keeps at most a hundred steps", () => {
    let h = startHistory(0);
    for (let i = 1; i < 500; i++) h = commit(h, i, i);
    expect(h.past).toHaveLength(100);
    expect(h.past.at(-1)).toBe(498);
  });
});
