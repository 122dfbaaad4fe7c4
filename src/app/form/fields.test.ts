/** What a schema turns into: kinds, bounds, our meta keys, grouping, errors; and every plug-in of the registries. */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { attacks, datasets, defenses, models, trainingSchema } from "../../engine/index";
import { fieldErrorLabels, fieldErrors } from "./field-errors";
import { fieldsOf, groupFields, humanize, insidePicture, isDefault, namedOptions } from "./fields";

const schema = z.strictObject({
  rate: z.number().min(0).max(0.5).default(0.05).meta({ title: "Poison rate", description: "Share.", percent: true, unit: "% of the training set" }),
  mapping: z.enum(["all-to-one", "all-to-all"]).default("all-to-one").meta({ title: "Mapping", description: "Which.", options: { "all-to-one": "one target class" } }),
  target: z.int().min(0).max(999).default(0).meta({ title: "Target", description: "Read as.", control: "class", showWhen: { field: "mapping", is: ["all-to-one"] } }),
  size: z.int().min(1).max(14).default(3).meta({ title: "Size", description: "Side.", unit: "pixels" }),
  lr: z.number().positive().max(1).default(0.01).meta({ title: "Rate", description: "Step.", scale: "log", advanced: true }),
  hidden: z.array(z.int().min(1).max(512)).min(1).max(4).default([64]).meta({ title: "Hidden", description: "Sizes." }),
  blend: z.boolean().default(false).meta({ title: "Blend", description: "Half." }),
  kind: z.union([z.literal("a"), z.literal("b")]).default("a").meta({ title: "Kind", description: "One." }),
  phrase: z.string().min(1).max(60).default("ab").meta({ title: "Phrase", description: "Words." }),
  column: z.int().min(-1).max(9).default(-1).meta({ title: "Column", description: "Where.", control: "column" }),
  free: z.int().default(7).meta({ title: "Free", description: "Any whole number." }),
});
const fields = fieldsOf(schema);
const field = (name: string) => fields.find((f) => f.name === name)!;

describe("fieldsOf", () => {
  it("keeps the order and finds the kinds", () => {
    expect(fields.map((f) => `${f.name}:${f.kind}`)).toEqual(["rate:number", "mapping:enum", "target:class", "size:int", "lr:number", "hidden:list", "blend:boolean", "kind:enum", "phrase:text", "column:column", "free:int"]);
  });
  it("carries title, description, unit, default, bounds and flags", () => {
    expect(field("rate")).toMatchObject({ title: "Poison rate", description: "Share.", unit: "% of the training set", default: 0.05, min: 0, max: 0.5, percent: true, scale: "linear", advanced: false });
    expect(field("lr")).toMatchObject({ min: 0, max: 1, scale: "log", advanced: true });
    expect(field("phrase")).toMatchObject({ default: "ab", min: 1, max: 60 });
    expect(field("target").showWhen).toEqual({ field: "mapping", is: ["all-to-one"] });
    expect(field("hidden").item).toEqual({ min: 1, max: 512, minItems: 1, maxItems: 4 });
  });
  it("takes option labels from the schema and makes readable ones otherwise", () => {
    expect(field("mapping").options).toEqual([{ value: "all-to-one", label: "one target class" }, { value: "all-to-all", label: "All to all" }]);
    expect(field("kind").options?.map((o) => o.value)).toEqual(["a", "b"]);
    expect(humanize("perClassRecall")).toBe("Per class recall");
  });
  it("does not take the limits of safe integers for bounds", () => {
    expect(field("free").min).toBeUndefined();
    expect(field("free").max).toBeUndefined();
  });
});

it("names the classes and columns of the data, and no column where there may be none", () => {
  const names = { classNames: ["ham", "spam"], columnNames: ["age", "gain"] };
  expect(namedOptions(field("target"), names)).toEqual([{ value: 0, label: "ham" }, { value: 1, label: "spam" }]);
  expect(namedOptions(field("column"), names)).toEqual([{ value: -1, label: "none" }, { value: 0, label: "age" }, { value: 1, label: "gain" }]);
  expect(namedOptions(field("column"), { classNames: ["ham"] })).toBeUndefined();
  expect(namedOptions(field("size"), names)).toBeUndefined();
});

describe("groupFields", () => {
  it("shows at most five before more, advanced ones after", () => {
    const { main, more } = groupFields(fields, {});
    expect(main.map((f) => f.name)).toEqual(["rate", "mapping", "target", "size", "hidden"]);
    expect(more.map((f) => f.name)).toEqual(["lr", "blend", "kind", "phrase", "column", "free"]);
  });
  it("never puts what is painted or clicked behind more", () => {
    const tools = fieldsOf(z.strictObject({
      a: z.int().default(1).meta({ title: "A" }), b: z.int().default(1).meta({ title: "B" }), sticker: z.string().max(9).default("").meta({ title: "S", control: "painted-trigger" }), image: z.int().default(-1).meta({ title: "I", control: "test-row" }),
    }));
    expect(tools.map((f) => f.kind)).toEqual(["int", "int", "painted", "row"]);
    expect(groupFields(tools, {}, 1).main.map((f) => f.name)).toEqual(["a", "sticker", "image"]);
  });
  it("hides what hangs on something hidden", () => {
    const chained = fieldsOf(z.strictObject({
      shape: z.enum(["square", "painted"]).default("square").meta({ title: "Shape" }), position: z.enum(["corner", "custom"]).default("custom").meta({ title: "Position", showWhen: { field: "shape", is: ["square"] } }),
      row: z.int().default(1).meta({ title: "Row", showWhen: { field: "position", is: ["custom"] } }),
    }));
    expect(groupFields(chained, {}).main.map((f) => f.name)).toEqual(["shape", "position", "row"]);
    expect(groupFields(chained, { shape: "painted" }).main.map((f) => f.name)).toEqual(["shape"]);
  });
  it("hides what does not matter, by the present or default value", () => {
    expect(groupFields(fields, { mapping: "all-to-all" }).main.map((f) => f.name)).not.toContain("target");
    expect(groupFields(fields, {}).main.map((f) => f.name)).toContain("target");
  });
});

it("knows defaults, lists included", () => {
  expect(isDefault(field("hidden"), [64])).toBe(true);
  expect(isDefault(field("hidden"), [64, 32])).toBe(false);
  expect(isDefault(field("rate"), undefined)).toBe(true);
});

it("says in one sentence what is wrong, in the unit that is shown", () => {
  const errors = fieldErrors(schema, { rate: 7, size: 0, hidden: "x" }, fields, fieldErrorLabels);
  expect(errors.rate).toBe("Poison rate must be at most 50\u202f%.");
  expect(errors.size).toBe("Size must be at least 1.");
  expect(errors.hidden).toMatch(/Hidden/);
  expect(fieldErrors(schema, { phrase: "" }, fields, fieldErrorLabels).phrase).toBe("Phrase must be at least 1 character long.");
  expect(fieldErrors(schema, { phrase: "x".repeat(61) }, fields, fieldErrorLabels).phrase).toBe("Phrase must be at most 60 characters long.");
  expect(fieldErrors(schema, { rate: 0.1 }, fields, fieldErrorLabels)).toEqual({});
});

describe("the place of a sticker", () => {
  const fields = fieldsOf(attacks.find("badnets")!.params), field = (name: string) => fields.find((f) => f.name === name)!, at = { position: "custom", row: 22, column: 14, size: 4 };
  it.each([["row", 28], ["column", 28], ["size", 10], ["inset", field("inset").max]])("%s has room up to %s in a picture of 32 by 32", (name, most) => expect(insidePicture(field(name), at, [32, 32, 3]).max).toBe(most));
  it("is as declared in a corner, and never below its least", () => {
    expect(insidePicture(field("row"), { ...at, position: "center" }, [32, 32, 3]).max).toBe(255);
    expect(insidePicture(field("size"), { ...at, row: 40 }, [32, 32, 3]).max).toBe(1);
  });
});

describe("every schema of the engine can be drawn", () => {
  const all = [...attacks.all, ...datasets.all, ...defenses.all, ...models.all].map((p) => [p.id, p.params] as const);
  it.each([["training", trainingSchema] as const, ...all])("%s", (_, params) => {
    const drawn = fieldsOf(params);
    expect(drawn.length).toBe(Object.values(params.shape).filter((member) => (member as z.ZodType).meta()?.control !== "hidden").length);
    for (const f of drawn) {
      if (f.kind === "text") expect([typeof f.default, f.max !== undefined], f.name).toEqual(["string", true]);
      expect(f.default, f.name).toBeDefined();
      if (f.showWhen) expect(drawn.map((d) => d.name)).toContain(f.showWhen.field);
    }
  });
});
