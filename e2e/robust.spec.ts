/**
 * What must hold when something is against the page: storage that throws, is full or holds nonsense, and code that wants to talk to another
 * host. Also that one voice only speaks while a run is under way. Storage of the list of runs is tested with that list.
 */
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { finding, link, mainButton, open, run, small } from "./lab";
import { dist, serveStatic } from "./static-server";

test.describe("no other host", () => {
  test.use({ serviceWorkers: "allow" });
  const blocked = /Content Security Policy|violates the following|Refused to connect|Fetch API cannot load|Failed to load resource/;

  /** A copy of the page with this before the code of one of its files, on a server of its own. Closing it leaves the page first, which may still be fetching. */
  async function planted(page: Page, file: RegExp, code: string): Promise<{ readonly url: string; readonly asked: string[]; close(): Promise<void> }> {
    const folder = await mkdtemp(join(tmpdir(), "hemlock-planted-"));
    await cp(dist, folder, { recursive: true });
    const found = (await readdir(folder, { recursive: true })).filter((name) => file.test(name));
    expect(found, `files like ${file.source}`).toHaveLength(1);
    await writeFile(join(folder, found[0]!), `${code}\n${await readFile(join(folder, found[0]!), "utf8")}`);
    const server = await serveStatic("/", folder);
    return { url: server.url, asked: server.asked, close: () => page.goto("about:blank").then(() => server.close()).then(() => rm(folder, { recursive: true, force: true })) };
  }

  test("the page’s policy stops its own scripts", async ({ page, guard }) => {
    guard.allow(blocked);
    const stranger = await serveStatic("/");
    await open(page);
    const outcome = await page.evaluate(async (url) => {
      const tried = [fetch(url), new Promise((_, no) => { const s = new Image(); s.onerror = no; s.src = `${url}x.png`; }), import(/* @vite-ignore */ `${url}x.js`)];
      return (await Promise.allSettled(tried)).map((r) => r.status);
    }, stranger.url);
    expect(outcome).toEqual(["rejected", "rejected", "rejected"]);
    expect(stranger.asked).toEqual([]);
    expect(guard.strangers.length, "the guard of all journeys sees even the attempt").toBeGreaterThan(0);
    guard.strangers.length = 0;
    await stranger.close();
  });

  test("… and the engine’s, which runs in workers", async ({ page, guard }) => {
    guard.allow(blocked);
    const stranger = await serveStatic("/"), server = await planted(page, /engine\.worker-[\w-]+\.js$/, `fetch(${JSON.stringify(stranger.url)}, { mode: "no-cors" }).then(() => "reached", () => "refused").then((how) => fetch(new URL(how, import.meta.url)));`);
    guard.home(server.url);
    await page.goto(`${server.url}#lab`);
    await expect(mainButton(page)).toBeEnabled();
    await expect.poll(() => server.asked.filter((path) => /refused|reached/.test(path)), "the planted code says how it went").toContain("/assets/refused");
    expect(stranger.asked, "the engine reached another host").toEqual([]);
    guard.strangers.length = 0;
    await server.close();
    await stranger.close();
  });

  test("the guard of all journeys sees what a service worker asks for", async ({ page, guard }) => {
    const stranger = await serveStatic("/"), server = await planted(page, /service-worker\.js$/, `addEventListener("activate", (e) => e.waitUntil(fetch(${JSON.stringify(stranger.url)}, { mode: "no-cors" }).catch(() => {})));`);
    guard.home(server.url);
    await page.goto(`${server.url}#lab`);
    await expect.poll(() => stranger.asked.length, "the planted service worker does ask").toBeGreaterThan(0);
    await expect.poll(() => guard.strangers.length, "and the guard sees it").toBeGreaterThan(0);
    guard.strangers.length = 0;
    await server.close();
    await stranger.close();
  });
});

test.describe("storage against the page", () => {
  const broken: Readonly<Record<string, string>> = {
    "localStorage throws": "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } })",
    "localStorage is full": "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }",
    "localStorage holds nonsense": "for (const k of ['theme', 'backend', 'matrix/1', 'offline', 'story', 'runs']) try { localStorage.setItem('hemlock/' + k, '{\"no'); } catch {}",
    "IndexedDB throws": "IDBFactory.prototype.open = () => { throw new DOMException('denied', 'SecurityError'); }",
    "IndexedDB refuses": "IDBFactory.prototype.open = () => { const r = {}; setTimeout(() => r.onerror?.({ target: r, preventDefault() {} })); r.error = new DOMException('no', 'UnknownError'); return r; }",
    "IndexedDB never answers": "IDBFactory.prototype.open = () => ({})",
    "IndexedDB is full": "IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); }; IDBObjectStore.prototype.add = IDBObjectStore.prototype.put",
  };
  for (const [name, script] of Object.entries(broken)) {
    test(`${name}: the lab runs`, async ({ page }) => {
      await page.addInitScript(script);
      await open(page, link(small));
      await run(page);
      await expect(finding(page)).toContainText(/%/);
      await page.getByRole("button", { name: /Switch to dark/ }).click();
      await expect(page.locator("html")).toHaveClass(/\bdark\b/);
    });

    test(`${name}: own data, the matrix and a story are usable`, async ({ page }) => {
      await page.addInitScript(script);
      await open(page);
      const data = page.getByRole("region", { name: "Data", exact: true }), choice = data.getByRole("combobox", { name: "Data set" });
      if (!(await choice.isVisible())) await data.getByRole("button", { name: /^Data/ }).click();
      await choice.click();
      await page.getByRole("option", { name: /^Bring your own/ }).click();
      const dialog = page.getByRole("dialog", { name: "Your own data" });
      await dialog.getByRole("tab", { name: "Text" }).click();
      await dialog.getByRole("radio", { name: "one box a class" }).click();
      for (const n of [1, 2]) await dialog.getByRole("textbox", { name: `Messages of class ${n}, one a line` }).fill(Array.from({ length: 12 }, (_, i) => `message ${i} of kind ${n}`).join("\n"));
      await dialog.getByRole("button", { name: "Use these data" }).click();
      await expect(page.getByText(/is on the bench: 24 rows/)).toBeVisible();
      await expect(mainButton(page)).toBeEnabled();
      await page.getByRole("tab", { name: /Matrix/ }).click();
      await expect(page.getByRole("tabpanel", { name: /Matrix/ })).toHaveText(/./);
      await page.goto("./#story=sticker");
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await page.getByRole("main").getByRole("radio").first().check({ force: true });
      await expect(page.getByRole("main").getByRole("radio").first()).toBeChecked();
    });
  }
});

test.describe("inside a story", () => {
  test.use({ serviceWorkers: "block" });

  test("a run that fails, or whose recording does not come, leaves a way on; nothing done is lost", async ({ page, guard }) => {
    guard.allow(/Failed to load resource|Service Worker registration blocked/);
    const missing = (path: RegExp) => page.route(path, (route) => route.fulfill({ status: 404, body: "" })), next = page.locator("[data-next]");
    await missing(/\/data\//);
    // No step has this number: it leads as far as one has come.
    await page.goto("./#story=sticker/99");
    await page.getByRole("main").getByRole("radio").first().check();
    await next.click();
    await page.locator("[data-run]").click();
    await expect(page.getByRole("alert")).toContainText("What you answered is kept.");
    await page.locator("main").getByRole("button", { name: "Go on with the recorded run" }).click();
    // The second click of a double click is not another step.
    await next.dblclick();
    await expect(page.getByRole("heading", { level: 2, name: "What came of it" })).toBeVisible();
    await page.getByRole("button", { name: "Run it yourself" }).click();
    await expect(page.getByRole("alert")).toBeVisible();
    await page.getByRole("button", { name: "Go on with the recorded run" }).click();
    await expect(page.getByText("recorded run, computed earlier")).toBeVisible();
    await missing(/stories\/.*\.json/);
    await page.goto("./#story=spam/2");
    await page.locator("[data-skip]").click();
    await expect(page.getByText("The recorded run of this step could not be loaded.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Load it again" })).toBeVisible();
    await page.goto("./#present=sticker");
    await expect(page.getByText("1 / 7")).toBeVisible();
    for (let held = 0; held < 4; held++) await page.keyboard.down("ArrowRight");
    await page.keyboard.up("ArrowRight");
    await expect(page.getByText("2 / 7")).toBeVisible();
  });
});

test.describe("one voice", () => {
  test("while a run is under way one status line speaks, at most once in about three seconds", async ({ page }) => {
    await page.addInitScript(() => {
      const said: { at: number; who: number; text: string }[] = [], speakers: Element[] = [];
      Object.assign(globalThis, { said });
      const live = (n: Node | null) => (n instanceof Element ? n : (n?.parentElement ?? null))?.closest('[role="status"], [role="alert"], [aria-live]:not([aria-live="off"]), output') ?? null;
      new MutationObserver((records) => {
        for (const region of new Set(records.flatMap((r) => [live(r.target), ...[...r.addedNodes].map(live)]))) {
          const text = region?.textContent?.trim();
          if (!region || !text) continue;
          if (!speakers.includes(region)) speakers.push(region);
          said.push({ at: performance.now(), who: speakers.indexOf(region), text });
        }
      }).observe(document, { subtree: true, childList: true, characterData: true });
    });
    await open(page, link({ ...small, "training.epochs": 12 }));
    await page.evaluate(() => void (globalThis as unknown as { said: unknown[] }).said.splice(0));
    await run(page);
    const said = await page.evaluate(() => (globalThis as unknown as { said: { at: number; who: number; text: string }[] }).said);
    const during = said.filter((s) => !/finding|done|finished/i.test(s.text));
    expect(said.length, "something was said").toBeGreaterThan(0);
    expect(new Set(during.map((s) => s.who)).size, JSON.stringify(said)).toBeLessThanOrEqual(1);
    const line = said.filter((s) => s.who === during[0]?.who), gaps = line.slice(1).map((s, i) => s.at - line[i]!.at).filter((gap) => gap > 5);
    // The page's own clock, not the machine's speed: a line that is not held back speaks fifteen times a second.
    expect(gaps.every((gap) => gap > 2500), JSON.stringify(line)).toBe(true);
  });
});
