/** Links with options and who makes them: parts hidden and locked, unknown names, the panel for teachers by keyboard, and the code for cameras. */
import { expect, expectAccessible, test } from "./fixtures";
import { finding, link, mainButton, open, run } from "./lab";
import type { Locator, Page } from "@playwright/test";

const attack = (page: Page) => page.getByRole("region", { name: "Attack", exact: true });
const learning = (page: Page) => page.getByRole("region", { name: "Learning", exact: true });
const tabs = (page: Page) => page.getByRole("tablist", { name: "Details" });

/** Goes on with Tab until the element has the focus, as somebody without a mouse would. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let i = 0; i < 80; i++) {
    if (await target.evaluate((e) => e === document.activeElement).catch(() => false)) return;
    await page.keyboard.press("Tab");
  }
  await expect(target).toBeFocused();
}

test("a link hides and locks parts, keeps doing so while other knobs move, and can be left", async ({ page }) => {
  await open(page, "#lab&hide=probe,matrix,finding&lock=attack");
  await expect(page.getByRole("region", { name: "Probe", exact: true })).toHaveCount(0);
  await expect(tabs(page).getByRole("tab", { name: "Evidence" })).toBeVisible();
  await expect(tabs(page).getByRole("tab", { name: "Matrix" })).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Finding" })).toHaveCount(0);
  await expect(attack(page).getByText("Locked by whoever made this link.")).toBeVisible();
  const rate = attack(page).getByRole("slider", { name: "Poison rate" });
  await expect(rate).toBeDisabled();
  await expect(rate).toHaveValue("0.05");
  await expect(attack(page).getByRole("combobox", { name: "Attack", exact: true })).toBeDisabled();
  await expectAccessible(page);

  await learning(page).getByRole("button", { name: /^Learning/ }).click();
  await learning(page).getByRole("textbox", { name: "Seed" }).fill("77");
  await page.keyboard.press("Tab");
  await expect(page).toHaveURL(/#v1=[\w-]+&hide=probe,matrix,finding&lock=attack$/);
  await page.reload();
  await expect(mainButton(page)).toBeEnabled();
  await expect(rate).toBeDisabled();

  // What is hidden and locked goes along through the other views.
  for (const view of ["Runs", "Lab"]) await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: view }).click();
  await expect(rate).toBeDisabled();
  await expect(page).toHaveURL(/#v1=[\w-]+&hide=probe,matrix,finding&lock=attack$/);

  await page.getByRole("button", { name: "Unlock: open the full lab" }).click();
  await expect(rate).toBeEnabled();
  await expect(page.getByRole("region", { name: "Probe", exact: true })).toBeVisible();
  await expect(page).toHaveURL(/#v1=[\w-]+$/);
  await page.goBack();
  await expect(rate).toBeDisabled();
});

test("a kept run that is opened leaves locked steps and hidden parts as the link wants them, and says so", async ({ page }) => {
  const points = { dataset: { id: "moons", params: { train: 200, test: 100 } }, model: { id: "mlp", params: {} }, attack: { id: "label-flip", params: { rate: 0.1 } }, defenses: [], "training.epochs": 3 };
  await open(page, link(points));
  await run(page);
  await page.goto("./#about");
  await open(page, `${link({ ...points, attack: { id: "label-flip", params: { rate: 0.3 } } })}&hide=matrix&lock=attack`);
  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Runs" }).click();
  await page.getByRole("button", { name: /^Open “/ }).click();
  await expect(page.getByText("These are the results of the run that you opened. Its settings stay off the bench, because they differ in step 2 (Attack), which whoever made this link has locked.")).toBeVisible();
  await expect(finding(page)).toContainText("20 rows poisoned");
  const rate = attack(page).getByRole("slider", { name: "Poison rate" });
  await expect(rate).toBeDisabled();
  await expect(rate).toHaveValue("0.3");
  await expect(tabs(page).getByRole("tab", { name: "Matrix" })).toHaveCount(0);
  await expect(page).toHaveURL(/&hide=matrix&lock=attack$/);
});

test("what the page does not know is named in one sentence, and the rest holds", async ({ page }) => {
  await open(page, "#lab&hide=volcano,probe&lock=moon");
  await expect(page.getByText("This link asks for options that this page does not know, and they were ignored: hide=volcano and lock=moon.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Probe", exact: true })).toHaveCount(0);
});

test("open= chooses where the lab starts", async ({ page }) => {
  await page.goto("./#lab&open=stages");
  await expect(tabs(page).getByRole("tab", { name: "Stages" })).toHaveAttribute("aria-selected", "true");
  await page.goto("./#lab&open=learning&hide=samples");
  await expect(learning(page).getByRole("button", { name: /^Learning/ })).toHaveAttribute("aria-expanded", "true");
  await expect(attack(page).getByRole("button", { name: /^Attack/ })).toHaveAttribute("aria-expanded", "false");
  await expect(tabs(page).getByRole("tab", { name: "Samples" })).toHaveCount(0);
});

test("a locked step is locked on a phone, too", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("./#lab&lock=steps");
  await page.getByRole("button", { name: /2 Attack/ }).click();
  await expect(page.getByRole("dialog").getByText("Locked by whoever made this link.")).toBeVisible();
  await expect(page.getByRole("dialog").getByRole("slider", { name: "Poison rate" })).toBeDisabled();
});

test("by keyboard: a teacher makes a link that does what it says, and shows its code to the class", async ({ page, context }) => {
  await open(page, link({ seed: 12 }));
  await page.keyboard.press("s");
  const dialog = page.getByRole("dialog", { name: "Share this experiment" });
  await tabTo(page, dialog.getByRole("tab", { name: "Link and files" }));
  await page.keyboard.press("ArrowRight");
  await expect(dialog.getByRole("tab", { name: "For a class" })).toHaveAttribute("aria-selected", "true");
  await tabTo(page, dialog.getByRole("group", { name: "Lock" }).getByRole("checkbox", { name: "2 Attack" }));
  await page.keyboard.press("Space");
  await tabTo(page, dialog.getByRole("group", { name: "Tabs" }).getByRole("checkbox", { name: "Matrix" }));
  await page.keyboard.press("Space");
  const field = dialog.getByRole("textbox", { name: "Link for the class" });
  await expect(field).toHaveValue(/#v1=[\w-]+&hide=matrix&lock=attack$/);
  await expect(dialog.getByRole("textbox", { name: "Frame for your own page" })).toHaveValue(/src="[^"]+\?embed=1#v1=[\w-]+&amp;hide=matrix&amp;lock=attack".*sandbox="allow-scripts allow-popups/);
  await expect(dialog.getByRole("img", { name: /^QR code of the link/ })).toBeVisible();
  await expectAccessible(page);

  await tabTo(page, dialog.getByRole("button", { name: "Show large" }));
  await page.keyboard.press("Enter");
  const large = page.getByRole("dialog", { name: "Scan to open" });
  const code = await large.getByRole("img", { name: /^QR code/ }).boundingBox();
  expect(Math.min(code!.width, code!.height), "big enough for a projector").toBeGreaterThan(500);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(large).toHaveCount(0);
  await expect(dialog).toBeVisible();

  const student = await context.newPage();
  await student.goto(await field.inputValue());
  await expect(attack(student).getByRole("slider", { name: "Poison rate" })).toBeDisabled();
  await expect(tabs(student).getByRole("tab", { name: "Matrix" })).toHaveCount(0);
  await learning(student).getByRole("button", { name: /^Learning/ }).click();
  await expect(learning(student).getByRole("textbox", { name: "Seed" })).toHaveValue("12");
});

test("a link into a story starts at the step and in the length that was chosen", async ({ page }) => {
  await open(page);
  await page.getByRole("button", { name: "Share and save" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("tab", { name: "For a class" }).click();
  await dialog.getByRole("radio", { name: "A story" }).click();
  await dialog.getByRole("radio", { name: "40 minutes" }).click();
  await dialog.getByRole("combobox", { name: "Starts at step" }).click();
  await page.getByRole("option").nth(1).click();
  await expect(page.getByRole("listbox")).toHaveCount(0);
  await expect(dialog.getByRole("textbox", { name: "Link for the class" })).toHaveValue(/\/#story=sticker\/2&length=40$/);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Present this story" }).click();
  await expect(page).toHaveURL(/#present=sticker$/);
});

test("a link that is too long for a code says so and what to do", async ({ page }) => {
  const rows = Array.from({ length: 400 }, (_, i) => i.toString(16).padStart(12, "0"));
  await open(page, link({ defenses: [[{ id: "by-hand", params: { rows } }]] }));
  await page.keyboard.press("s");
  await page.getByRole("tab", { name: "For a class" }).click();
  await expect(page.getByText(/This link has [\d,]+ characters, and a camera reads at most 1,000/)).toBeVisible();
  await expect(page.getByRole("img", { name: /^QR code/ })).toHaveCount(0);
});
