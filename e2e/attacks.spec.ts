/** The attacker's tools: a trigger painted by hand, one chosen image, stealth as numbers, and points that walk to where they hurt. */
import { createHash } from "node:crypto";
import { expect, expectAccessible, test } from "./fixtures";
import { link, open, run, small } from "./lab";

const painted = { "dataset.params.train": 400, "dataset.params.test": 200, "attack.params.shape": "painted" };
/** What the address holds, as settings by path. */
const inLink = (url: string): Record<string, unknown> => JSON.parse(Buffer.from(new URL(url).hash.replace("#v1=", ""), "base64url").toString("utf8")) as Record<string, unknown>;

test("a trigger painted with mouse and keyboard is in the link and on the pinned image", async ({ page }) => {
  await open(page, link(painted));
  const attack = page.getByRole("region", { name: "Attack", exact: true });
  const field = attack.getByRole("button", { name: "Paint…" });
  await field.click();
  const dialog = page.getByRole("dialog", { name: "Paint the trigger" }), grid = dialog.getByRole("application", { name: "Trigger" });
  await dialog.getByRole("button", { name: "Clear" }).click();
  await expect(dialog.getByText(/^0 of at most \d+ pixels painted\.$/)).toBeVisible();
  const box = (await grid.boundingBox())!, at = (row: number, column: number) => [box.x + ((column + 0.5) / 28) * box.width, box.y + ((row + 0.5) / 28) * box.height] as const;
  await page.mouse.move(...at(2, 3));
  await page.mouse.down();
  await page.mouse.move(...at(2, 6), { steps: 6 });
  await page.mouse.up();
  await expect(dialog.getByText(/^4 of at most/)).toBeVisible();
  // One more pixel by keyboard, in the middle; then one stroke back and forth again.
  await grid.focus();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Space");
  await expect(dialog.getByText(/^5 of at most/)).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(dialog.getByText(/^4 of at most/)).toBeVisible();
  await page.keyboard.press("Control+Shift+z");
  await expect(dialog.getByText(/^5 of at most/)).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Done" }).click();
  const text = ["0203", "0204", "0205", "0206", "0d0e"].map((place) => `${place}ffffff`).join("");
  await expect.poll(() => JSON.stringify(inLink(page.url()))).toContain(text);

  const elsewhere = page.url();
  await page.goto("about:blank");
  await page.goto(elsewhere);
  await expect(attack.getByText("5 pixels")).toBeVisible();
  const versions = page.getByRole("region", { name: "One image, every model" }).locator("canvas");
  await expect(versions).toHaveCount(2);
  const bright = (canvas: HTMLCanvasElement | SVGElement) => {
    const { data } = (canvas as HTMLCanvasElement).getContext("2d")!.getImageData(0, 0, 28, 28);
    return [2 * 28 + 3, 2 * 28 + 4, 2 * 28 + 5, 2 * 28 + 6, 13 * 28 + 14].map((i) => data[i * 4]!);
  };
  expect(await versions.nth(1).evaluate(bright)).toEqual([255, 255, 255, 255, 255]);
  expect(await versions.nth(0).evaluate(bright)).not.toEqual([255, 255, 255, 255, 255]);
});

test("the place of a sticker ends where the picture does", async ({ page }) => {
  await open(page, link({ ...painted, "attack.params.shape": "square", "attack.params.position": "custom", "attack.params.size": 4 }));
  const attack = page.getByRole("region", { name: "Attack", exact: true }), more = attack.getByRole("button", { name: /^More settings/ });
  if (await more.isVisible()) await more.click();
  for (const name of ["Row", "Column"]) {
    const slider = attack.getByRole("slider", { name, exact: true });
    await slider.focus();
    await page.keyboard.press("End");
    await expect(slider).toHaveValue("24");
  }
  await expect(attack.getByRole("slider", { name: "Sticker size", exact: true })).toHaveAttribute("max", "4");
  await expect(attack.getByText(/stays inside the picture/)).toHaveCount(0);
});

test("a touched row is compared with its original, and stealth stands in numbers", async ({ page }) => {
  await open(page, link({ ...small, attack: { id: "blended", params: {} } }));
  const stealth = page.getByRole("tabpanel", { name: "Samples" }).getByRole("region", { name: "How visible it is" });
  for (const words of [/L∞/, /L2/, /SSIM/, /labels changed/]) await expect(stealth.getByText(words).first()).toBeVisible();
  await expect(page.getByText(/^difference ×\s*\d+$/)).toBeVisible();
  await stealth.getByRole("button", { name: "SSIM" }).click();
  await expect(page.getByText(/1\.00 is identical/)).toBeVisible();
});

test("one image is picked by clicking it; the result is a hit or a miss and no rate", async ({ page }) => {
  await open(page, link({ ...small, attack: { id: "feature-collision", params: { rate: 0.01, steps: 20 } }, defenses: [] }));
  await expect(page.getByText(/is crafted against a model during the run/)).toBeVisible();
  await page.getByRole("region", { name: "Attack", exact: true }).getByRole("button", { name: "Choose…" }).click();
  const dialog = page.getByRole("dialog", { name: "Choose the image to be misread" });
  await dialog.getByRole("button", { name: /^Test image \d+, truly/ }).nth(4).click();
  await expect(dialog).toHaveCount(0);
  const panel = page.getByRole("region", { name: "The chosen image", exact: true });
  await expect(panel).toContainText(/Test image \d+, truly/);
  const chosen = /Test image (\d+)/.exec(await panel.innerText())![1]!;
  await expect.poll(() => JSON.stringify(inLink(page.url()))).toContain(`:${Number(chosen) - 1}`);
  await run(page);
  await expect(panel.getByText(/^Target (hit|missed)$/)).toHaveCount(2);
  await expect(page.getByRole("region", { name: "Poisoned model" })).toContainText(/target hit(Yes|No)/);
  await expect(page.getByRole("region", { name: "Poisoned model" })).not.toContainText(/attack success/);
  await expect(page.getByText(/is crafted against a model during the run/)).toHaveCount(0);
  await expectAccessible(page);
});

test("poisoned points walk across the plane, and the same way after the link is opened again", async ({ page }) => {
  const walk = page.getByRole("region", { name: "How the poison found its places" });
  /** A fingerprint of the points and their ways as drawn. */
  const plane = async () => createHash("sha256").update(await walk.locator("canvas").nth(1).evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL())).digest("hex");
  const seen = async () => {
    await open(page, link({ dataset: { id: "moons", params: {} }, model: { id: "logistic-regression", params: {} }, attack: { id: "bilevel", params: { rate: 0.1, steps: 12 } }, defenses: [], training: { epochs: 5 } }));
    await expect(walk).toHaveCount(0);
    await run(page);
    await expect(walk.getByText(/test error of Random flips/)).toBeVisible();
    const text = await walk.innerText(), there = await plane();
    return { text, there };
  };
  const first = await seen();
  const slider = walk.getByRole("slider", { name: "Step" });
  const last = Number(await slider.inputValue());
  expect(last).toBeGreaterThan(2);
  await slider.focus();
  await page.keyboard.press("Home");
  await expect.poll(plane).not.toBe(first.there);
  await walk.getByRole("button", { name: "Play" }).click();
  await expect.poll(() => slider.inputValue(), { timeout: 20_000 }).toBe(String(last));
  await expect(walk.getByText(`after step ${last}`)).toBeVisible();
  await page.goto("about:blank");
  const again = await seen();
  expect(again).toEqual(first);
});

test.describe("without motion", () => {
  test.use({ contextOptions: { reducedMotion: "reduce" }, viewport: { width: 390, height: 844 } });
  test("the walk has a slider and no play button, and fits a phone", async ({ page }) => {
    await open(page, link({ dataset: { id: "moons", params: {} }, model: { id: "logistic-regression", params: {} }, attack: { id: "bilevel", params: { rate: 0.05, steps: 6 } }, defenses: [], training: { epochs: 3 } }));
    await run(page);
    const walk = page.getByRole("region", { name: "How the poison found its places" });
    await expect(walk.getByRole("slider", { name: "Step" })).toBeVisible();
    await expect(walk.getByRole("button", { name: /Play/ })).toHaveCount(0);
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  });
});
