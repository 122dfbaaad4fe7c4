/**
 * The second part of the LIGHT door: what only panels need that open later (the audit's report, the attack × defense matrix, sweeps, presets beyond the first chapter), so
 * that the page does not wait for it. No TensorFlow.js behind it either.
 */
export * from "./experiment/audit";
export { auditHtml } from "./experiment/audit-html";
export { MAX_SEEDS, ownCells, playRuns, readCells, type CellsEnd, type CellsRun, type FailedRun, type MadeBy, type Play } from "./experiment/cells";
export * from "./experiment/matrix";
export { presets } from "./experiment/presets";
export { applyDelivered } from "./experiment/delivered";
export * from "./experiment/run-record";
export * from "./experiment/sweep";
export * from "./experiment/sweep-axis";
