/** Attacks against defenses: a matrix is chosen, runs in the background, gives way to the person's run, survives a reload, is exported, and its cells are experiments. */
import { readFile } from "node:fs/promises";
import type { Browser, Locator, Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures";
import { cellsWritten, link, mainButton, open, run, savedResult, small } from "./lab";
import { busyTasks } from "./busy-tasks";

test.use({ trace: "off" }); // Playwright's recorder works on the page's thread, which is measured here

const panel = (page: Page): Locator => page.getByRole("tabpanel", { name: /^Matrix/ });
const tab = (page: Page) => page.getByRole("tab", { name: /^Matrix/ });
/** Two epochs on 400 digits, so that many cells take seconds. */
const tiny = { ...small, "dataset.params.train": 400, "dataset.params.test": 100, baselines: false };
const ATTACKS = ["BadNets backdoor, as on the bench", "No attack: what the defenses cost", "Label flipping"], DEFENSES = ["Spectral signatures", "k-NN label sanitization"];

async function choose(page: Page, attacks: readonly (string | RegExp)[], defenses: readonly (string | RegExp)[], seeds: number): Promise<void> {
  await expect(panel(page).getByRole("button", { name: "Run the matrix" })).toBeVisible();
  for (const clear of await panel(page).getByRole("button", { name: "Clear" }).all()) await clear.click();
  for (const [title, wanted] of [["Attacks (rows)", attacks], ["Defenses (columns)", defenses]] as const)
    for (const name of wanted) await panel(page).getByRole("group", { name: title }).getByRole("checkbox", { name, exact: true }).check();
  await panel(page).getByRole("radio", { name: String(seeds), exact: true }).click();
}
const cells = (page: Page) => panel(page).locator("[data-cell]");
const known = async (page: Page) => (await cells(page).allInnerTexts()).filter((t) => !t.startsWith("…")).length;
async function exported(page: Page): Promise<{ cells: { attack: number; pipeline: number; attackSuccess: { value: number } | null; accuracy: { value: number; values?: number[] } }[]; runs: unknown[] }> {
  const download = page.waitForEvent("download");
  await panel(page).getByRole("button", { name: "JSON" }).click();
  return JSON.parse(await readFile(await (await download).path(), "utf8")) as Awaited<ReturnType<typeof exported>>;
}

test("a matrix runs in the background, waits for a run of the person’s own, and its cells are the experiments they name", async ({ page }) => {
  test.setTimeout(240_000);
  await open(page, link(tiny));
  await tab(page).click();
  await choose(page, ATTACKS, DEFENSES, 2);
  await expect(panel(page).getByText("3 attacks × (2 defenses + none) × 2 seeds: 18 cells.")).toBeVisible();
  await expectAccessible(page);
  await panel(page).getByRole("button", { name: "Run the matrix" }).click();
  await expect(panel(page).getByRole("progressbar")).toBeVisible();
  await run(page); // goes first; what the matrix had finished stays
  await expect(panel(page).getByText("All 18 cells are there")).toBeVisible({ timeout: 120_000 });
  await expect(mainButton(page)).toHaveText("Run again");
  const made = await exported(page);
  expect([made.cells.length, made.runs.length]).toEqual([9, 18]);

  // Keyboard: one tab stop, arrows, Enter; then the cell as an experiment gives the same numbers.
  await cells(page).first().focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(panel(page).getByRole("heading", { name: "BadNets backdoor · Spectral signatures" })).toBeVisible();
  await expectAccessible(page);
  await panel(page).getByRole("button", { name: "Open this experiment" }).click();
  await expect(page.getByText("BadNets backdoor against Spectral signatures is on the bench.")).toBeVisible();
  await run(page);
  const arm = (await savedResult(page)).arms.find((a) => a.id === "defended-1")!, cell = made.runs.find((r) => { const c = r as { attack: number; pipeline: number; seed: number }; return c.attack === 0 && c.pipeline === 0 && c.seed === 1; }) as { accuracy: { value: number }; attackSuccess: { value: number } };
  expect([arm.metrics["cleanAccuracy"]!.value, arm.metrics["attackSuccess"]!.value]).toEqual([cell.accuracy.value, cell.attackSuccess.value]);
  const png = page.waitForEvent("download");
  await panel(page).getByRole("button", { name: "PNG" }).click();
  expect((await readFile(await (await png).path())).subarray(1, 4).toString()).toBe("PNG");
});

test("six attacks against eight defenses with two seeds: paused, reloaded, finished, without holding up the page", { tag: "@alone" }, async ({ page, browser }) => {
  test.setTimeout(420_000);
  await open(page, link({ ...tiny, "training.epochs": 1, "training.batchSize": 64 }));
  await tab(page).click();
  await choose(page, ["BadNets backdoor", "No attack: what the defenses cost", "Label flipping", "Blended backdoor", "Junk injection", "Sinusoidal backdoor (clean label)"],
    ["Activation clustering, as on the bench", "Spectral signatures", "k-NN label sanitization", "Outlier removal", "Fine-pruning", "Label smoothing", "mixup", "Duplicates"], 2);
  await panel(page).getByRole("button", { name: "Run the matrix" }).click();
  await expect.poll(() => known(page), { timeout: 120_000 }).toBeGreaterThan(8);
  await panel(page).getByRole("button", { name: "Pause" }).click();
  const paused = panel(page).getByText(/^Paused at \d+ of 108 cells/);
  await expect(paused).toBeVisible();
  const before = await known(page);
  await expect.poll(() => cellsWritten(page)).toBe(Number(/\d+/.exec((await paused.textContent())!)![0]));
  await page.reload();
  await expect(mainButton(page)).toBeEnabled();
  await tab(page).click();
  await expect.poll(() => known(page)).toBe(before);
  await panel(page).getByRole("button", { name: "Continue" }).click();

  const trace = await tasksDuring(browser, page, async () => {
    const at = await known(page);
    await expect.poll(() => known(page), { timeout: 120_000 }).toBeGreaterThan(at + 12);
  });
  // A count over the budget, as in responsive.spec.ts: on a shared machine a task of 30 ms now and then takes 52 or 90.
  expect(trace.filter((ms) => ms > 50).length, `computing: ${trace.filter((ms) => ms > 30).join(", ")} ms`).toBeLessThanOrEqual(8);
  await expect(panel(page).getByText("All 108 cells are there")).toBeVisible({ timeout: 300_000 });
  const made = await exported(page);
  expect([made.cells.length, made.runs.length]).toEqual([54, 108]);
  for (const cell of made.cells) expect(cell.accuracy.values).toHaveLength(2);
});

/** Milliseconds of computing in each task of the page's thread while something goes on. */
async function tasksDuring(browser: Browser, page: Page, work: () => Promise<void>): Promise<number[]> {
  await browser.startTracing(page, { categories: ["disabled-by-default-devtools.timeline"] });
  await work();
  return busyTasks((await browser.stopTracing()).toString("utf8"));
}
