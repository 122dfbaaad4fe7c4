/** Every defense the lab knows, in the order in which it is offered. A new one is one file and one line here. */
import { Registry, type DefensePlugin } from "../core/plugins";
import { activationClustering } from "./activation-clustering";
import { driftMonitor } from "./drift-monitor";
import { finePruning } from "./fine-pruning";
import { knnSanitization } from "./knn-sanitization";
import { outlierRemoval } from "./outlier-removal";
import { spectralSignatures } from "./spectral-signatures";

export const defenses: Registry<DefensePlugin> = new Registry<DefensePlugin>("defense", [
  activationClustering,
  spectralSignatures,
  knnSanitization,
  outlierRemoval,
  finePruning,
  driftMonitor,
]);
