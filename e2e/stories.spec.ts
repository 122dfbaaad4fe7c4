/**
 * Every story from its first step to its end, as somebody with a keyboard alone (40 minutes) and as somebody with a finger on a phone (10 minutes).
 * With the keyboard the first run of each story is really trained, and every run of a third of the stories; $HEMLOCK_THIRD says which third, "all" trains
 * all. Other runs that take long are looked at as they were recorded. What is to be answered and changed comes from the stories themselves.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { parseSpec, type Spec } from "../src/engine/index";
import { fieldAt, withValue } from "../src/app/state/story-controls";
import { piecesOf } from "../src/app/text/story-text";
import { stories } from "../src/stories/registry";
import { stepsOf, type Do, type Step, type Story } from "../src/stories/story";
import { expect, expectAccessible, expectAccessibleInBoth, test } from "./fixtures";
import { finding, link, mainButton, open, run, small } from "./lab";
import { sideways } from "./page-facts";

/** Seconds a run took when it was recorded; a quick visitor skips longer ones. */
const SLOW = 5, RUN_MS = 240_000;
const third = process.env["HEMLOCK_THIRD"] ?? "1";

const next = (page: Page): Locator => page.locator("[data-next]");
const heading = (page: Page): Locator => page.locator("main h2").first();

/** How somebody gets at things: both reach the same elements, by Tab and keys or by tapping. */
interface Hands {
  /** Leaves out a client in the picture of a federation: the last one by keys, the fifth with a finger. */
  leaveOut(page: Page): Promise<number>;
  press(page: Page, target: Locator): Promise<void>;
  type(page: Page, target: Locator, text: string): Promise<void>;
  check(page: Page, target: Locator): Promise<void>;
}

/** Presses Tab until the element has the focus; fails when the page traps or skips it. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (const key of ["Tab", "Shift+Tab"])
    for (let i = 0; i < 120; i++) {
      if (await target.evaluate((e) => e === document.activeElement).catch(() => false)) return;
      await page.keyboard.press(key);
    }
  throw new Error(`Tab never reached ${String(target)}`);
}

const marks = (page: Page): Locator => page.locator("[data-pick] [data-client]");
const keys: Hands = {
  leaveOut: async (page) => {
    await tabTo(page, page.locator('[data-pick] [data-client][tabindex="0"]'));
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    return marks(page).count();
  },
  press: async (page, target) => { await tabTo(page, target); await page.keyboard.press("Enter"); },
  type: async (page, target, text) => { await tabTo(page, target); await page.keyboard.press("ControlOrMeta+A"); await page.keyboard.type(text); await page.keyboard.press("Tab"); },
  check: async (page, target) => {
    // Radio buttons are one stop of the Tab key: the chosen one, or with none chosen the first or the last.
    const radios = page.locator("main fieldset input[type=radio]");
    if (await radios.count()) {
      const of = await radios.count(), focused = () => radios.evaluateAll((all) => all.findIndex((e) => e === document.activeElement));
      for (let i = 0; i < 120 && (await focused()) < 0; i++) await page.keyboard.press("Tab");
      for (let i = 0; i <= of && !(await target.evaluate((e) => e === document.activeElement)); i++) await page.keyboard.press("ArrowDown");
    } else await tabTo(page, target);
    if (!(await target.isChecked())) await page.keyboard.press("Space");
    await expect(target).toBeChecked();
  },
};
const finger: Hands = {
  leaveOut: async (page) => {
    await marks(page).nth(4).scrollIntoViewIfNeeded();
    await marks(page).nth(4).tap();
    return 5;
  },
  press: async (_, target) => { await target.scrollIntoViewIfNeeded(); await target.tap(); },
  type: async (_, target, text) => { await target.tap(); await target.fill(text); await target.blur(); },
  check: async (_, target) => { await target.tap(); await expect(target).toBeChecked(); },
};

/** Seconds of the recorded run; 0 when there is none, so that it is computed. */
function recordedSeconds(story: Story, run: string): number {
  try {
    return (JSON.parse(readFileSync(join(import.meta.dirname, "..", "public", "stories", `${story.id}-${run}.json`), "utf8")) as { result: { seconds: number } }).result.seconds;
  } catch {
    return 0;
  }
}

/** A value of one of the task's settings that the task accepts. */
function wanted(setup: Spec, task: Extract<Do["task"], { kind: "run" }>): { path: string; value: unknown } | null {
  if (!task.accepts || task.accepts(setup)) return null;
  for (const path of task.controls ?? []) {
    const field = fieldAt(setup, path)!, { min = 0, max = 1 } = field, whole = field.kind === "int";
    const tries: unknown[] = field.kind === "text" ? ["free prize"] : field.options ? field.options.map((o) => o.value) : [0.05, 0.1, 0.25, 0.5, 0.75, 1].map((f) => min + f * (max - min)).concat([0.05, 0.1, 1, 2, 6, 7, 200, 500]).map((v) => (whole ? Math.round(v) : Number(v.toPrecision(2)))).filter((v) => v >= min && v <= max);
    for (const value of tries) {
      const spec = withValue(setup, path, value);
      if (parseSpec(spec).ok && task.accepts(spec)) return { path, value };
    }
  }
  throw new Error("no setting of this task leads to one that it accepts");
}

async function setControl(page: Page, hands: Hands, setup: Spec, { path, value }: { path: string; value: unknown }): Promise<void> {
  const field = fieldAt(setup, path)!;
  const exact = page.getByRole("textbox", { name: `${field.title}, exact value` }), box = page.getByRole("textbox", { name: field.title });
  const shown = typeof value === "number" ? Number((value * (field.percent ? 100 : 1)).toPrecision(6)) : value;
  await hands.type(page, (await exact.count()) ? exact : box, String(shown));
}

async function reallyRun(page: Page, hands: Hands): Promise<void> {
  await hands.press(page, page.locator("[data-run]"));
  await expect(page.getByText(/^Done: your own run took/)).toBeVisible({ timeout: RUN_MS });
}

/** Does what a step asks for. */
async function act(page: Page, hands: Hands, story: Story, step: Step, quick: (run: string) => boolean): Promise<void> {
  if (step.kind === "predict") await hands.check(page, page.getByRole("radio", { name: step.options[0]!.text }));
  if (step.kind === "explain") {
    const box = page.locator("main textarea");
    await hands.type(page, box, "Because a test asks only what is in it.");
    await hands.press(page, page.locator("[data-answer]"));
    await expect(page.getByRole("region", { name: "Our words" })).toContainText(/\w/);
  }
  if (step.kind !== "do") return;
  const { task } = step;
  if (task.kind === "look") {
    for (let i = 0; i < task.inputs + 2 && (await next(page).getAttribute("aria-disabled")); i++) await hands.press(page, page.getByRole("button", { name: /^Next test/ }));
    return;
  }
  if (task.kind === "leave-out") {
    await expect(page.locator("[data-run]"), "it waits for a pick").toHaveAttribute("aria-disabled", "true");
    await expect(page.locator("[data-pick]"), "the truth comes later").not.toContainText("malicious");
    const client = await hands.leaveOut(page);
    await expect(page.getByText(new RegExp(`^You leave out client ${client}, and with it`)).first()).toBeVisible();
    await reallyRun(page, hands);
    await expect(page.getByRole("table", { name: /^Who was left out/ }).getByRole("row", { name: new RegExp(`^Client ${client} (malicious|honest)`) })).toBeVisible();
    return;
  }
  if (quick(step.run) && recordedSeconds(story, step.run) > SLOW) {
    await hands.press(page, page.locator("[data-skip]"));
    await expect(page.getByText("recorded run, computed earlier")).toBeVisible();
    return;
  }
  if (task.kind === "choose") {
    let left = task.budget, taken = 0;
    for (const offer of task.offers) {
      if (offer.cost > left || taken >= task.most) continue;
      await hands.check(page, page.locator(`input[type=checkbox][value="${offer.defense}"]`));
      left -= offer.cost;
      taken++;
    }
  } else {
    const change = wanted(story.runs[step.run]!, task);
    if (change) await setControl(page, hands, story.runs[step.run]!, change);
  }
  await reallyRun(page, hands);
}

/** What must hold at every step: the address, the focus, filled numbers, nothing wider than the page. */
async function inspect(page: Page, steps: readonly Step[], i: number): Promise<void> {
  const step = steps[i];
  await expect(heading(page)).toHaveText(step?.title ?? "What you found out");
  await expect(heading(page)).toBeFocused();
  if (i > 0) expect(new URL(page.url()).hash).toContain(`/${i + 1}`);
  await expect(page.locator("main")).not.toContainText(/\{[a-z0-9-]+\.|\[\[|NaN|undefined/);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow, "the page scrolls sideways").toBeLessThanOrEqual(0);
  if (!step || step.kind === "do" || step.kind === "predict") return;
  const numbers = step.text.flatMap(piecesOf).filter((p) => p.kind === "number").length;
  await expect(page.getByRole("region", { name: "What this step is about" }).locator("[data-number]")).toHaveCount(numbers);
}

/** axe on the whole step at once: what lies half below the bar with Next would count as a small target. */
async function whole(page: Page, axe: (page: Page) => Promise<void>): Promise<void> {
  const size = page.viewportSize()!;
  await page.setViewportSize({ ...size, height: 2400 });
  await axe(page);
  await page.setViewportSize(size);
}

async function play(page: Page, hands: Hands, id: string, length: "10" | "40", { trains, axe }: { trains: "all" | "first" | "short"; axe?: (page: Page) => Promise<void> }): Promise<void> {
  const story = await stories.find((s) => s.id === id)!.load(), steps = stepsOf(story, length);
  const first = steps.find((s) => s.kind === "do")?.run, quick = (run: string) => trains === "short" || (trains === "first" && run !== first);
  await page.goto(`./#story=${id}${length === "40" ? "&length=40" : ""}`);
  for (const [i, step] of steps.entries()) {
    await inspect(page, steps, i);
    if (axe) await whole(page, axe);
    if (step.kind !== "see") await expect(next(page), "it waits").toHaveAttribute("aria-disabled", "true");
    await act(page, hands, story, step, quick);
    await expect(next(page), "it goes on").not.toHaveAttribute("aria-disabled", "true");
    await hands.press(page, next(page));
  }
  await inspect(page, steps, steps.length);
  if (axe) await whole(page, axe);
  if (steps.some((s) => s.kind === "predict")) await expect(page.getByRole("region", { name: "Your guesses" })).toContainText("You:");
  await expect(page.getByRole("link", { name: /^Worksheet/ })).toHaveAttribute("href", `#worksheet=${id}`);
}

for (const [i, { id }] of stories.entries()) {
  const trains = third === "all" || i % 3 === Number(third) - 1 ? "all" : "first";
  test(`${id}: by keyboard, ${trains === "all" ? "every run" : "the first run"} trained`, async ({ page }) => {
    test.setTimeout(600_000);
    // Colors that fade would be looked at halfway.
    await page.emulateMedia({ reducedMotion: "reduce" });
    await play(page, keys, id, "40", { trains, axe: trains === "all" ? expectAccessibleInBoth : expectAccessible });
  });

  test.describe("on a phone", () => {
    test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, contextOptions: { reducedMotion: "reduce" } });
    test(`${id}: by touch`, async ({ page }) => {
      test.setTimeout(600_000);
      await play(page, finger, id, "10", { trains: "short" });
    });
  });
}

test("a run of the lab goes on beside a story, which waits for it or stops it, and is there again afterwards", async ({ page }) => {
  const go = (hash: string) => page.evaluate((h) => void (location.hash = h), hash);
  await page.goto(`./${link({ ...small, "training.epochs": 400 })}`);
  await mainButton(page).click();
  await expect(mainButton(page)).toHaveText("Pause");
  await go("#story=sticker/2");
  const box = page.getByRole("region", { name: "The run of the lab" });
  await expect(box).toContainText("A run of the lab is still going on");
  await expectAccessible(page);
  await box.getByRole("button", { name: "Let it finish, then begin" }).click();
  await expect(box).toContainText("then this one begins by itself");
  await go("#lab");
  await expect(mainButton(page)).toHaveText("Pause");
  await go("#story=sticker/2");
  await box.getByRole("button", { name: "Stop it and begin" }).click();
  await expect(page.getByText(/your own run took/).first()).toBeAttached({ timeout: 100_000 });
});

test("another choice after a run says whose the numbers are, until it is run", async ({ page }) => {
  test.setTimeout(240_000);
  await page.goto("./#story=depth/5");
  const box = (value: string) => page.locator(`input[type=checkbox][value="${value}"]`), stale = page.getByText("What you see is still your run from before you changed this.", { exact: false });
  await box("label-smoothing").check();
  await page.locator("[data-run]").click();
  await expect(page.getByText(/^Done: your own run took/)).toBeVisible({ timeout: 180_000 });
  await expect(stale).toHaveCount(0);
  await box("label-smoothing").uncheck();
  await box("fine-pruning").check();
  await expect(stale).toBeVisible();
  await expect(page.getByText(/^Done: your own run took/)).toHaveCount(0);
  await expectAccessible(page);
  await box("fine-pruning").uncheck();
  await box("label-smoothing").check();
  await expect(page.getByText(/^Done: your own run took/)).toBeVisible();
});

test("a setting that cannot be run says so once, in words of its own, and the button names it", async ({ page }) => {
  await page.goto("./#story=spam/11&length=40");
  const phrase = page.getByRole("textbox", { name: "Phrase" }), said = page.getByText("must have at least one word", { exact: false });
  for (const text of ["", "   "]) {
    await phrase.fill(text);
    await expect(page.getByRole("region", { name: "What you can change" })).toContainText("Must have at least one word of letters or digits; it has none.");
    await expect(said).toHaveCount(1);
    await expect(page.getByText("attack.params", { exact: false })).toHaveCount(0);
    await expect(page.locator("[data-run]")).toHaveAccessibleDescription("Change “Phrase” first.");
  }
  await phrase.fill("purple llama");
  await expect(said).toHaveCount(0);
  await expect(page.locator("[data-run]")).not.toHaveAttribute("aria-disabled");
});

test("with letters twice as large on a small phone Back and Next fit and leave the page its room", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto("./#story=depth/5");
  await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%", "important"));
  const bar = page.getByRole("navigation", { name: "Move through the story" }), boxes = async () => Promise.all(["Back", "Next"].map(async (name) => (await bar.getByRole("button", { name, exact: true }).boundingBox())!));
  await expect(page.locator("[data-run]")).toBeVisible();
  expect(await sideways(page), "scrolls sideways by").toBeLessThanOrEqual(0);
  await expect(bar, "it does not cover the page").not.toBeInViewport();
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  const [back, next] = await boxes(), text = (await bar.getByText("Do it first", { exact: false }).first().boundingBox())!;
  expect([back!.x >= 0, next!.x + next!.width <= 320, text.x + text.width <= 320]).toEqual([true, true, true]);
  expect(back!.y + back!.height <= next!.y || back!.x + back!.width <= next!.x, "Next stands beside or below Back").toBe(true);
  expect(text.y + text.height, "the reason stands above both").toBeLessThanOrEqual(Math.min(back!.y, next!.y));
});

test("back from a story the lab has its own run", async ({ page }) => {
  await open(page, link({ dataset: { id: "moons", params: { train: 200, test: 100 } }, model: { id: "mlp", params: {} }, attack: { id: "label-flip", params: { rate: 0.4 } }, defenses: [], "training.epochs": 3 }));
  await run(page);
  await expect(page.getByRole("link", { name: "your runs" })).toBeVisible();
  const own = (await finding(page).textContent())!;
  await page.evaluate(() => void (location.hash = "#story=ruin/3"));
  await expect(page.getByText("recorded run, computed earlier")).toBeVisible();
  await page.goBack();
  await expect(mainButton(page)).toHaveText("Run again");
  await expect(finding(page)).toHaveText(own);
});

test("from a step to the lab and back", async ({ page }) => {
  await page.goto("./#story=ruin/3");
  await expect(page.getByText("recorded run, computed earlier")).toBeVisible();
  await page.getByRole("button", { name: "Open in the lab" }).click();
  await expect(mainButton(page)).toHaveText("Run again");
  await expect(page.getByText(/^You came from “.+”, step 3\.$/)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Back to the story" }).click();
  expect(new URL(page.url()).hash).toBe("#story=ruin/3");
  await expect(page.getByText("recorded run, computed earlier")).toBeVisible();
  await page.evaluate(() => void (location.hash = "#nonsense"));
  await expect(page.getByText("This link does not hold an experiment", { exact: false })).toBeVisible();
  await expect(page.getByText("You came from")).toHaveCount(0);
});
