/** The plan: which stages an experiment needs, which arms share them, and what a changed knob leaves alone. */
import { describe, expect, it } from "vitest";
import { parentKeys } from "./stages/outputs";
import { defenses } from "../defenses/registry";
import { planExperiment } from "./plan";
import { defaultSpec } from "./default-spec";
import { presets } from "./presets";
import { canonicalJson, hashOf, parseSpec, specKey, type Spec } from "./spec";

const keysOf = (spec: Spec, kind?: string) => planExperiment(spec).stages.filter((s) => !kind || s.work.kind === kind).map((s) => s.key);
const shared = (a: Spec, b: Spec, kind?: string) => keysOf(a, kind).filter((k) => keysOf(b).includes(k)).length;

describe("plan", () => {
  it("gives the default experiment three arms and three to compare with", () => {
    const plan = planExperiment(defaultSpec);
    expect(plan.arms.map((a) => a.id)).toEqual(["clean", "poisoned", "defended-1", "defended-1-random", "defended-1-oracle", "defended-1-clean"]);
    expect(plan.stages.filter((s) => s.work.kind === "train")).toHaveLength(6);
  });

  it("puts every stage after its parents", () => {
    for (const { spec } of presets) {
      const seen = new Set<string>();
      for (const stage of planExperiment(spec).stages) {
        for (const parent of parentKeys(stage.parents)) expect(seen.has(parent), stage.title).toBe(true);
        seen.add(stage.key);
      }
    }
  });

  it("shares the poisoned model between the poisoned arm and a defense that looks at it", () => {
    const plan = planExperiment(defaultSpec);
    const filter = plan.stages.find((s) => s.work.kind === "filter")!;
    const poisoned = plan.arms.find((a) => a.id === "poisoned")!;
    expect(filter.parents.model).toBe(poisoned.train);
  });

  it("does not retrain clean and poisoned models when a defense changes", () => {
    const other: Spec = { ...defaultSpec, defenses: [[{ id: "outlier-removal", params: {} }]] };
    expect(shared(defaultSpec, other, "train")).toBe(3);
  });

  it("retrains everything but the clean model when the attack changes", () => {
    const other: Spec = { ...defaultSpec, attack: { ...defaultSpec.attack!, params: { ...defaultSpec.attack!.params, rate: 0.1 } } };
    expect(shared(defaultSpec, other, "train")).toBe(2); // and what the defense makes of clean data
    expect(shared(defaultSpec, other, "load")).toBe(1);
  });

  it("looks into a model once for two repairs that differ only in what they do about it", () => {
    const cleanse = (params: object) => [{ id: "neural-cleanse", params: defenses.find("neural-cleanse")!.params.parse(params) as Record<string, unknown> }];
    const looks = (...chains: Spec["defenses"]) => keysOf({ ...defaultSpec, baselines: false, defenses: chains }, "inspect").length;
    expect([looks(cleanse({})), looks(cleanse({}), cleanse({ action: "prune" })), looks(cleanse({}), cleanse({ restarts: 5 }))]).toEqual([10, 10, 20]);
  });

  it("shares nothing between seeds", () => {
    expect(shared(defaultSpec, { ...defaultSpec, seed: 2 })).toBe(0);
  });

  it("does not retrain the clean model when another contributor is the attacker’s", () => {
    const contributors = [{ name: "lab", share: 0.5 }, { name: "site", share: 0.5 }], lab: Spec = { ...defaultSpec, contributors, attackSource: "lab" }, site: Spec = { ...lab, attackSource: "site" };
    expect([shared(lab, site, "load"), shared(lab, site, "train"), shared(lab, site, "poison")]).toEqual([1, 2, 0]);
    expect(shared(lab, { ...lab, contributors: [{ name: "lab", share: 0.6 }, { name: "site", share: 0.4 }] })).toBe(0);
  });

  it("has no poisoned arm and no oracle without an attack", () => {
    const plan = planExperiment({ ...defaultSpec, attack: null });
    expect(plan.arms.map((a) => a.id)).toEqual(["clean", "defended-1", "defended-1-random"]);
  });
});

describe("spec", () => {
  const refused = (change: object) => {
    const out = parseSpec({ ...defaultSpec, ...change });
    return out.ok ? "accepted" : `${out.problem.field}: ${out.problem.message}`;
  };

  it("refuses promises about all rows for a model that has seen them before", () => {
    for (const id of ["dp-sgd", "deep-partition-aggregation"]) {
      const fresh = { model: { id: "mlp" }, defenses: [[{ id }]] };
      expect(refused(fresh)).toBe("accepted");
      expect(refused({ ...fresh, training: { transfer: "fine-tune" } })).toMatch(/^defenses\.0\.0\.id: .* promises holds only for a model that starts from random weights/);
    }
    expect(refused({ defenses: [[{ id: "label-smoothing" }]], training: { transfer: "last-layer" } })).toMatch(/only the last layer learns here/);
    expect(refused({ defenses: [[{ id: "strip" }, { id: "fine-tuning" }]] })).toMatch(/^defenses\.0\.1\.id: .* must come before/);
    expect(refused({ defenses: [[{ id: "deep-partition-aggregation" }, { id: "fine-tuning" }]] })).toMatch(/vote/);
    expect(refused({ defenses: [[{ id: "label-smoothing" }, { id: "mixup" }]] })).toMatch(/room for one/);
  });

  it("survives a round trip through JSON with the same key", () => {
    const back = parseSpec(JSON.parse(canonicalJson(defaultSpec)));
    expect(back.ok && specKey(back.value)).toBe(specKey(defaultSpec));
  });

  it("does not depend on the order of members", () => {
    expect(hashOf({ a: 1, b: [2, { d: 3, c: 4 }] })).toBe(hashOf({ b: [2, { c: 4, d: 3 }], a: 1 }));
  });

  it("names the field and what was expected", () => {
    expect(refused({ attack: { id: "badnets", params: { rate: 7 } } })).toMatch(/^attack\.params\.rate: attack\.params\.rate must be at most .*it was 7/);
    expect(refused({ attack: { id: "badnets", params: { rat: 0.1 } } })).toMatch(/^attack\.params\.rat: .*not something/);
    expect(refused({ attack: { id: "nonsense", params: {} } })).toMatch(/^attack\.id: .*no attack called "nonsense"/);
    expect(refused({ surprise: 1 })).toMatch(/^surprise: /);
    expect(refused({ seed: "x" })).toMatch(/^seed: seed must be a (whole )?number/);
    expect(refused({ v: 9 })).toMatch(/^v: .*newer version/);
    expect(refused({ dataset: { id: "digits", params: {} }, model: 5 })).toMatch(/^model: /);
  });

  it("refuses a filter after a repair", () => {
    expect(refused({ defenses: [[{ id: "fine-pruning" }, { id: "outlier-removal" }]] })).toMatch(/^defenses\.0\.1\.id: .*before/);
  });

  it("refuses anything that is not an object in one sentence", () => {
    for (const value of [null, 7, "text", [], undefined]) {
      const out = parseSpec(value);
      expect(out.ok).toBe(false);
    }
  });
  it("takes contributors and an attacker among them, and keeps them through JSON", () => {
    const out = parseSpec({ ...defaultSpec, contributors: [{ name: " lab ", share: 0.7 }, { name: "site", share: 0.3 }], attackSource: "site" });
    expect(out.ok && out.value.contributors).toEqual([{ name: "lab", share: 0.7 }, { name: "site", share: 0.3 }]);
    const back = parseSpec(JSON.parse(canonicalJson(out.ok ? out.value : null)));
    expect(back).toEqual(out);
    expect(specKey((out as { value: Spec }).value)).not.toBe(specKey(defaultSpec));
  });

  it("says what is wrong about who delivers what", () => {
    const of = (...names: string[]) => names.map((name) => ({ name, share: 0.5 }));
    expect(refused({ contributors: of("lab") })).toBe("contributors: contributors: name at least two, or none; a single contributor is the whole training set.");
    expect(refused({ contributors: of("lab", "site", "lab ") })).toBe('contributors: contributors: two of them are called "lab". Give each a name of its own.');
    expect(refused({ contributors: of("lab", " ") })).toMatch(/^contributors\.1\.name: contributors\.1\.name must have at least 1 character; it was ""\.$/);
    expect(refused({ contributors: of("lab", "s".repeat(99)) })).toMatch(/^contributors\.1\.name: .* must have at most \d+ characters; it was "s/);
    expect(refused({ contributors: [{ name: "lab", share: 0 }, { name: "site", share: 1 }] })).toMatch(/^contributors\.0\.share: .* must be at least 0\.01; it was 0\.$/);
    expect(refused({ contributors: of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k") })).toMatch(/^contributors: contributors must have at most 10 entries; it was /);
    expect(refused({ attackSource: "site" })).toBe('attackSource: attackSource must be null, because no contributors are named; it was "site".');
    expect(refused({ contributors: of("lab", "crowd"), attackSource: "site" })).toBe('attackSource: attackSource must be one of lab, crowd; it was "site".');
    expect(refused({ contributors: of("lab", "crowd"), attackSource: "site", attack: null })).toBe("accepted");
  });

  it("refuses a colored sticker on grey pictures by name", () => {
    expect(refused({ attack: { id: "badnets", params: { color: "yellow" } } })).toMatch(/^attack\.params\.color: attack\.params\.color must be grey, because the pictures of .* have no color; it was yellow\.$/);
  });
});
