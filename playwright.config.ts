/**
 * Journeys in a real Chromium against the built page. The page is built and served once by `e2e/global-setup.ts`; the
 * browser is found (or installed) by `scripts/browser.mjs`.
 */
import { defineConfig } from "@playwright/test";
import { chromiumArgs, findChromium } from "./scripts/browser.mjs";

// Found once; the test processes inherit the answer.
process.env["HEMLOCK_CHROMIUM"] ??= findChromium();

export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/global-setup.ts",
  outputDir: "test-results",
  // Two at a time: while one trains the other mostly waits for something to appear. What measures the machine is tagged
  // `@alone` and runs afterwards by itself (scripts/test.mjs).
  workers: 2,
  fullyParallel: true,
  retries: 0,
  forbidOnly: true,
  timeout: 240_000,
  expect: { timeout: 30_000 },
  reporter: [["list"]],
  use: {
    viewport: { width: 1366, height: 768 },
    locale: "en-US",
    // A trace of every journey, in case it fails, takes a quarter of the time: `--trace on` for the one you look into.
    trace: "off",
    screenshot: "only-on-failure",
    launchOptions: { executablePath: process.env["HEMLOCK_CHROMIUM"], args: chromiumArgs() },
  },
});
