/** Every defense the lab knows, in the order in which it is offered. A new one is one file and one line here. */
import { Registry, type DefensePlugin } from "../core/plugins";
import { antiBackdoorLearning } from "./abl";
import { activationClustering } from "./activation-clustering";
import { adversarialTraining } from "./adversarial-training";
import { adversarialNeuronPruning } from "./anp";
import { bulyan } from "./bulyan";
import { byHand } from "./by-hand";
import { centeredClipping } from "./centered-clipping";
import { confidentLearning } from "./confident-learning";
import { coordinateMedian } from "./coordinate-median";
import { dpSgd } from "./dp-sgd";
import { driftMonitor } from "./drift-monitor";
import { duplicates } from "./duplicates";
import { earlyStopping } from "./early-stopping";
import { fastAdversarialTraining } from "./fast-adversarial-training";
import { featureSqueezing } from "./feature-squeezing";
import { finePruning } from "./fine-pruning";
import { fineTuning } from "./fine-tuning";
import { fltrust } from "./fltrust";
import { foolsgold } from "./foolsgold";
import { generalizedCrossEntropy } from "./generalized-cross-entropy";
import { geometricMedian } from "./geometric-median";
import { ibau } from "./ibau";
import { knnSanitization } from "./knn-sanitization";
import { krum } from "./krum";
import { labelDrift } from "./label-drift";
import { labelSmoothing } from "./label-smoothing";
import { mixup } from "./mixup";
import { multiKrum } from "./multi-krum";
import { modelHash } from "./model-hash";
import { nad } from "./nad";
import { nearestNeighborMixing } from "./nearest-neighbor-mixing";
import { neuralCleanse } from "./neural-cleanse";
import { noiseTraining } from "./noise-training";
import { normClipping } from "./norm-clipping";
import { outlierRemoval } from "./outlier-removal";
import { partitionAggregation } from "./partition-aggregation";
import { quarantine } from "./quarantine";
import { quarantineWindow } from "./quarantine-window";
import { randomizedSmoothing } from "./randomized-smoothing";
import { secureAggregation } from "./secure-aggregation";
import { signedUpdates } from "./signed-updates";
import { rateLimit } from "./rate-limit";
import { replayBuffer } from "./replay-buffer";
import { rollback } from "./rollback";
import { smallLoss } from "./small-loss";
import { spectralSignatures } from "./spectral-signatures";
import { influence } from "./influence";
import { provenanceAudit } from "./provenance-audit";
import { spectre } from "./spectre";
import { strip } from "./strip";
import { trimmedMean } from "./trimmed-mean";

export const defenses: Registry<DefensePlugin> = new Registry<DefensePlugin>("defense", [
  modelHash,
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
  signedUpdates,
  secureAggregation,
  neuralCleanse,
  fineTuning,
  finePruning,
  quarantineWindow,
  rateLimit,
  replayBuffer,
  rollback,
  driftMonitor,
  labelDrift,
  strip,
  featureSqueezing,
  randomizedSmoothing,
  ibau,
  adversarialNeuronPruning,
  nad,
  quarantine,
  normClipping,
  nearestNeighborMixing,
  coordinateMedian,
  trimmedMean,
  krum,
  multiKrum,
  bulyan,
  geometricMedian,
  centeredClipping,
  fltrust,
  foolsgold,
]);
