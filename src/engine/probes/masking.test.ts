/** Each sign on its own, on numbers; and none on those of a model that behaves. */
import { describe, expect, it } from "vitest";
import { maskingNotes, type MaskingEvidence } from "./masking";

const usual: MaskingEvidence = { n: 200, epsilons: [0.1, 0.2], pgd: [60, 0], fgsm: [110, 60], noise: [195, 190], undone: [1, 0], unbounded: 0 };
const texts = (more: Partial<MaskingEvidence>) => maskingNotes({ ...usual, ...more }).map((n) => n.text);

describe("maskingNotes", () => {
  it("has nothing to say of a model that PGD fools best", () => expect(texts({})).toEqual([]));
  it("lets small differences pass, as chance makes them", () => expect(texts({ pgd: [119, 60], undone: [9, 9], unbounded: 9 })).toEqual([]));
  it.each([
    ["one step that beats many", { pgd: [60, 70] }, /at ε 0\.2 one step \(FGSM\) leaves 30 % right, and PGD with its many steps 35 %/],
    ["rows that withstand everything", { unbounded: 40 }, /20 % stay right/],
    ["noise that beats PGD", { noise: [50, 190] }, /at ε 0\.1 random noise leaves 25 % right, and PGD, which sees the model, 30 %/],
    ["steps that help the model", { undone: [1, 30] }, /at ε 0\.2 more steps help the model: 15 %/],
  ])("warns of %s, and of nothing else", (_, more, wanted) => {
    expect(texts(more)).toEqual([expect.stringMatching(wanted)]);
    expect(texts(more)[0]).toMatch(/^This looks like gradient masking, not robustness: .+\.$/);
  });
  it("says nothing of what was not tried", () => expect(texts({ unbounded: null })).toEqual([]));
});
