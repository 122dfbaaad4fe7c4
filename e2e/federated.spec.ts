/** Federated learning: chosen in step 3 by keyboard, its rounds looked at client by client, a client put in quarantine by keyboard, run again. */
import type { Locator, Page } from "@playwright/test";
import { expect, expectAccessible, expectAccessibleInBoth, test } from "./fixtures";
import { link, mainButton, open, run, small, waitForEnd } from "./lab";

const panel = (page: Page): Locator => page.getByRole("tabpanel", { name: "Clients" });
/** Eight clients, two malicious, done in seconds. */
const federation = { ...small, "dataset.params.train": 800, regime: "federated", "federated.clients": 8, "federated.malicious": 2, "federated.rounds": 4, baselines: false };

test("federated learning is chosen by keyboard; what does not apply goes, what fits comes, and one undo brings all of it back", async ({ page }) => {
  await open(page, link(small));
  const step = page.getByRole("region", { name: "Learning", exact: true });
  await step.getByRole("button", { name: /^Learning/ }).focus();
  await page.keyboard.press("Enter");
  const ways = step.getByRole("radiogroup", { name: "How the victim learns" });
  await expect(ways.getByRole("radio", { name: "One training run" })).toBeChecked();
  await ways.getByRole("radio", { name: "One training run" }).focus();
  await page.keyboard.press("ArrowDown");
  await expect(ways.getByRole("radio", { name: "Federated learning" })).toBeChecked();
  await expect(step.getByRole("region", { name: "The federation" }).getByRole("slider", { name: "Clients", exact: true })).toBeVisible();
  await expect(step.getByRole("slider", { name: "Epochs", exact: true })).toHaveCount(0);
  await expect(page.getByText(/^Activation clustering was taken out/)).toBeVisible();
  await expect(page.getByText("Coordinate-wise median was put in as a first defense.")).toBeVisible();
  await expect(page.getByText(/The poison rate is now a share of the rows of the attacker’s 3 clients: 25\s%/)).toBeVisible();
  await expect(page.getByRole("group", { name: "What the attacker wants" })).toContainText(/clients are mine\. As the attacker I control.*of their rows/);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(ways.getByRole("radio", { name: "One training run" })).toBeChecked();
  await expect(page.getByRole("region", { name: "Defense", exact: true }).getByText("Activation clustering", { exact: true })).toBeVisible();
  await expect(page.getByRole("tab", { name: "Clients" })).toHaveCount(0);
});

test("menus say in one line what another way of learning would offer", async ({ page }) => {
  await open(page, link({ ...federation, defenses: [] }));
  await page.getByRole("region", { name: "Attack", exact: true }).getByRole("combobox", { name: "Attack", exact: true }).click();
  await expect(page.getByRole("option", { name: /crafted attacks/ })).toContainText("Choose one training run in step 3 for: ");
  await expect(page.getByRole("option", { name: /^Sign flip/i })).toBeEnabled();
  await page.keyboard.press("Escape");
  await page.getByRole("region", { name: "Defense", exact: true }).getByRole("combobox", { name: /Add/ }).last().click();
  await expect(page.getByRole("option", { name: /defenses that look at all rows/ })).toContainText("Activation clustering");
});

test.describe("in both themes", () => {
  test.use({ colorScheme: "light", contextOptions: { reducedMotion: "reduce" } });

  test("clients are seen before and after a run, one goes into quarantine by keyboard, and the next run has it", async ({ page }) => {
    await open(page, link({ ...federation, attack: { id: "sign-flip", params: {} }, defenses: [] }));
    await page.getByRole("tab", { name: "Clients" }).click();
    await expect(panel(page).getByRole("application", { name: /^Rows of each client by class/ })).toBeVisible();
    await expect(panel(page).getByText("No round yet")).toBeVisible();
    await panel(page).getByRole("application", { name: /^Rows of each client by class/ }).focus();
    await page.keyboard.press("ArrowRight");
    await expect(panel(page).getByText(/^Client 2: 100 rows/).first()).toBeVisible();
    await expectAccessibleInBoth(page);

    await run(page);
    const dots = panel(page).getByRole("group", { name: /^Poisoned model, round 4/ });
    await expect(dots.getByRole("button")).toHaveCount(8);
    // The last round is on screen, and yet a quarantine begins with the first one until somebody goes to a round.
    const card = panel(page).getByRole("region", { name: "Quarantine" }), slider = panel(page).getByRole("slider", { name: "Round", exact: true });
    await expect(card.getByText(/whatever it sends from round 1 on\./)).toBeVisible();
    await expect(slider).toHaveAttribute("aria-valuetext", "4 of 4");
    await slider.focus();
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowLeft");
    await expect(card.getByText(/whatever it sends from round 3 on\./)).toBeVisible();
    await page.keyboard.press("ArrowRight");
    await expect(card.getByText(/whatever it sends from round 4 on\./)).toBeVisible();
    await page.keyboard.press("Home");
    const first = panel(page).getByRole("group", { name: /^Poisoned model, round 1/ });
    await first.getByRole("button", { name: /^Client 1, round 1:/ }).focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await expect(first.getByRole("button", { name: /^Client 3, round 1: length .* times the median, share 1[23]/ })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(panel(page).getByText("Client 3 is in quarantine from round 1 of the next run on.")).toBeVisible();
    await expect(card.getByText(/Quarantine by hand: client 3, from round 1 on\./)).toBeVisible();
    await panel(page).getByRole("switch", { name: "Show the truth" }).click();
    await expect(card.getByText(/malicious; /)).toBeVisible();
    await expectAccessibleInBoth(page);

    await card.getByRole("button", { name: "Run with it" }).click();
    await waitForEnd(page);
    // What was said of the next run is over once it has come.
    await expect(card.getByRole("status")).toHaveText("");
    const held = panel(page).getByRole("group", { name: /^Quarantine by hand model, round/ });
    await expect(held.getByRole("button", { name: /^Client 3, round \d: .*turned away: in quarantine/ })).toBeVisible();
    await panel(page).getByRole("application", { name: /^Shares of clients by round, Quarantine by hand/ }).focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await expect(panel(page).getByText(/^Client 3, round 1: turned away, in quarantine\.$/).first()).toBeVisible();
    await expectAccessibleInBoth(page);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(card.getByText(/Nobody is in quarantine/)).toBeVisible();
    await first.getByRole("button", { name: /^Client 2, round 1:/ }).focus();
    await page.keyboard.press("Enter");
    await expect(card.getByRole("status")).toHaveText("Client 2 is in quarantine from round 1 of the next run on.");
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(card.getByText(/Nobody is in quarantine/)).toBeVisible();
    await expect(card.getByRole("status")).toHaveText("");
    await expect(mainButton(page)).toHaveText("Run");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1366);
  });
});
