/** Calibration and choice of a backend in Node, where only wasm and cpu exist. No test looks at how long a step took. */
import { expect, test } from "vitest";
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

test("a network with convolutions gets wasm here; a remembered backend is taken unmeasured", async () => {
  expect((await chooseBackend(smallCnn)).backend).toBe("wasm");
  const again = await chooseBackend(smallCnn, "cpu");
  expect([again.backend, again.calibration.ms]).toEqual(["cpu", {}]);
  expect((await chooseBackend(smallCnn, "webgpu")).backend).toBe("wasm");
});
