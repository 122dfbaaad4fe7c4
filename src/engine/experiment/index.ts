/** The HEAVY door of the engine: runs experiments; TensorFlow.js is behind it. Loaded by the worker, the CLI and tests. */
export { StageCache, bytesOf } from "./cache";
export { Control } from "./control";
export { localLane, type Lane, type LaneJob } from "./lanes";
export { planExperiment, modelPlanOf, type ExperimentPlan, type Stage } from "./plan";
export { previewExperiment, type Preview } from "./preview";
export { defaultSpec, presets, type Preset } from "./presets";
export * from "./result";
export { runExperiment, ENGINE_VERSION, type RunEnv } from "./run";
export { meanRate } from "./seeds";
export * from "./spec";
export { featureMap, unitMeans, type FeatureMap, type MapMethod, type UnitMeans } from "./embedding";
export { executeStage } from "./stages/execute";
export { gatherInputs, parentKeys } from "./stages/outputs";
export type { LoadOutput, PoisonOutput, StageInputs, StageOutput, TrainOutput, RepairOutput } from "./stages/outputs";
export { poisonReport } from "./stages/poison";
export { answersOf } from "../core/votes";
export { createLearner } from "../learner/learner";
export { chooseBackend } from "../learner/auto";
