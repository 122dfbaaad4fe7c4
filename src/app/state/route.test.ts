import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { go, hashOf, readPlace, useRoute, type Route } from "./route";

describe("the address says where a visitor is", () => {
  test.each<[string, Route]>([
    ["", { page: "home" }], ["#", { page: "home" }], ["#lab", { page: "lab" }], ["#v1=abc", { page: "lab" }], ["#nonsense", { page: "lab" }], ["#story=", { page: "lab" }], ["#story=/3", { page: "lab" }],
    ["#story=sticker", { page: "story", id: "sticker", step: 1, length: "10" }], ["#story=sticker/4&length=40", { page: "story", id: "sticker", step: 4, length: "40" }],
    ...(["#story=sticker/0", "#story=Sticker", "#story=sticker/-3&length=abc", "#story=sticker/two/3"].map((hash): [string, Route] => [hash, { page: "story", id: "sticker", step: 1, length: "10" }])), ["#story=sticker/9999", { page: "story", id: "sticker", step: 9999, length: "10" }], ["#story=no%20such", { page: "story", id: "no such", step: 1, length: "10" }],
    ["#present=sticker/2", { page: "present", id: "sticker", slide: 2 }], ["#teach=sticker", { page: "teach", id: "sticker" }], ["#about", { page: "about" }], ["#runs", { page: "runs" }],
  ])("%s", (hash, route) => expect(readPlace(hash).route).toEqual(route));

  test("a setup keeps its own part, options are read beside it", () => {
    expect(readPlace("#v1=a-b_c&hide=defense,probe&embed")).toEqual({ route: { page: "lab" }, setup: "#v1=a-b_c", options: { hide: "defense,probe", embed: "" } });
    expect(readPlace("#lab&hide=defense").setup).toBe("");
    expect(readPlace("#garbage").setup).toBe("#garbage");
  });

  test("every place survives the address bar", () => {
    const id = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/), at = fc.integer({ min: 1, max: 99 }), length = fc.constantFrom("10" as const, "40" as const);
    const route: fc.Arbitrary<Route> = fc.oneof(
      fc.constantFrom<Route>({ page: "home" }, { page: "lab" }, { page: "runs" }, { page: "about" }, { page: "accessibility" }),
      fc.record({ page: fc.constant("story" as const), id, step: at, length }), fc.record({ page: fc.constant("present" as const), id, slide: at }),
      fc.record({ page: fc.constantFrom("teach" as const, "worksheet" as const, "notes" as const), id }),
    );
    fc.assert(fc.property(route, fc.dictionary(fc.constantFrom("hide", "lock", "open"), fc.string({ maxLength: 12 })), (r, options) => {
      const back = readPlace(hashOf(r, options));
      expect(back.route).toEqual(r);
      const { length: _, ...rest } = back.options;
      expect(rest).toEqual({ ...options });
    }));
  });

  test("what a link hides or locks goes along to other views, where it opened does not, and a free step leaves it behind", () => {
    useRoute.setState(readPlace("#v1=abc&hide=probe&lock=attack,data&open=evidence"), true);
    go({ page: "runs" }, { replace: true });
    expect(useRoute.getState()).toEqual({ route: { page: "runs" }, setup: "", options: { hide: "probe", lock: "attack,data" } });
    go({ page: "runs" }, { replace: true, options: { compare: "a,b" } });
    go({ page: "home" }, { replace: true });
    expect(hashOf({ page: "home" }, useRoute.getState().options)).toBe("#&hide=probe&lock=attack,data");
    expect(readPlace("#&hide=probe&lock=attack,data")).toEqual(useRoute.getState());
    go({ page: "lab" }, { replace: true, free: true });
    expect(useRoute.getState().options).toEqual({});
  });

  test("anything at all can be read", () => {
    fc.assert(fc.property(fc.string(), (text) => { expect(readPlace(`#${text}`).route.page).toBeTruthy(); }));
  });
});
