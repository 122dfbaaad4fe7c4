/** What a story is on paper: teacher notes with the link for students, and a worksheet with the student's own guess and pictures. */
import { expect, expectAccessible, test } from "./fixtures";

test("teacher notes hold everything a lesson needs, and the link that is pasted opens the story", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("./#teach=sticker");
  await expect(page.getByRole("heading", { level: 1, name: /^Teacher notes: The sticker/ })).toBeVisible();
  for (const part of ["Students can afterwards", "In 10 minutes", "In 40 minutes", "What students often believe, and what is so", "Questions for everybody", "Answer key"])
    await expect(page.getByRole("heading", { name: part })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Link for students, 40 minutes" }).click();
  await expect(page.getByText("Copied to the clipboard.")).toBeVisible();
  await page.goto(await page.evaluate(() => navigator.clipboard.readText()));
  await page.reload();
  await expect(page.getByRole("heading", { name: "Before you look" })).toBeVisible();
});

test("a worksheet has the student's guess and pictures, and prints dark on white", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto("./#story=sticker");
  const first = page.getByRole("radio").first();
  await first.check();
  const guess = (await page.locator("label", { has: page.locator("input:checked") }).innerText()).trim();
  await page.goto("./#worksheet=sticker");
  await expect(page.getByRole("heading", { level: 1, name: /^Worksheet: The sticker/ })).toBeVisible();
  await expect(page.getByText("All pictures are there.")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole("listitem").filter({ hasText: guess })).toContainText("✕");
  await expect(page.getByText(/From a recorded run/).first()).toBeVisible();
  await expectAccessible(page);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("button", { name: "Print this worksheet" })).toBeHidden();
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toMatch(/255, 255, 255|rgba\(0, 0, 0, 0\)|oklch\(1 |oklch\(0\.9/);
});

test("a story that does not exist is said to be none", async ({ page }) => {
  await page.goto("./#teach=nothing-of-the-kind");
  await expect(page.getByText("There is no story of this name.")).toBeVisible();
  await page.getByRole("link", { name: "All stories" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});
