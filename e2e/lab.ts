/** The lab through a visitor's eyes: open it, run it, read it. Finds things by role and name, as assistive technology does. */
import { readFile } from "node:fs/promises";
import { expect, type Locator, type Page } from "@playwright/test";

/** A link that differs from the standard experiment in these fields (dotted paths). */
export function link(patch: Readonly<Record<string, unknown>>): string {
  return `#v1=${Buffer.from(JSON.stringify(patch)).toString("base64url")}`;
}

/** The standard experiment, small enough to end in seconds. */
export const small = { "dataset.params.train": 600, "dataset.params.test": 200, "training.epochs": 2 };

export const mainButton = (page: Page): Locator => page.getByRole("region", { name: "Run controls" }).getByRole("button").first();
export const finding = (page: Page): Locator => page.getByRole("region", { name: "Finding" });

/** Opens the lab and waits until its data are on screen and it could be run. */
export async function open(page: Page, hash = "#lab"): Promise<void> {
  await page.goto(`./${hash}`);
  await expect(mainButton(page)).toHaveText("Run");
  await expect(mainButton(page)).toBeEnabled();
  const samples = page.getByRole("tabpanel", { name: "Samples" });
  await expect(samples).toHaveText(/./);
  await expect(samples).not.toHaveText("Loading the data…");
}

/** Names of the backends as the page shows them. */
export const backends = { wasm: "WebAssembly", webgl: "WebGL", webgpu: "WebGPU", cpu: "Plain JavaScript" } as const;

export async function chooseBackend(page: Page, id: keyof typeof backends): Promise<void> {
  const learning = page.getByRole("region", { name: "Learning" });
  await learning.getByRole("button", { name: /^Learning/ }).click();
  await learning.getByRole("combobox", { name: "Backend" }).click();
  await page.getByRole("option", { name: new RegExp(`^${backends[id]}`) }).click();
}

export async function waitForEnd(page: Page, timeout = 90_000): Promise<void> {
  await expect(mainButton(page)).toHaveText("Run again", { timeout });
  await expect(finding(page)).toBeVisible();
}

export async function run(page: Page, timeout?: number): Promise<void> {
  await mainButton(page).click();
  await waitForEnd(page, timeout);
}

export interface SavedResult {
  readonly spec: { readonly seed: number };
  readonly key: string;
  readonly engine: { readonly backend: string };
  readonly arms: readonly { readonly id: string; readonly metrics: Readonly<Record<string, { readonly value: number } | null>> }[];
}

/** Saves the result from the share dialog and reads the file. */
export async function savedResult(page: Page): Promise<SavedResult> {
  await page.getByRole("button", { name: "Share and save" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Result (JSON)" }).click();
  const text = await readFile(await (await download).path(), "utf8");
  await page.keyboard.press("Escape");
  return JSON.parse(text) as SavedResult;
}

/** How many cells of sweeps and matrices are written on this device; they get there a moment after they are on screen. */
export const cellsWritten = (page: Page): Promise<number> => page.evaluate(async () => {
  const name = "hemlock-jobs";
  // Opening what is not there would make an empty one.
  if (!(await indexedDB.databases()).some((d) => d.name === name)) return 0;
  const settled = <T>(request: IDBRequest<T>) => new Promise<T>((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error!); });
  const base = await settled(indexedDB.open(name));
  try {
    const jobs = (await settled(base.transaction("data").objectStore("data").getAll())) as readonly { readonly cells: readonly unknown[] }[];
    return jobs.reduce((sum, job) => sum + job.cells.length, 0);
  } finally {
    base.close();
  }
});
