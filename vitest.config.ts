/**
 * Unit and contract tests: fast, in Node, no browser. Science tests (`*.science.test.ts`) train real models on real data
 * and have their own configuration; journeys in a browser are Playwright's.
 */
import { defineConfig } from "vitest/config";

const science = "src/**/*.science.test.ts";
// Seconds on a quiet machine, and no fault on a crowded one.
const shared = { environment: "node" as const, setupFiles: ["./scripts/byte-equality.ts"], testTimeout: 120_000, hookTimeout: 120_000 };

/** Files with a world of their own: stores of the page, whole commands, data and models that were brought along, what is replaced before anything loads. */
const apart = ["src/app/**/*.test.ts", "src/cli/*.test.ts", "src/engine/own/*.test.ts", "src/engine/experiment/audit.test.ts", "src/engine/core/no-eval.test.ts"];

export default defineConfig({
  test: {
    maxWorkers: 2,
    passWithNoTests: false,
    projects: [
      // The engine holds nothing else between runs, so its files share what they load: to load it for each takes longer than most tests.
      { test: { ...shared, name: "unit", isolate: false, include: ["src/**/*.test.ts"], exclude: [science, ...apart] } },
      { test: { ...shared, name: "apart", include: apart, exclude: [science] } },
    ],
  },
});
