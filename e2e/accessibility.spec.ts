/** axe on the lab in its states, in light and dark. Every other view is in page-check.spec.ts, story steps in stories.spec.ts. Keyboard journeys are in keyboard.spec.ts. */
import { expect, expectAccessibleInBoth, test } from "./fixtures";
import { link, open, run, small } from "./lab";

test.use({ colorScheme: "light", contextOptions: { reducedMotion: "reduce" } });

test("results, dialogs and a stale bench", async ({ page }) => {
  await open(page, link(small));
  await run(page);
  await expectAccessibleInBoth(page);
  await page.getByRole("button", { name: "Share and save" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectAccessibleInBoth(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Help and glossary" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectAccessibleInBoth(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  // The focus goes back to the button, which shows its name; Escape puts that away too.
  await expect(page.getByRole("button", { name: "Help and glossary" })).toBeFocused();
  await page.keyboard.press("Escape");
  await page.evaluate((hash) => void (location.hash = hash), link({ ...small, seed: 2 }));
  await expect(page.getByText("Settings changed", { exact: false }).first()).toBeVisible();
  await expectAccessibleInBoth(page);
});

test("points in two dimensions", async ({ page }) => {
  await open(page, link({ dataset: { id: "moons", params: {} }, model: { id: "mlp", params: {} }, attack: { id: "label-flip", params: {} }, defenses: [], training: { epochs: 3 } }));
  await run(page);
  await expectAccessibleInBoth(page);
});

test("messages, tables, contributors and the dialogs about data", async ({ page }) => {
  await open(page, link({ dataset: { id: "sms-spam", params: { train: 600, test: 200 } }, model: { id: "word-embedding", params: {} }, attack: { id: "text-trigger", params: {} }, defenses: [], training: { epochs: 2 } }));
  await run(page);
  await expectAccessibleInBoth(page);
  await open(page, link({ dataset: { id: "german-credit", params: {} }, model: { id: "mlp", params: {} }, attack: { id: "table-trigger", params: { column: 1 } }, attackSource: "b", contributors: [{ name: "a", share: 0.5 }, { name: "b", share: 0.5 }], defenses: [], training: { epochs: 2 } }));
  await run(page);
  await page.getByRole("region", { name: "Data", exact: true }).getByRole("button", { name: /^Data/ }).click();
  await page.getByText("Change its values").click();
  await page.getByRole("tab", { name: "Sources" }).click();
  await expect(page.getByRole("row", { name: /^b / })).toBeVisible();
  await expectAccessibleInBoth(page);
  for (const name of ["All scenarios…", "About these data"]) {
    await page.getByRole("button", { name }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectAccessibleInBoth(page);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  }
});

test("a phone, 320 pixels wide", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await open(page, link(small));
  await expectAccessibleInBoth(page);
  await run(page);
  await expectAccessibleInBoth(page);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});
