/** What the home shows before anything was trained is what was recorded, and every picture that lies there is shown. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { cards } from "../../../stories/cards";
import { stories } from "../../../stories/registry";
import { pictures } from "./pictures";
import { homeArms, homeSpec, recordedRun } from "./record";
import recorded from "./recorded.json";

const folder = new URL("../../../../public/stories/", import.meta.url);

describe("the recorded run of the home", () => {
  test("is that of story 1", () => {
    const file = new URL("sticker-defended.json", folder);
    expect(existsSync(file)).toBe(true);
    const { result } = JSON.parse(readFileSync(file, "utf8")) as { result: { key: string; arms: { id: string; metrics: Record<string, { value: number } | null> }[] } };
    // When this fails: node scripts/home-record.mjs.
    expect(recorded.key).toBe(result.key);
    const shown = recordedRun();
    for (const { id } of homeArms) {
      const arm = result.arms.find((a) => a.id === id)!;
      expect(shown.rates[id]!.cleanAccuracy!.value).toBe(arm.metrics["cleanAccuracy"]!.value);
      expect(shown.rates[id]!.attackSuccess!.value).toBe(arm.metrics["attackSuccess"]!.value);
    }
  });

  test("shows one digit of each class but the target, with a sticker that changes it", () => {
    const { digits } = recordedRun(), target = homeSpec.attack!.params["target"];
    expect(digits.map((d) => d.label).toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].filter((label) => label !== target));
    for (const d of digits) {
      expect(d.plain).toHaveLength(784);
      expect(d.plain.some((v) => v > 0.5)).toBe(true);
      const changed = d.stickered.reduce((n, v, i) => n + (v === d.plain[i] ? 0 : 1), 0);
      expect(changed).toBeGreaterThan(0);
      expect(changed).toBeLessThanOrEqual(9);
      for (const { id } of homeArms) expect(d.answers[id]).toBeDefined();
    }
    // The whole point of the page.
    expect(digits.filter((d) => d.answers["poisoned"]!.stickered.as === target).length).toBeGreaterThan(digits.length / 2);
    expect(digits.filter((d) => d.answers["clean"]!.stickered.as === target).length).toBeLessThan(digits.length / 4);
  });
});

test("pictures of cards are those that are there", () => {
  const there = readdirSync(folder).filter((f) => /^[a-z-]+\.(svg|png)$/.test(f) && f.split(".")[0]! in cards);
  expect(Object.values(pictures).toSorted()).toEqual(there.toSorted());
  for (const id of Object.keys(pictures)) expect(stories.map((s) => s.id)).toContain(id);
});
