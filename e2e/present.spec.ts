/** Slides for a projector: keys and clickers, the speaker's window in step, a real run in place of the recording, words that can be read from the last row. */
import { expect, expectAccessible, test } from "./fixtures";
import { cards } from "../src/stories/cards";
import type { Page } from "@playwright/test";

test.use({ viewport: { width: 1024, height: 768 }, colorScheme: "dark" });

const controls = (page: Page) => page.getByRole("group", { name: "Slide controls" });
const headline = (page: Page) => page.getByRole("heading", { level: 1 });
const counter = (page: Page) => controls(page).getByText(/^\d+ \/ \d+$/);

async function start(page: Page, hash = "#present=sticker"): Promise<number> {
  await page.goto(`./${hash}`);
  await expect(controls(page).getByText("Recorded run")).toBeVisible({ timeout: 30_000 });
  return Number((await counter(page).textContent())!.split("/")[1]);
}

/** What is wrong on a wall: words that are too small or cut off, pictures beyond the edge, a page that scrolls, too much of nothing. */
const faults = (page: Page) => page.evaluate(() => {
  const main = document.querySelector("main")!, edge = document.querySelector("footer")!.getBoundingClientRect().top, root = document.documentElement;
  const found: string[] = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let low = 0;
  const within = (what: string, b: DOMRect) => {
    low = Math.max(low, b.bottom);
    if (b.right > innerWidth + 1 || b.left < -1 || b.bottom > edge + 1) found.push(`beyond the edge: ${what}`);
  };
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const e = node.parentElement;
    if (!node.textContent?.trim() || !e || e.closest(".sr-only, script, style") || !e.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const range = document.createRange(), size = Number.parseFloat(getComputedStyle(e).fontSize), words = node.textContent.trim().slice(0, 40);
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (box.width < 2 || box.height < 2) continue;
    if (size < 23.9) found.push(`${size.toFixed(1)} px: ${words}`);
    if (!main.contains(e)) continue;
    within(words, box);
    for (let n: Element | null = e; n && n !== main; n = n.parentElement) {
      const frame = n.getBoundingClientRect(), { overflowX, overflowY } = getComputedStyle(n);
      if ((overflowX !== "visible" && (box.right > frame.right + 2 || box.left < frame.left - 2)) || (overflowY !== "visible" && box.bottom > frame.bottom + 4)) found.push(`cut off: ${words}`);
    }
  }
  for (const e of main.querySelectorAll("canvas, svg, li, tr")) if (e.checkVisibility() && !e.closest(".sr-only")) within(e.tagName, e.getBoundingClientRect());
  // A sentence alone stands in the middle.
  if (main.querySelector("section") && edge - low > edge / 3) found.push(`empty from ${Math.round(low)} to ${Math.round(edge)}`);
  if (root.scrollHeight > innerHeight || root.scrollWidth > innerWidth) found.push("scrolls");
  return found;
});

test("keys and clickers step; blank, notes, keys and leaving; light however dark the room", async ({ page }) => {
  const of = await start(page), html = page.locator("html");
  expect(of).toBeGreaterThan(1);
  await expect(html).not.toHaveClass(/dark/);
  const first = await headline(page).textContent();
  for (const [key, at] of [["PageDown", 2], ["PageUp", 1], ["ArrowRight", 2], ["ArrowLeft", 1], ["ArrowDown", 2], ["ArrowUp", 1], ["Space", 2], ["End", of], ["PageDown", of], ["Home", 1], ["PageUp", 1]] as const) {
    await page.keyboard.press(key);
    await expect(counter(page), key).toHaveText(`${at} / ${of}`);
  }
  await page.keyboard.press("End");
  await expect(page).toHaveURL(new RegExp(`#present=sticker/${of}$`));
  await expect(headline(page)).not.toHaveText(first!);

  await page.keyboard.press("b");
  await expect(page.getByText("The screen is blank. Press B to go on.")).toBeAttached();
  await page.keyboard.press("b");
  await page.keyboard.press("n");
  await expect(page.getByRole("complementary", { name: "Notes on this screen" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("complementary")).toHaveCount(0);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/#story=sticker$/);
  await expect(html, "the person’s own theme is back").toHaveClass(/dark/);
});

test("every slide of every story: a picture where one is promised, words of 24 px and up, nothing cut off, no third of the wall empty", async ({ page }) => {
  test.setTimeout(150_000);
  const kinds = new Set<string>();
  for (const card of Object.values(cards)) {
    const of = await start(page, `#present=${card.id}/1`);
    for (let at = 1; at <= of; at++) {
      await expect(counter(page)).toHaveText(`${at} / ${of}`);
      // Numbers, data and figures arrive a moment later.
      const said = await page.waitForFunction(() => {
        const main = document.querySelector("main")!, figure = main.querySelector("[data-figure]");
        if (main.querySelector("h1")!.textContent.includes("…") || (main.querySelector("section") && (!figure?.textContent || /^(Loading|Comes with)/.test(figure.textContent)))) return null;
        return figure?.getAttribute("data-figure") ?? "none";
      }), kind = (await said.jsonValue())!;
      // The room changes with the sentence; the figure follows in the next frame.
      await expect.poll(() => faults(page), { message: `${card.id} ${at}`, intervals: [50, 100, 200] }).toEqual([]);
      if (!kinds.has(kind)) await expectAccessible(page);
      if (kind === "pinned" && !kinds.has(kind)) {
        const figure = page.locator("main section"), one = await figure.textContent();
        await page.keyboard.press("e");
        await expect(figure, "E shows another example").not.toHaveText(one!);
      }
      kinds.add(kind);
      await page.keyboard.press("PageDown");
    }
  }
  expect(kinds.size, "kinds of figures").toBeGreaterThan(8);
});

test("the speaker’s window is in step, both ways", async ({ page, context }) => {
  const of = await start(page);
  const opened = context.waitForEvent("page");
  await page.keyboard.press("w");
  const notes = await opened;
  await expect(notes.getByText("In step with the slides.")).toBeVisible();
  await expect(notes.getByText(`On screen · 1 / ${of}`)).toBeVisible();
  const says = await headline(page).textContent();
  await expect(notes.getByText(says!, { exact: true })).toBeVisible();
  await expectAccessible(notes);

  await page.bringToFront();
  await page.keyboard.press("PageDown");
  await expect(notes.getByText(`On screen · 2 / ${of}`)).toBeVisible();
  await notes.getByRole("button", { name: "Next slide" }).click();
  await expect(counter(page)).toHaveText(`3 / ${of}`);
  await notes.keyboard.press("PageUp");
  await expect(counter(page)).toHaveText(`2 / ${of}`);
  await page.keyboard.press("b");
  await expect(notes.getByText("The screen is blank.", { exact: true })).toBeVisible();
});

test("the clock of the talk goes on while no window with notes is open, until it is begun anew", async ({ page, context }) => {
  await start(page);
  const notes = async () => {
    const opened = context.waitForEvent("page");
    await page.bringToFront();
    await page.keyboard.press("w");
    const window = await opened;
    await expect(window.getByText("In step with the slides.")).toBeVisible();
    return window;
  };
  // The browser takes a moment until it has forgotten the window's name.
  const shut = async (window: Page) => { await window.close(); await page.waitForTimeout(1000); };
  const since = (window: Page) => window.locator("dt", { hasText: "Since the start" }).locator("+ dd");
  const first = await notes();
  await expect(since(first)).toHaveText("0:04", { timeout: 10_000 });
  await shut(first);
  const second = await notes();
  await expect(since(second), "not from 0:00 again").toHaveText(/^(0:0[4-9]|0:[1-5]\d|1:\d\d)$/, { timeout: 2_000 });
  await second.getByRole("button", { name: "Start the clock again" }).click();
  await expect(since(second)).toHaveText(/^0:0[0-2]$/);
  await shut(second);
  const third = await notes();
  await expect(since(third), "begun anew for the next window too").toHaveText(/^0:0[0-9]$/);
});

test("a live run goes on while a slide of another run has the screen, and stands there on return", async ({ page }) => {
  test.setTimeout(240_000);
  await start(page, "#present=depth/2");
  await page.keyboard.press("r");
  await expect(controls(page).getByText("Running live")).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(controls(page).getByText("Recorded run · another run goes on")).toBeVisible();
  expect(await faults(page)).toEqual([]);
  await page.keyboard.press("r");
  await expect(controls(page).getByText("Begins when the other run has ended")).toBeVisible();
  await page.keyboard.press("ArrowLeft");
  await expect(controls(page).getByText("Running live")).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(controls(page).getByText("Recorded run", { exact: true }), "it has ended there").toBeVisible({ timeout: 180_000 });
  await page.keyboard.press("ArrowLeft");
  await expect(controls(page).getByText("Live run")).toBeVisible();
});

test("R runs it live in place of the recording", async ({ page }) => {
  test.setTimeout(240_000);
  await start(page, "#present=sticker/3");
  await expect(headline(page)).toContainText("%");
  await page.keyboard.press("r");
  await expect(controls(page).getByText("Running live")).toBeVisible();
  await expect(controls(page).getByText("Live run")).toBeVisible({ timeout: 180_000 });
  await expect(headline(page)).toContainText("%");
});

test("notes by themselves can be read and stepped, and slides work on a phone", async ({ page }) => {
  await page.goto("./#notes=sticker");
  await expect(page.getByText("No slides are listening.")).toBeVisible();
  await page.keyboard.press("PageDown");
  await expect(page.getByText(/^On screen · 2 \//)).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  await start(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await controls(page).getByRole("button", { name: "Next slide" }).click();
  await expect(counter(page)).toHaveText(/^2 \//);
});
