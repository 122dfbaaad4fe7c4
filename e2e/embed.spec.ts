/** A frame in somebody else's page: it tells its height and its results, needs no storage and no origin, and says what it will not keep. */
import { expect, test } from "./fixtures";
import { finding, link, mainButton, small } from "./lab";
import { serveStatic } from "./static-server";
import type { Frame, Page } from "@playwright/test";

interface Said { readonly source?: string; readonly type?: string; readonly height?: number; readonly key?: string; readonly arms?: readonly { readonly id: string; readonly metrics: Readonly<Record<string, number | null>> }[] }

const NOT_KEPT = "The browser stores nothing for this page";

/** A page with the frame in it, which listens and, when asked to, makes the frame as high as it says. */
async function embed(page: Page, sandbox: string | null, { width = 700, height = 300, follow = false, hash = link(small) } = {}): Promise<Frame> {
  await page.route("**/parent.html", (route) => route.fulfill({
    contentType: "text/html",
    body: `<!doctype html><title>A course page</title><script>var said = []; addEventListener("message", (e) => { said.push(e.data); if (${follow} && e.data.type === "height") document.querySelector("iframe").style.height = e.data.height + "px"; });</script><iframe title="Hemlock" ${sandbox === null ? "" : `sandbox="${sandbox}"`} style="border:0;width:${width}px;height:${height}px" src="./?embed=1${hash}"></iframe>`,
  }));
  await page.goto("./parent.html");
  const frame = page.frames()[1]!;
  await frame.waitForSelector("main");
  return frame;
}
const said = (page: Page): Promise<readonly Said[]> => page.evaluate(() => (globalThis as unknown as { said: Said[] }).said);

async function runIn(frame: Frame): Promise<void> {
  const button = mainButton(frame as unknown as Page);
  await expect(button).toBeEnabled();
  await button.click();
  await expect(button).toHaveText("Run again", { timeout: 90_000 });
}

test("sandboxed, without origin and storage: it runs, tells what came of it, and says what will not be kept", async ({ page, guard }) => {
  const frame = await embed(page, "allow-scripts", { width: 1000 });
  expect(await frame.evaluate(() => self.origin)).toBe("null");
  await expect(frame.getByText(NOT_KEPT)).toBeVisible();
  await runIn(frame);
  await expect(finding(frame as unknown as Page)).toBeVisible();
  const messages = (await said(page)).filter((m) => m.source === "hemlock"), results = messages.filter((m) => m.type === "result");
  expect(messages[0]?.type === "ready" || messages[1]?.type === "ready").toBe(true);
  expect(results).toHaveLength(1);
  expect(results[0]!.key).toMatch(/^[0-9a-f]{64}$/);
  expect(results[0]!.arms!.map((a) => a.id)).toEqual(expect.arrayContaining(["clean", "poisoned", "defended-1"]));
  const shown = await frame.getByRole("region", { name: "Clean model" }).first().textContent();
  expect(shown).toContain((results[0]!.arms!.find((a) => a.id === "clean")!.metrics["cleanAccuracy"]! * 100).toFixed(1));
  // Such a frame may open nothing and save nothing, and the browser tells nobody but the console.
  guard.allow(/Blocked opening|Download is disallowed/);
  await frame.getByRole("link", { name: /Hemlock/ }).click();
  await expect(frame.getByRole("alert").filter({ hasText: "does not let it open others" })).toContainText(/http:\/\/127/);
  await expect(frame.getByText("Until the page is closed it is in", { exact: false })).toBeVisible();
  await frame.getByRole("link", { name: "your runs" }).click();
  await frame.getByRole("button", { name: "Export all" }).click();
  await expect(frame.getByText("If no file has come", { exact: false })).toBeVisible();
  await frame.getByRole("link", { name: "Lab", exact: true }).click();
  await expect(mainButton(frame as unknown as Page)).toHaveText("Run again");
});

test("the parent hears the height and can leave out the frame’s scroll bar", async ({ page }) => {
  const frame = await embed(page, null, { follow: true });
  await expect(mainButton(frame as unknown as Page)).toBeEnabled();
  await expect.poll(() => frame.evaluate(() => Math.abs(document.documentElement.scrollHeight - innerHeight))).toBeLessThanOrEqual(1);
  const before = await frame.evaluate(() => innerHeight);
  expect(before).toBeGreaterThan(400);
  await frame.getByRole("tab", { name: "Matrix" }).click();
  await expect.poll(() => frame.evaluate(() => innerHeight)).not.toBe(before);
  await expect.poll(() => frame.evaluate(() => Math.abs(document.documentElement.scrollHeight - innerHeight))).toBeLessThanOrEqual(1);
  await expect(frame.getByText(NOT_KEPT)).toHaveCount(0);
});

test("small: no header, nothing sticks out sideways, Run in view, and the way to the full page", async ({ page, baseURL }) => {
  const frame = await embed(page, "allow-scripts", { width: 320, height: 240, hash: "#lab&lock=attack" });
  await expect(mainButton(frame as unknown as Page)).toBeVisible();
  await expect(frame.getByRole("button", { name: "Share and save" })).toHaveCount(0);
  await expect(frame.getByRole("button", { name: /^Unlock/ })).toHaveCount(0);
  expect(await frame.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  expect((await mainButton(frame as unknown as Page).boundingBox())!.y).toBeLessThan(240);
  await expect(frame.getByRole("link", { name: /Hemlock/ })).toHaveAttribute("href", `${baseURL}#lab&lock=attack`);
});

test("a story in a frame", async ({ page }) => {
  const frame = await embed(page, "allow-scripts", { hash: "#story=sticker" });
  await expect(frame.getByRole("link", { name: /Hemlock/ }).first()).toBeVisible();
  await expect(frame.getByText(NOT_KEPT)).toBeVisible();
  await expect.poll(async () => (await said(page)).some((m) => m.type === "height" && m.height! > 200)).toBe(true);
});

test("sandboxed on a host that does not let it read its own files, it says so instead of staying empty", async ({ page, guard }) => {
  const host = await serveStatic();
  guard.home(host.url);
  guard.allow(/CORS|ERR_FAILED/);
  await page.route("**/parent.html", (route) => route.fulfill({ contentType: "text/html", body: `<!doctype html><title>A course page</title><iframe title="Hemlock" sandbox="allow-scripts allow-popups" src="./?embed=1"></iframe>` }));
  await page.goto(`${host.url}parent.html`);
  const sentence = page.frameLocator("iframe").getByText(/^Hemlock has not started yet\./);
  await expect(sentence).toBeHidden();
  await expect(sentence).toBeVisible();
  await expect(page.frameLocator("iframe").getByRole("link", { name: "open it in a window of its own" })).toHaveAttribute("target", "_blank");
  await host.close();
});
