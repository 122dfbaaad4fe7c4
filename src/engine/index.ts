/**
 * The LIGHT door of the engine: types, spec, registries and formatting; no TensorFlow.js behind it, so that the page
 * paints before the engine has arrived. The page imports this file and nothing else of the engine.
 */
import "./core/no-eval";
export { argmaxRows, NO_ANSWER } from "./core/answer";
export { toCsv } from "./core/csv";
export * from "./core/data";
export * from "./core/errors";
export { canBeSwept, fieldsOf, humanize, isShown, type Field, type FieldKind, type FieldOption } from "./core/fields";
export { fingerprintOf } from "./core/fingerprint";
export { foundOf } from "./core/found";
export * from "./core/learner";
export * from "./core/plugins";
export { Rng } from "./core/rng";
export { auroc, descending, wilson } from "./core/statistics";
export * from "./core/text";
export { ENGINE_VERSION } from "./core/version";
export { ownModels } from "./own/model-store";
export * from "./own/model-types";
export { ownData } from "./own/store";
export * from "./own/types";
export * from "./experiment/spec";
export * from "./experiment/result";
export { meanRate } from "./experiment/seeds";
export { defaultSpec } from "./experiment/default-spec";
export { firstSteps } from "./experiment/presets/first-steps";
export type { Preset } from "./experiment/presets";
export type { FeatureMap, MapMethod, UnitMeans } from "./experiment/embedding";
export type { Preview } from "./experiment/preview";
export { formatPainted, MOST_PAINTED, parsePainted, type PaintedPixel } from "./attacks/painted";
export { attacks } from "./attacks/registry";
export { datasets } from "./datasets/registry";
export { MOST_PICKED } from "./defenses/by-hand";
export { defenses } from "./defenses/registry";
export { metrics } from "./metrics/registry";
export { models } from "./models/registry";
export { probes } from "./probes/registry";
