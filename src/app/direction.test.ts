/** Classes that name a side of the screen (ml-2, text-left) do not turn around in languages that run from right to left; ms-2 and text-start do. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

/** File and class of those that stay as they are, each for a reason. */
const ALLOWED: readonly string[] = [
  // Beside an axis of a drawing, and drawings are not mirrored.
  "charts/ScoreHistogram.tsx pl-9",
  "charts/DecisionRegion.tsx left-0",
  // Centered: moved back by half its width, which has no logical twin.
  "ui/Dialog.tsx left-1/2",
];

const TEXTS = /"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g;
const PHYSICAL = /(?<![\w-])(?:[^\s"'`]*:)?-?(?:(?:ml|mr|pl|pr|left|right|border-l|border-r|rounded-[lr]|rounded-[tb][lr]|scroll-[mp][lr])-(?:\[[^\]\s]+\]|[a-z0-9./]+)|(?:text-left|text-right|float-left|float-right|clear-left|clear-right|border-l|border-r|rounded-l|rounded-r))(?![\w-])/g;

/** Physical classes in a file's strings. */
const found = (code: string): string[] => [...code.matchAll(TEXTS)].flatMap(([text]) => [...text.matchAll(PHYSICAL)].map(([name]) => name));

describe("logical directions", () => {
  test("the search finds what it is for", () => {
    expect(found('<p className="-ml-2 lg:pl-4 text-left [&>*]:pr-1 focus:left-2 ms-1 text-start items-left" />')).toEqual(["-ml-2", "lg:pl-4", "text-left", "[&>*]:pr-1", "focus:left-2"]);
  });

  test("no component names a side of the screen", () => {
    const app = import.meta.dirname, files = readdirSync(app, { recursive: true }).map(String).filter((f) => f.endsWith(".tsx"));
    expect(files.length).toBeGreaterThan(100);
    const wrong = files.flatMap((file) => found(readFileSync(join(app, file), "utf8")).map((name) => `${file.replaceAll("\\", "/")} ${name}`)).filter((w) => !ALLOWED.includes(w));
    expect(wrong).toEqual([]);
  });
});
