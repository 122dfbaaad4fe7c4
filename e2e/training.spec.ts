/** Training in the page: on each backend, and through the death of a worker. */
import { expect, test } from "./fixtures";
import { backends, chooseBackend, link, mainButton, open, run, savedResult, small, waitForEnd } from "./lab";

for (const backend of ["wasm", "webgl", "webgpu", "cpu"] as const)
  test(`${backend} trains the standard model`, async ({ page }) => {
    test.setTimeout(300_000);
    // Software rendering is slow: the same network, few images.
    await open(page, link({ "dataset.params.train": 128, "dataset.params.test": 100, "training.epochs": 4, "training.batchSize": 16, "training.learningRate": 0.01, attack: null, defenses: [] }));
    await chooseBackend(page, backend);
    await run(page, 280_000);
    await expect(page.getByText(`${backends[backend]} is in use, as you chose.`)).toBeVisible();
    const result = await savedResult(page);
    expect(result.engine.backend).toBe(backend);
    expect(result.arms.find((a) => a.id === "clean")!.metrics["cleanAccuracy"]!.value).toBeGreaterThan(0.4);
  });

test("a worker that dies is replaced, the page says so, and the run ends", async ({ page, guard }) => {
  guard.allow(/worker/i);
  await open(page, link(small));
  await mainButton(page).click();
  await expect.poll(() => page.workers().length).toBeGreaterThan(0);
  await page.workers()[0]!.evaluate(() => (globalThis as unknown as { close(): void }).close()).catch(() => {});
  await expect(page.getByText(/worker stopped answering/i).first()).toBeVisible({ timeout: 30_000 });
  await waitForEnd(page);
});

test("what a worker that died was asked is asked again", async ({ page }) => {
  await open(page);
  await expect.poll(() => page.workers().length).toBeGreaterThan(0);
  await page.workers()[0]!.evaluate(() => (globalThis as unknown as { close(): void }).close()).catch(() => {});
  await page.evaluate((hash) => void (location.hash = hash), link({ "dataset.params.train": 700, "attack.params.rate": 0.1 }));
  await expect(page.getByText(/^70 images, 10\s%/).first()).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("list", { name: "Training samples" })).toBeVisible();
});

test("cancel stops a run within a second and the page stays usable", { tag: "@alone" }, async ({ page }) => {
  await open(page);
  await mainButton(page).click();
  await expect(mainButton(page)).toHaveText("Pause");
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(mainButton(page)).toHaveText("Run", { timeout: 2_000 });
});
