/** A model of one's own: read from files or a zip, shown before it is used, audited with a report to keep, used as a start; found again by link; refused in a sentence. */
import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { BlobReader, BlobWriter, ZipWriter } from "@zip.js/zip.js";
import { filesOf, handLayers, handMade, type HandMade } from "../src/engine/own/model-test-support";
import { expect, expectAccessible, test } from "./fixtures";
import { link, mainButton, open, small, waitForEnd } from "./lab";

const dialog = (page: Page): Locator => page.getByRole("dialog", { name: "Your own data" });
const look = (page: Page): Locator => dialog(page).getByRole("region", { name: "What was understood of the model" });
const button = (page: Page, name: string): Locator => dialog(page).getByRole("button", { name, exact: true });

/** Pictures of 28 × 28 to ten classes through one hidden layer. */
const network = (last = "softmax"): HandMade => handMade(
  [handLayers.layer("Flatten", "flat", { batch_input_shape: [null, 28, 28, 1] }), handLayers.dense("hidden", 8, "relu"), handLayers.layer(last === "softmax" ? "Dropout" : "Lambda", "rest", { rate: 0.2 }), handLayers.dense("answer", 10, "softmax")],
  [["hidden/kernel", [784, 8]], ["hidden/bias", [8]], ["answer/kernel", [8, 10]], ["answer/bias", [10]]],
);
const files = (made: HandMade) => filesOf(made).map(({ path, bytes }) => ({ name: path.split("/").at(-1)!, mimeType: "application/octet-stream", buffer: Buffer.from(bytes) }));

async function openTab(page: Page): Promise<void> {
  const data = page.getByRole("region", { name: "Data", exact: true }), choice = data.getByRole("combobox", { name: "Data set" });
  if (!(await choice.isVisible())) await data.getByRole("button", { name: /^Data/ }).click();
  await choice.click();
  await page.getByRole("option", { name: /^Bring your own/ }).click();
  await dialog(page).getByRole("tab", { name: "Model" }).click();
}

async function choose(page: Page, which: RegExp, chosen: Parameters<Locator["setInputFiles"]>[0]): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await dialog(page).getByRole("button", { name: which }).click();
  await (await chooser).setFiles(chosen);
}

test("is read, audited, reported on, and there again when its link is opened", async ({ page }) => {
  await open(page, link(small));
  await openTab(page);
  await expect(button(page, "Audit it")).toHaveAttribute("aria-disabled", "true");
  await choose(page, /model\.json and \.bin/, files(network()));
  await expect(look(page).getByText("Takes 28 × 28 × 1, gives 10 classes.")).toBeVisible();
  await expect(look(page).getByRole("row", { name: /^hidden/ })).toContainText("6,280");
  await expectAccessible(page);
  await button(page, "Audit it").click();
  await expect(dialog(page)).toHaveCount(0);
  await waitForEnd(page);
  const report = page.getByRole("tabpanel", { name: "Model audit" });
  await expect(report.getByRole("heading", { name: /^Neural Cleanse/ })).toBeVisible();
  await expect(report.getByRole("heading", { name: "What was not tested" })).toBeVisible();
  await expect(report.getByText(/of 200|200 test rows/).first()).toBeVisible();
  await expect(report).not.toContainText(/infected/i);
  await expectAccessible(page);
  const saved = async (name: string) => {
    const download = page.waitForEvent("download");
    await report.getByRole("button", { name }).click();
    return readFile(await (await download).path(), "utf8");
  };
  expect(JSON.parse(await saved("Save as JSON"))).toMatchObject({ kind: "hemlock-model-audit", model: { classes: 10, parameters: 6370 } });
  const html = await saved("Save as a page (HTML)");
  expect(html).toContain("What was not tested");
  expect(html).not.toMatch(/<script|https?:/i);

  // What the probes and the search for triggers went by, and how the model sees the rows: the same views as for a model of the page's own.
  await page.getByRole("tab", { name: "Evidence" }).click();
  const evidence = page.getByRole("tabpanel", { name: "Evidence" });
  await expect(evidence.getByRole("region", { name: "Map of the training rows" }).getByText(/8 neurons/)).toBeVisible({ timeout: 30_000 });
  await expect(evidence.getByRole("application").first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("tab", { name: "Model audit" }).click();

  const address = page.url();
  await page.goto("about:blank");
  await page.goto(address);
  await expect(mainButton(page)).toBeEnabled();
  await expect(page.getByRole("tab", { name: "Model audit" })).toBeVisible();
  await expect(page.getByText(/needs the model called/)).toHaveCount(0);
});

test("from a zip it is the start of a training; undo brings the old network back; without it a link asks", async ({ page, browser, baseURL }) => {
  await open(page, link(small));
  await openTab(page);
  const writer = new ZipWriter(new BlobWriter("application/zip"));
  for (const { name, buffer } of files(network())) await writer.add(`model/${name}`, new BlobReader(new Blob([new Uint8Array(buffer)])));
  await choose(page, /zip/, { name: "stranger.zip", mimeType: "application/zip", buffer: Buffer.from(await (await writer.close()).arrayBuffer()) });
  await expect(look(page).getByText("stranger", { exact: true })).toBeVisible();
  await button(page, "Use as a start").click();
  await expect(page.getByText(/“stranger” is on the bench as the start/)).toBeVisible();
  await mainButton(page).click();
  await waitForEnd(page);
  const address = page.url();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => page.url()).not.toBe(address);

  const other = await (await browser.newContext()).newPage();
  await other.goto(new URL(address.slice(address.indexOf("#")), baseURL).href);
  await expect(other.getByText(/needs the model called “stranger”/)).toBeVisible();
  await other.getByRole("button", { name: "Load the model…" }).click();
  const chooser = other.waitForEvent("filechooser");
  await other.getByRole("button", { name: /model\.json and \.bin/ }).click();
  await (await chooser).setFiles(files(network()));
  await other.getByRole("button", { name: "Open the experiment" }).click();
  await expect.poll(() => other.url()).toBe(address);
  await other.context().close();
});

test("a malformed one gets a sentence and leaves the bench alone", async ({ page }) => {
  await open(page, link(small));
  const before = page.url();
  await openTab(page);
  await choose(page, /model\.json and \.bin/, files(network()).slice(0, 1));
  await expect(look(page).getByText(/The file "weights\.bin" is missing/)).toBeVisible();
  await choose(page, /model\.json and \.bin/, files(network("Lambda")));
  await expect(look(page).getByText(/Layer "rest" \(Lambda\) carries code of its own, and nothing from a file is executed/)).toBeVisible();
  await expect(button(page, "Use as a start")).toHaveAttribute("aria-disabled", "true");
  await page.keyboard.press("Escape");
  expect(page.url()).toBe(before);
});

test.describe("on a phone, in the dark", () => {
  test.use({ viewport: { width: 390, height: 844 }, colorScheme: "dark" });
  test("everything can be read and reached", async ({ page }) => {
    await open(page, link(small));
    // The setup is in drawers here.
    await page.getByRole("button", { name: /^1 Data/ }).click();
    await page.getByRole("combobox", { name: "Data set" }).click();
    await page.getByRole("option", { name: /^Bring your own/ }).click();
    await dialog(page).getByRole("tab", { name: "Model" }).click();
    await choose(page, /model\.json and \.bin/, files(network()));
    await expect(look(page).getByText(/gives 10 classes/)).toBeVisible();
    await expectAccessible(page);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide, "nothing sticks out sideways").toBeLessThanOrEqual(0);
    await expect(button(page, "Audit it")).toBeInViewport();
  });
});
