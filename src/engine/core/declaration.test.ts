/** The checker of declarations finds what it is there to find. */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { declarationFaults, unlisted } from "./declaration";
import { Registry } from "./plugins";

const good = { id: "a-b", title: "A", summary: "It does a thing.", params: z.strictObject({ n: z.int().min(0).max(9).default(1).meta({ title: "N", description: "How many." }) }) };

describe("declarationFaults", () => {
  it("is silent about a good declaration", () => expect(declarationFaults(good)).toEqual([]));
  it("names what is missing", () => {
    const bare = { ...good, id: "A b", params: z.strictObject({ n: z.int().min(0), m: z.number().default(1).meta({ title: "M", description: "?", showWhen: { field: "k", is: ["x"] } }) }) };
    const text = declarationFaults(bare).join("\n");
    for (const fault of ["the id is not", "the defaults do not parse", "n has no default", "n has no title", "n has no description", "m accepts 1000000000", "m is shown for k = x"]) expect(text).toContain(fault);
  });
});

describe("unlisted", () => {
  it("finds a plug-in file that is not in the registry", () => {
    const modules = { "./good.ts": { good, LIMIT: 3, helper: () => 1 }, "./new.ts": { fresh: { ...good, id: "fresh" } } };
    expect(unlisted(new Registry("thing", [good]), modules)).toEqual(["./new.ts: fresh is not in the registry of things"]);
  });
});
