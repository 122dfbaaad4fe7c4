import { describe, expect, test } from "vitest";
import { stories } from "../../stories/registry";
import type { Story } from "../../stories/story";
import { piecesOf, plainText, punctuationOf, said } from "./story-text";
import { termOf } from "./terms";

describe("a paragraph taken apart", () => {
  test.each([
    ["no mark at all", [{ kind: "words", text: "no mark at all" }]],
    ["a [[backdoor]].", [{ kind: "words", text: "a " }, { kind: "term", id: "backdoor", words: "backdoor" }, { kind: "words", text: "." }]],
    ["[[backdoor|a hidden rule]]", [{ kind: "term", id: "backdoor", words: "a hidden rule" }]],
    ["{clean.cleanAccuracy}, {defended-1.recall:4}", [{ kind: "number", arm: "clean", metric: "cleanAccuracy" }, { kind: "words", text: ", " }, { kind: "number", arm: "defended-1", metric: "recall:4" }]],
    ["{poisoned.removed:honest}", [{ kind: "number", arm: "poisoned", metric: "removed:honest" }]],
    ["a [[ and a ]] and {braces} stay", [{ kind: "words", text: "a [[ and a ]] and {braces} stay" }]],
    ["", []],
  ])("%s", (text, pieces) => expect(piecesOf(text)).toEqual(pieces));

  test("numbers are filled in, and one that is missing leaves the paragraph out", () => {
    const read = (arm: string, metric: string) => (arm === "poisoned" && metric === "attackSuccess" ? 0.972 : null);
    expect(plainText("The [[trigger|sticker]] works in {poisoned.attackSuccess}.", read)).toBe("The sticker works in 97.2\u202f%.");
    expect(plainText("{poisoned.attackSuccess} and {clean.attackSuccess}", read)).toBeNull();
    expect(plainText("A [[backdoor]].", read)).toBe("A backdoor.");
  });

  test("words of every glossary are known, others are not", () => {
    expect([termOf("backdoor"), termOf("surrogate"), termOf("epsilon")].every(Boolean)).toBe(true);
    expect(termOf("toString")).toBeNull();
  });

  test("a term keeps the punctuation after it, and nothing else", () => expect([". All", ".”", " and", "s, too", ""].map(punctuationOf)).toEqual([".", ".”", "", "", ""]));
  test("a step is a number and no share", () => expect(said("alarm:step", 19)).toBe("19"));
  test("one image is a yes or a no", () => expect([said("targetHit", 1), said("targetHit", 0), said("recall:3", 0.5)]).toEqual(["yes", "no", "50.0\u202f%"]));
});

/** Every text of a story in which marks may stand. */
const texts = (s: Story): readonly string[] => [s.scene, ...s.steps.flatMap((t) => [...t.text, ...(t.kind === "predict" ? [t.question, t.after, ...t.options.map((o) => o.text)] : t.kind === "see" ? [t.lookFor, t.thereIs ?? ""] : t.kind === "explain" ? [t.prompt, ...t.ours] : [])]), ...s.slides.map((t) => t.says)];

describe.each(stories.map((s) => [s.id, s] as const))("story %s", (_, entry) => {
  test("explains only words that a glossary knows, and asks for arms that its runs have", async () => {
    const story = await entry.load(), pieces = texts(story).flatMap(piecesOf);
    expect(pieces.flatMap((p) => (p.kind === "term" && !termOf(p.id) ? [p.id] : []))).toEqual([]);
    const arms = new Set(["clean", "poisoned", "poisoned-baseline", ...[1, 2, 3, 4].flatMap((n) => ["", "-random", "-oracle", "-clean"].map((b) => `defended-${n}${b}`))]);
    expect(pieces.flatMap((p) => (p.kind === "number" && !arms.has(p.arm) ? [p.arm] : []))).toEqual([]);
  });
});
