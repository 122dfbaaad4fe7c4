/** Calibration and choice of a backend in Node, where only wasm and cpu exist. No test looks at how long a step took. */
import { expect, test } from "vitest";
import type { ModelPlan } from "../core/learner";
import { chooseBackend } from "./auto";
import { availableBackends } from "./backends";
import { calibrate } from "./calibrate";
import { smallCnn } from "./test-support";

test("Node offers wasm and cpu, and says why not the others", async () => {
  const offers = await availableBackends();
  expect(offers.filter((o) => o.available).map((o) => o.backend)).toEqual(["wasm", "cpu"]);
  for (const offer of offers) expect(offer.available || offer.reason?.endsWith(".")).toBe(true);
});

test("calibration measures what works and gives a reason for what does not", async () => {
  const { ms, reasons } = await calibrate(smallCnn, ["wasm", "cpu", "webgl"]);
  expect(Object.keys(ms).sort()).toEqual(["cpu", "wasm"]);
  for (const value of Object.values(ms)) expect(value).toBeGreaterThan(0);
  expect(reasons.webgl).toMatch(/\.$/);
});

test.each([
  ["words", { inputShape: [6], classes: 2, layers: [{ kind: "embed", words: 40, units: 4, pooling: "mean" }, { kind: "dense", units: 2, relu: false }] }],
  ["table columns", { inputShape: [2], classes: 2, layers: [{ kind: "encode", columns: [{ kind: "number", mean: 9, deviation: 3 }, { kind: "category", levels: 3 }] }, { kind: "dense", units: 2, relu: false }] }],
] as [string, ModelPlan][])("calibration makes inputs that a network over %s takes", async (_, plan) => {
  const { ms, reasons } = await calibrate(plan, ["wasm", "cpu"]);
  expect([Object.keys(ms).sort(), reasons]).toEqual([["cpu", "wasm"], {}]);
});

test("a network with convolutions gets wasm here; a remembered backend is taken unmeasured", async () => {
  expect((await chooseBackend(smallCnn)).backend).toBe("wasm");
  const again = await chooseBackend(smallCnn, "cpu");
  expect([again.backend, again.calibration.ms]).toEqual(["cpu", {}]);
  expect((await chooseBackend(smallCnn, "webgpu")).backend).toBe("wasm");
});
