/**
 * The page stays free while its workers train. Alone in its file, because Playwright's own recorder works on the page's
 * thread and has to be off here.
 */
import { expect, test } from "./fixtures";
import { chooseBackend, open, run } from "./lab";
import { busyTasks, countLongTasks, type WithTasks } from "./long-tasks";

test.use({ trace: "off" });

test("the page computes nothing over 50 ms at a stretch while the standard experiment trains", { tag: "@alone" }, async ({ page, browser }) => {
  await page.addInitScript(countLongTasks);
  await open(page);
  await chooseBackend(page, "wasm");
  await page.evaluate(() => void (globalThis as unknown as WithTasks).longTasks.splice(0));
  await browser.startTracing(page, { categories: ["disabled-by-default-devtools.timeline"] });
  await run(page);
  const tasks = busyTasks((await browser.stopTracing()).toString("utf8"));
  // A count over the budget, not a time: on a shared machine a task of 30 ms now and then takes 52 or 90, and most of a
  // long task is waiting for a core. A page that computes while it should not shows up as dozens of them.
  const long = await page.evaluate(() => (globalThis as unknown as WithTasks).longTasks);
  expect(tasks.length, "the trace saw the page work").toBeGreaterThan(100);
  const over = tasks.filter((ms) => ms > 50);
  expect(over.length, `computed over 50 ms: ${over.join(", ")} ms`).toBeLessThanOrEqual(8);
  // Six models are trained meanwhile, two at a time on two cores: the page's thread has to wait for its turn now and then.
  expect(long.length, `long tasks: ${long.join(", ")} ms`).toBeLessThanOrEqual(20);
});
