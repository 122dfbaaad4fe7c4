/** The build's step that lets explanations of parameters arrive with the forms: it finds them all, and what is left means the same. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cut } from "../scripts/captions-later";

test("a description becomes a question for later; code around it stays", () => {
  const { code, captions } = cut(`const p = z.number().meta({ title: "Rate", description: "Share, \\"all\\" at most.", percent: true });\nconst q = { description: "mine" };`, "a.ts");
  expect(captions).toEqual([`Share, "all" at most.`]);
  expect(code).toContain(`title: "Rate", get description() { return caption("a.ts", 0); }, percent: true`);
  expect(code).toContain(`{ description: "mine" }`);
  expect(cut(`define({\n  assumes: "Much.",\n  title: "T" })`, "c.ts").code).toContain(`\n  get assumes() { return caption("c.ts", 0); },\n  title: "T"`);
  expect(cut("const x = 1;", "b.ts")).toEqual({ code: "const x = 1;", captions: [] });
});

test("whoever shows them brings them along", () => {
  const shows = /\.(?:assumes|fails)\b|field\.description/, app = join(import.meta.dirname, "app"), named = readFileSync(join(import.meta.dirname, "..", "scripts", "captions-later.ts"), "utf8");
  const files = readdirSync(app, { recursive: true }).map(String).filter((f) => /(?<!\.test)\.tsx?$/.test(f) && shows.test(readFileSync(join(app, f), "utf8")));
  expect(files.length).toBeGreaterThan(2);
  // These two hand them on to AboutPlugin, which is drawn with them.
  expect(files.map((f) => `src/app/${f}`).filter((f) => !named.includes(f) && !/rail\/(AttackStep|ProbeStep)\.tsx$/.test(f))).toEqual([]);
});

test("of what the plug-ins say about their parameters hardly anything is missed", () => {
  const folder = join(import.meta.dirname, "engine", "attacks"), files = readdirSync(folder).filter((f) => /(?<!\.test)\.ts$/.test(f)).map((f) => readFileSync(join(folder, f), "utf8"));
  const found = files.reduce((n, code) => n + cut(code, "x").captions.length, 0), there = files.reduce((n, code) => n + (code.match(/\.meta\(\{[^}]*?\bdescription:/g)?.length ?? 0), 0);
  expect(there).toBeGreaterThan(80);
  expect(found).toBeGreaterThan(0.9 * there);
});
