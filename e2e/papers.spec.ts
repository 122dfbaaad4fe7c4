/** What a story is on paper: teacher notes with the link for students, and a worksheet with the student's own guess and pictures. */
import type { Locator, Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures";

test("the teacher notes say each promise once, also where a story tests it in two runs", async ({ page }) => {
  await page.goto("./#teach=depth");
  const promises = page.locator("section", { has: page.getByRole("heading", { name: "What this story promises" }) }).getByRole("listitem");
  await expect(promises.first()).toBeVisible();
  const said = await promises.allTextContents();
  expect(said.length).toBeGreaterThan(5);
  expect(said).toEqual([...new Set(said)]);
});

test("teacher notes hold everything a lesson needs, and the link that is pasted opens the story", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("./#teach=sticker");
  await expect(page.getByRole("heading", { level: 1, name: /^Teacher notes: The sticker/ })).toBeVisible();
  for (const part of ["Students can afterwards", "In 10 minutes", "In 40 minutes", "What students often believe, and what is so", "Questions for everybody", "Answer key"])
    await expect(page.getByRole("heading", { name: part })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Copy link for students, 40 minutes" }).click();
  await expect(page.getByText("Copied to the clipboard.")).toBeVisible();
  await page.goto(await page.evaluate(() => navigator.clipboard.readText()));
  await page.reload();
  await expect(page.getByRole("heading", { name: "Before you look" })).toBeVisible();
});

const sheet = async (page: Page, story: string): Promise<void> => {
  await page.goto("./#home");
  await page.goto(`./#worksheet=${story}`);
  await expect(page.getByRole("heading", { level: 1, name: /^Worksheet: / })).toBeVisible();
  await expect(page.getByText("All pictures are there.")).toBeVisible({ timeout: 30_000 });
};
const step = (page: Page, id: string): Locator => page.locator(`main [data-step="${id}"]`);
/** What of the recorded run a student should find, as the page writes it. */
async function results(page: Page, recording: string): Promise<readonly string[]> {
  const { result } = (await (await page.request.get(`./stories/${recording}.json`)).json()) as { result: { arms: readonly { metrics: Readonly<Record<string, { value: number } | null>> }[] } };
  return result.arms.flatMap((arm) => ["cleanAccuracy", "attackSuccess"].flatMap((m) => (arm.metrics[m] ? [`${(arm.metrics[m].value * 100).toFixed(1)}\u202f%`] : [])));
}
const paper = async (page: Page): Promise<void> => {
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
};

test.describe("a slow host", () => {
  // What a service worker has kept is not held back by a route.
  test.use({ serviceWorkers: "block" });

  test("a worksheet is not called complete before what draws its pictures has come", async ({ page, guard }) => {
    guard.allow(/Service Worker registration blocked/);
    let bring = () => {};
    const later = new Promise<void>((resolve) => void (bring = resolve));
    await page.route(/\/BlankFigure-[\w-]+\.js$/, async (route) => { await later; await route.continue(); });
    await page.goto("./#worksheet=sticker");
    await expect(page.getByText("Drawing the pictures…")).toBeVisible();
    await expect(page.getByText("All pictures are there.")).toHaveCount(0);
    bring();
    await expect(page.getByText("All pictures are there.")).toBeVisible();
    await expect(page.locator("main canvas").first()).toBeVisible();
  });
});

test("a blank worksheet asks and gives nothing away; what was done in the story is filled in, dark on white", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await sheet(page, "sticker");
  expect(await page.evaluate(() => document.documentElement.classList.contains("dark")), "paper is white on the screen too").toBe(false);
  const numbers = step(page, "numbers"), look = step(page, "look"), blanks = numbers.locator("[data-blank]");
  await expect(blanks).toHaveCount(4);
  await expect(numbers.getByText("Which of the two numbers gives the poisoned model away", { exact: false })).toBeVisible();
  await expect(numbers.getByText("worlds apart", { exact: false }), "nor what there is to find").toHaveCount(0);
  const found = await results(page, "sticker-attack");
  expect(found.length).toBe(4);
  for (const number of found) await expect(page.getByRole("main"), `${number} is to be found by the student`).not.toContainText(number);
  await expect(look.getByRole("row").filter({ has: page.locator("canvas") }), "five digits, as they are and with the sticker").toHaveCount(5);
  await expect(look.locator("canvas")).toHaveCount(10);
  await expect(look.locator("[data-blank]")).toHaveCount(20);
  await expectAccessible(page);

  await page.goto("./#story=sticker");
  await page.getByRole("main").getByRole("radio").first().check();
  const guess = (await page.locator("label", { has: page.locator("input:checked") }).innerText()).trim();
  await page.getByRole("button", { name: "Next", exact: true }).click();
  await page.getByRole("button", { name: "I have no time: show the recorded run" }).click();
  await page.getByRole("button", { name: "Next", exact: true }).click();
  await expect(page.getByRole("heading", { name: "What came of it" })).toBeVisible();
  await page.getByRole("button", { name: "Next", exact: true }).click();
  await page.getByRole("button", { name: /^Next test / }).click();
  await expect(page.getByText("Looked at 2 of 5.")).toBeVisible();

  await sheet(page, "sticker");
  await expect(page.getByRole("listitem").filter({ hasText: guess })).toContainText("✕");
  for (const number of found) await expect(numbers).toContainText(number);
  await expect(blanks).toHaveCount(0);
  await expect(numbers.getByText(/^From a recorded run/)).toBeVisible();
  await expect(look.locator("canvas"), "the two that were looked at").toHaveCount(4);
  await expect(look.locator("[data-blank]")).toHaveCount(0);
  expect(await step(page, "cured").locator("[data-blank]").count(), "a step that was not seen stays blank").toBeGreaterThan(7);
  await expectAccessible(page);
  await paper(page);
  await expect(page.getByRole("button", { name: "Print this worksheet" })).toBeHidden();
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toMatch(/255, 255, 255|rgba\(0, 0, 0, 0\)|oklch\(1 |oklch\(0\.9/);
});

test("what somebody set and ran stands on the worksheet, with room for what came of it; teacher notes lead to each other", async ({ page }) => {
  await page.goto("./#story=tumor/5&length=40");
  await page.getByRole("textbox", { name: "Poison rate, exact value" }).fill("17");
  await page.getByRole("button", { name: "Train with my rate" }).click();
  await expect(page.getByText(/^Done: your own run took/)).toBeVisible();
  await page.evaluate(() => void (location.hash = "#worksheet=tumor"));
  await expect(page.getByText("All pictures are there.")).toBeVisible({ timeout: 30_000 });
  await expect(step(page, "own-dose")).toContainText(/I tried this\. Poison rate: 17\s%\. What came of it:/);
  await page.evaluate(() => void (location.hash = "#teach=tumor"));
  await page.getByText("Notes of another story").click();
  await page.getByRole("link", { name: "The lying hospital" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^Teacher notes: The lying hospital/ })).toBeVisible();
});

/** What would be wrong on paper: things to press, light text, wide figures, figures and headings that a page may cut off. */
const onPaper = (page: Page): Promise<readonly string[]> => page.evaluate(() => {
  const wrong: string[] = [], seen = (e: Element) => e.checkVisibility({ visibilityProperty: true }) && !e.closest(".sr-only");
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true })!;
  const grayOf = (color: string) => { context.fillStyle = "#fff"; context.fillRect(0, 0, 1, 1); context.fillStyle = color; context.fillRect(0, 0, 1, 1); const [r, g, b] = context.getImageData(0, 0, 1, 1).data; return (0.2126 * r! + 0.7152 * g! + 0.0722 * b!) / 255; };
  for (const e of document.querySelectorAll("button, input, select, nav, header.sticky")) if (seen(e) && !e.querySelector("canvas") && (e.textContent || e.querySelector("svg"))) wrong.push(`to press: ${e.getAttribute("aria-label") ?? e.textContent}`);
  for (const e of document.querySelectorAll("main *")) {
    const own = [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.textContent!.trim() !== ""), style = getComputedStyle(e);
    if (own && seen(e) && grayOf(e instanceof SVGElement ? style.fill : style.color) > 0.3) wrong.push(`light text: ${e.textContent}`);
    if (/^H[1-4]$/.test(e.tagName) && seen(e) && style.breakAfter !== "avoid") wrong.push(`a heading that may stand alone: ${e.textContent}`);
  }
  for (const e of document.querySelectorAll("main [data-drawing]")) if (getComputedStyle(e).breakInside !== "avoid") wrong.push("a figure that a page may cut");
  return wrong;
});

/** What fits between the margins of A4, the narrower paper, px. */
const PAPER = 673;

for (const story of ["sticker", "tumor", "frog", "hospital"]) test(`the papers of ${story} print in black and white, with nothing to press and nothing cut off`, async ({ page }) => {
  await page.addInitScript((id) => localStorage.setItem(`hemlock/story/${id}`, JSON.stringify({ visited: ["numbers", "cured", "classes", "defended-classes", "alarm", "saved"] })), story);
  await sheet(page, story);
  await expect(page.locator('main [data-drawing="found"]').first()).toBeVisible();
  const widest = await page.evaluate(() => Math.max(...[...document.querySelectorAll("main figure, main table, main svg, main canvas")].map((e) => e.getBoundingClientRect().right)) - document.querySelector("main article")!.getBoundingClientRect().left);
  expect(widest, "pictures are as wide as on the screen").toBeLessThanOrEqual(PAPER);
  await paper(page);
  await expect(page.getByText("Name", { exact: true })).toBeVisible();
  await expect(page.getByText("Date", { exact: true })).toBeVisible();
  expect(await onPaper(page)).toEqual([]);
  for (const format of ["A4", "Letter"]) {
    const pages = (await page.pdf({ format })).toString("latin1").match(/\/Type\s*\/Page\b/g)!.length;
    expect(pages, `${format}, in pages`).toBeLessThanOrEqual(story === "hospital" ? 7 : 5);
  }
  await page.emulateMedia({ media: "screen" });
  await page.goto(`./#teach=${story}`);
  await expect(page.getByRole("heading", { level: 1, name: /^Teacher notes: / })).toBeVisible();
  for (const part of ["In 10 minutes", "In 40 minutes"]) {
    await expect(page.getByText(part, { exact: true }), `“${part}” stands there once`).toHaveCount(1);
    await expect(page.getByRole("table", { name: part })).toBeVisible();
  }
  await paper(page);
  expect(await onPaper(page)).toEqual([]);
});

test("a story that does not exist is said to be none", async ({ page }) => {
  await page.goto("./#teach=nothing-of-the-kind");
  await expect(page.getByText("There is no story of this name.")).toBeVisible();
  await page.getByRole("link", { name: "All stories" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});
