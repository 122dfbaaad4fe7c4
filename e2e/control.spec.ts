/** Holding the film: pause, single epochs, going on, and running again after one knob was changed. */
import { expect, test } from "./fixtures";
import { link, mainButton, open, run, small, waitForEnd } from "./lab";

test("a run can be stepped epoch by epoch, paused and resumed", async ({ page }) => {
  await open(page, link({ ...small, "training.epochs": 6, attack: null, defenses: [] }));
  await page.getByRole("button", { name: "Step one epoch" }).click();
  await expect(mainButton(page)).toHaveText("Resume");
  const clean = page.getByRole("region", { name: /^Clean/ }).first();
  await expect(clean).toContainText("after epoch 1 of 6");
  await page.getByRole("button", { name: "Step one epoch" }).click();
  await expect(clean).toContainText("after epoch 2 of 6");
  // Paused means paused: nothing moves until somebody says so.
  await page.waitForTimeout(700);
  await expect(clean).toContainText("after epoch 2 of 6");
  await mainButton(page).click();
  await waitForEnd(page);
});

test("after one knob only what depends on it is computed again", async ({ page }) => {
  await open(page, link(small));
  await run(page);
  await page.evaluate((hash) => void (location.hash = hash), link({ ...small, defenses: [[{ id: "outlier-removal", params: {} }]] }));
  await run(page);
  await page.getByRole("tab", { name: "Stages" }).click();
  const row = (name: string) => page.getByRole("row").filter({ hasText: name });
  await expect(row("Train the clean model")).toContainText(/known/i);
  await expect(row("Train the poisoned model")).toContainText(/known/i);
  await expect(row("Train the defended model")).not.toContainText(/known/i);
});
