/** Every defense the lab knows, in the order in which it is offered. A new one is one file and one line here. */
import { Registry, type DefensePlugin } from "../core/plugins";
import { antiBackdoorLearning } from "./abl";
import { activationClustering } from "./activation-clustering";
import { adversarialTraining } from "./adversarial-training";
import { adversarialNeuronPruning } from "./anp";
import { byHand } from "./by-hand";
import { confidentLearning } from "./confident-learning";
import { dpSgd } from "./dp-sgd";
import { driftMonitor } from "./drift-monitor";
import { duplicates } from "./duplicates";
import { earlyStopping } from "./early-stopping";
import { fastAdversarialTraining } from "./fast-adversarial-training";
import { featureSqueezing } from "./feature-squeezing";
import { finePruning } from "./fine-pruning";
import { fineTuning } from "./fine-tuning";
import { generalizedCrossEntropy } from "./generalized-cross-entropy";
import { ibau } from "./ibau";
import { knnSanitization } from "./knn-sanitization";
import { labelSmoothing } from "./label-smoothing";
import { mixup } from "./mixup";
import { nad } from "./nad";
import { neuralCleanse } from "./neural-cleanse";
import { noiseTraining } from "./noise-training";
import { outlierRemoval } from "./outlier-removal";
import { partitionAggregation } from "./partition-aggregation";
import { randomizedSmoothing } from "./randomized-smoothing";
import { smallLoss } from "./small-loss";
import { spectralSignatures } from "./spectral-signatures";
import { influence } from "./influence";
import { provenanceAudit } from "./provenance-audit";
import { spectre } from "./spectre";
import { strip } from "./strip";

export const defenses: Registry<DefensePlugin> = new Registry<DefensePlugin>("defense", [
  activationClustering,
  spectralSignatures,
  spectre,
  provenanceAudit,
  influence,
  knnSanitization,
  outlierRemoval,
  smallLoss,
  duplicates,
  confidentLearning,
  byHand,
  adversarialTraining,
  fastAdversarialTraining,
  antiBackdoorLearning,
  labelSmoothing,
  mixup,
  generalizedCrossEntropy,
  earlyStopping,
  noiseTraining,
  dpSgd,
  partitionAggregation,
  neuralCleanse,
  fineTuning,
  finePruning,
  driftMonitor,
  strip,
  featureSqueezing,
  randomizedSmoothing,
  ibau,
  adversarialNeuronPruning,
  nad,
]);
