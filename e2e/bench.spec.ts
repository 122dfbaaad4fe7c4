/** The defender's bench: scores and a threshold without the truth, rows looked at one by one, a decision that is run, and only then the truth. */
import type { Locator, Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures";
import { link, mainButton, open, run, small, waitForEnd } from "./lab";

const NAME = "Defender’s bench";
const panel = (page: Page): Locator => page.getByRole("tabpanel", { name: NAME });
const showPanel = (page: Page) => page.getByRole("tab", { name: NAME }).click();
const question = (page: Page): Locator => panel(page).getByRole("group", { name: "The row in question" });
const slider = (page: Page): Locator => panel(page).getByRole("slider", { name: "Threshold" });
/** How many rows the slider says lie beyond it. */
const beyond = async (page: Page) => Number(/, ([\d,]+) of/.exec((await slider(page).getAttribute("aria-valuetext"))!)![1]!.replace(",", ""));
const dropped = async (page: Page) => Number(/^You drop ([\d,]+) of 600 rows/.exec(await panel(page).getByText(/^You drop/).innerText())![1]);

test("a threshold, two inspected rows and a decision become a pipeline; then the truth is revealed", async ({ page }) => {
  await open(page, link(small));
  await showPanel(page);
  await expect(panel(page).getByText("Scores come with a run")).toBeVisible();
  await run(page);

  // No word and no mark of the truth before it is asked for.
  await expect(slider(page)).toBeVisible();
  await expect(panel(page)).not.toContainText(/Precision|AUROC|of these poisoned/);
  expect(await panel(page).locator(".poison-frame, .hatch").count()).toBe(0);
  const before = await beyond(page);
  await slider(page).focus();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  const after = await beyond(page);
  expect(after).toBeGreaterThan(before);
  expect(await dropped(page)).toBe(after);
  await panel(page).getByRole("radio", { name: "label", exact: true }).click();
  await expect(panel(page).getByRole("region", { name: "Scores by label" }).getByRole("row")).toHaveCount(11);

  await question(page).getByRole("button", { name: "Keep" }).click();
  await expect(panel(page).getByText("1 row inspected: 0 dropped, 1 kept.")).toBeVisible();
  expect(await dropped(page)).toBe(after - 1);
  await question(page).getByRole("button", { name: "Take back" }).click();
  await question(page).getByRole("button", { name: "Drop" }).click();
  await question(page).getByRole("button", { name: "Drop" }).click();
  await expect(panel(page).getByText("2 rows inspected: 2 dropped, 0 kept.")).toBeVisible();
  await expectAccessible(page);
  await panel(page).getByRole("radio", { name: /^Only rows/ }).click();
  await expect(panel(page).getByText("You drop 2 of 600 rows, 2 inspected.")).toBeVisible();

  await panel(page).getByRole("button", { name: "Use this decision" }).click();
  const defense = page.getByRole("region", { name: "Defense", exact: true });
  await expect(defense.getByRole("region", { name: "Pipeline 2" })).toContainText("Picked by hand");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(defense).not.toContainText("Picked by hand");
  await page.getByRole("button", { name: "Redo" }).click();
  await expect(panel(page).getByText(/^This decision is on the bench as pipeline 2/)).toBeVisible();
  await defense.getByRole("button", { name: /^Picked by hand/ }).click();
  await expect(defense.getByText("2 rows picked on the defender’s bench.")).toBeVisible();
  await panel(page).getByRole("button", { name: "Run now" }).click();
  await expect(mainButton(page)).not.toHaveText("Run again");
  await waitForEnd(page);
  await expect(panel(page).getByText("This decision is in this run, as pipeline 2.")).toBeVisible();

  await panel(page).getByRole("switch", { name: "Reveal the truth" }).click();
  const report = panel(page).getByRole("region", { name: "How well it filtered" });
  for (const name of ["Your decision", "This defense", "Random", "Oracle"]) await expect(report.getByRole("columnheader", { name, exact: name !== "Random" && name !== "Oracle" }).first()).toBeVisible();
  await expect(report.getByRole("row", { name: /^Rows dropped or relabeled/ }).getByRole("cell").first()).toHaveText("2 of 600");
  await expect(report.getByRole("row", { name: /^Precision/ }).getByRole("cell").first()).toHaveText(/^[\d.]+\u202f%[\d.]+–[\d.]+\u202f%, n = 2$/);
  await expect(report.getByRole("row", { name: /^AUROC/ }).getByRole("cell").first()).toHaveText(/^[01]\.\d\d$/);
  await expect(panel(page).getByRole("figure", { name: "ROC curve of the scores" }).locator("polyline")).toBeVisible();
  await expect(panel(page).getByRole("region", { name: "Honest rows lost by class" }).getByRole("row")).toHaveCount(11);
  const baselines = panel(page).getByRole("region", { name: "Baselines" });
  for (const name of ["No defense", "Random filter", "Oracle filter", "This defense", "This defense on clean data", "Picked by hand (your decision)"])
    await expect(baselines.getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) }).getByRole("cell").first()).toHaveText(/\d\u202f%/);
  await expect(baselines.getByRole("row", { name: /^Picked by hand/ }).getByRole("cell").last()).toHaveText("2");
  await expectAccessible(page);

  // A new run hides it again.
  await mainButton(page).click();
  await waitForEnd(page);
  await expect(panel(page).getByRole("switch", { name: "Reveal the truth" })).not.toBeChecked();
  await expect(panel(page).getByRole("region", { name: "Baselines" })).toHaveCount(0);
  await expect(panel(page).getByText("2 rows inspected: 2 dropped, 0 kept.")).toBeVisible();
});

test("the bench by keyboard alone, in the dark, on a phone", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, link(small));
  await page.keyboard.press("t");
  await page.getByRole("tab", { name: "Samples" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("tab", { name: NAME })).toBeFocused();
  await page.keyboard.press("r");
  await waitForEnd(page);
  const tabTo = async (target: Locator) => {
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press("Tab");
      if (await target.evaluate((e) => e === document.activeElement)) return;
    }
    throw new Error(`Tab never reached ${String(target)}`);
  };
  await tabTo(slider(page));
  await page.keyboard.press("End");
  expect(await beyond(page)).toBe(0);
  await page.keyboard.press("ArrowLeft");
  expect(await beyond(page)).toBe(1);
  await tabTo(question(page).getByRole("button", { name: "Keep" }));
  for (const key of ["d", "k", "d", "u"]) await page.keyboard.press(key);
  await expect(panel(page).getByText("2 rows inspected: 1 dropped, 1 kept.")).toBeVisible();
  await tabTo(panel(page).getByRole("button", { name: "Use this decision" }));
  await page.keyboard.press("Enter");
  await expect(panel(page).getByText(/^This decision is on the bench as pipeline 2/)).toBeVisible();
  await tabTo(panel(page).getByRole("switch", { name: "Reveal the truth" }));
  await page.keyboard.press("Space");
  await expect(panel(page).getByRole("region", { name: "Baselines" })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await expectAccessible(page);
});

test("without a filter the bench says what to add, and adds it", async ({ page }) => {
  await open(page, link({ ...small, defenses: [] }));
  await showPanel(page);
  await expect(panel(page).getByText("No defense that scores rows")).toBeVisible();
  await panel(page).getByRole("button", { name: "Add Activation clustering" }).click();
  await expect(panel(page).getByText("Scores come with a run")).toBeVisible();
  await expect(page.getByRole("region", { name: "Defense", exact: true })).toContainText("Activation clustering");
});
