/** What a defender is handed tells nothing about the attack: no truth, no telling ids, no telling order. */
import { beforeAll, describe, expect, it } from "vitest";
import type { Rows } from "../../core/data";
import type { Learner } from "../../core/learner";
import type { DefenseArgs } from "../../core/plugins";
import { createLearner } from "../../learner/learner";
import { defenses } from "../../defenses/registry";
import { planExperiment, type Stage } from "../plan";
import { parseSpec, type Spec } from "../spec";
import type { StageContext } from "./context";
import { defenderOf, trustedRows, type DefenseWork } from "./defender";
import { executeStage } from "./execute";
import { gatherInputs, type LoadOutput, type PoisonOutput, type StageOutput } from "./outputs";

let learner: Learner;
beforeAll(async () => void (learner = await createLearner("wasm")));
function specOf(defense: string): Spec {
  const parsed = parseSpec({ dataset: { id: "moons", params: { train: 120, test: 60, trusted: 40 } }, model: { id: "mlp", params: {} }, training: { epochs: 2 }, attack: { id: "junk-injection", params: { rate: 0.2 } }, defenses: [[{ id: defense }]], baselines: false });
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.value;
}
const context = (): StageContext => ({ learner, read: () => Promise.reject(new Error("nothing to read")), pulse: () => {}, report: () => {}, epochEnded: () => {}, keys: {}, width: 1, spawn: () => Promise.reject(new Error("nobody to hand work on to")) });

/** Runs everything before the first stage of a kind and gives it with its inputs. */
async function before(spec: Spec, kind: DefenseWork["kind"], change: (poison: PoisonOutput) => PoisonOutput = (p) => p) {
  const outputs = new Map<string, StageOutput>();
  for (const stage of planExperiment(spec).stages) {
    const inputs = gatherInputs(stage.parents, (key) => outputs.get(key)!);
    if (stage.work.kind === kind) return { stage: stage as Stage & { work: DefenseWork }, inputs };
    const out = await executeStage(stage, inputs, context());
    outputs.set(stage.key, out.kind === "poison" ? change(out) : out);
  }
  throw new Error(`no ${kind} stage`);
}

describe("what a defender sees", () => {
  it("has no field for the truth, however deep one looks", async () => {
    const { stage, inputs } = await before(specOf("knn-sanitization"), "filter"), { args } = defenderOf(stage, stage.work, inputs, context());
    const { truth, goal } = inputs.poison!, secrets: unknown[] = [truth, truth.poisoned, truth.originalLabels, truth.sourceIds, goal, inputs.load!.dataset.test, inputs.load!.dataset.test.inputs].filter((s) => s !== undefined);
    const seen = new Set<unknown>(), look = (value: unknown, path: string) => {
      if (typeof value !== "object" || value === null || seen.has(value) || value === learner) return;
      seen.add(value);
      expect(secrets.includes(value), path).toBe(false);
      expect(Object.keys(value).filter((k) => ["truth", "poisoned", "originalLabels", "sourceIds", "cover", "goal", "test"].includes(k)), path).toEqual([]);
      if (!ArrayBuffer.isView(value)) for (const [k, v] of Object.entries(value)) look(v, `${path}.${k}`);
    };
    look(args, "args");
    expect(seen.size).toBeGreaterThan(20);
  });

  it("shows added rows under ids and in places like all others, each row once", async () => {
    const { stage, inputs } = await before(specOf("knn-sanitization"), "filter"), { args, place } = defenderOf(stage, stage.work, inputs, context());
    const { train, truth } = inputs.poison!, added = train.n - 120;
    expect(added).toBeGreaterThan(10);
    expect([...args.train.ids]).toEqual(Array.from({ length: train.n }, (_, i) => i));
    expect(place.toSorted()).toEqual(Int32Array.from(args.train.ids));
    const last = place.slice(-added).filter((p) => truth.poisoned[p] === 1).length;
    expect(last).toBeLessThan(added / 2); // they came at the very end
    place.forEach((p, i) => expect([args.train.labels[i], args.train.inputs[2 * i]]).toEqual([train.labels[p], train.inputs[2 * p]]));
  });

  it("retrains as the victim does: all rows, in the defender’s own order, give the victim’s model", async () => {
    const { stage, inputs } = await before(specOf("fine-pruning"), "repair"), { args } = defenderOf(stage, stage.work, inputs, context());
    expect((await args.retrain(args.train)).weights).toEqual(inputs.model!.model.weights);
    const given: Rows[] = [];
    const training = args.fit({ loss: ({ rows, labels, logits, n }) => {
      expect([...labels]).toEqual(Array.from(rows, (r) => args.train.labels[r]));
      given.push(args.train);
      return { total: 0, seed: new Float32Array(logits.length * (n > 0 ? 1 : 0)) };
    } });
    while (!(await training.next()).done) { /* to the end */ }
    expect(given.length).toBeGreaterThan(0);
  });

  it.each(defenses.all.filter((d) => d.stage === "filter" && d.supports({ meta: { id: "m", title: "m", modality: "points", shape: [2], classNames: ["a", "b"], valueRange: [0, 1] } }) === true).map((d) => d.id))("%s decides the same, whatever the truth is", async (id) => {
    const lie = (p: PoisonOutput): PoisonOutput => ({ ...p, truth: { ...p.truth, poisoned: p.truth.poisoned.map((v) => 1 - v), originalLabels: p.truth.originalLabels.map((y) => 1 - y) } });
    const spec = specOf(id), honest = await before(spec, "filter"), lied = await before(spec, "filter", lie);
    expect(await executeStage(lied.stage, lied.inputs, context())).toEqual(await executeStage(honest.stage, honest.inputs, context()));
  });
});

describe("the trusted set", () => {
  const load = async () => (await before(specOf("knn-sanitization"), "filter")).inputs;
  it("is cut to the wanted size, or picked from the rows as delivered, and never from the test rows", async () => {
    const { load: loaded, poison } = await load(), { trusted } = (loaded as LoadOutput).dataset;
    expect(trustedRows({ rows: null, from: "held-out" }, trusted, poison!.train, 1)).toBe(trusted);
    expect([...trustedRows({ rows: 10, from: "held-out" }, trusted, poison!.train, 1).ids]).toEqual(Array.from(trusted.ids.slice(0, 10)));
    const picked = trustedRows({ rows: 30, from: "delivered" }, trusted, poison!.train, 1);
    expect(picked.n).toBe(30);
    expect([...picked.ids].every((id) => poison!.train.ids.includes(id))).toBe(true);
  });
});

// @ts-expect-error what is poisoned is no member of what a defense gets
const peek = (args: DefenseArgs<unknown>) => args.truth;
void peek;
