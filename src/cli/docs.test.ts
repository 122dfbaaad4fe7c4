/** The pages in docs/ are what the declarations say now. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { docPages } from "./docs";

const folder = join(import.meta.dirname, "..", "..", "docs");
const pages = docPages();

describe("documentation pages", () => {
  test.each(pages.map((p) => [p.path, p] as const))("docs/%s is up to date (npm run docs)", (path, { text, picture }) => {
    expect(readFileSync(join(folder, path), "utf8")).toBe(text);
    if (picture) expect(existsSync(join(folder, picture)), `${picture} is missing`).toBe(true);
  });
  test("say what is needed and when it fails", () => {
    for (const { path, text } of pages.filter((p) => p.path.startsWith("attacks/") || p.path.startsWith("probes/"))) {
      expect(text, path).toMatch(/\*\*What (the attacker knows|it must know)\.\*\* .+\./);
      expect(text, path).toMatch(/\*\*When it fails or (is found|misleads)\.\*\* .+\./);
    }
  });
});
