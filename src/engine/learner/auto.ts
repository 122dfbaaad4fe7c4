/**
 * "Auto": takes the backend that trains this plan fastest here, or the one remembered from an earlier measurement. The
 * caller stores the memory (storage may be missing); this file only decides.
 */
import { weightCount } from "../core/learner";
import type { BackendId, ModelPlan } from "../core/learner";
import { availableBackends } from "./backends";
import { noBackend } from "./backends/started";
import type { BackendOptions } from "./backends/started";
import { calibrate } from "./calibrate";
import type { Calibration } from "./calibrate";

export interface BackendChoice {
  readonly backend: BackendId;
  /** What was measured; empty when a remembered choice was taken. */
  readonly calibration: Calibration;
}

/** Networks above this many weights or with convolutions are not measured in plain JavaScript when others exist. */
const smallPlan = 20_000;

/** The fastest backend for this plan; a remembered one is taken unmeasured if it is still available. */
export async function chooseBackend(plan: ModelPlan, remembered?: BackendId | null, options: BackendOptions = {}): Promise<BackendChoice> {
  const offers = await availableBackends(), reasons: Partial<Record<BackendId, string>> = {};
  for (const offer of offers) if (offer.reason) reasons[offer.backend] = offer.reason;
  const names = offers.filter((o) => o.available).map((o) => o.backend);
  // A graphics interface without a graphics card would take longer to measure than wasm takes to train.
  for (const offer of offers) if (offer.software) reasons[offer.backend] = `${offer.backend} has no graphics card behind it here, so it was not measured.`;
  const worthIt = names.filter((b) => b === "wasm" || !names.includes("wasm") || !offers.find((o) => o.backend === b)!.software);
  if (remembered && names.includes(remembered)) return { backend: remembered, calibration: { ms: {}, reasons } };
  const heavy = weightCount(plan) > smallPlan || plan.layers.some((layer) => layer.kind === "conv-relu-pool");
  let result = await calibrate(plan, heavy ? worthIt.filter((b) => b !== "cpu") : worthIt, options);
  if (Object.keys(result.ms).length === 0) result = await calibrate(plan, ["cpu"], options);
  const calibration = { ms: result.ms, reasons: { ...reasons, ...result.reasons } };
  const fastest = (Object.entries(result.ms) as [BackendId, number][]).sort((a, b) => a[1] - b[1])[0];
  if (!fastest) throw noBackend(Object.values(calibration.reasons).join(" "));
  return { backend: fastest[0], calibration };
}
