/** The defender's side of step 4: order and headings of the chooser, who may join a pipeline, and which forms are asked for. */
import { describe, expect, it } from "vitest";
import { DEFENSE_STAGES, defaultSpec, defenses, streamSchema, trustedSchema, type Spec } from "../../../engine/index";
import { fieldsOf } from "../../form/fields";
import { addDefense, canJoin, canMove, fresh } from "../../state/edit";
import { stageGroups } from "../../text/evidence-words";
import { byStage, groupOf, has, needsTrusted } from "./stages";

const withChain = (...ids: string[]): Spec => ({ ...defaultSpec, defenses: [ids.map((id) => fresh(defenses.find(id)!))] });

describe("the chooser", () => {
  it("offers every defense once, stage by stage", () => {
    expect(byStage.map((d) => d.id).toSorted()).toEqual(defenses.ids().toSorted());
    const headings = byStage.map((d) => groupOf(d.id));
    expect([...new Set(headings)]).toEqual(DEFENSE_STAGES.filter((s) => defenses.all.some((d) => d.stage === s)).map((s) => stageGroups[s]));
  });

  it("puts a defense where its stage has its place, and says why another cannot join", () => {
    const spec = withChain("fine-pruning");
    expect(addDefense(spec, "activation-clustering", 0).defenses[0]!.map((c) => c.id)).toEqual(["activation-clustering", "fine-pruning"]);
    expect(canJoin(spec, spec.defenses[0]!, "activation-clustering")).toBe(true);
    const guards = defenses.all.filter((d) => d.stage === "guard");
    if (guards.length > 1) expect(canJoin(spec, [fresh(guards[0]!)], guards[1]!.id)).toMatch(/room for one/);
    const both = withChain("activation-clustering", "fine-pruning");
    expect(canMove(both, { pipeline: 0, position: 0 }, 1)).toBe(false);
  });
});

describe("the forms", () => {
  it("ask for trusted rows and a stream only where something needs them", () => {
    expect(needsTrusted(withChain("activation-clustering"))).toBe(false);
    expect(needsTrusted(withChain("fine-pruning"))).toBe(true);
    expect(has(withChain("fine-pruning"), "monitor")).toBe(false);
  });

  it("know that the number of trusted rows may be left empty", () => {
    const [rows, from] = fieldsOf(trustedSchema);
    expect(rows).toMatchObject({ name: "rows", kind: "int", nullable: true, min: 1, max: 5000, default: null, title: "Trusted rows" });
    expect(from!.options).toHaveLength(2);
    expect(fieldsOf(streamSchema).map((f) => f.kind)).toEqual(["int", "number", "number"]);
    expect(fieldsOf(streamSchema)[0]).not.toHaveProperty("nullable");
  });
});
