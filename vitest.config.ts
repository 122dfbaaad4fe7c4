/**
 * Unit and contract tests: fast, in Node, no browser. Science tests (`*.science.test.ts`) train real models on real data
 * and have their own configuration; journeys in a browser are Playwright's.
 */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    name: "unit",
    environment: "node",
    setupFiles: ["./scripts/byte-equality.ts"],
    include: ["src/**/*.test.ts"],
    exclude: ["src/**/*.science.test.ts"],
    testTimeout: 30_000,
    passWithNoTests: false,
  },
});
