/** Other kinds of data through a visitor's eyes: messages, tables, and who delivered the rows. Small and quick on purpose. */
import { expect, test } from "./fixtures";
import { finding, link, mainButton, open, waitForEnd } from "./lab";

test("a scenario is chosen from cards, and a phrase carries spam past the filter", async ({ page }) => {
  await open(page);
  await page.getByRole("banner").getByRole("button", { name: "All scenarios" }).click();
  const dialog = page.getByRole("dialog", { name: "Choose a scenario" });
  await expect(dialog.getByRole("button", { name: /^Handwriting reader/ })).toHaveAttribute("aria-pressed", "true");
  await dialog.getByRole("button", { name: /^Spam filter Text messages/ }).click();
  await expect(dialog).toBeHidden();
  const samples = page.getByRole("tabpanel", { name: "Samples" });
  await expect(samples.getByText(/messages, 3.% of the training set/)).toBeVisible();
  await samples.getByRole("button", { name: "Poisoned", exact: true }).or(samples.getByRole("radio", { name: "Poisoned" })).first().click();
  await expect(samples.getByText("penguin").first()).toBeVisible();
  await mainButton(page).click();
  await waitForEnd(page);
  await expect(finding(page)).toContainText(/of messages( of spam)? with the trigger are now read as ham/);
  await expect(page.getByRole("region", { name: /^Clean/ }).getByText("spam found")).toBeVisible();

  const pinned = page.getByRole("region", { name: "One message, every model" });
  await pinned.getByText("Write your own").click();
  await pinned.getByRole("textbox", { name: "Your message" }).fill("free prize claim now call 123456");
  await expect(pinned.getByText("<number>").first()).toBeVisible();
  await expect(pinned.getByText("Clean", { exact: false }).first()).toBeVisible();
});

test("a table shows its columns, what an attack wrote, and recall of the class that matters", async ({ page }) => {
  await open(page, link({ dataset: { id: "breast-cancer" }, model: { id: "logistic-regression" }, attack: { id: "table-trigger", params: { rate: 0.1, column: 3 } }, defenses: [], "training.epochs": 5 }));
  const samples = page.getByRole("tabpanel", { name: "Samples" });
  await expect(samples.getByRole("columnheader", { name: "mean area" })).toBeVisible();
  await samples.getByText("Poisoned", { exact: true }).first().click();
  await expect(samples.getByRole("cell", { name: /→/ }).first()).toBeVisible();
  await mainButton(page).click();
  await waitForEnd(page);
  await expect(page.getByRole("region", { name: /^Poisoned/ }).getByText("malignant found")).toBeVisible();
  const pinned = page.getByRole("region", { name: "One row, every model" });
  await pinned.getByText("Change its values").click();
  await pinned.getByRole("spinbutton", { name: "mean radius" }).fill("20");
  await expect(pinned.getByRole("button", { name: "Back to the test row" })).toBeVisible();

  await page.getByRole("region", { name: "Data" }).getByRole("button", { name: /^Data/ }).click();
  await page.getByRole("button", { name: "About these data" }).click();
  const about = page.getByRole("dialog", { name: "Tumors" });
  for (const term of ["What it is", "Source", "License", "Size", "Not good for", "Classes"]) await expect(about.getByText(term, { exact: true })).toBeVisible();
  await expect(about.getByRole("rowheader", { name: "mean area" })).toBeVisible();
});

test("contributors are named, one of them is the attacker’s, and results are told apart by source", async ({ page }) => {
  await open(page, link({ "dataset.params.train": 600, "dataset.params.test": 200, "training.epochs": 2, "attack.params.rate": 0.2 }));
  await page.getByRole("region", { name: "Data" }).getByRole("button", { name: /^Data/ }).click();
  await page.getByRole("button", { name: "Name three contributors" }).click();
  await page.getByRole("textbox", { name: "Name of contributor 3" }).fill("shady site");
  await page.getByRole("combobox", { name: "The attacker is" }).click();
  await page.getByRole("option", { name: "shady site" }).click();
  await mainButton(page).click();
  await waitForEnd(page);
  await page.getByRole("tab", { name: "Sources" }).click();
  const row = page.getByRole("row", { name: /^shady site/ });
  await expect(row.getByRole("cell").nth(0)).toHaveText("60");
  // A fifth of 600 rows was asked for; the site has 60, some of them labeled with the target already.
  expect(Number(await row.getByRole("cell").nth(1).textContent())).toBeGreaterThan(45);
  await expect(page.getByRole("row", { name: /^careful lab/ }).getByRole("cell").nth(1)).toHaveText("0");
  await page.getByRole("button", { name: "Take all out" }).click();
  await expect(page.getByRole("combobox", { name: "The attacker is" })).toHaveCount(0);
});
