/**
 * Holds the code to ARCHITECTURE.md: who may import whom, which packages live in which room, and that nothing heavy
 * stands between a visitor and the first picture. Planted violations prove that each rule is awake.
 */
import { readFileSync, readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { describe, expect, test } from "vitest";
import { checkArchitecture, eagerFiles, readRooms, scanImports } from "./architecture-rules";

const root = join(import.meta.dirname, "..");
const rooms = readRooms(readFileSync(join(root, "ARCHITECTURE.md"), "utf8"));
const files = new Map(
  readdirSync(join(root, "src"), { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile() && /\.tsx?$/.test(e.name) && !e.parentPath.includes(join("learner", "kernels", "assembly")))
    .map((e) => join(e.parentPath, e.name))
    .map((path) => [relative(root, path).split(sep).join("/"), readFileSync(path, "utf8")] as const),
);
const show = (found: { file: string; line: number; rule: string }[]) => found.map((f) => `${f.file}:${f.line} ${f.rule}`);
/** What is found when these files stand beside the real ones, and only that. */
const planted = (extra: Record<string, string>) => {
  const real = new Set(show(checkArchitecture(files, rooms)));
  return show(checkArchitecture(new Map([...files, ...Object.entries(extra)]), rooms)).filter((f) => !real.has(f));
};

describe("the rooms", () => {
  test("every import keeps to the table in ARCHITECTURE.md", () => {
    expect(files.size).toBeGreaterThan(10);
    expect(show(checkArchitecture(files, rooms))).toEqual([]);
  });

  test("the light door leads to no TensorFlow.js and no learner", () => {
    const reached = [...eagerFiles(["src/engine/index.ts", "src/engine/later.ts"], files).keys()];
    expect(reached.length).toBeGreaterThan(5);
    expect(reached.filter((f) => f.startsWith("@tensorflow/") || f.startsWith("src/engine/learner/"))).toEqual([]);
  });

  test("nothing the page loads at once leads to TensorFlow.js", () => {
    const entries = [...files.keys()].filter((f) => (f.startsWith("src/app/") || f === "src/worker/client.ts") && !f.endsWith(".test.ts"));
    const reached = [...eagerFiles(entries, files)].filter(([f]) => f.startsWith("@tensorflow/") || f.startsWith("src/engine/learner/"));
    expect(reached.map(([f, from]) => `${from} imports ${f}`)).toEqual([]);
  });
});

describe("planted violations are seen", () => {
  test.each([
    ["an attack that trains", "src/engine/attacks/x.ts", `import { a } from "../learner/backends";`, "src/engine/attacks may import src/engine/core"],
    ["a type from the wrong room", "src/engine/defenses/x.ts", `import type { A } from "../attacks/registry";`, "src/engine/defenses may import src/engine/core"],
    ["a re-export", "src/engine/core/x.ts", `export * from "../metrics/registry";`, "src/engine/core may import nothing"],
    ["a lazy import", "src/engine/core/x.ts", `const a = await import("../learner/x");`, "src/engine/core may import nothing"],
    ["TensorFlow.js outside the learner", "src/engine/experiment/x.ts", `import * as tf from "@tensorflow/tfjs-core";`, "imports @tensorflow/tfjs-core"],
    ["the page past the light door", "src/app/x.tsx", `import { p } from "../engine/experiment/presets";`, "imports src/engine/experiment/presets.ts"],
    ["somebody who needs the page", "src/worker/x.ts", `import { App } from "../app/App";`, "src/worker may import"],
    ["what only tests may", "src/engine/learner/x.ts", `import { a } from "./test-support";`, "only tests may"],
    ["a second worker", "src/app/x.ts", `const w = new Worker(new URL("./w.ts", import.meta.url));`, "only src/worker/crew.ts may"],
    ["a sister feature", "src/app/features/a/x.ts", `import { b } from "../b/y";`, "a feature does not import its sister"],
    ["a file in no room", "src/elsewhere/x.ts", `export const a = 1;`, "lies in no room"],
    ["React in the engine", "src/engine/core/x.ts", `import { useState } from "react";`, "imports react"],
  ])("%s", (_, file, code, rule) => {
    const found = planted({ [file]: `// a comment\n${code}\n` });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(rule);
    expect(found[0]).toMatch(file === "src/elsewhere/x.ts" ? /:1 / : /:2 /);
  });

  test("comments and strings are not imports", () => {
    const code = `// import "a"\n/* import { b } from "b";\nimport "b2" */\nconst s = 'import "c"';\nconst t = "// no comment";\nimport d,\n  { e } from "d";\nimport type { F } from "f";\nexport { g } from 'g';\nimport "h";\n`;
    expect(scanImports(code).map((i) => `${i.line} ${i.kind} ${i.specifier}`)).toEqual(["6 static d", "8 type f", "9 static g", "10 static h"]);
  });

  test("a chain of imports is followed to its end", () => {
    const chain = new Map([["a.ts", `import "./b";`], ["b.ts", `import type { x } from "./t";\nimport { c } from "./c";`], ["c.ts", `import "@tensorflow/tfjs-core";`]]);
    expect([...eagerFiles(["a.ts"], chain).keys()]).toEqual(["a.ts", "b.ts", "c.ts", "@tensorflow/tfjs-core"]);
  });
});
