/** Keys and clickers on slides: what they do, where they stay silent, and that nobody steps past an end. */
import { describe, expect, test } from "vitest";
import { slideAction, slideAfter } from "./keys";

const press = (key: string, more: object = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, defaultPrevented: false, ...more });
/** An element that lies in what these selectors' first one names. */
const within = (tag: string) => ({ closest: (selector: string) => (selector.split(", ").includes(tag) ? {} : null) }) as unknown as Element;

describe("keys", () => {
  test.each([["PageDown", "next"], [" ", "next"], ["ArrowRight", "next"], ["ArrowDown", "next"], ["PageUp", "back"], ["ArrowLeft", "back"], ["Home", "first"], ["End", "last"], ["F", "full"], ["b", "blank"], [".", "blank"], ["R", "run"], ["e", "example"], ["x", null]] as const)("%s does %s", (key, action) => expect(slideAction(press(key), null)).toBe(action));
  test("a shortcut of the browser, a key that somebody took, a field and a dialog are left alone", () => {
    expect(slideAction(press("r", { ctrlKey: true }), null)).toBeNull();
    expect(slideAction(press("ArrowRight", { defaultPrevented: true }), null)).toBeNull();
    expect(slideAction(press("n"), within("input"))).toBeNull();
    expect(slideAction(press("PageDown"), within("[role=dialog]"))).toBeNull();
  });
  test("a button gets its own Space and Enter, and no other key", () => {
    expect(slideAction(press(" "), within("button"))).toBeNull();
    expect(slideAction(press("Enter"), within("button"))).toBeNull();
    expect(slideAction(press("PageDown"), within("button"))).toBe("next");
  });
  test("steps end at both ends", () => {
    expect([slideAfter("next", 3, 3), slideAfter("back", 1, 3), slideAfter("last", 1, 3), slideAfter("first", 3, 3), slideAfter("next", 1, 3), slideAfter("run", 2, 3)]).toEqual([3, 1, 3, 1, 2, 2]);
  });
});
