/** The link is the experiment: the same numbers elsewhere, and one clear sentence when it is not a link at all. */
import { expect, test } from "./fixtures";
import { link, open, run, savedResult, small } from "./lab";

test("a shared link gives the same numbers somewhere else", async ({ page, browser, baseURL }) => {
  await open(page, link({ ...small, seed: 7 }));
  await run(page);
  const here = await savedResult(page);
  expect(here.spec.seed).toBe(7);
  const shared = page.url();
  expect(shared).toContain("#v1=");

  const elsewhere = await browser.newContext({ baseURL });
  const other = await elsewhere.newPage();
  await other.goto(shared);
  await run(other);
  const there = await savedResult(other);
  await elsewhere.close();
  expect(there.key).toBe(here.key);
  expect(there.engine).toEqual(here.engine);
  expect(there.arms.map((a) => [a.id, a.metrics])).toEqual(here.arms.map((a) => [a.id, a.metrics]));
});

const good = link({ seed: 3 });
for (const [name, hash, words] of [
  ["broken", "#v1=%%%", /broken|cut off/],
  ["cut off", good.slice(0, -6), /broken|cut off/],
  ["not an experiment", "#hello", /does not hold an experiment/],
  ["from a future version", good.replace("#v1=", "#v9="), /version/],
  ["far too long", `#v1=${"A".repeat(100_000)}`, /characters/],
  ["with an unknown plug-in", link({ attack: { id: "telepathy", params: {} } }), /attack\.id.*telepathy/],
  ["with an unknown parameter", link({ "attack.params.speed": 3 }), /attack\.params\.speed/],
  ["with a rate of 7", link({ "attack.params.rate": 7 }), /attack\.params\.rate.*at most/],
] as const)
  test(`a link that is ${name} gives one sentence and leaves the bench usable`, async ({ page }) => {
    await open(page, hash);
    await expect(page.getByText(words).first()).toBeVisible();
  });

test("a bad link that is pasted into an open page leaves the work where it is", async ({ page }) => {
  await open(page, link({ ...small, seed: 5 }));
  await run(page);
  const before = await savedResult(page);
  await page.evaluate((hash) => void (location.hash = hash), link({ "attack.params.rate": 7 }));
  await expect(page.getByText(/attack\.params\.rate/).first()).toBeVisible();
  expect(await savedResult(page)).toEqual(before);
});
