/**
 * The kernel module's exports. All pointers are byte addresses in TensorFlow.js's own wasm memory, which this module
 * imports; it has no data and allocates nothing, so it can share that heap. AssemblyScript.
 */
export { gemm, gemmScratch } from "./gemm";
export { convReluPool, packFilter } from "./conv";
export { convFilterGrad, convInputGrad } from "./conv-grad";
export { convBackpropFilter, convBackpropInput, segmentSum } from "./conv-general";
export { embed, embedGrad } from "./embed";
export { columnSums, reluGrad, scaleShift, softmaxCrossEntropy } from "./loss";
export { adam, sgd } from "./optimizer";
