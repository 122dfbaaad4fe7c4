/** What a person brings along: a digit of their own, and files that are an experiment or are not. */
import { expect, test } from "./fixtures";
import { link, open, run, small } from "./lab";

test("a digit drawn by hand is read by every model, with and without the trigger", async ({ page }) => {
  await open(page, link(small));
  await run(page);
  await page.getByRole("radio", { name: "Draw your own" }).or(page.getByRole("button", { name: "Draw your own" })).first().click();
  await expect(page.getByText(/Draw something/)).toBeVisible();
  const pad = page.getByRole("region", { name: "One image, every model" }).locator("canvas").first();
  const box = (await pad.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height * 0.2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height * 0.8, { steps: 12 });
  await page.mouse.up();
  const answers = page.getByRole("region", { name: "One image, every model" });
  await expect(answers).not.toContainText("Draw something");
  await expect(answers).toContainText("with trigger");
  await expect(answers).toContainText("Poisoned");
});

const drop = async (page: import("@playwright/test").Page, name: string, text: string) => {
  await page.getByRole("button", { name: "Share and save" }).click();
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: /Open a file/ }).click();
  await (await chooser).setFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
};

test("a spec file goes on the bench; a wrong file says what is wrong and changes nothing", async ({ page }) => {
  await open(page);
  await drop(page, "moons.json", JSON.stringify({ dataset: { id: "moons" }, model: { id: "mlp" }, seed: 9 }));
  await expect(page.getByText(/moons\.json is on the bench/)).toBeVisible();
  await expect.poll(() => page.url()).toContain("#v1=");
  const shared = page.url();
  for (const [name, text, words] of [
    ["picture.json", "\u0089PNG not json", /picture\.json|JSON/i],
    ["odd.json", JSON.stringify({ dataset: { id: "moons" }, model: { id: "mlp" }, training: { epochs: 0 } }), /training\.epochs/],
  ] as const) {
    await page.keyboard.press("Escape");
    await drop(page, name, text);
    await expect(page.getByText(words).first()).toBeVisible();
    expect(page.url()).toBe(shared);
  }
});
