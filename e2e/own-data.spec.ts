/** People's own data: a table, a folder of pictures, points, lines of text; kept in the browser, and asked for by links. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator, Page, TestInfo } from "@playwright/test";
import { BlobReader, BlobWriter, ZipWriter } from "@zip.js/zip.js";
import { expect, expectAccessible, test } from "./fixtures";
import { finding, link, mainButton, open, run } from "./lab";

const dialog = (page: Page): Locator => page.getByRole("dialog", { name: "Your own data" });
const use = (page: Page): Locator => dialog(page).getByRole("button", { name: "Use these data" });
const tab = (page: Page, name: string): Promise<void> => dialog(page).getByRole("tab", { name }).click();

async function openDialog(page: Page): Promise<void> {
  const data = page.getByRole("region", { name: "Data", exact: true }), choice = data.getByRole("combobox", { name: "Data set" });
  if (!(await choice.isVisible())) await data.getByRole("button", { name: /^Data/ }).click();
  await choice.click();
  await page.getByRole("option", { name: /^Bring your own/ }).click();
  await expect(dialog(page)).toBeVisible();
}

/** Two groups of rows that a small network tells apart, delivered by two branches; `shift` makes it another file. */
function loans(shift = 0): string {
  const rows = Array.from({ length: 120 }, (_, i) => {
    const good = i % 2 === 0;
    return `${20 + ((i * 7) % 40)},${(good ? 3000 : 1200) + ((i * 37) % 500) + shift},${["rent", "own", "family"][i % 3]},${i % 4 === 0 ? "north" : "south"},${good ? "repaid" : "defaulted"}`;
  });
  return `age,income,housing,branch,outcome\n${rows.join("\n")}\n`;
}

async function choose(page: Page, button: string | RegExp, files: Parameters<Locator["setInputFiles"]>[0]): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await dialog(page).getByRole("button", { name: button }).click();
  await (await chooser).setFiles(files);
}

const csv = (text: string, name = "loans.csv") => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

/** Loads the table and puts it on the bench. */
async function useLoans(page: Page): Promise<void> {
  await openDialog(page);
  await choose(page, /CSV file/, csv(loans()));
  await expect(use(page)).toBeEnabled();
  await use(page).click();
  await expect(dialog(page)).toHaveCount(0);
  await expect(page.getByText(/“loans” is on the bench: 120 rows/)).toBeVisible();
}

test("a table: columns are understood, choices change them, and the models train on it", async ({ page }) => {
  await open(page);
  await openDialog(page);
  await choose(page, /CSV file/, csv(loans()));
  const look = dialog(page).getByRole("region", { name: "What was understood" });
  await expect(look.getByText("120 rows read.")).toBeVisible();
  await expect(look.getByRole("combobox", { name: "Class (label)" })).toHaveText(/outcome/);
  await expect(look.getByRole("row", { name: /^repaid/ })).toContainText("60");
  await expect(look.getByRole("combobox", { name: "Use housing as" })).toHaveText(/category/);
  await expectAccessible(page);
  await look.getByRole("combobox", { name: "Who delivered the row" }).click();
  await page.getByRole("option", { name: "branch" }).click();
  await expect(look.getByRole("row", { name: /^branch/ })).toContainText("who delivered it");
  await look.getByRole("combobox", { name: "Use housing as" }).click();
  await page.getByRole("option", { name: "leave out" }).click();
  await expect(use(page)).toBeEnabled();
  await use(page).click();
  await expect(page.getByText(/“loans” is on the bench: 120 rows/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Forget" })).toBeVisible();
  await run(page);
  await expect(finding(page)).toContainText(/%/);
  // One step back: the standard experiment is on the bench again.
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText(/Handwritten digits/i).first()).toBeVisible();
});

for (const [name, text, words] of [
  ["empty", "", /bad\.csv is empty/],
  ["of one class", "x,y\n1,a\n2,a\n3,a\n", /one class only, "a"/],
  ["ragged", `x,y\n${"1,a\n2,b\n".repeat(12)}1,2,3,4\n`, /Line 26 has 4 values where 2 were expected/],
] as const)
  test(`a table that is ${name} gives a sentence, and the bench stays`, async ({ page }) => {
    await open(page, link({ seed: 4 }));
    const before = page.url();
    await openDialog(page);
    await choose(page, /CSV file/, csv(text, "bad.csv"));
    await expect(dialog(page).getByText(words).first()).toBeVisible();
    await expect(use(page)).toHaveAttribute("aria-disabled", "true");
    await use(page).click({ force: true });
    await expect(dialog(page)).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(dialog(page)).toHaveCount(0);
    expect(page.url()).toBe(before);
    await expect(mainButton(page)).toHaveText("Run");
  });

/** A folder "shapes" with discs and bars as PNG files, drawn by the page itself. */
async function pictures(page: Page, info: TestInfo): Promise<string> {
  const root = info.outputPath("shapes");
  const urls = await page.evaluate(() =>
    ["discs", "bars"].flatMap((kind) =>
      Array.from({ length: 24 }, (_, i) => {
        const canvas = document.createElement("canvas");
        canvas.width = canvas.height = 48;
        const brush = canvas.getContext("2d")!;
        brush.fillStyle = "black";
        brush.fillRect(0, 0, 48, 48);
        brush.fillStyle = `hsl(${i * 15} 80% 60%)`;
        if (kind === "discs") brush.arc(20 + (i % 8), 20 + (i % 7), 10, 0, 7);
        else brush.rect(6 + (i % 8), 20 + (i % 7), 32, 5);
        brush.fill();
        return { path: `${kind}/${i}.png`, data: canvas.toDataURL("image/png").split(",")[1]! };
      })));
  for (const kind of ["discs", "bars"]) await mkdir(join(root, kind), { recursive: true });
  for (const { path, data } of urls) await writeFile(join(root, path), Buffer.from(data, "base64"));
  return root;
}

test("a folder of pictures: folders are labels, color is a choice", async ({ page }, info) => {
  await open(page);
  const root = await pictures(page, info);
  await openDialog(page);
  await tab(page, "Pictures");
  await choose(page, /folder/, root);
  const look = dialog(page).getByRole("region", { name: "What was understood" });
  await expect(look.getByRole("row", { name: /^discs/ })).toContainText("24");
  await expect(look.getByRole("list", { name: /Some of the pictures/ }).getByRole("button")).toHaveCount(24);
  await expect(look.locator("canvas").first(), "colored pictures stay colored").toHaveAttribute("width", "32");
  await dialog(page).getByRole("radio", { name: "28 × 28, grey" }).click();
  await expect(look.locator("canvas").first()).toHaveAttribute("width", "28");
  await expectAccessible(page);
  await use(page).click();
  await expect(page.getByText(/“shapes” is on the bench: 48 rows/)).toBeVisible();
  await expect(page.getByRole("list", { name: "Training samples" })).toBeVisible();
});

test("a zip of pictures: read like a folder, broken ones named, one with a path trick refused", async ({ page }, info) => {
  await open(page);
  const root = await pictures(page, info), writer = new ZipWriter(new BlobWriter("application/zip"));
  for (const kind of ["discs", "bars"]) for (let i = 0; i < 24; i++) await writer.add(`set/${kind}/${i}.png`, new BlobReader(new Blob([await readFile(join(root, kind, `${i}.png`))])));
  await writer.add("set/bars/no.png", new BlobReader(new Blob(["no picture at all, whatever the name says"])));
  const bytes = Buffer.from(await (await writer.close()).arrayBuffer());
  await openDialog(page);
  await tab(page, "Pictures");
  await choose(page, /zip/, { name: "set.zip", mimeType: "application/zip", buffer: bytes });
  const look = dialog(page).getByRole("region", { name: "What was understood" });
  await expect(look.getByRole("row", { name: /^bars/ })).toContainText("24");
  await expect(look.getByText(/set\/bars\/no\.png is not a PNG/)).toBeVisible();
  await expect(use(page)).toBeEnabled();

  const trick = Buffer.from(bytes);
  for (let at = trick.indexOf("set/bars/no.png"); at >= 0; at = trick.indexOf("set/bars/no.png", at + 1)) trick.write("../", at, "latin1");
  await choose(page, /zip/, { name: "trick.zip", mimeType: "application/zip", buffer: trick });
  await expect(dialog(page).getByText(/trick\.zip: the entry .* points outside the zip file/)).toBeVisible();
  await expect(use(page)).toBeDisabled();
});

test("points by keyboard: add, move, relabel, delete, undo, train", async ({ page }) => {
  await open(page);
  await openDialog(page);
  await tab(page, "Points");
  const plane = dialog(page).getByRole("application", { name: /Plane/ });
  const editor = dialog(page).getByRole("group", { name: "Points editor" });
  await plane.focus();
  for (const key of ["Shift+ArrowLeft", "Shift+ArrowLeft", "b", "2", "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "b", "Enter"]) await page.keyboard.press(key);
  await expect(editor.getByText("Added 1 point of class 2; 41 points now.")).toBeVisible();
  await page.keyboard.press("PageDown");
  await expect(editor.getByText(/^Selected: class 1 at/)).toBeVisible();
  await page.keyboard.press("n");
  await expect(editor.getByText(/^Now class 2/)).toBeVisible();
  await page.keyboard.press("Delete");
  await expect(editor.getByText("Deleted; 40 points left.")).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(editor.getByText("Undone; 41 points now.")).toBeVisible();
  await expectAccessible(page);
  await use(page).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText(/“My points” is on the bench: 41 rows/)).toBeVisible();
  await run(page);
  await expect(finding(page)).toContainText(/%/);
});

test("points by mouse: click, drag, shift-click", async ({ page }) => {
  await open(page);
  await openDialog(page);
  await tab(page, "Points");
  const plane = dialog(page).getByRole("application", { name: /Plane/ });
  const editor = dialog(page).getByRole("group", { name: "Points editor" });
  const box = (await plane.boundingBox())!;
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await expect(editor.getByText("Added 1 point of class 1; 1 point now.")).toBeVisible();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.7, box.y + box.height * 0.3, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.down("Shift");
  await page.mouse.click(box.x + box.width * 0.7, box.y + box.height * 0.3);
  await page.keyboard.up("Shift");
  await expect(editor.getByText(/Selected: class 2 at 0\.50, 0\.50/)).toBeVisible();
  await expect(plane.locator("path[transform]")).toHaveCount(1);
});

test("messages in one box a class", async ({ page }) => {
  await open(page);
  await openDialog(page);
  await tab(page, "Text");
  await dialog(page).getByRole("radio", { name: "one box a class" }).click();
  await dialog(page).getByRole("textbox", { name: "Messages of class 1, one a line" }).fill(Array.from({ length: 12 }, (_, i) => `win prize number ${i} now, call free`).join("\n"));
  await dialog(page).getByRole("textbox", { name: "Messages of class 2, one a line" }).fill(Array.from({ length: 12 }, (_, i) => `see you at ${i} for dinner, love`).join("\n"));
  await expect(dialog(page).getByText("24 rows read.")).toBeVisible();
  await use(page).click();
  await expect(page.getByText(/is on the bench: 24 rows/)).toBeVisible();
});

test("kept in the browser: a reload and a link find the data, forgetting takes them away", async ({ page, context }) => {
  await open(page);
  await useLoans(page);
  await expect.poll(() => page.url()).toContain("#v1=");
  const shared = page.url();
  await page.reload();
  await expect(page.getByText(/loans/).first()).toBeVisible();
  await expect(page.getByText(/needs the data/)).toHaveCount(0);
  await run(page);
  const other = await context.newPage();
  await other.goto(shared);
  await expect(other.getByText(/loans/).first()).toBeVisible();
  await other.close();
  await openDialog(page);
  await dialog(page).getByRole("button", { name: "Forget loans" }).click();
  await expect(dialog(page).getByRole("button", { name: "Forget loans" })).toHaveCount(0);
  await page.goto("about:blank");
  await page.goto(shared);
  await expect(page.getByText(/needs the data called “loans”/).first()).toBeVisible();
});

test("a link whose data are not here asks for them, tells other data apart, and opens with the right ones", async ({ page, browser, baseURL }) => {
  await open(page);
  await useLoans(page);
  await expect.poll(() => page.url()).toContain("#v1=");
  const elsewhere = await browser.newContext({ baseURL });
  const stranger = await elsewhere.newPage();
  await stranger.goto(page.url());
  await expect(stranger.getByText(/needs the data called “loans”/).first()).toBeVisible();
  await expect(mainButton(stranger)).toBeEnabled();
  await stranger.getByRole("button", { name: "Load the data…" }).click();
  await choose(stranger, /CSV file/, csv(loans(5)));
  await expect(dialog(stranger).getByText(/These are not the data called “loans”/)).toBeVisible();
  await choose(stranger, /CSV file/, csv(loans()));
  await expect(dialog(stranger)).toHaveCount(0);
  await expect(stranger.getByText(/has the fingerprint that the experiment asked for/)).toBeVisible();
  await expect.poll(() => stranger.url()).toBe(page.url());
  await elsewhere.close();
});

test("other data can be used with a link’s settings", async ({ page }) => {
  const wanted = { id: "own", params: { hash: "ab".repeat(32), name: "loans" } };
  await open(page, link({ dataset: wanted, model: { id: "logistic-regression", params: {} }, attack: { id: "label-flip", params: { rate: 0.35 } }, defenses: [], "training.epochs": 3 }));
  await page.getByRole("button", { name: "Load the data…" }).click();
  await choose(page, /CSV file/, csv(loans(5)));
  await dialog(page).getByRole("button", { name: "Use with those settings" }).click();
  await expect(page.getByText(/“loans” is on the bench: 120 rows/)).toBeVisible();
  await expect(page.getByText("Logistic regression, 3 epochs").first()).toBeVisible();
  await expect(page.getByText("Label flipping, 35").or(page.getByRole("slider", { name: "Poison rate" })).first()).toBeVisible();
});

test("where storage is blocked the data last until the tab is closed, and the page says so", async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(globalThis, "indexedDB", { get: () => { throw new DOMException("denied", "SecurityError"); } }));
  await open(page);
  await useLoans(page);
  await expect(page.getByText(/only until the tab is closed/).first()).toBeVisible();
});

test("a CSV file dropped anywhere opens the dialog with it", async ({ page }) => {
  await open(page);
  const transfer = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "dropped.csv", { type: "text/csv" }));
    return data;
  }, loans());
  await page.locator("body").dispatchEvent("drop", { dataTransfer: transfer });
  await expect(dialog(page).getByText("120 rows read.")).toBeVisible();
});
