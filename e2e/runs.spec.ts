/** The history: what is kept, found again, named, compared by keyboard alone, deleted and brought back, taken along as a file; and what happens where nothing can be kept. */
import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { expect, expectAccessibleInBoth, test } from "./fixtures";
import { finding, link, mainButton, open, run } from "./lab";

const points = { dataset: { id: "moons", params: { train: 200, test: 100 } }, model: { id: "mlp", params: {} }, attack: { id: "label-flip", params: { rate: 0.1 } }, defenses: [], "training.epochs": 3 };
const badly = { ...points, attack: { id: "label-flip", params: { rate: 0.4 } } };

const cards = (page: Page): Locator => page.getByRole("list", { name: "Kept runs" }).locator("> li");
const tools = (page: Page): Locator => page.getByRole("region", { name: "Chosen runs" });

/** Runs a setup in the lab, as a visitor who got its link. */
async function play(page: Page, patch: object): Promise<void> {
  await page.goto("./#about");
  await open(page, link(patch as Readonly<Record<string, unknown>>));
  await run(page);
  await expect(page.getByRole("link", { name: /your runs|Compare with earlier runs/ })).toBeVisible();
}
const toRuns = async (page: Page, n: number): Promise<void> => {
  await page.goto("./#runs");
  await expect(page.getByRole("heading", { level: 1, name: "Your runs" })).toBeVisible();
  await expect(cards(page)).toHaveCount(n);
};

/** Presses Tab until the element has the focus. */
async function tabTo(page: Page, target: Locator, key = "Tab"): Promise<void> {
  for (let i = 0; i < 120; i++) {
    await page.keyboard.press(key);
    if (await target.evaluate((e) => e === document.activeElement).catch(() => false)) return;
  }
  throw new Error(`${key} never reached ${String(target)}`);
}

test("two runs are kept over a reload and compared by keyboard alone", async ({ page }) => {
  await play(page, points);
  await expect(page.getByRole("link", { name: "your runs" })).toBeVisible();
  await play(page, badly);
  await page.getByRole("link", { name: "Compare with earlier runs" }).click();
  await expect(cards(page)).toHaveCount(2);
  await expect(cards(page).first()).toContainText("Poison rate: 40");
  await expect(cards(page).first().getByRole("checkbox"), "the run one came from is chosen").toBeChecked();
  await page.reload();
  await expect(cards(page)).toHaveCount(2);
  await expect(cards(page).nth(1)).toContainText("seed 1");
  await expect(cards(page).nth(1).getByRole("row", { name: /^Poisoned/ })).toContainText("%");

  // From here on without a mouse: choose both, compare, change the model, read, go back.
  await tabTo(page, cards(page).nth(0).getByRole("checkbox"));
  await page.keyboard.press("Space");
  await tabTo(page, cards(page).nth(1).getByRole("checkbox"));
  await page.keyboard.press("Space");
  await expect(tools(page)).toContainText("2 chosen");
  await tabTo(page, page.getByRole("button", { name: "Compare these 2" }));
  await page.keyboard.press("Enter");
  const heading = page.getByRole("heading", { level: 1, name: "Runs A and B side by side" });
  await expect(heading).toBeFocused();
  const settings = page.getByRole("table", { name: "Settings that differ" });
  await expect(settings.getByRole("row")).toHaveCount(2);
  await expect(settings.getByRole("row", { name: /^Poison rate/ })).toContainText(/40\s%\s*10\s%/);
  await expect(page.getByRole("region", { name: "Finding" })).toContainText("A and B differ in one setting: Poison rate (40\u202f% → 10\u202f%). From A to B, clean accuracy");
  await expect(page.getByRole("table", { name: "Numbers" }).getByRole("row", { name: /^Clean accuracy/ })).toContainText("points");
  await tabTo(page, page.getByRole("radio", { name: "Poisoned" }));
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByRole("radio", { name: "Clean" })).toBeChecked();
  await expect(page.getByRole("region", { name: "Finding" })).toContainText("From A to B, clean accuracy is the same");
  await tabTo(page, page.getByRole("button", { name: "View as table" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("columnheader", { name: /^B: / })).toBeVisible();
  // The comparison is an address of its own.
  await page.reload();
  await expect(heading).toBeVisible();
  await tabTo(page, page.getByRole("button", { name: "Back to all runs" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Your runs" })).toBeFocused();
});

test("rename, star, search, delete and undo, one and several", async ({ page }) => {
  await play(page, points);
  await play(page, badly);
  await toRuns(page, 2);
  await cards(page).nth(1).getByRole("button", { name: /^Rename/ }).click();
  await page.getByRole("textbox", { name: "Name of this run" }).fill("The mild one");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "The mild one" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Rename “The mild one”" })).toBeFocused();
  await page.getByRole("button", { name: "Star “The mild one”" }).click();
  await expect(page.getByRole("button", { name: "Star “The mild one”" })).toHaveAttribute("aria-pressed", "true");
  await page.reload();
  await page.getByRole("switch", { name: "Starred first" }).click();
  await expect(cards(page).first()).toContainText("The mild one");
  await page.getByRole("textbox", { name: "Search" }).fill("mild");
  await expect(cards(page)).toHaveCount(1);
  await page.getByRole("textbox", { name: "Search" }).fill("nothing like that");
  await page.getByRole("button", { name: "Show all" }).click();
  await expect(cards(page)).toHaveCount(2);

  await page.getByRole("button", { name: "Delete “The mild one”" }).click();
  await expect(cards(page)).toHaveCount(1);
  await expect(page.getByRole("button", { name: "Undo" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(cards(page)).toHaveCount(2);
  await expect(page.getByRole("button", { name: "Star “The mild one”" })).toHaveAttribute("aria-pressed", "true");
  for (const i of [0, 1]) await cards(page).nth(i).getByRole("checkbox").check();
  await page.getByRole("button", { name: "Delete chosen" }).click();
  await expect(page.getByText("2 runs deleted.")).toBeVisible();
  await expect(page.getByText("No run is left")).toBeVisible();
  await expect(page.getByText("No run is kept yet"), "not while they can be brought back").toHaveCount(0);
  await expect(page.getByText("None chosen.", { exact: false }), "nothing is there to choose").toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(cards(page)).toHaveCount(2);
  await page.getByRole("button", { name: "Forget all…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Forget all" }).click();
  await expect(page.getByText("No run is kept yet")).toBeVisible();
  await page.reload();
  await expect(page.getByText("No run is kept yet")).toBeVisible();
});

test("open shows the run in the lab and says that its models are gone; set up again does not", async ({ page }) => {
  await play(page, { ...points, attack: { id: "label-flip", params: { rate: 0.25 } }, defenses: [[{ id: "knn-sanitization", params: {} }]] });
  const said = await finding(page).locator("p").first().textContent();
  await open(page, link(badly));
  await toRuns(page, 1);
  await page.getByRole("button", { name: /^Open “/ }).click();
  await expect(finding(page)).toContainText(said!);
  await expect(finding(page)).toContainText("its models are gone");
  await expect(mainButton(page)).toHaveText("Run again");
  await page.getByRole("tab", { name: "Evidence" }).click();
  const panel = page.getByRole("tabpanel", { name: "Evidence" });
  await expect(panel.getByRole("button", { name: "Run it again" })).toBeVisible();
  await expect(panel).toContainText("was not kept");
  await panel.getByRole("button", { name: "Run it again" }).click();
  await expect(finding(page)).not.toContainText("its models are gone", { timeout: 60_000 });
  await expect(mainButton(page)).toHaveText("Run again", { timeout: 60_000 });
  await page.goto(`./${link(badly)}`);
  await expect(mainButton(page)).toHaveText("Run");
  await toRuns(page, 1);
  await page.getByRole("button", { name: /^Set up “/ }).click();
  // The bench is again what the results on screen belong to.
  await expect(mainButton(page)).toHaveText("Run again");
  const inputs = page.getByRole("region", { name: "Attack", exact: true }).locator("input");
  await expect.poll(() => inputs.evaluateAll((all) => all.map((i) => (i as HTMLInputElement).value))).toContain("25");
});

test("all runs go into a file and come in elsewhere; bad entries are refused with why", async ({ page, browser, baseURL, guard }) => {
  await play(page, points);
  await play(page, badly);
  await toRuns(page, 2);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export all" }).click();
  const text = await readFile(await (await download).path(), "utf8");
  const file = JSON.parse(text) as { hemlock: string; v: number; runs: unknown[] };
  expect(file).toMatchObject({ hemlock: "runs", v: 1 });
  expect(file.runs).toHaveLength(2);

  const context = await browser.newContext({ baseURL: baseURL! }), other = await context.newPage();
  other.on("console", (m) => void (["error", "warning"].includes(m.type()) && guard.complaints.push(m.text())));
  await other.goto("./#runs");
  await expect(other.getByText("No run is kept yet")).toBeVisible();
  const bring = async (body: string) => {
    const chooser = other.waitForEvent("filechooser");
    await other.getByRole("button", { name: "Import…" }).click();
    await (await chooser).setFiles({ name: "runs.json", mimeType: "application/json", buffer: Buffer.from(body) });
  };
  await bring(JSON.stringify({ ...file, runs: [...file.runs, { record: { v: 1 } }] }));
  await expect(other.getByText("2 runs came in, 1 was refused.")).toBeVisible();
  await expect(other.getByText(/This is not a run that Hemlock saved/)).toBeVisible();
  await expect(cards(other)).toHaveCount(2);
  await bring(text);
  await expect(other.getByText("No run came in, 2 were here already.")).toBeVisible();
  await bring("{");
  await expect(other.getByText(/runs\.json is not JSON/)).toBeVisible();
  await other.reload();
  await expect(cards(other)).toHaveCount(2);
  await other.getByRole("button", { name: /^Open “/ }).first().click();
  await expect(finding(other)).toContainText("its models are gone");
  await context.close();
});

test("three runs side by side fit a phone, each called by what it was; settings beyond the third unfold", async ({ page }) => {
  const aimed = { mode: "targeted", source: 0, target: 1 }, flip = (params: object) => ({ ...points, attack: { id: "label-flip", params }, defenses: [[{ id: "knn-sanitization", params: {} }]] });
  await play(page, flip({ ...aimed, rate: 0.4 }));
  await play(page, { ...flip({ rate: 0.25 }), "training.learningRate": 0.02, "training.batchSize": 16 });
  await play(page, { ...flip({ ...aimed, rate: 0.2 }), seed: 2 });
  await toRuns(page, 3);
  const called = (rate: number) => new RegExp(`^Label flipping, ${rate}\\s%, on Moons`);
  for (const [i, rate] of [20, 25, 40].entries()) await expect(cards(page).nth(i).getByRole("heading"), "no ready-made experiment is named that it is not").toHaveText(called(rate));
  await expect(cards(page).first(), "nothing takes no time").not.toContainText(/took 0\.0/);
  const further = cards(page).filter({ hasText: "more setting" }).first(), hidden = further.locator("details li");
  await expect(hidden.first()).toBeHidden();
  await further.getByText(/^and \d+ more settings?$/).click();
  await expect(hidden.first()).toBeVisible();
  for (const i of [0, 1, 2]) await cards(page).nth(i).getByRole("checkbox").check();
  await tools(page).getByRole("button", { name: "Compare", exact: true }).click();
  await expect(page.getByRole("table", { name: "Numbers" }).getByRole("row", { name: /^Attack success rate/ })).toBeVisible();
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth), `the page at ${width} px`).toBe(width);
    for (const name of ["Numbers", "Settings that differ"])
      expect(await page.getByRole("table", { name }).evaluate((t) => t.parentElement!.scrollWidth - t.parentElement!.clientWidth), `${name} at ${width} px: nothing is cut`).toBe(0);
  }
});

const breaks = {
  "storage is blocked": { script: () => { Object.defineProperty(IDBFactory.prototype, "open", { value: () => { throw new DOMException("blocked", "SecurityError"); } }); }, says: /keeps nothing for this page/ },
  "the disk is full": { script: () => { Object.defineProperty(IDBObjectStore.prototype, "put", { value: () => { throw new DOMException("full", "QuotaExceededError"); } }); }, says: /storage is full/ },
  "every write is interrupted": { script: () => { const put = IDBObjectStore.prototype.put; IDBObjectStore.prototype.put = function (...args: Parameters<typeof put>) { const request = put.apply(this, args); this.transaction.abort(); return request; }; }, says: /keeps nothing for this page/ },
} as const;

for (const [name, { script, says }] of Object.entries(breaks))
  test(`${name}: one quiet notice, the run stays in memory, and work goes on`, async ({ page }) => {
    await page.addInitScript(script);
    await play(page, points);
    await expect(page.getByText(says)).toBeVisible();
    await page.getByRole("button", { name: "Dismiss" }).click();
    await page.evaluate((hash) => void (location.hash = hash), link(badly));
    await expect(mainButton(page)).toHaveText("Run");
    await run(page);
    await page.getByRole("link", { name: "Compare with earlier runs" }).click();
    await expect(cards(page)).toHaveCount(2);
    await expect(page.getByText(/2 runs will be gone when you close the page/)).toBeVisible();
    await expect(page.getByText("only in memory").first()).toBeVisible();
    await cards(page).nth(1).getByRole("checkbox").check();
    await tools(page).getByRole("button", { name: "Compare", exact: true }).click();
    await expect(page.getByRole("table", { name: "Settings that differ" })).toContainText("Poison rate");
    await page.getByRole("button", { name: "Back to all runs" }).click();
    await page.getByRole("button", { name: /^Open “/ }).nth(1).click();
    await expect(finding(page)).toContainText("its models are gone");
  });

test("a damaged entry is counted and skipped; the others are there", async ({ page }) => {
  await play(page, points);
  await page.evaluate(() => new Promise<void>((resolve, reject) => {
    const request = indexedDB.open("hemlock-runs");
    request.onsuccess = () => {
      const work = request.result.transaction("cards", "readwrite");
      work.objectStore("cards").put({ hash: "junk", at: "?" });
      work.objectStore("cards").put({ hash: "old", at: 3, v: 0 });
      work.oncomplete = () => { request.result.close(); resolve(); };
      work.onerror = () => reject(new Error("no"));
    };
  }));
  await toRuns(page, 1);
  await expect(page.getByText("2 kept runs could not be read.", { exact: false })).toBeVisible();
  await page.getByRole("button", { name: "Delete what cannot be read" }).click();
  await expect(page.getByText("could not be read", { exact: false })).toHaveCount(0);
  await expect(cards(page)).toHaveCount(1);
});

test.describe("axe", () => {
  test.use({ colorScheme: "light", contextOptions: { reducedMotion: "reduce" } });
  test("list and comparison in both themes, and at 320 px", async ({ page }) => {
    await page.goto("./#runs");
    await expect(page.getByText("No run is kept yet")).toBeVisible();
    await expectAccessibleInBoth(page);
    await play(page, points);
    await play(page, badly);
    await toRuns(page, 2);
    for (const i of [0, 1]) await cards(page).nth(i).getByRole("checkbox").check();
    await expectAccessibleInBoth(page);
    const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await fits(), "the list does not scroll sideways").toBe(true);
    await expectAccessibleInBoth(page);
    await page.getByRole("button", { name: "Compare", exact: true }).click();
    await expect(page.getByRole("heading", { name: /side by side/ })).toBeVisible();
    await expect(page.locator(".recharts-surface").first()).toBeVisible();
    expect(await fits(), "the comparison does not scroll sideways").toBe(true);
    await expectAccessibleInBoth(page);
    await page.setViewportSize({ width: 1366, height: 768 });
    const charts = page.locator("main figure").filter({ has: page.locator(".recharts-surface") });
    await expect(charts, "these runs have no attack success").toHaveCount(1);
    expect((await charts.boundingBox())!.width, "the only chart has the whole width").toBeGreaterThan(1000);
    await expectAccessibleInBoth(page);
  });
});
