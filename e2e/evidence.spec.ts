/** What a defense goes by: its pictures and bars, a guard's rates and scores, a monitored stream as a film, and the map of features. */
import type { Locator, Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures";
import { link, open, run, small } from "./lab";

const panel = (page: Page): Locator => page.getByRole("tabpanel", { name: "Evidence" });
const show = (page: Page) => page.getByRole("tab", { name: "Evidence" }).click();
const chain = (...ids: readonly string[]) => [ids.map((id) => ({ id, params: {} }))];
/** Learns its trigger for certain, in seconds. */
const learned = { ...small, "dataset.params.train": 1200, "training.epochs": 5, "attack.params.rate": 0.15, baselines: false };

test("a guard says what it turned away, and with the truth revealed what it let in", async ({ page }) => {
  await open(page, link({ ...learned, defenses: chain("strip") }));
  await show(page);
  await expect(panel(page).getByText("No run yet")).toBeVisible();
  await run(page);
  await page.getByRole("tab", { name: "Evidence" }).click();
  const card = panel(page).getByRole("region", { name: "STRIP at the door" });
  await expect(card.getByText("False rejections")).toBeVisible();
  await expect(card.getByText(/n\s=\s200/).first()).toBeVisible();
  await expect(card.getByText("revealed with the truth").first()).toBeVisible();
  await panel(page).getByRole("switch", { name: "Reveal the truth" }).click();
  await expect(card.getByText("revealed with the truth")).toHaveCount(0);
  await expect(card.getByText(/STRIP turned away .*% of 200 untouched test inputs and let in .*% of \d+ triggered inputs\./)).toBeVisible();
  await card.getByRole("button", { name: "View as table" }).click();
  await expect(card.getByRole("columnheader")).toHaveText(["from", "to", "untouched test inputs (200)", /^the attacker’s inputs \(\d+\)$/]);
  const column = page.getByRole("region", { name: "Defended model" });
  await expect(column.getByText(/The guard turned away \d+ of 200 untouched test inputs/)).toBeVisible();
  await expectAccessible(page);
});

test("the map of features walks by keyboard, shows the truth on request, and UMAP gives the same picture twice", async ({ page }) => {
  await open(page, link({ ...learned, defenses: chain("activation-clustering") }));
  await run(page);
  await show(page);
  const map = panel(page).getByRole("region", { name: "Map of the training rows" });
  const plane = map.getByRole("application");
  await expect(map.getByText(/All 1,200 rows\. PCA: /)).toBeVisible();
  await plane.focus();
  await page.keyboard.press("ArrowRight");
  await expect(map.getByText(/^Row \d+, labeled \d\.$/).first()).toBeVisible();
  await panel(page).getByRole("switch", { name: "Reveal the truth" }).click();
  await expect(map.getByText(/180 of the 1,200 rows shown are poisoned/)).toBeVisible();
  await plane.focus();
  await page.keyboard.press("End");
  await expect(map.getByText(/^Row \d+, labeled \d; (honest|poisoned)\.$/).first()).toBeVisible();
  await expect(panel(page).getByText(/Of 256 neurons, number \d+ differs most/)).toBeVisible();
  await map.getByRole("combobox", { name: "Color by" }).click();
  await page.getByRole("option", { name: /suspicion: Activation clustering/ }).click();
  await expect(map.getByText("most suspicious")).toBeVisible();
  const picture = () => plane.locator("canvas").nth(1).evaluate((c: HTMLCanvasElement) => c.toDataURL());
  const flat = await picture();
  await map.getByRole("radio", { name: "UMAP" }).click();
  await expect(map.getByText(/UMAP keeps neighbors together/)).toBeVisible({ timeout: 60_000 });
  await expect.poll(picture).not.toBe(flat);
  const first = await picture();
  await map.getByRole("radio", { name: "PCA" }).click();
  await expect(map.getByText(/PCA: the two directions/)).toBeVisible();
  await map.getByRole("radio", { name: "UMAP" }).click();
  await expect(map.getByText(/UMAP keeps neighbors together/)).toBeVisible({ timeout: 60_000 });
  await expect.poll(picture).toBe(first);
  await expectAccessible(page);
});

test("a monitored stream plays, steps and scrubs, and the alarm comes after the attack has begun", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page, link({ ...learned, defenses: chain("drift-monitor") }));
  await run(page);
  await show(page);
  const film = panel(page).getByRole("region", { name: "Drift monitor: the stream" });
  await expect(film.getByText(/1,000 of 1,000 inputs answered/)).toBeVisible();
  await film.getByRole("button", { name: "Play again" }).click();
  await film.getByRole("button", { name: "Pause" }).click();
  const slider = film.getByRole("slider", { name: "Inputs answered", exact: true });
  await slider.focus();
  await page.keyboard.press("Home");
  await expect(film.getByText(/^0 of 1,000 inputs answered/)).toBeVisible();
  await film.getByRole("button", { name: "One input on" }).click();
  await expect(film.getByText(/^1 of 1,000 inputs answered/)).toBeVisible();
  await expect(film.getByRole("list", { name: "The latest inputs and what they were read as" }).getByRole("listitem")).toHaveCount(1);
  await slider.focus();
  await page.keyboard.press("End");
  await expect(film.getByRole("list", { name: "The latest inputs and what they were read as" }).getByRole("listitem")).toHaveCount(12);
  await expect(film.getByText(/clean streams of the same length/).first()).toBeVisible();
  await panel(page).getByRole("switch", { name: "Reveal the truth" }).click();
  await expect(film.getByText(/The first triggered input came after \d+ inputs/)).toBeVisible();
  await expect(film.getByText(/\d+ inputs? after the attack began/).first()).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.keyboard.press("t");
  await expectAccessible(page);
});

test("step 4 offers defenses by stage, says why one cannot join, and asks for trusted rows and a stream", async ({ page }) => {
  await open(page, link({ ...small, defenses: chain("strip", "drift-monitor") }));
  const step = page.getByRole("region", { name: "Defense", exact: true });
  const rows = step.getByRole("region", { name: "The defender’s own rows" }).getByRole("textbox", { name: "Trusted rows" });
  await expect(rows).toHaveAttribute("placeholder", "all");
  await rows.fill("200");
  await page.keyboard.press("Tab");
  await expect(rows).toHaveValue("200");
  await rows.fill("");
  await page.keyboard.press("Tab");
  await expect(rows).toHaveValue("");
  await expect(step.getByRole("region", { name: "After deployment" }).getByText("The attack begins")).toBeVisible();
  await step.getByRole("combobox", { name: "Add a step to this pipeline…" }).click();
  await expect(page.getByRole("group", { name: "Guard it at run time" })).toBeVisible();
  await expect(page.getByRole("option", { name: /^Feature squeezing/ })).toContainText("A pipeline has room for one defense that screens inputs at run time.");
});
