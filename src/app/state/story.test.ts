import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { cards } from "../../stories/cards";
import type { Step, Story } from "../../stories/story";
import { END, finish, guess, guessesBefore, isSatisfied, lookAt, nothingYet, openAnswer, followOtherTabs, progressOf, reachable, sameStep, showsRecorded, startOver, useStories, visit, write } from "./story";

const base = { text: [], figures: [] } as const;
const steps: readonly Step[] = [
  { ...base, kind: "predict", id: "p", title: "P", run: "a", question: "?", options: [{ id: "x", text: "X" }, { id: "y", text: "Y" }], answer: "y", after: "so" },
  { ...base, kind: "do", id: "d", title: "D", run: "a", task: { kind: "run", button: "Train" } },
  { ...base, kind: "see", id: "s", title: "S", run: "a", lookFor: "it" },
  { ...base, kind: "predict", id: "p2", title: "P2", run: "a", long: true, question: "?", options: [{ id: "x", text: "X" }, { id: "y", text: "Y" }], answer: "y", after: "so" },
  { ...base, kind: "do", id: "l", title: "L", run: "a", task: { kind: "look", inputs: 2, hint: "" } },
  { ...base, kind: "see", id: "s2", title: "S2", run: "b", lookFor: "it" },
  { ...base, kind: "explain", id: "e", title: "E", run: "a", prompt: "?", ours: [] },
];
const story = { ...cards.sticker, id: "test-story", steps, runs: {} } as unknown as Story;
const id = "test-story";

beforeEach(() => {
  useStories.setState({ byId: {} });
  startOver(id);
});

describe("going on", () => {
  test("waits for a guess, a task, an answer, and never at See", () => {
    expect(steps.map((s) => isSatisfied(s, nothingYet))).toEqual([false, false, true, false, false, true, false]);
    guess(id, "p", "x");
    finish(id, "d", "skipped");
    lookAt(id, "l", 7);
    lookAt(id, "l", 7);
    write(id, "e", "because");
    expect(steps.map((s) => isSatisfied(s, progressOf(id)))).toEqual([true, true, true, false, false, true, false]);
    guess(id, "p2", "gone in a later version");
    lookAt(id, "l", 9);
    openAnswer(id, "e");
    expect(steps.map((s) => isSatisfied(s, progressOf(id)))).toEqual([true, true, true, false, true, true, true]);
  });

  test("what was really done does not become skipped", () => {
    finish(id, "d", "skipped");
    finish(id, "d", "done");
    finish(id, "d", "skipped");
    expect(progressOf(id).done["d"]).toBe("done");
  });

  test("reaches as far as the first step that still waits, and whatever was seen", () => {
    expect(reachable(steps, nothingYet, 0)).toEqual([true, false, false, false, false, false, false, false]);
    expect(reachable(steps, { ...nothingYet, guesses: { p: "y" } }, 0)).toEqual([true, true, false, false, false, false, false, false]);
    expect(reachable(steps, { ...nothingYet, visited: ["s"] }, 0)).toEqual([true, false, true, true, false, false, false, false]);
    expect(reachable(steps, { ...nothingYet, visited: [END] }, 5).filter(Boolean)).toHaveLength(8);
  });
});

test("a See step answers the guesses since the last one", () => {
  expect(guessesBefore(steps, 2).map((s) => s.id)).toEqual(["p"]);
  expect(guessesBefore(steps, 5).map((s) => s.id)).toEqual(["p2"]);
  expect(guessesBefore(steps, 6)).toEqual([]);
});

test("a recording gives no guess and no task away", () => {
  const now = (p = nothingYet) => steps.map((_, i) => showsRecorded(steps, i, p));
  expect(now()).toEqual([false, false, true, true, true, true, true]);
  expect(now({ ...nothingYet, done: { d: "skipped" } })[1]).toBe(true);
  const slow = steps.map((s): Step => (s.kind === "do" && s.task.kind === "run" ? { ...s, task: { ...s.task, slow: true } } : s));
  expect(showsRecorded(slow, 1, nothingYet), "nobody waits for what takes long").toBe(true);
  expect(isSatisfied(slow[1]!, nothingYet), "which is not to have done it").toBe(false);
  expect(showsRecorded(steps, steps.length, nothingYet)).toBe(true);
});

test("the other version opens at the same step, or at the one before it", () => {
  expect(sameStep(story, "40", "10", 2)).toBe(2);
  expect(sameStep(story, "40", "10", 3)).toBe(2);
  expect(sameStep(story, "40", "10", 4)).toBe(3);
  expect(sameStep(story, "10", "40", 3)).toBe(4);
  expect(sameStep(story, "10", "40", 6)).toBe(7);
});

test("a step is visited once", () => {
  visit(id, "p");
  const before = progressOf(id);
  visit(id, "p");
  expect(progressOf(id)).toBe(before);
});

describe("what the device keeps", () => {
  const device = (setItem: (key: string, value: string) => void, getItem: (key: string) => string | null = () => null) => vi.stubGlobal("localStorage", { getItem, setItem, removeItem: () => {} });
  afterEach(() => vi.unstubAllGlobals());

  test("an answer that it refuses counts for this visit and is said not to be kept", () => {
    device(() => { throw new DOMException("full", "QuotaExceededError"); });
    guess(id, "p", "x");
    expect([progressOf(id).guesses["p"], useStories.getState().kept]).toEqual(["x", false]);
    device(() => {});
    guess(id, "p", "y");
    expect(useStories.getState().kept).toBe(true);
  });

  test("an answer of another tab is not undone by the next one here", () => {
    let stored = "{}", tell: (event: { key: string | null }) => void = () => {};
    device((_, value) => void (stored = value), () => stored);
    followOtherTabs({ addEventListener: (_: string, hear: unknown) => void (tell = hear as typeof tell) } as unknown as Window);
    guess(id, "p", "x");
    stored = JSON.stringify({ ...nothingYet, guesses: { p: "x", p2: "y" }, words: { e: "because" } });
    tell({ key: "hemlock/theme" });
    expect(progressOf(id).words["e"]).toBeUndefined();
    tell({ key: `hemlock/story/${id}` });
    finish(id, "d", "done");
    expect(JSON.parse(stored)).toMatchObject({ guesses: { p: "x", p2: "y" }, words: { e: "because" }, done: { d: "done" } });
  });
});
