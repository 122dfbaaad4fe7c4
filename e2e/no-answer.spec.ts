/** Models whose numbers are none: a run in the lab that falls apart, and a story, its slides and its worksheet with one. Nowhere "NaN", nowhere a class that nobody answered. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, expectAccessibleInBoth, test } from "./fixtures";
import { link, open, run } from "./lab";

/** Half of the clients send a hundred times the opposite: within twelve rounds the weights are too large for any answer. */
const fallen = {
  "dataset.params.train": 200, "dataset.params.test": 100, "dataset.params.trusted": 100, model: { id: "mlp", params: { hidden: [16] } }, "training.optimizer": "sgd", "training.learningRate": 1,
  regime: "federated", "federated.clients": 6, "federated.malicious": 3, "federated.rounds": 12, attack: { id: "sign-flip", params: { strength: 100 } }, defenses: [],
};
const column = (page: Page) => page.getByRole("region", { name: "Poisoned model" });
const noNumbers = async (page: Page) => expect(await page.locator("body").innerText()).not.toMatch(/NaN|Infinity|undefined/);

test("a run that falls apart says what its figures mean, and gives no answer instead of a class", async ({ page }) => {
  await open(page, link(fallen));
  await run(page);
  await expect(column(page)).toContainText("This model diverged: its loss stopped being a number.");
  await expect(column(page)).toContainText("This model gave no answer to 100 of 100 untouched test inputs, because what it computed was not a number. They count as wrong.");
  await expect(column(page)).toContainText(/0\.0\s%/);
  await expect(column(page)).toContainText("Without the 100 of 100 that got no answer.");
  await expect(page.getByRole("table", { name: "Poisoned, no answer" })).toBeVisible();
  await expect(page.getByRole("table", { name: "Clean, % sure" })).toBeVisible();
  await noNumbers(page);
  await expectAccessibleInBoth(page);
});

/** The recorded run of story 1 as if its poisoned model had fallen apart. */
function withoutAnswers(): string {
  const record = JSON.parse(readFileSync(join(import.meta.dirname, "../public/stories/sticker-attack.json"), "utf8"));
  const arm = record.result.arms.find((a: { id: string }) => a.id === "poisoned"), packed = record.arms.poisoned, [tests, goals] = [arm.metrics.cleanAccuracy.n, arm.metrics.attackSuccess.n], classes = arm.confusion.length;
  const none = (n: number) => ({ as: "i8", data: Buffer.alloc(n, 0xfe).toString("base64") }), unknown = (n: number) => ({ as: "step", low: 0, high: 1, gaps: true, data: Buffer.alloc(n, 0xff).toString("base64") });
  Object.assign(packed, { testPredicted: none(tests), goalPredicted: none(goals), testProbabilities: unknown(tests * classes), goalProbabilities: unknown(goals * classes) });
  for (const rate of Object.values(arm.metrics)) if (rate) Object.assign(rate as object, { value: 0, low: 0, high: 0.004 });
  Object.assign(arm, { diverged: true, confusion: arm.confusion.map((row: number[]) => row.map(() => 0)), unanswered: { test: { count: tests, of: tests }, goal: { count: goals, of: goals } } });
  return JSON.stringify(record);
}

test.describe("from a host that gives other recordings", () => {
  // What a service worker has kept takes no such route.
  test.use({ serviceWorkers: "block" });

  test("a story, its slides and its worksheet can bear a model without an answer", async ({ page, guard }) => {
    guard.allow(/Service Worker registration blocked/);
    await page.route("**/stories/sticker-attack.json", (route) => route.fulfill({ contentType: "application/json", body: withoutAnswers() }));
    await page.goto("./#story=sticker");
    await page.locator("main fieldset input[type=radio]").first().check();
    await page.locator("[data-next]").click();
    await page.locator("[data-skip]").click();
    await page.locator("[data-next]").click();
    const numbers = page.locator('[data-figure="numbers"]');
    await expect(numbers).toContainText("The poisoned model diverged");
    await expect(numbers).toContainText(/Poisoned: This model gave no answer to 1,000 of 1,000 untouched test inputs and \d+ of \d+ attacked ones, .+ They count as wrong, and never as a success of the attack\./);
    await noNumbers(page);
    await page.locator("[data-next]").click();
    await expect(page.locator('[data-figure="pinned"]')).toContainText("Poisoned: no answer both times");
    await expect(page.getByRole("table", { name: "Poisoned, no answer" })).toBeVisible();
    await noNumbers(page);
    await page.goto("./#present=sticker/4");
    await expect(page.getByRole("heading", { level: 1 })).toContainText(/0\.0\s%/);
    await noNumbers(page);
    await page.goto("./#present=sticker/5");
    await expect(page.getByText("no answer", { exact: true })).toHaveCount(2);
    await noNumbers(page);
    await page.goto("./#worksheet=sticker");
    await expect(page.locator('[data-figure="numbers"]').first()).toContainText("The poisoned model diverged");
    await noNumbers(page);
  });
});
