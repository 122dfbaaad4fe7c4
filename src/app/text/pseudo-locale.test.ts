/** The language that nobody speaks: what it changes is text, and nothing else. */
import { parseAst } from "vite";
import { describe, expect, test } from "vitest";
import { pseudo, pseudoCode } from "../../../scripts/pseudo-locale";

const inText = (code: string) => pseudoCode(code, parseAst(code), "/x/src/app/text/some-words.ts");
const letters = (text: string) => text.replace(/[^\p{L}~]/gu, "").length;

describe("a text", () => {
  test("is in brackets and 40 % longer", () => {
    for (const text of ["Run", "Train it here", "Nothing you load or draw leaves this page.", "rhythm"]) {
      const out = pseudo(text);
      expect(out).toMatch(/^⟦.*⟧$/u);
      expect(out).not.toMatch(/[A-Za-z]/);
      expect(letters(out)).toBeGreaterThanOrEqual(Math.ceil(letters(text) * 1.4));
    }
  });
  test("keeps spaces at its ends, numbers and marks", () => {
    expect(pseudo(" of ")).toMatch(/^ ⟦\S+⟧ $/u);
    expect(pseudo("96.1 %")).toBe("96.1 %");
    expect(pseudo("[[seed|random weights]] give {poisoned.attackSuccess}, see [[backdoor]]")).toMatch(/^\[\[seed\|⟦[^A-Za-z]+⟧\]\] ⟦[^A-Za-z]+⟧ \{poisoned\.attackSuccess\}⟦, [^A-Za-z]+⟧ \[\[backdoor\|⟦[^A-Za-z]+⟧\]\]$/u);
  });
});

describe("code", () => {
  test("words change, names stay", () => {
    const out = inText('import { a } from "./a"; export const w = { id: "run", "two words": a === "some case" ? "Yes" : `${a} of ${a["key"]}`, term: "cleanAccuracy", list: a.includes("rows") };');
    expect(out).toContain('from "./a"');
    expect(out).toContain('id: "run"');
    expect(out).toContain('"two words":');
    expect(out).toContain('a === "some case" ? "⟦');
    expect(out).toContain("`${a} ⟦");
    expect(out).toContain('a["key"]');
    expect(out).toContain('term: "cleanAccuracy"');
    expect(out).toContain('a.includes("rows")');
    expect(() => parseAst(out)).not.toThrow();
  });
  test("of a story and of the engine, what people read", () => {
    const story = 'export const s = { id: "sticker", title: "The sticker", runs: { a: setup({ dataset: { id: "digits" }, mode: "two words" }) }, steps: [{ kind: "see", run: "attack", text: ["One {a.b}"], answer: "same" }] };';
    const out = pseudoCode(story, parseAst(story), "/x/src/stories/sticker.ts");
    for (const kept of ['id: "sticker"', 'id: "digits"', 'mode: "two words"', 'kind: "see"', 'run: "attack"', 'answer: "same"', "{a.b}"]) expect(out).toContain(kept);
    expect(out).toMatch(/title: "⟦/);
    expect(out).toMatch(/text: \["⟦/);
    const engine = 'export const a = defineAttack({ id: "badnets", title: "BadNets", stage: "data", params: { shape: z.enum(["square"]).default("square").meta({ options: { square: "square" } }) }, supports: () => "needs pictures of one size" });';
    const said = pseudoCode(engine, parseAst(engine), "/x/src/engine/attacks/badnets.ts");
    for (const kept of ['id: "badnets"', 'stage: "data"', 'z.enum(["square"]).default("square")']) expect(said).toContain(kept);
    expect(said).toMatch(/title: "⟦/);
    expect(said).toMatch(/square: "⟦/);
    expect(said).toMatch(/=> "⟦/);
  });
  test("elsewhere nothing", () => {
    const code = 'export const a = "Not from here";';
    expect(pseudoCode(code, parseAst(code), "/x/src/app/features/a/A.tsx")).toBe(code);
    expect(pseudoCode(code, parseAst(code), "/x/src/app/state/a.ts")).toBe(code);
  });
});
