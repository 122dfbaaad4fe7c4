/** The colors of theme.css, measured: text pairs at least 4.5:1 and marks at least 3:1 on every surface, light and dark. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { contrast, type Rgb } from "./charts/scales";

const css = readFileSync(new URL("./theme.css", import.meta.url), "utf8");

function tokens(selector: string): Map<string, Rgb> {
  const block = css.slice(css.indexOf(`${selector} {`)).split("}")[0]!;
  return new Map([...block.matchAll(/--h-([\w-]+):\s*#([0-9a-f]{6})/g)].map(([, name, hex]) => {
    const n = Number.parseInt(hex!, 16);
    return [name!, [(n >> 16) & 255, (n >> 8) & 255, n & 255] as const];
  }));
}

const themes = { light: tokens(":root"), dark: tokens(":root.dark") };
const surfaces = ["paper", "bench"];
const arms = ["clean", "poisoned", "defended", "baseline"];
const texts: readonly (readonly [string, readonly string[]])[] = [
  ["ink", [...surfaces, "hover", "sunken", "warning-tint", "error-tint"]],
  ["muted", [...surfaces, "hover", "sunken"]],
  ["on-ink", ["ink", "ink-hover"]],
  ...arms.map((arm) => [arm, [...surfaces, "hover", `${arm}-tint`]] as const),
  ["warning", [...surfaces, "warning-tint"]],
  ["error", [...surfaces, "error-tint"]],
];
const marks: readonly (readonly [string, readonly string[]])[] = [
  ...arms.map((arm) => [`${arm}-fill`, surfaces] as const),
  ...Array.from({ length: 6 }, (_, c) => [`class-${c}`, surfaces] as const),
  ["edge", surfaces],
  ["focus", surfaces],
];

describe.each(Object.entries(themes))("theme %s", (_, theme) => {
  it.each(texts.flatMap(([text, grounds]) => grounds.map((ground) => [text, ground] as const)))("text %s on %s", (text, ground) => {
    expect(contrast(theme.get(text)!, theme.get(ground)!)).toBeGreaterThanOrEqual(4.5);
  });
  it.each(marks.flatMap(([mark, grounds]) => grounds.map((ground) => [mark, ground] as const)))("mark %s on %s", (mark, ground) => {
    expect(contrast(theme.get(mark)!, theme.get(ground)!)).toBeGreaterThanOrEqual(3);
  });
});

it("defines the same tokens in both themes", () => {
  expect([...themes.dark.keys()]).toEqual([...themes.light.keys()]);
});
