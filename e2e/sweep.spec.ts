/** A knob over a range: opened from its name by keyboard, run in the background, equal to single runs, kept over a reload, taken away as files. */
import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures";
import { cellsWritten, link, mainButton, open, savedResult, small, waitForEnd } from "./lab";

const panel = (page: Page): Locator => page.getByRole("tabpanel", { name: /^Sweep/ });
const tab = (page: Page) => page.getByRole("tab", { name: /^Sweep/ });
/** Two epochs on 400 digits, so that a cell takes a second. */
const tiny = { ...small, "dataset.params.train": 400, "dataset.params.test": 100, baselines: false };
const moons = { "dataset": { id: "moons", params: { train: 120, test: 80, trusted: 40 } }, "model": { id: "mlp", params: {} }, "training.epochs": 3, "attack": { id: "label-flip", params: { mode: "targeted", source: 0, target: 1, rate: 0.2 } }, "defenses": [], baselines: false };

/** Presses Tab until the element has the focus. */
async function tabTo(page: Page, target: Locator, backwards = false): Promise<void> {
  for (let i = 0; i < 200; i++) {
    if (await target.evaluate((e) => e === document.activeElement).catch(() => false)) return;
    await page.keyboard.press(backwards ? "Shift+Tab" : "Tab");
  }
  throw new Error(`Tab never reached ${String(target)}`);
}
/** Types into a field as a person does: all of what is there is replaced. */
async function typeInto(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(text);
}
const downloaded = async (page: Page, name: string): Promise<Buffer> => {
  const download = page.waitForEvent("download");
  await panel(page).getByRole("button", { name, exact: true }).click();
  return readFile(await (await download).path());
};
interface Document { cells: unknown[]; runs: { at: number[]; seed: number; arm: string; metrics: Record<string, { value: number } | null> }[] }
const exported = async (page: Page) => JSON.parse((await downloaded(page, "JSON")).toString("utf8")) as Document;
const allThere = (page: Page, n: number) => expect(panel(page).getByText(`All ${n} cells are there`)).toBeVisible({ timeout: 120_000 });

test("by keyboard alone: from the knob’s name to a figure, and each cell is the experiment it names", async ({ page }) => {
  test.setTimeout(240_000);
  await open(page, link(tiny));
  await tabTo(page, page.getByRole("button", { name: "Run over a range: Poison rate" }));
  await expect(page.getByText("Run this over a range")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(panel(page).getByRole("heading", { name: "Sweep: Poison rate" })).toBeFocused();
  await expect(panel(page).getByRole("textbox", { name: "Values" })).toHaveValue("1, 2, 5, 10, 20");
  await expectAccessible(page);
  await typeInto(page, panel(page).getByRole("textbox", { name: "Values" }), "5, 90");
  await expect(panel(page).getByText(/^90\s% is out of bounds: from 0\s% to 50\s%\.$/).first()).toBeVisible();
  await typeInto(page, panel(page).getByRole("textbox", { name: "Values" }), "5, 20");
  await typeInto(page, panel(page).getByRole("textbox", { name: "Seeds" }), "20");
  await expect(panel(page).getByText("You typed 20, which counts as 10 seeds.")).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(panel(page).getByRole("textbox", { name: "Seeds" })).toHaveValue("10");
  await expect(panel(page).getByText("You typed 20, which counts as 10 seeds."), "it stays when the field is left").toBeVisible();
  await page.keyboard.press("Shift+Tab");
  await typeInto(page, panel(page).getByRole("textbox", { name: "Seeds" }), "2");
  await expect(panel(page).getByText(/^You typed/)).toHaveCount(0);
  await tabTo(page, panel(page).getByRole("button", { name: "Run the sweep" }));
  await expect(panel(page).getByText("2 values × 2 seeds: 4 runs; 10 models to train")).toBeVisible();
  await page.keyboard.press("Enter");
  await allThere(page, 2 * 2 * 3);
  await expect(panel(page).getByText(/^From 5\s%.*to 20\s% poison rate, in the poisoned model attack success rate .* while clean accuracy .*; in the defended model attack success rate .* while clean accuracy .*; n = 2 seeds\.$/)).toBeVisible();
  // Scrolled half under the bar that stays, any button would be too small to hit.
  await page.evaluate(() => scrollTo(0, 0));
  await expectAccessible(page);

  const steps = panel(page).getByRole("group", { name: "Attack success rate: one step for each value" });
  await tabTo(page, steps.getByRole("button").first());
  await page.keyboard.press("ArrowRight");
  await expect(steps.getByRole("button", { name: /^Poison rate 20\s%: Attack success rate: Clean .*%.*, Poisoned .*, Defended / })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(panel(page).getByRole("heading", { name: /^Poison rate 20/ })).toBeVisible();
  const made = await exported(page);
  // The same as a table: six columns of numbers, none cut, and no heading longer than two lines.
  await panel(page).getByRole("button", { name: "View as table" }).click();
  const table = panel(page).getByRole("table", { name: "Sweep: Poison rate" });
  await expect(table.getByRole("columnheader")).toHaveCount(7);
  await page.setViewportSize({ width: 1366, height: 768 });
  expect(await table.evaluate((t) => [t.parentElement!.scrollWidth - t.parentElement!.clientWidth, (t as HTMLTableElement).rows[0]!.getBoundingClientRect().height < 60])).toEqual([0, true]);
  await panel(page).getByRole("button", { name: "View as picture" }).click();
  await tabTo(page, panel(page).getByRole("button", { name: "Open this experiment" }));
  await page.keyboard.press("Enter");
  await expect(page.getByText(/^The experiment with poison rate 20\s% is on the bench\.$/)).toBeVisible();
  await tabTo(page, mainButton(page), true);
  await page.keyboard.press("Enter");
  await waitForEnd(page);
  const alone = await savedResult(page), cells = made.runs.filter((r) => r.at[0] === 1 && r.seed === alone.spec.seed);
  expect(cells.map((c) => c.arm)).toEqual(expect.arrayContaining(["clean", "poisoned", "defended-1"]));
  for (const cell of cells) expect(alone.arms.find((a) => a.id === cell.arm)!.metrics, cell.arm).toEqual(cell.metrics);
});

test("reloaded halfway it goes on where it was, and the figure can be taken away", async ({ page }) => {
  test.setTimeout(240_000);
  await open(page, link({ ...tiny, "dataset.params.train": 800, "training.epochs": 4, "defenses": [] }));
  await page.getByRole("button", { name: "Run over a range: Poison rate" }).click();
  await panel(page).getByRole("textbox", { name: "Seeds" }).fill("2");
  await panel(page).getByRole("button", { name: "Run the sweep" }).click();
  const known = async () => Number(/: (\d+) of 20 cells/.exec((await panel(page).getByRole("progressbar").getAttribute("aria-label").catch(() => "")) ?? "")?.[1] ?? 0);
  // Several come at a time and are written while the next ones are computed.
  await expect.poll(known, { timeout: 60_000, intervals: [50] }).toBeGreaterThan(6);
  await expect.poll(() => cellsWritten(page), { intervals: [50] }).toBeGreaterThan(0);
  await page.reload();
  await expect(mainButton(page)).toBeEnabled();
  await tab(page).click();
  await expect(panel(page).getByText(/^Paused at \d+ of 20 cells/)).toBeVisible();
  const before = Number(/Paused at (\d+)/.exec((await panel(page).getByText(/^Paused at/).textContent())!)![1]);
  // The latest cells may have been on their way to the disk.
  expect(before).toBeGreaterThan(0);
  // The first seed is run everywhere before the second.
  await expect(panel(page).getByText(/^Bands: /)).toHaveText(before <= 10 ? /^Bands: 95\s% interval over the test rows, one seed\. The dotted line/ : /^Bands: .* over the test rows where only one seed is there\. It is never narrower .* The dotted line/);
  await panel(page).getByRole("button", { name: "Continue" }).click();
  await allThere(page, 20);
  const made = await exported(page);
  expect([made.cells.length, made.runs.length]).toEqual([10, 20]);

  const csv = (await downloaded(page, "CSV")).toString("utf8").trim().split(/\r?\n/);
  expect(csv).toHaveLength(21);
  expect(csv[0]).toMatch(/^attack\.params\.rate,seed,arm,cleanAccuracy,/);
  expect((await downloaded(page, "PNG")).subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
  const svg = (await downloaded(page, "SVG")).toString("utf8");
  expect(svg).not.toMatch(/var\(|href|url\(|<style|class=/);
  const parsed = await page.evaluate((text) => { const d = new DOMParser().parseFromString(text, "image/svg+xml"); return { broken: d.querySelector("parsererror") !== null, paths: d.querySelectorAll("path").length, words: d.documentElement.textContent }; }, svg);
  expect(parsed.broken).toBe(false);
  expect(parsed.paths).toBeGreaterThan(10);
  expect(parsed.words).toContain("Attack success rate");
  // Without the page beside it, it says which experiment it shows.
  const said = parsed.words!.replace(/\s+/g, " ");
  for (const part of [/Bands: 95 % interval of the mean over seeds\./, /The dotted line marks 5 %/, /Data: Handwritten digits, 800 to learn from, 100 to test\./, /Model: .*, 4 epochs\./, /No defense\./, /Run with seeds 1 and 2\./]) expect(said).toMatch(part);

  await panel(page).getByRole("button", { name: "Discard" }).click();
  await expect(panel(page).getByRole("heading", { name: /^Sweep: / })).toBeVisible();
  await expect.poll(() => cellsWritten(page)).toBe(0);
  await page.reload();
  await expect(mainButton(page)).toBeEnabled();
  await tab(page).click();
  await expect(panel(page).getByRole("button", { name: "Run the sweep" })).toBeVisible();
});

test("two knobs make a heat map, points small maps, and without storage it says what is lost", async ({ page }) => {
  test.setTimeout(180_000);
  await page.addInitScript(() => Object.defineProperty(window, "indexedDB", { value: { open: () => { throw new DOMException("denied", "SecurityError"); } } }));
  await open(page, link(moons));
  await page.getByRole("button", { name: "Run over a range: Poison rate" }).click();
  await panel(page).getByRole("textbox", { name: "Values" }).fill("10, 40");
  await panel(page).getByRole("button", { name: "Add a second knob" }).click();
  await panel(page).getByRole("textbox", { name: "Values" }).nth(1).fill("1, 3");
  await expect(panel(page).getByRole("heading", { name: "Sweep: Poison rate and epochs" })).toBeVisible();
  await panel(page).getByRole("button", { name: "Run the sweep" }).click();
  await expect(panel(page).getByText("This browser keeps nothing for the page")).toBeVisible();
  await allThere(page, 2 * 2 * 5 * 2);
  const cells = panel(page).locator("[data-cell]");
  await expect(cells).toHaveCount(4);
  await cells.first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(panel(page).getByRole("heading", { name: /^Poison rate 10\s%, epochs 3$/ })).toBeVisible();
  await expect(panel(page).getByRole("img", { name: /^Poisoned model, Poison rate 40\s%: decision map; clean accuracy \d/ })).toBeVisible();
  await expect(panel(page).getByRole("img", { name: /decision map/ })).toHaveCount(4);
  await expect(panel(page).getByText(/^accuracy \d/), "each number says what it is").toHaveCount(4);
  await expect(panel(page).getByRole("list", { name: "Classes" }).getByRole("listitem")).toHaveText(["upper moon", "lower moon"]);
  await expectAccessible(page);
  expect((await downloaded(page, "PNG")).subarray(1, 4).toString()).toBe("PNG");
  // The picture to take away has the maps of the model that is shown, at both knobs.
  const svg = (await downloaded(page, "SVG")).toString("utf8");
  expect(svg.match(/<image [^>]*href="data:image\/png;base64,/g)).toHaveLength(4);
  expect([svg.match(/>accuracy \d/g)?.length, svg.match(/>(upper|lower) moon</g)?.length]).toEqual([4, 2]);
});
