/** What the offline journeys share: asking the service worker what it keeps, from the page, in the page's own words. */
import { expect, type Page } from "@playwright/test";
import type { Answer, Asked, KeptFile } from "../src/offline/plan";

const askWorker = (page: Page, asked: Asked): Promise<Answer | null> =>
  page.evaluate(async (message) => {
    const worker = (await navigator.serviceWorker.getRegistration())?.active;
    if (!worker) return null;
    const { port1, port2 } = new MessageChannel(), answer = new Promise<Answer>((resolve) => void (port1.onmessage = (e) => resolve(e.data as Answer)));
    worker.postMessage(message, [port2]);
    return answer;
  }, asked);

export async function keptFiles(page: Page): Promise<readonly KeptFile[]> {
  const answer = await askWorker(page, { type: "list" });
  return answer?.type === "list" ? answer.files : [];
}

/** Waits until page, engine and every file that begins with one of these are kept. */
export async function waitUntilKept(page: Page, ...beginnings: readonly string[]): Promise<void> {
  await expect.poll(async () => {
    const files = await keptFiles(page).catch(() => []), wanted = files.filter((f) => f.tier !== "more" || beginnings.some((b) => f.path.startsWith(b)));
    return wanted.length > 0 ? wanted.filter((f) => !f.kept).map((f) => f.path) : ["nothing is listed"];
  }, { timeout: 60_000 }).toEqual([]);
}
