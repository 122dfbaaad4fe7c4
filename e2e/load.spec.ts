/** What a first visitor gets: a bench that is already set, from any path of any server, without a complaint. */
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { expect, test } from "./fixtures";
import { finding, mainButton, open } from "./lab";

test("the standard experiment is on the bench at once", async ({ page }) => {
  await open(page);
  await expect(page).toHaveTitle(/Hemlock/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Hemlock");
  await expect(page.getByText("200 images, 5 % of the training set, a third of everything labeled 0.")).toBeVisible();
  const samples = page.getByRole("list", { name: "Training samples" });
  await expect(samples).toBeVisible();
  expect(await samples.getByRole("button", { name: /poisoned/i }).count()).toBeGreaterThan(0);
  await expect(mainButton(page)).toBeInViewport();
  await expect(finding(page)).toHaveCount(0);
});

test("nothing is kept about the visitor", async ({ page, context }) => {
  await open(page);
  expect(await context.cookies()).toEqual([]);
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => !key.startsWith("hemlock")))).toEqual([]);
});

test("it works below any path of a plain web server", async ({ page, guard }) => {
  const dist = join(import.meta.dirname, "..", "dist");
  const types: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".wasm": "application/wasm" };
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "", "http://x").pathname;
    const file = path === "/school/lab/" ? "index.html" : path.replace(/^\/school\/lab\//, "");
    readFile(join(dist, file)).then(
      (body) => response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" }).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("no port");
  const home = `http://127.0.0.1:${address.port}/school/lab/`;
  await page.goto(home);
  await expect(mainButton(page)).toBeEnabled();
  await expect(page.getByRole("list", { name: "Training samples" })).toBeVisible();
  expect(guard.strangers.filter((url) => !url.startsWith(home))).toEqual([]);
  guard.strangers.length = 0;
  server.close();
});
