/** Options of a link: read without failing, written as short as can be, and locks that hold against changes, undo and redo. */
import { afterEach, describe, expect, test } from "vitest";
import { defaultSpec } from "../../engine/index";
import { changeSpec, openSpec, redoSpec, startWith, undoSpec, useExperiment } from "./experiment";
import { hashOf, readPlace, useRoute } from "./route";
import { setView, useView } from "./view";
import { followOptions, readOptions, STEPS, touched, writeOptions } from "./view-options";

const none = { hide: new Set(), lock: new Set(), open: null, unknown: [] };
const fewer = { ...defaultSpec, dataset: { ...defaultSpec.dataset, params: { ...defaultSpec.dataset.params, train: 700 } } };
const noAttack = { ...defaultSpec, attack: null };
const spec = () => useExperiment.getState().spec;

describe("reading", () => {
  test("nothing asked is nothing hidden", () => expect(readOptions({})).toEqual(none));
  test("parts, steps and groups", () =>
    expect(readOptions({ hide: "probe,matrix, finding", lock: "steps", open: "evidence" })).toEqual({ hide: new Set(["probe", "matrix", "finding"]), lock: new Set(STEPS), open: "evidence", unknown: [] }));
  test("what nothing here knows is named and the rest holds", () =>
    expect(readOptions({ hide: "volcano,probe", lock: "matrix", open: "sesame", speed: "9", run: "", length: "40" })).toEqual({ hide: new Set(["probe"]), lock: new Set(), open: null, unknown: ["hide=volcano", "lock=matrix", "open=sesame", "speed=9", "run"] }));
  test("names of an object’s own machinery are unknown names", () => expect(readOptions({ hide: "constructor,__proto__" }).unknown).toEqual(["hide=constructor", "hide=__proto__"]));
  test("long nonsense is cut", () => expect(readOptions({ hide: "x".repeat(5000) }).unknown[0]!.length).toBeLessThan(50));
});

describe("writing", () => {
  test.each<Readonly<Record<string, string>>>([{}, { hide: "probe,matrix" }, { hide: "panels,probe" }, { hide: "steps", lock: "steps" }, { lock: "attack", open: "evidence" }])("%j comes back as it was", (options: Readonly<Record<string, string>>) => expect(writeOptions(readOptions(options))).toEqual(options));
  test("through an address and back", () => {
    const asked = readOptions({ hide: "panels", lock: "data,attack", open: "defense" });
    expect(readOptions(readPlace(hashOf({ page: "lab" }, writeOptions(asked), "#v1=abc")).options)).toEqual(asked);
  });
});

describe("locks", () => {
  let stop = () => {};
  const open = (options: Record<string, string>) => {
    startWith(defaultSpec);
    setView({ notice: null });
    useRoute.setState({ route: { page: "lab" }, options, setup: "" });
    stop = followOptions();
  };
  afterEach(() => stop());

  test("every field of a setup belongs to a step", () => {
    const other = { v: 1, seed: 9, dataset: 0, model: 0, training: 0, attack: 0, regime: 0, federated: 0, online: 0, pretrained: 0, contributors: 0, attackSource: 0, defenses: 0, baselines: 0, probes: 0, trusted: 0, stream: 0 };
    for (const field of Object.keys(defaultSpec).filter((k) => k !== "v")) expect(touched(defaultSpec, { ...defaultSpec, [field]: other[field as "seed"] ?? 0 } as never, new Set(STEPS)), field).toHaveLength(1);
  });
  test("a locked step keeps its settings and says why; others change", () => {
    open({ lock: "attack" });
    changeSpec(noAttack);
    expect(spec()).toEqual(defaultSpec);
    expect(useView.getState().notice?.text).toMatch(/step 2 \(Attack\)/);
    changeSpec(fewer);
    expect(spec()).toEqual(fewer);
  });
  test("undo and redo do not go past a lock", () => {
    open({});
    changeSpec(noAttack);
    useRoute.setState({ options: { lock: "attack" } });
    undoSpec();
    expect(spec()).toEqual(noAttack);
    useRoute.setState({ options: {} });
    undoSpec();
    expect(spec()).toEqual(defaultSpec);
    useRoute.setState({ options: { lock: "attack" } });
    redoSpec();
    expect(spec()).toEqual(defaultSpec);
  });
  test("a link that is opened is not held up by the locks of the one before", () => {
    open({ lock: "steps" });
    openSpec(noAttack);
    expect(spec()).toEqual(noAttack);
  });
  test("other views are not bound", () => {
    open({ lock: "steps" });
    useRoute.setState({ route: { page: "story", id: "sticker", step: 1, length: "10" } });
    changeSpec(noAttack);
    expect(spec()).toEqual(noAttack);
  });
  test("open= chooses the tab, or unfolds one step and folds the others", () => {
    open({ open: "evidence" });
    expect(useView.getState().panel).toBe("evidence");
    stop();
    open({ open: "learning" });
    expect(STEPS.filter((s) => !useView.getState().folded[s])).toEqual(["learning"]);
  });
});
