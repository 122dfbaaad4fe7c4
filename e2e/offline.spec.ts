/**
 * Without a network, and on any host: after one visit a story and the lab run again with the network cut; the built files work below any path of
 * the plainest server; a new version takes over only while nothing is computed; nothing breaks where service workers are not to be had.
 */
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "./fixtures";
import { finding, link, mainButton, open, run, small } from "./lab";
import { keptFiles, waitUntilKept } from "./offline";
import { dist, serveStatic } from "./static-server";

test.use({ serviceWorkers: "allow" });

test("below any path of a plain server the default experiment runs, and again with the server gone", async ({ page, guard }) => {
  const server = await serveStatic("/a/b c/hemlock/");
  guard.home(server.url);
  try {
    await page.goto(`${server.url}#lab`);
    await expect(mainButton(page)).toBeEnabled();
    await run(page);
    await expect(finding(page)).toContainText(/%/);
    await waitUntilKept(page, "data/digits/");
    expect(server.asked.filter((path) => !path.startsWith("/a/b c/hemlock/")), "nothing is asked for outside its folder").toEqual([]);
  } finally {
    await server.close();
  }
  await page.goto(`${server.url}${link(small)}`);
  await page.reload();
  await run(page);
  await expect(finding(page)).toContainText(/%/);
});

test("offline: after one visit to the lab, reload and run", async ({ page, context }) => {
  await open(page, link(small));
  await waitUntilKept(page, "data/digits/");
  await context.setOffline(true);
  await page.reload();
  await run(page);
  await expect(finding(page)).toContainText(/%/);
  // Home and a story, which were not opened before, are there, too.
  await page.goto("./#");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});

test("offline: after one visit to a story, reload it and run it to the first own result", async ({ page, context }) => {
  await page.goto("./#story=sticker");
  await expect(page.getByRole("main").getByRole("radio").first()).toBeVisible();
  await waitUntilKept(page, "stories/sticker-", "data/digits/");
  await context.setOffline(true);
  await page.reload();
  await page.getByRole("main").getByRole("radio").first().check();
  const next = page.locator("[data-next]");
  await next.click();
  await page.locator("main [data-run]").click();
  await expect(page.getByText(/your own run took/).first()).toBeAttached({ timeout: 100_000 });
});

test("what was not asked for is not kept, and is on demand", async ({ page }) => {
  await open(page, link(small));
  await waitUntilKept(page, "data/digits/");
  const files = await keptFiles(page);
  expect(files.filter((f) => f.path.startsWith("data/fashion/")).every((f) => !f.kept)).toBe(true);
  expect(files.some((f) => /\/webgpu-/.test(f.path) && f.kept), "a backend nobody used").toBe(false);
});

/** Another version of the page: the same files, one byte more in the page itself. */
async function nextVersion(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "hemlock-next-"));
  await cp(dist, folder, { recursive: true });
  const page = await readFile(join(folder, "index.html"), "utf8");
  await writeFile(join(folder, "index.html"), page.replace("</title>", " (next)</title>"));
  const worker = await readFile(join(folder, "service-worker.js"), "utf8");
  await writeFile(join(folder, "service-worker.js"), worker.replace(/("path":"index\.html","bytes":\d+,"sum":")[0-9a-f]{8}/, "$100000000"));
  return folder;
}

test("a new version waits for a run to end, takes over, is announced, and never loads the page by itself", async ({ page, context, guard }) => {
  const server = await serveStatic("/lab/"), next = await nextVersion();
  guard.home(server.url);
  try {
    await page.goto(`${server.url}${link({ "training.epochs": 100 })}`);
    await expect(mainButton(page)).toBeEnabled();
    await waitUntilKept(page, "data/digits/");
    const state = () => page.evaluate(async () => { const r = await navigator.serviceWorker.getRegistration(); return { waiting: r?.waiting != null, installing: r?.installing != null }; });
    await mainButton(page).click();
    await expect(mainButton(page)).toHaveText("Pause");
    server.use(next);
    // A second tab that does nothing does not let the new version in either.
    const other = await context.newPage();
    await other.goto(`${server.url}#about`);
    await other.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration())?.update()));
    await expect.poll(state).toEqual({ waiting: true, installing: false });
    await page.waitForTimeout(1500);
    await expect(mainButton(page), "the run is still under way").toHaveText("Pause");
    expect((await state()).waiting, "it waits while a run is under way").toBe(true);
    const notice = page.getByText("A new version is ready.");
    await expect(notice).toHaveCount(0);
    await page.evaluate(() => void ((globalThis as { stillHere?: boolean }).stillHere = true));
    await page.getByRole("button", { name: "Cancel" }).click();
    await expect(notice).toBeVisible();
    expect(await page.evaluate(() => (globalThis as { stillHere?: boolean }).stillHere), "the page was not loaded again").toBe(true);
    // The old tab goes on with its old files, panels that it has not opened yet among them.
    await page.getByRole("button", { name: "Share and save" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await page.keyboard.press("Escape");
    expect(await page.title()).not.toContain("(next)");
    await page.getByRole("button", { name: "Reload with it" }).click();
    await expect.poll(() => page.evaluate(() => document.documentElement.outerHTML.includes("(next)")).catch(() => false)).toBe(true);
  } finally {
    await server.close();
    await rm(next, { recursive: true, force: true });
  }
});

test("a file of another edition is shown but not kept", async ({ page, guard }) => {
  const server = await serveStatic("/"), mixed = await mkdtemp(join(tmpdir(), "hemlock-mixed-"));
  guard.home(server.url);
  try {
    await cp(dist, mixed, { recursive: true });
    await writeFile(join(mixed, "data", "penguins", "0.bin"), "another edition");
    server.use(mixed);
    await page.goto(`${server.url}#lab`);
    await waitUntilKept(page, "data/digits/");
    await page.reload();
    expect(await page.evaluate(async () => (await fetch("data/penguins/0.bin")).text())).toBe("another edition");
    expect(await page.evaluate(async () => (await fetch("data/breast-cancer/0.bin")).ok)).toBe(true);
    await expect.poll(async () => (await keptFiles(page)).filter((f) => /penguins\/0|breast-cancer\/0/.test(f.path)).map((f) => f.kept)).toEqual([true, false]);
  } finally {
    await server.close();
    await rm(mixed, { recursive: true, force: true });
  }
});

test.describe("where service workers are not to be had", () => {
  for (const [name, script] of [
    ["missing, as over plain http", "Object.defineProperty(Navigator.prototype, 'serviceWorker', { get: undefined, configurable: true }); delete Navigator.prototype.serviceWorker"],
    ["forbidden", "Object.defineProperty(Navigator.prototype, 'serviceWorker', { get() { throw new DOMException('no', 'SecurityError'); } })"],
    ["failing", "ServiceWorkerContainer.prototype.register = () => Promise.reject(new TypeError('no'))"],
  ] as const)
    test(`${name}: the lab runs and nothing is said`, async ({ page }) => {
      await page.addInitScript(script);
      await open(page, link(small));
      await run(page);
      await expect(page.getByText(/offline/i)).toHaveCount(0);
    });
});
