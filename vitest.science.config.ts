/**
 * Science tests: what the papers say, on real data, over several seeds. Minutes, not seconds; `npm run test:science`.
 */
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Stories take longest and their files are short, by which vitest judges: begun last, one of them would keep a single core busy at the end. */
class StoriesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const later = (file: TestSpecification): number => Number(!file.moduleId.includes("/src/stories/"));
    return (await super.sort(files)).sort((a, b) => later(a) - later(b));
  }
}

export default defineConfig({
  test: {
    name: "science",
    environment: "node",
    setupFiles: ["./scripts/byte-equality.ts"],
    include: ["src/**/*.science.test.ts"],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    maxWorkers: 2,
    sequence: { sequencer: StoriesFirst },
  },
});
