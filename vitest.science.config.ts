/**
 * Science tests: what the papers say, on real data, over several seeds. Minutes, not seconds; `npm run test:science`.
 */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    name: "science",
    environment: "node",
    setupFiles: ["./scripts/byte-equality.ts"],
    include: ["src/**/*.science.test.ts"],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    maxWorkers: 2,
  },
});
