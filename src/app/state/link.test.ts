/** The link: every spec survives it, links are short, and a bad one says what is wrong without throwing. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultSpec, parseSpec, trainingSchema, type Spec } from "../../engine/index";
import { presets } from "../../engine/later";
import { fresh } from "./edit";
import { attacks, datasets, defenses, models, MOST_PICKED } from "../../engine/index";
import { decodeLink, encodeLink, MAX_LINK } from "./link";
import { linkBase } from "./link-base";

const encode = (value: unknown): string => `#v1=${Buffer.from(JSON.stringify(value)).toString("base64url")}`;
const messageOf = (hash: string): string => {
  const outcome = decodeLink(hash);
  if (outcome === null || outcome.ok) throw new Error(`expected a problem for ${hash.slice(0, 80)}`);
  return outcome.problem.message;
};

const anySpec = fc.record({
  v: fc.constant(1 as const),
  seed: fc.integer({ min: 0, max: 4294967295 }),
  dataset: fc.constantFrom(...datasets.all.map(fresh)),
  model: fc.constantFrom(...models.all.map(fresh)),
  training: fc.record({ learningRate: fc.double({ min: 1e-5, max: 1, noNaN: true }), epochs: fc.integer({ min: 1, max: 100 }) }).map((t) => trainingSchema.parse(t)),
  attack: fc.option(fc.constantFrom(...attacks.all.map(fresh))),
  defenses: fc.array(fc.constantFrom(...defenses.all.map((d) => [fresh(d)])), { maxLength: 4 }),
  baselines: fc.boolean(),
});

describe("link", () => {
  it("stands on a base that is still a valid experiment", () => {
    expect(parseSpec(linkBase).ok).toBe(true);
  });

  it("brings every valid spec back as it was", () => {
    fc.assert(fc.property(anySpec, (raw) => {
      const spec = parseSpec(raw);
      fc.pre(spec.ok);
      const hash = encodeLink(spec.ok ? spec.value : defaultSpec);
      expect(decodeLink(hash)).toEqual(spec);
      expect(hash).toMatch(/^#v1=[\w-]+$/);
      expect(hash.length).toBeLessThan(MAX_LINK);
    }), { numRuns: 300 });
  });

  it("brings every preset back, in a short link", () => {
    for (const { spec } of presets) {
      expect(decodeLink(encodeLink(spec))).toEqual({ ok: true, value: spec });
      expect(encodeLink(spec).length).toBeLessThan(900);
    }
  });

  it("reads a link from before contributors and sticker colors as it was meant", () => {
    const old = "#v1=eyJhdHRhY2sucGFyYW1zLmNvbHVtbiI6MTQsImF0dGFjay5wYXJhbXMuaW50ZW5zaXR5IjowLCJhdHRhY2sucGFyYW1zLnBvc2l0aW9uIjoiY3VzdG9tIiwiYXR0YWNrLnBhcmFtcy5yYXRlIjowLjAyNSwiYXR0YWNrLnBhcmFtcy5yb3ciOjIyLCJhdHRhY2sucGFyYW1zLnNpemUiOjQsImF0dGFjay5wYXJhbXMudGFyZ2V0IjoyLCJkYXRhc2V0Ijp7ImlkIjoic2lnbnMiLCJwYXJhbXMiOnsidGVzdCI6ODAwLCJ0cmFpbiI6MjcwMCwidHJ1c3RlZCI6NTAwfX19";
    const out = decodeLink(old);
    expect(out?.ok && [out.value.dataset.id, out.value.contributors, out.value.attackSource]).toEqual(["signs", [], null]);
    expect(out?.ok && out.value.attack).toEqual({ id: "badnets", params: { rate: 0.025, mapping: "all-to-one", target: 2, shape: "square", size: 4, position: "custom", inset: 1, row: 22, column: 14, color: "grey", intensity: 0, painted: linkBase.attack.params.painted, place: "as-painted" } });
  });

  it("has room for as many rows as a person may pick", () => {
    const rows = Array.from({ length: MOST_PICKED }, (_, i) => (i * 99_991).toString(16).padStart(12, "0"));
    const spec = { ...defaultSpec, defenses: [[{ id: "by-hand", params: { rows } }]] };
    expect(decodeLink(encodeLink(spec))).toEqual({ ok: true, value: spec });
  });

  it("is short when one knob moved", () => {
    expect(encodeLink({ ...defaultSpec, seed: 7 } as Spec).length).toBeLessThan(120);
  });

  it("gives nothing for an empty hash", () => {
    expect(decodeLink("")).toBeNull();
    expect(decodeLink("#")).toBeNull();
  });

  it("never throws and always gives one sentence with text, whatever follows the #", () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.string({ unit: "grapheme" }).map((s) => `v1=${s}`), fc.json().map((j) => encode(j).slice(1))), (text) => {
      const outcome = decodeLink(`#${text}`);
      if (outcome && !outcome.ok) expect(outcome.problem.message.length).toBeGreaterThan(10);
    }), { numRuns: 500 });
  });

  it("is refused whole wherever it is cut off, or reads as the base", () => {
    const hash = encodeLink(presets.at(-1)!.spec);
    for (let end = 5; end < hash.length; end++) {
      const outcome = decodeLink(hash.slice(0, end));
      expect(outcome?.ok ?? false, hash.slice(0, end)).toBe(false);
    }
  });

  it("names the field and what was expected", () => {
    expect(messageOf(encode({ "attack.params.rate": 7 }))).toMatch(/attack\.params\.rate must be at most/);
    expect(messageOf(encode({ attack: { id: "nope", params: {} } }))).toMatch(/attack\.id: there is no attack called "nope"/);
    expect(messageOf(encode({ "attack.params.colour": 1 }))).toMatch(/attack\.params\.colour/);
    expect(messageOf(encode({ seed: "x" }))).toMatch(/^seed must be a/);
    expect(messageOf(encode({ "__proto__.polluted": 1 }))).toMatch(/__proto__/);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  it("knows a future version, garbage and an oversized link", () => {
    expect(messageOf("#v2=abc")).toMatch(/^v: .*format 2; this page reads format 1/);
    expect(messageOf(encode({ v: 3 }))).toMatch(/^v: /);
    expect(messageOf("#hello")).toMatch(/v1=/);
    expect(messageOf("#v1=%%%")).toMatch(/cut off/);
    expect(messageOf(`#v1=${"A".repeat(MAX_LINK)}`)).toMatch(/at most 64,000/);
  });
});
