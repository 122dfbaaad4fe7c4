/**
 * Ready for other languages: the page is built in one that nobody speaks (scripts/pseudo-locale.ts). Text outside its brackets was
 * written in the wrong place, what is cut off would be cut off in German, and mirrored for a script from right to left it holds.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, preview } from "vite";
import type { Page } from "@playwright/test";
import { expect, test as base } from "./fixtures";
import { link, small } from "./lab";

const root = join(import.meta.dirname, "..");

// One build for the file; HEMLOCK_PSEUDO names a folder that already holds one.
const test = base.extend<object, { pseudoUrl: string }>({
  pseudoUrl: [async ({}, use) => {
    const given = process.env["HEMLOCK_PSEUDO"], outDir = given ?? mkdtempSync(join(tmpdir(), "hemlock-pseudo-"));
    if (!given) await build({ root, mode: "pseudo", logLevel: "error", build: { outDir, emptyOutDir: true } });
    const server = await preview({ root, logLevel: "error", build: { outDir }, preview: { port: 0, host: "127.0.0.1" } });
    const address = server.httpServer.address();
    await use(`http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/`);
    await server.close();
    if (!given) rmSync(outDir, { recursive: true, force: true });
  }, { scope: "worker", timeout: 300_000 }],
  baseURL: async ({ pseudoUrl }, use) => use(pseudoUrl),
});

/** What can be read or heard on the page, without what stands in brackets: letters that are left were not translated. */
const untranslated = (page: Page): Promise<string[]> => page.evaluate(() => {
  const apart = "[translate=no], code, pre, kbd, time, script, style, noscript", left = new Set<string>();
  const look = (text: string | null, where: string) => {
    // Names of programs, which no language translates.
    const rest = (text ?? "").replace(/\btfjs \S+ \w+( \(simd\))?|\b(wasm|webgl|webgpu|cpu)\b/g, " ").replace(/⟦[^⟦⟧]*⟧/gu, " ").replace(/⟦[^⟦⟧]*⟧/gu, " ");
    if (/\p{L}{2}/u.test(rest)) left.add(`${where}: ${(text ?? "").trim().slice(0, 120)}`);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node: Node | null = walker.currentNode; node; node = walker.nextNode()) {
    const element = node instanceof Element ? node : node.parentElement;
    if (!element || element.closest(apart)) continue;
    if (node instanceof Element) for (const name of ["aria-label", "title", "alt", "placeholder", "aria-valuetext", "aria-roledescription"]) look(node.getAttribute(name), `${node.tagName.toLowerCase()} ${name}`);
    else if (element.checkVisibility()) look(node.textContent, element.tagName.toLowerCase());
  }
  look(document.title.replace(/ · Hemlock$/, "").replace(/^Hemlock: /, ""), "title");
  return [...left];
});

/** Buttons and links whose words are cut off, and the page itself where it scrolls sideways. */
const overflowing = (page: Page): Promise<string[]> => page.evaluate(() => {
  const out: string[] = [], { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) out.push(`the page is ${scrollWidth - clientWidth} px too wide`);
  for (const e of document.querySelectorAll<HTMLElement>("main button, main a, header button, header a, [role=dialog] button")) {
    if (!e.checkVisibility({ visibilityProperty: true }) || e.closest(".sr-only, [class*=overflow-x-auto], [class*=truncate], [role=img]")) continue;
    const cut = getComputedStyle(e).overflowX !== "visible" && e.scrollWidth > e.clientWidth + 1 && !e.querySelector(".truncate");
    const box = e.getBoundingClientRect(), outside = box.width > 0 && (box.right > innerWidth + 1 || box.left < -1) && !inScroller(e);
    if (cut || outside) out.push(`${cut ? "cut off" : "outside"}: ${(e.textContent || e.getAttribute("aria-label") || "").slice(0, 60)}`);
  }
  return out;
  function inScroller(e: Element): boolean {
    for (let p = e.parentElement; p; p = p.parentElement) if (/auto|scroll/.test(getComputedStyle(p).overflowX) && p.scrollWidth > p.clientWidth) return true;
    return false;
  }
});

async function check(page: Page, what: string): Promise<void> {
  await expect.poll(() => untranslated(page), { message: `${what}: text that is written elsewhere`, timeout: 8_000 }).toEqual([]);
  expect(await overflowing(page), `${what}: does not fit`).toEqual([]);
}

async function visit(page: Page, hash: string): Promise<void> {
  await page.goto("about:blank");
  await page.goto(`./${hash}`);
  await expect(page.locator("h1").first()).toBeAttached();
}

const startButton = (page: Page) => page.locator("main button:has(svg.lucide-play)").first();

/** The small experiment, run to its end. */
async function runSmall(page: Page): Promise<void> {
  await visit(page, link(small));
  await expect(page.getByRole("tabpanel")).toBeVisible();
  await startButton(page).click();
  await expect(page.locator("#finding-title, section[aria-label]:has(h2)").first()).toBeVisible();
  await expect(page.locator("main button:has(svg.lucide-square)")).toHaveCount(0, { timeout: 90_000 });
}

const SIZES = [{ width: 1366, height: 768 }, { width: 390, height: 844 }] as const;

for (const size of SIZES)
  test.describe(`${size.width} pixels wide`, () => {
    test.use({ viewport: size });

    for (const [what, hash] of [["home", ""], ["about", "#about"], ["accessibility", "#accessibility"], ["runs", "#runs"], ["the lab", "#lab"]] as const)
      test(what, async ({ page }) => {
        await visit(page, hash);
        if (hash === "#lab") await expect(page.getByRole("tabpanel")).toBeVisible();
        await check(page, what);
      });

    test("a story, step by step", async ({ page }) => {
      await visit(page, "#story=sticker");
      for (let step = 1; step <= 4; step++) {
        await page.evaluate((n) => void (location.hash = `#story=sticker/${n}`), step);
        await expect(page.locator("main h1, main h2").first()).toBeVisible();
        await check(page, `step ${step}`);
      }
    });

    test("the lab after a run, with every panel, share and help", async ({ page }) => {
      await runSmall(page);
      await check(page, "results");
      const tabs = page.getByRole("tab");
      for (let i = 0; i < (await tabs.count()); i++) {
        await tabs.nth(i).click();
        await check(page, `panel ${await tabs.nth(i).textContent()}`);
      }
      for (const key of ["s", "?"]) {
        await page.locator("main").first().focus();
        await page.keyboard.press(key);
        await expect(page.getByRole("dialog")).toBeVisible();
        await check(page, key === "s" ? "share" : "help");
        await page.keyboard.press("Escape");
        await expect(page.getByRole("dialog")).toHaveCount(0);
      }
    });

    test("from right to left", async ({ page }) => {
      const mirror = () => page.evaluate(() => void (document.documentElement.dir = "rtl"));
      for (const hash of ["", "#about", "#lab", "#story=sticker"]) {
        await visit(page, hash);
        await mirror();
        if (hash === "#lab") await expect(page.getByRole("tabpanel")).toBeVisible();
        expect(await overflowing(page), hash || "home").toEqual([]);
        // The name stands where lines begin; a story's header takes the place of the one it was waited for under.
        const start = async () => (await page.locator("header img").first().boundingBox())?.x ?? 0;
        await expect.poll(start, { message: `${hash || "home"}: the header is mirrored` }).toBeGreaterThan(size.width / 2);
      }
    });
  });
