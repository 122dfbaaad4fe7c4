/**
 * The second part of the LIGHT door: what only panels need that open later (the audit's report, the attack × defense matrix, presets beyond the first chapter), so
 * that the page does not wait for it. No TensorFlow.js behind it either.
 */
export * from "./experiment/audit";
export { auditHtml } from "./experiment/audit-html";
export * from "./experiment/matrix";
export { presets } from "./experiment/presets";
