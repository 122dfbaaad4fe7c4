/**
 * What every view owes its visitors, measured: a quiet console, nothing that jumps while loading, contrast in both themes, targets, names and landmarks;
 * 320 px, text twice as large, forced colors, no motion. One list of views; a new view is one line. Each is loaded once per size, and what needs no
 * loading of its own is asked of the loaded page. Journeys are in the other files.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { expect, expectAccessible, expectAccessibleInBoth, test } from "./fixtures";
import { cutOff, expectFocusSeen, lostMarks, motion, shiftsOf, sideways, smallTargets, watchShifts } from "./page-facts";
import { dist } from "./static-server";

const views: readonly (readonly [name: string, hash: string])[] = [
  ["home", ""], ["lab", "#lab"], ["story", "#story=sticker"], ["story, later", "#story=sticker/3"], ["presenter", "#present=sticker"], ["speaker notes", "#notes=sticker"],
  ["teacher notes", "#teach=sticker"], ["worksheet", "#worksheet=sticker"], ["runs", "#runs"], ["about", "#about"], ["accessibility", "#accessibility"],
];
/** Where an own header would only be in the way. */
const BARE = ["presenter", "speaker notes", "worksheet"];

/** Opens a view and waits until nothing more arrives. */
async function visit(page: Page, hash: string): Promise<void> {
  // A change behind # alone would not load the page again.
  await page.goto("about:blank");
  await page.goto(`./${hash}`);
  await expect(page.getByRole("heading", { level: 1 }).first()).toBeAttached();
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => document.fonts.ready.then(() => {}));
}

test.use({ colorScheme: "light", contextOptions: { reducedMotion: "reduce" } });

/** Loads a view at a size and asks what has to hold at any size. */
async function load(page: Page, name: string, hash: string, size: { width: number; height: number }): Promise<void> {
  await page.setViewportSize(size);
  await page.addInitScript(watchShifts);
  await visit(page, hash);
  const { total, what } = await shiftsOf(page);
  expect(total, `layout shift: ${what.join("; ")}`).toBeLessThanOrEqual(0.05);
  // Slides are light on every projector until somebody asks for dark, and a worksheet is paper.
  await (name === "presenter" || name === "worksheet" ? expectAccessible : expectAccessibleInBoth)(page);
  expect(await smallTargets(page), "targets under 24 px without room around them").toEqual([]);
  expect(await sideways(page), "scrolls sideways by").toBeLessThanOrEqual(0);
  expect(await motion(page), "moves although the person asked for stillness").toEqual([]);
}

/** Nothing runs over the edge and nothing is cut off; waits until the page has arranged itself anew. */
async function expectFits(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await expect.poll(() => sideways(page), { message: "scrolls sideways by", timeout: 5_000 }).toBeLessThanOrEqual(0);
  await expect.poll(() => cutOff(page), { timeout: 5_000 }).toEqual([]);
}

for (const [name, hash] of views) {
  test(`${name}: on a laptop, with large text, in forced colors`, async ({ page }) => {
    await load(page, name, hash, { width: 1366, height: 768 });
    await page.emulateMedia({ forcedColors: "active" });
    expect(await page.evaluate(() => matchMedia("(forced-colors: active)").matches)).toBe(true);
    await expectAccessible(page);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await expectFocusSeen(page);
    expect(await lostMarks(page), "marks in the color of the page").toEqual([]);
    await page.emulateMedia({ forcedColors: "none" });
    await page.setViewportSize({ width: 683, height: 768 });
    await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%", "important"));
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe("32px");
    await expectFits(page);
  });

  test(`${name}: on a phone, and 320 px wide`, async ({ page }) => {
    await load(page, name, hash, { width: 390, height: 844 });
    await page.setViewportSize({ width: 320, height: 640 });
    await expectFits(page);
  });
}

test("each view has a title of its own, a language, one main heading and its landmarks", async ({ page }) => {
  const titles = new Map<string, string>();
  for (const [name, hash] of views) {
    await visit(page, hash);
    expect(await page.locator("html").getAttribute("lang"), name).toMatch(/^en/);
    await expect(page.getByRole("heading", { level: 1 }), `${name}: one main heading`).toHaveCount(1);
    await expect(page.getByRole("main"), `${name}: one main part`).toHaveCount(1);
    if (!BARE.includes(name)) await expect(page.getByRole("banner"), `${name}: one header`).toHaveCount(1);
    const title = await page.title();
    expect(title, name).toContain("Hemlock");
    if (name !== "story, later") expect([...titles].find(([, t]) => t === title)?.[0], `${name} has the title of another view: ${title}`).toBeUndefined();
    titles.set(name, title);
  }
});

test("home: under 200 kB of script, gzipped, before the first picture", async ({ page }) => {
  // A session of the page alone: the engine's scripts run beside it and are not waited for.
  const session = await page.context().newCDPSession(page), asked: { url: string; at: number }[] = [];
  session.on("Network.requestWillBeSent", (e) => void (e.type === "Script" && asked.push({ url: e.request.url, at: e.wallTime * 1000 })));
  await session.send("Network.enable");
  await page.goto("./");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const painted = await page.evaluate(async () => performance.timeOrigin + await new Promise<number>((resolve) => new PerformanceObserver((list) => {
    const [first] = list.getEntriesByName("first-contentful-paint");
    if (first) resolve(first.startTime);
  }).observe({ type: "paint", buffered: true })));
  const own = [...new Set(asked.filter((r) => r.at <= painted && /^https?:.*\.js$/.test(r.url)).map((r) => new URL(r.url).pathname.slice(1)))];
  const sizes = await Promise.all(own.map(async (path) => [path, gzipSync(await readFile(join(dist, path))).length] as const));
  const total = sizes.reduce((a, [, n]) => a + n, 0);
  expect(own.length).toBeGreaterThan(1);
  expect(total, sizes.toSorted((a, b) => b[1] - a[1]).slice(0, 8).map(([p, n]) => `${p} ${n}`).join(", ")).toBeLessThan(200_000);
});
