/** Crafted poison and probes as stages: shared, cached, parallel, stopped at once, and never in the way of the victim. */
import { beforeEach, describe, expect, it } from "vitest";
import { createNodeEnv } from "./node-env";
import { planExperiment } from "./plan";
import { previewExperiment } from "./preview";
import type { RunEvent } from "./result";
import { runExperiment, type RunEnv } from "./run";
import { parseSpec, type Spec } from "./spec";

let env: RunEnv;
beforeEach(async () => void (env = await createNodeEnv({ backend: "wasm" })));

const spec = (more: object = {}, attack: object = { id: "label-flip", params: { mode: "nearest", rate: 0.1 } }): Spec => {
  const parsed = parseSpec({
    dataset: { id: "moons", params: { train: 200, test: 100 } }, model: { id: "mlp" }, training: { epochs: 3, learningRate: 0.02 }, attack, defenses: [], baselines: false, ...more,
  });
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.value;
};
async function run(value: Spec, on: RunEnv = env) {
  const events: RunEvent[] = [], running = runExperiment(value, on);
  for (;;) {
    const step = await running.next();
    if (step.done) return { events, end: step.value };
    events.push(step.value);
  }
}
const kinds = (value: Spec) => planExperiment(value).stages.map((s) => s.work.kind);
const computed = (events: readonly RunEvent[], value: Spec) => {
  const ended = new Map(events.flatMap((e) => (e.type === "stage-end" ? [[e.stage, e.cached]] : [])));
  return planExperiment(value).stages.filter((s) => ended.get(s.key) === false).map((s) => s.work.kind);
};

describe("crafting", () => {
  it("comes after a surrogate of its own and before the poison; attacks that need no model have none of it", () => {
    expect(kinds(spec()).slice(0, 4)).toEqual(["load", "surrogate", "craft", "poison"]);
    expect(kinds(spec({}, { id: "label-flip", params: { mode: "pair" } }))).not.toContain("craft");
  });

  it("is not done again for another defense, nor its surrogate for another rate", async () => {
    await run(spec());
    const defended = spec({ defenses: [[{ id: "knn-sanitization" }]] }), again = await run(defended);
    expect(computed(again.events, defended)).toEqual(["filter", "train", "evaluate"]);
    const more = spec({}, { id: "label-flip", params: { mode: "nearest", rate: 0.2 } }), other = await run(more);
    expect(computed(other.events, more).toSorted()).toEqual(["craft", "evaluate", "evaluate", "poison", "train"]);
  });

  it("leaves the clean arm and the victim’s beginning as they are", async () => {
    const crafted = await run(spec()), plain = await run(spec({}, { id: "label-flip", params: { mode: "pair", rate: 0.1 } }), await createNodeEnv({ backend: "wasm" }));
    if (crafted.end.type !== "done" || plain.end.type !== "done") throw new Error("did not run");
    expect(crafted.end.result.arms[0]!.metrics).toEqual(plain.end.result.arms[0]!.metrics);
    expect(crafted.end.result.arms[0]!.curve).toEqual(plain.end.result.arms[0]!.curve);
  });

  it("is seen only after the run: before it the preview is clean and says so", async () => {
    const before = await previewExperiment(spec(), env);
    expect([before.pending, before.report.poisoned]).toEqual([true, 0]);
    await run(spec());
    const after = await previewExperiment(spec(), env);
    expect([after.pending, after.report.poisoned]).toEqual([false, 20]);
  });

  it("stops within a batch when it is told to", async () => {
    const slow = spec({ dataset: { id: "moons", params: { train: 400, test: 100 } } }, { id: "bilevel", params: { steps: 200, restarts: 1, rate: 0.3 } });
    const abort = new AbortController(), running = runExperiment(slow, { ...env, signal: abort.signal });
    let stopped = false, furthest = 0;
    // From outside, as a person does it: the crafting, plain arithmetic, has to let the message in.
    setTimeout(() => { stopped = true; abort.abort(); }, 60);
    for (;;) {
      const step = await running.next();
      if (step.done) {
        expect(step.value.type).toBe("cancelled");
        expect(stopped).toBe(true);
        expect(furthest).toBeLessThan(1);
        return;
      }
      const { value } = step;
      if (value.type === "stage-progress" && planExperiment(slow).stages.find((s) => s.key === value.stage)?.work.kind === "craft") furthest = Math.max(furthest, value.fraction);
    }
  });
});

describe("a plainer attack of the same size", () => {
  it("is trained beside an optimized one when baselines are wanted, and is measured by itself", async () => {
    const value = spec({ baselines: true }, { id: "bilevel", params: { steps: 3, rate: 0.1 } }), { end } = await run(value);
    if (end.type !== "done") throw new Error("did not run");
    expect(end.result.arms.map((a) => [a.id, a.kind])).toEqual([["clean", "clean"], ["poisoned", "poisoned"], ["poisoned-baseline", "attack-baseline"]]);
    expect(end.result.poison.poisoned).toBe(20);
    expect(end.result.arms[2]!.curve).not.toEqual(end.result.arms[0]!.curve);
    expect(end.result.arms[2]!.curve).not.toEqual(end.result.arms[1]!.curve);
  });
});

describe("probes", () => {
  const probed = spec({ probes: [{ id: "fgsm", params: { examples: 50 } }] });
  it("meet every model but baselines, change no result and can be added without training again", async () => {
    const bare = await run(spec()), { events, end } = await run(probed);
    if (end.type !== "done" || bare.end.type !== "done") throw new Error("did not run");
    expect(computed(events, probed)).toEqual(["probe", "probe"]);
    expect(events.filter((e) => e.type === "probe-done").map((e) => [e.armId, e.position])).toEqual(expect.arrayContaining([["clean", 0], ["poisoned", 0]]));
    for (const [i, arm] of end.result.arms.entries()) {
      expect(arm.metrics).toEqual(bare.end.result.arms[i]!.metrics);
      expect(arm.probes!.map((p) => p.probe.id)).toEqual(["fgsm"]);
      expect(JSON.parse(JSON.stringify(arm.probes))).toEqual(arm.probes);
      expect(Object.keys(arm.probes![0]!.examples[0] ?? {})).not.toContain("input");
    }
  });
});
