/** Trying the finished models: choosing a probe, reading its curve and its examples, and finding both again behind a link. */
import type { Locator, Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures";
import { finding, link, mainButton, open, run, small, waitForEnd } from "./lab";

const panel = (page: Page): Locator => page.getByRole("tabpanel", { name: "Probes" });
const showPanel = (page: Page) => page.getByRole("tab", { name: "Probes" }).click();
/** Two models, one probe with few rows. */
const quick = { ...small, "training.epochs": 3, defenses: [], probes: [{ id: "pgd", params: { steps: 10, examples: 40 } }] };

/** The rates of one column of a data table, from its rows "62.5 % / 47.0–75.8 %". */
async function rates(table: Locator, column: number): Promise<number[]> {
  const cells = await table.locator("tbody tr").locator(`td:nth-of-type(${column})`).allInnerTexts();
  return cells.map((cell) => {
    const match = /^([\d.]+)\u202f%\n([\d.]+)–([\d.]+)\u202f%$/.exec(cell);
    expect(match, `"${cell}" is a rate above its interval`).not.toBeNull();
    const [value, low, high] = match!.slice(1).map(Number);
    expect(low).toBeLessThanOrEqual(value!);
    expect(high).toBeGreaterThanOrEqual(value!);
    return value!;
  });
}

test("a probe is chosen in step 5, runs on every model, and says what it found", async ({ page }) => {
  await open(page, link({ ...small, "training.epochs": 3, defenses: [] }));
  await showPanel(page);
  await expect(panel(page).getByText("No probe chosen")).toBeVisible();
  await panel(page).getByRole("button", { name: "Choose a probe" }).click();
  const step = page.getByRole("region", { name: "Probe", exact: true });
  await expect(step.getByRole("combobox", { name: "Add a probe…" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("option", { name: /^Text evasion/ })).toBeDisabled();
  await expect(page.getByRole("option", { name: /^Text evasion/ })).toContainText("these data have none");
  await page.getByRole("option", { name: /^PGD/ }).click();
  await step.getByRole("button", { name: /^PGD/ }).click();
  await step.getByRole("button", { name: /^More settings/ }).click();
  await step.getByRole("textbox", { name: /^Test rows/ }).fill("40");
  await step.getByRole("textbox", { name: /^Steps/ }).fill("10");
  await page.keyboard.press("Tab");
  await step.getByRole("button", { name: "About this probe" }).click();
  const about = page.getByRole("dialog", { name: "PGD" });
  for (const what of ["What it needs to know:", "What it controls:", "When it fails:"]) await expect(about.getByText(what)).toBeVisible();
  await expect(about.getByRole("link")).toHaveAttribute("href", /^https:\/\//);
  await page.keyboard.press("Escape");
  await expect(panel(page).getByText("Ready: PGD")).toBeVisible();
  await run(page);

  const probe = panel(page).getByRole("region", { name: "Probe 1: PGD", exact: true });
  await expect(probe.getByText("Tried on 40 test images. Steps: 10.")).toBeVisible();
  await expect(probe.getByText(/^Accuracy \(ε = 0\.3\): .* clean, .* poisoned; n = 40\./)).toBeVisible();
  await probe.getByRole("button", { name: "View as table" }).first().click();
  const table = probe.getByRole("table", { name: "All models" });
  await expect(table.getByRole("columnheader").nth(1)).toHaveText("Clean (n = 40)");
  await expect(table.getByRole("rowheader")).toHaveText(["0", "0.05", "0.1", "0.2", "0.3"]);
  for (const column of [1, 2]) {
    const found = await rates(table, column);
    expect(found[0]).toBeGreaterThan(50);
    expect(found).toEqual(found.toSorted((a, b) => b - a));
    expect(found.at(-1)).toBeLessThan(10);
  }
  // The same model beside FGSM and random noise.
  await probe.getByRole("radio", { name: "Poisoned" }).click();
  await probe.getByRole("button", { name: "View as table" }).click();
  await expect(probe.getByRole("table", { name: /^Poisoned model/ }).getByRole("columnheader")).toHaveCount(4);

  const example = probe.getByRole("listitem").filter({ hasText: "truly" }).first();
  await expect(example).toContainText(/Test image \d+, truly \d/);
  await expect(example).toContainText(/read as \d \(.+ sure\) → \d \(.+ sure\)/);
  await expect(example).toContainText(/change ×\u202f\d+/);
  await expect(example).toContainText(/ε = 0\.\d+; largest change 0\.\d+/);
  await expect(example.locator("canvas")).toHaveCount(3);
  const [epsilon, moved] = /ε = ([\d.]+); largest change ([\d.]+)/.exec(await example.innerText())!.slice(1).map(Number);
  expect(moved).toBeLessThanOrEqual(epsilon!);
  await expectAccessible(page);

  // Taking it out makes the results old; undo brings it back.
  await step.getByRole("button", { name: "Take out PGD" }).click();
  await expect(panel(page).getByText("These probes belong to the old settings")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(panel(page).getByText("These probes belong to the old settings")).toBeHidden();
});

test("link and reload keep the probes, and a phone shows them without scrolling sideways", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, link(quick));
  const summary = page.getByRole("complementary", { name: "Setup" }).getByRole("button", { name: /Probe/ });
  await expect(summary).toHaveText(/PGD/);
  await page.reload();
  await expect(summary).toHaveText(/PGD/);
  await showPanel(page);
  await expect(panel(page).getByText("Ready: PGD")).toBeVisible();
  await run(page);
  await expect(panel(page).getByRole("region", { name: "Probe 1: PGD", exact: true }).getByText("Tried on 40 test images. Steps: 10.")).toBeVisible();
  await expect(panel(page).locator(".recharts-surface").first()).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.keyboard.press("t");
  await expectAccessible(page);
});

test("while models are still learning, a probe says what it waits for", async ({ page }) => {
  await open(page, link({ ...quick, "training.epochs": 12, probes: [{ id: "pgd", params: { steps: 200, restarts: 20, examples: 200, epsilons: [0.01, 0.02] } }] }));
  await showPanel(page);
  await mainButton(page).click();
  const probe = panel(page).getByRole("region", { name: "Probe 1: PGD", exact: true });
  await expect(probe.getByText("Clean model: waiting until it is trained")).toBeVisible();
  await expect(probe.getByRole("progressbar", { name: "Probing the clean model" })).toBeVisible({ timeout: 60_000 });
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(probe.getByText(/The run ended before this probe was through/)).toBeVisible();
});

test("messages are shown with the words that were edited or added", async ({ page }) => {
  await open(page, link({ dataset: { id: "sms-spam", params: {} }, model: { id: "word-embedding", params: {} }, "training.epochs": 3, attack: null, defenses: [], probes: [{ id: "text-evasion", params: { words: 6, examples: 30 } }] }));
  await showPanel(page);
  await run(page);
  const probe = panel(page).getByRole("region", { name: "Probe 1: Text evasion", exact: true });
  await expect(probe.getByText(/^Still read as spam/).first()).toBeVisible();
  const example = probe.getByRole("listitem").filter({ hasText: "truly spam" }).first();
  await expect(example).toContainText(/read as spam \(.+ sure\) → ham \(.+ sure\)/);
  const edits = Number(/Words edited or added: (\d+)/.exec(await example.innerText())![1]);
  expect(edits).toBeGreaterThan(0);
  await expect(example.getByText(/^(put in|in place of .*): /)).toHaveCount(edits);
  await expectAccessible(page);
});

test("inputs made on other models come with a table of who fools whom", async ({ page }) => {
  await open(page, link({ ...quick, attack: null, probes: [{ id: "transfer", params: { examples: 40, steps: 5 } }] }));
  await showPanel(page);
  await mainButton(page).click();
  await waitForEnd(page);
  await expect(finding(page)).toBeVisible();
  const matrix = panel(page).getByRole("region", { name: /^Probe 1: Transfer, Fooled/ }).getByRole("table");
  await expect(matrix.getByRole("columnheader", { name: "The model itself" })).toBeVisible();
  const made = await matrix.getByRole("rowheader").allInnerTexts();
  expect(made.length).toBeGreaterThan(3);
  expect([made[0], made.at(-1)]).toEqual(["The model itself", "Random noise"]);
  for (const cell of await matrix.getByRole("cell").allInnerTexts()) expect(cell).toMatch(/^[\d.]+\u202f%\s+n = \d+$/);
});
