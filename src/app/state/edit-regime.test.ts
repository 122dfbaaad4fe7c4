/** Another way of learning takes along what no longer applies, says so, brings what is good there, and the way back ends in something sensible. */
import { describe, expect, it } from "vitest";
import { attacks, attackApplies, defaultSpec, defenses, parseSpec, REGIMES, setupOf, type Spec } from "../../engine/index";
import { attacksElsewhere, defensesElsewhere } from "../features/rail/elsewhere";
import { addDefense, canJoin, canMove, fresh, metaOf } from "./edit";
import { chooseRegime, chooseTransfer, pickAttack } from "./edit-regime";
import { heldIn, toggleClient } from "./quarantine";

const ids = (spec: Spec) => spec.defenses.map((chain) => chain.map((c) => c.id));
const federated = chooseRegime(defaultSpec, "federated");

describe("a change of regime", () => {
  it("goes to a federation: the filter goes, a first rule comes, the same rows are poisoned", () => {
    expect(ids(federated.spec)).toEqual([["coordinate-median"]]);
    expect(federated.spec.attack!.params["rate"]).toBeCloseTo(0.25);
    expect(federated.said.join(" ")).toMatch(/Activation clustering was taken out.*first defense|25/);
    expect(parseSpec(federated.spec).ok).toBe(true);
  });

  it("comes back to where it was", () => {
    const back = chooseRegime(federated.spec, "central").spec;
    expect(ids(back)).toEqual(ids(defaultSpec));
    expect(back.attack!.params["rate"]).toBeCloseTo(0.05);
    expect(parseSpec(back).ok).toBe(true);
  });

  it("replaces a crafted attack, takes out contributors and the pretrained start", () => {
    const crafted = attacks.find("gradient-matching")!;
    const spec: Spec = { ...defaultSpec, attack: fresh(crafted), contributors: [{ name: "a", share: 0.5 }, { name: "b", share: 0.5 }], attackSource: "b", training: { ...defaultSpec.training, transfer: "last-layer" } };
    const { spec: next, said } = chooseRegime(spec, "federated");
    expect(next).toMatchObject({ attack: { id: "sign-flip" }, contributors: [], attackSource: null, training: { transfer: "none" } });
    expect(said.length).toBeGreaterThanOrEqual(4);
    expect(parseSpec(next).ok).toBe(true);
  });

  it("gives a spec that can run, from every regime to every other and back", () => {
    for (const from of REGIMES) for (const to of REGIMES) {
      const there = chooseRegime(chooseRegime(defaultSpec, from).spec, to).spec;
      expect(parseSpec(there), `${from} to ${to}`).toMatchObject({ ok: true });
    }
  });

  it("keeps the rate of an attack that is picked in a federation worth as many rows", () => {
    const plain = pickAttack({ ...federated.spec, attack: null }, "badnets");
    expect(plain.spec.attack!.params["rate"]).toBeCloseTo(0.25);
    expect(pickAttack(federated.spec, "model-replacement").spec.attack).toEqual(fresh(attacks.find("model-replacement")!));
  });

  it("leaves a start from nothing with the data set’s own network", () => {
    const pretrained = chooseTransfer(defaultSpec, "last-layer");
    expect(parseSpec(pretrained.spec).ok).toBe(true);
    expect(chooseTransfer(pretrained.spec, "none").spec.model).toEqual(defaultSpec.model);
  });
});

describe("the menus", () => {
  it("put in one line what another way of learning would offer, and nothing that can be chosen", () => {
    for (const spec of [defaultSpec, federated.spec]) {
      const context = setupOf(spec, metaOf(spec)!);
      for (const line of attacksElsewhere(attacks.all, context)) for (const id of line.ids) expect(attackApplies(attacks.find(id)!, context), id).not.toBe(true);
    }
    expect(defensesElsewhere(defenses.all, { regime: "federated" }).flatMap((l) => l.ids)).toContain("activation-clustering");
    expect(defensesElsewhere(defenses.all, { regime: "central" }).flatMap((l) => l.ids)).toContain("coordinate-median");
  });
});

describe("a server’s pipeline", () => {
  it("puts admit before prepare before combine, has one rule, and moves nothing across", () => {
    let spec: Spec = { ...federated.spec, defenses: [] };
    spec = addDefense(spec, "coordinate-median", "new");
    spec = addDefense(spec, "norm-clipping", 0);
    spec = addDefense(spec, "quarantine", 0);
    expect(ids(spec)).toEqual([["quarantine", "norm-clipping", "coordinate-median"]]);
    expect(canMove(spec, { pipeline: 0, position: 0 }, 1)).toBe(false);
    expect(canJoin(spec, spec.defenses[0]!, "krum")).toMatch(/one rule/);
    expect(parseSpec(spec).ok).toBe(true);
  });
});

describe("quarantine", () => {
  it("adds a pipeline for the plain mean, goes on filling it, and goes with its last client", () => {
    const one = toggleClient({ ...federated.spec, defenses: [] }, [], undefined, 6, 3);
    if (typeof one === "string") throw new Error(one);
    expect(one.spec.defenses).toEqual([[{ id: "quarantine", params: { clients: [7], from: 3 } }]]);
    const two = toggleClient(one.spec, [], undefined, 1, 2);
    if (typeof two === "string") throw new Error(two);
    expect(heldIn(two.spec, [])).toEqual({ pipeline: 0, clients: [1, 6], from: 2 });
    const out = toggleClient(two.spec, [], undefined, 6, 9), none = typeof out === "string" ? out : toggleClient(out.spec, [], undefined, 1, 9);
    expect(typeof none === "string" ? none : none.spec.defenses).toEqual([]);
  });

  it("joins the pipeline that is looked at, as its first step", () => {
    const made = toggleClient(federated.spec, federated.spec.defenses[0]!, 0, 2, 5);
    expect(typeof made === "string" ? made : ids(made.spec)).toEqual([["quarantine", "coordinate-median"]]);
  });
});
