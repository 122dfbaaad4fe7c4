/** The first look: the lab in small by keyboard, cards that lead to stories, the ways on, and the pages of text. */
import { expect, expectAccessibleInBoth, test } from "./fixtures";
import type { Page } from "@playwright/test";

const live = (page: Page) => page.getByRole("region", { name: "Try it" });
const arm = (page: Page, name: string) => live(page).getByRole("region", { name, exact: true });

async function open(page: Page, hash = ""): Promise<void> {
  await page.goto(`./${hash}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
}

const sideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test("what this is can be read and tried before the engine has come", async ({ page }) => {
  // No worker ever starts: text, cards and the recorded run do not need one.
  await page.route(/worker/, (route) => route.abort());
  await page.addInitScript(() => Object.assign(globalThis, { Worker: class extends EventTarget { postMessage() {} terminate() {} } }));
  await open(page);
  await expect(page).toHaveTitle(/^Hemlock: /);
  await expect(page.locator("html")).toHaveAttribute("lang", "en-US");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Poison a neural network");
  await expect(live(page).getByText("These numbers come from a run that was recorded.", { exact: false })).toBeVisible();
  await expect(arm(page, "Poisoned")).toContainText("fooled");
  await expect(arm(page, "Clean")).not.toContainText("fooled");
  const cards = page.getByRole("region", { name: /stories/i }).getByRole("listitem");
  expect(await cards.count()).toBeGreaterThan(0);
  const blank = await page.getByRole("region", { name: /stories/i }).locator("img").evaluateAll((images) => images.filter((i) => (i as HTMLImageElement).complete && (i as HTMLImageElement).naturalWidth === 0).length);
  expect(blank, "pictures that did not come").toBe(0);
});

test("the sticker goes on and off and the digits change, by keyboard", async ({ page }) => {
  await open(page);
  const take = live(page).getByRole("button", { name: "Take the sticker off" });
  for (let i = 0; i < 30 && !(await take.evaluate((e) => e === document.activeElement)); i++) await page.keyboard.press("Tab");
  await expect(take).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(live(page).getByRole("button", { name: "Put the sticker on" })).toBeFocused();
  await expect(arm(page, "Poisoned")).not.toContainText("fooled");
  await expect(live(page).getByRole("status").first()).toContainText("Without a sticker: Clean reads");
  await page.keyboard.press("Enter");
  await expect(arm(page, "Poisoned")).toContainText("fooled");
  const before = await live(page).getByRole("img").first().getAttribute("aria-label");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(live(page).getByRole("button", { name: "Next digit" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(live(page).getByText("Digit 2 of 9")).toBeVisible();
  expect(await live(page).getByRole("img").first().getAttribute("aria-label")).not.toBe(before);
  await expect(arm(page, "Poisoned")).toContainText("fooled");
});

test("training here replaces the recorded run, and the lab has it", async ({ page }) => {
  await open(page);
  await live(page).getByRole("button", { name: "Train it here" }).click();
  await expect(live(page).getByRole("button", { name: "Stop" })).toBeFocused();
  await expect(live(page).getByText("Trained in this page just now", { exact: false })).toBeVisible({ timeout: 100_000 });
  await expect(arm(page, "Poisoned")).toContainText("%");
  await live(page).getByRole("link", { name: "Open the lab" }).click();
  await expect(page.getByRole("region", { name: "Finding" })).toContainText("%");
  await expect(page.getByText("Settings changed", { exact: false })).toHaveCount(0);
  await page.goBack();
  await expect(live(page).getByText("Trained in this page just now", { exact: false })).toBeVisible();
});

test("every view has its title, its heading takes the focus, and the header leads on", async ({ page }) => {
  await open(page);
  const pages = page.getByRole("navigation", { name: "Pages" });
  await pages.getByRole("link", { name: "About" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "About Hemlock" })).toBeFocused();
  await expect(page).toHaveTitle("About Hemlock · Hemlock");
  await page.getByRole("link", { name: "Accessibility statement" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Accessibility statement" })).toBeFocused();
  await expect(page).toHaveTitle(/^Accessibility statement/);
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "About Hemlock" })).toBeFocused();
  await pages.getByRole("link", { name: "Lab" }).click();
  await expect(page).toHaveTitle(/^Lab/);
  await page.getByRole("link", { name: "Hemlock", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: /Poison a neural network/ })).toBeFocused();
  await page.getByRole("region", { name: /stories/i }).getByRole("link").first().click();
  await expect(page).toHaveURL(/#story=sticker$/);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.goBack();
  await page.getByRole("link", { name: "Your own data" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
});

test("the skip button jumps over the header", async ({ page }) => {
  for (const hash of ["", "#about", "#accessibility"]) {
    await page.goto("about:blank");
    await open(page, hash);
    await page.keyboard.press("Tab");
    await expect(page.getByRole("button", { name: "Skip to the content" })).toBeFocused();
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("MAIN");
  }
});

test("about says what the browser enforces, what the data are, and how to cite", async ({ page }) => {
  await open(page, "#about");
  await expect(page.getByText("connect-src 'self';", { exact: false })).toBeVisible();
  await expect(page.getByRole("row", { name: /MNIST.*CC BY-SA 3\.0/ })).toBeVisible();
  await expect(page.getByRole("group", { name: "As BibTeX" })).toContainText("Hemlock contributors");
});

test.describe("320 pixels wide", () => {
  test.use({ viewport: { width: 320, height: 640 }, colorScheme: "light", contextOptions: { reducedMotion: "reduce" } });
  test("the menu opens, leads on, and closes to where it was", async ({ page }) => {
    await open(page, "");
    await page.getByRole("button", { name: "Menu" }).click();
    await expect(page.getByRole("dialog").getByRole("link", { name: "Runs" })).toBeVisible();
    expect(await sideways(page), "sideways scrolling").toBeLessThanOrEqual(0);
    await expectAccessibleInBoth(page);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("button", { name: "Menu" })).toBeFocused();
  });
});

test.describe("touch", () => {
  test.use({ hasTouch: true });
  test("terms are explained on hover, focus and tap, and Escape puts them away", async ({ page }) => {
    await page.goto("./#lab");
    const help = page.getByRole("button", { name: "Help and glossary" });
    await expect(help).toBeVisible();
    // A term of the bench that stands there before a run.
    const term = page.locator("main button[aria-haspopup=dialog]").filter({ hasText: /./ }).first();
    await expect(term).toBeVisible();
    const open = () => expect(term).toHaveAttribute("aria-expanded", "true"), shut = () => expect(term).toHaveAttribute("aria-expanded", "false");
    await term.hover();
    await open();
    // What was opened stays while the pointer is on it.
    await page.getByRole("dialog").hover();
    await page.waitForTimeout(300);
    await open();
    await page.keyboard.press("Escape");
    await shut();
    await page.mouse.move(0, 0);
    await page.keyboard.press("Tab");
    await term.focus();
    await open();
    await page.keyboard.press("Escape");
    await shut();
    await expect(term).toBeFocused();
    await page.mouse.move(0, 0);
    await term.evaluate((e) => (e as HTMLElement).blur());
    await term.tap();
    await open();
    await page.keyboard.press("Escape");
    await shut();
  });

  test("… and in a story, by their name in the glossary", async ({ page }) => {
    await page.goto("./#story=sticker");
    await page.getByRole("button", { name: "data poisoning", exact: true }).tap();
    await expect(page.getByRole("dialog", { name: "Data poisoning" })).toHaveText(/learns something its owner did not intend/);
  });
});
