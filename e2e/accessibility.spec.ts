/** axe on every view, in light and dark. Keyboard journeys are in keyboard.spec.ts. */
import { expect, expectAccessible, test } from "./fixtures";
import { link, open, run, small } from "./lab";

for (const scheme of ["light", "dark"] as const)
  test.describe(scheme, () => {
    test.use({ colorScheme: scheme, contextOptions: { reducedMotion: "reduce" } });

    test("the bench before the first run", async ({ page }) => {
      await open(page);
      await expect(page.locator("html")).toHaveClass(scheme === "dark" ? /\bdark\b/ : /^(?!.*\bdark\b)/);
      await expectAccessible(page);
    });

    test("results, dialogs and a stale bench", async ({ page }) => {
      await open(page, link(small));
      await run(page);
      await expectAccessible(page);
      await page.getByRole("button", { name: "Share and save" }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Help and glossary" }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog")).toHaveCount(0);
      // The focus goes back to the button, which shows its name; Escape puts that away too.
      await expect(page.getByRole("button", { name: "Help and glossary" })).toBeFocused();
      await page.keyboard.press("Escape");
      await page.evaluate((hash) => void (location.hash = hash), link({ ...small, seed: 2 }));
      await expect(page.getByText("Settings changed", { exact: false }).first()).toBeVisible();
      await expectAccessible(page);
    });

    test("points in two dimensions", async ({ page }) => {
      await open(page, link({ dataset: { id: "moons", params: {} }, model: { id: "mlp", params: {} }, attack: { id: "label-flip", params: {} }, defenses: [], training: { epochs: 3 } }));
      await run(page);
      await expectAccessible(page);
    });

    test("messages, tables, contributors and the dialogs about data", async ({ page }) => {
      await open(page, link({ dataset: { id: "sms-spam", params: { train: 600, test: 200 } }, model: { id: "word-embedding", params: {} }, attack: { id: "text-trigger", params: {} }, defenses: [], training: { epochs: 2 } }));
      await run(page);
      await expectAccessible(page);
      await open(page, link({ dataset: { id: "german-credit", params: {} }, model: { id: "mlp", params: {} }, attack: { id: "table-trigger", params: { column: 1 } }, attackSource: "b", contributors: [{ name: "a", share: 0.5 }, { name: "b", share: 0.5 }], defenses: [], training: { epochs: 2 } }));
      await run(page);
      await page.getByRole("region", { name: "Data", exact: true }).getByRole("button", { name: /^Data/ }).click();
      await page.getByText("Change its values").click();
      await page.getByRole("tab", { name: "Sources" }).click();
      await expect(page.getByRole("row", { name: /^b / })).toBeVisible();
      await expectAccessible(page);
      for (const name of ["All scenarios…", "About these data"]) {
        await page.getByRole("button", { name }).click();
        await expect(page.getByRole("dialog")).toBeVisible();
        await expectAccessible(page);
        await page.keyboard.press("Escape");
        await expect(page.getByRole("dialog")).toHaveCount(0);
      }
    });

    test("a phone, 320 pixels wide", async ({ page }) => {
      await page.setViewportSize({ width: 320, height: 640 });
      await open(page, link(small));
      await expectAccessible(page);
      await run(page);
      await expectAccessible(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    });
  });
