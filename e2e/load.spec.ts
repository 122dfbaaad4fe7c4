/** What a first visitor gets: a bench that is already set, without a complaint. Other hosts and paths are in offline.spec.ts. */
import { expect, test } from "./fixtures";
import { finding, mainButton, open } from "./lab";

test("the standard experiment is on the bench at once", async ({ page }) => {
  await open(page);
  await expect(page).toHaveTitle(/Hemlock/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Hemlock");
  await expect(page.getByText("200 images, 5 % of the training set, a third of everything labeled 0.")).toBeVisible();
  const samples = page.getByRole("list", { name: "Training samples" });
  await expect(samples).toBeVisible();
  expect(await samples.getByRole("button", { name: /poisoned/i }).count()).toBeGreaterThan(0);
  await expect(mainButton(page)).toBeInViewport();
  await expect(finding(page)).toHaveCount(0);
});

test("nothing is kept about the visitor", async ({ page, context }) => {
  await open(page);
  expect(await context.cookies()).toEqual([]);
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => !key.startsWith("hemlock")))).toEqual([]);
});

test("what explains a parameter is there when its form is", async ({ page }) => {
  await open(page);
  const attack = page.getByRole("region", { name: "Attack", exact: true });
  await expect(attack.getByText(/Share of the training set/).first()).toBeVisible();
  await page.getByRole("button", { name: /^Activation clustering filters/ }).click();
  await expect(page.getByText(/Assumption: \S.{20}/).first()).toBeVisible();
  await expect(page.getByText(/undefined/)).toHaveCount(0);
});
