/** The whole default journey without a mouse: find Run, run, read, change a knob, undo, share. */
import { expect, test } from "./fixtures";
import { finding, link, mainButton, open, small, waitForEnd } from "./lab";
import type { Locator, Page } from "@playwright/test";

/** Presses Tab until the element has the focus, as a person would; fails when the page traps or skips it. */
async function tabTo(page: Page, target: Locator, backwards = false): Promise<void> {
  for (let i = 0; i < 150; i++) {
    await page.keyboard.press(backwards ? "Shift+Tab" : "Tab");
    if (await target.evaluate((e) => e === document.activeElement).catch(() => false)) return;
  }
  throw new Error(`Tab never reached ${String(target)}`);
}

test("run, read, change, undo and share by keyboard alone", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, link(small));
  await tabTo(page, mainButton(page));
  const outline = await mainButton(page).evaluate((e) => getComputedStyle(e).outlineStyle + getComputedStyle(e).boxShadow);
  expect(outline, "the focus can be seen").not.toBe("nonenone");
  await page.keyboard.press("Enter");
  await waitForEnd(page);
  await expect(finding(page)).toContainText(/%/);

  const undo = page.getByRole("button", { name: "Undo" });
  await tabTo(page, page.getByRole("button", { name: "Share and save" }));
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  expect(await dialog.evaluate((e) => e.contains(document.activeElement)), "the focus is in the dialog").toBe(true);
  await tabTo(page, dialog.getByRole("button", { name: "Copy link" }));
  await page.keyboard.press("Enter");
  await expect(dialog.getByText("Copied to the clipboard.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("#v1=");
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Share and save" })).toBeFocused();

  const slider = page.getByRole("slider").first();
  await tabTo(page, slider);
  const before = await slider.inputValue();
  await page.keyboard.press("ArrowRight");
  expect(await slider.inputValue()).not.toBe(before);
  await expect(page.getByText("Settings changed", { exact: false }).first()).toBeVisible();
  await tabTo(page, undo, true);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("slider").first()).toHaveValue(before);
  await expect(mainButton(page)).toHaveText("Run again");
});
