/** Links for a class: they open what was chosen, frames are safe to paste, and a code is only promised where a camera can read it. */
import { describe, expect, test } from "vitest";
import { encode } from "uqr";
import { defaultSpec } from "../../engine/index";
import { addressOf, classHash, embedCode, fitsQr, MAX_QR, shortText, type ClassChoice } from "./class-link";
import { decodeLink } from "./link";
import { readPlace } from "./route";
import { readOptions } from "./view-options";

const plain: ClassChoice = { start: "lab", story: "", step: 1, length: "10", hide: new Set(), lock: new Set(), open: null };
const spec = { ...defaultSpec, seed: 42 };

describe("what a class opens", () => {
  test("the experiment with what is hidden and locked", () => {
    const place = readPlace(classHash({ ...plain, hide: new Set(["probe", "matrix"]), lock: new Set(["attack"]), open: "evidence" }, spec));
    expect(place.route.page).toBe("lab");
    expect(decodeLink(place.setup)).toEqual({ ok: true, value: spec });
    expect(readOptions(place.options)).toEqual({ hide: new Set(["probe", "matrix"]), lock: new Set(["attack"]), open: "evidence", unknown: [] });
  });
  test("a story at a step and in a length; without one, the experiment", () => {
    expect(readPlace(classHash({ ...plain, start: "story", story: "sticker", step: 3, length: "40" }, spec)).route).toEqual({ page: "story", id: "sticker", step: 3, length: "40" });
    expect(readPlace(classHash({ ...plain, start: "story" }, spec)).route.page).toBe("lab");
  });
});

describe("addresses", () => {
  test("the query says embed or does not, and what else stands there stays", () => {
    expect(addressOf("https://a.org/h/?x=1#old", "#lab", { embed: true })).toBe("https://a.org/h/?x=1&embed=1#lab");
    expect(addressOf("https://a.org/h/?embed=1#old", "#lab")).toBe("https://a.org/h/#lab");
    expect(addressOf("https://a.org/h/", "#story=a/2&length=40")).toBe("https://a.org/h/#story=a/2&length=40");
  });
  test("a frame’s attributes cannot be broken out of, and it is strict where it can be", () => {
    const code = embedCode('https://a.org/?a="><script>&b', 'Say "hi"', true);
    expect(code).not.toContain("<script>");
    expect(code.match(/"/g)!.length % 2).toBe(0);
    expect(code).not.toContain("allow-same-origin");
    expect(embedCode("https://a.org/", "x", false)).toContain("allow-same-origin");
  });
  test("short texts stay whole, long ones are cut", () => {
    expect(shortText("https://a.org/#story=sticker")).toBe("a.org/#story=sticker");
    expect(shortText(`https://a.org/#v1=${"x".repeat(200)}`)).toHaveLength(60);
  });
});

describe("codes", () => {
  test("the longest link that is drawn has no more than some hundred dots a side", () => {
    const longest = "x".repeat(MAX_QR);
    expect(fitsQr(longest)).toBe(true);
    expect(encode(longest, { ecc: "L", border: 0 }).size).toBeLessThanOrEqual(109);
    expect(fitsQr(`${longest}x`)).toBe(false);
  });
  test("bytes count, not letters", () => expect(fitsQr("é".repeat(MAX_QR / 2 + 1))).toBe(false));
});
