/**
 * What version 1 links are written against: an experiment frozen when the format was released. It is not the default
 * experiment of the page and must never change, or links that people saved would change their meaning; when a parameter
 * is renamed or removed, version 2 of the link needs a base of its own.
 */
export const linkBase = {
  v: 1,
  seed: 1,
  dataset: {id: "digits", params: {train: 4000, test: 1000, trusted: 500}},
  model: {id: "cnn", params: {channels1: 8, channels2: 16}},
  training: {optimizer: "adam", learningRate: 0.006, schedule: "cosine", momentum: 0.9, batchSize: 32, epochs: 10, transfer: "none", weightDecay: 0},
  attack: {id: "badnets", params: {rate: 0.05, mapping: "all-to-one", target: 0, shape: "square", painted: "0203ffb0c00205ffb0c00302ffb0c00303ffb0c00304ffb0c00305ffb0c00306ffb0c00402ffb0c00403ffb0c00404ffb0c00405ffb0c00406ffb0c00503ffb0c00504ffb0c00505ffb0c00604ffb0c0", place: "as-painted", size: 3, position: "bottom-right", inset: 1, row: 12, column: 12, color: "grey", intensity: 1}},
  regime: "central",
  federated: {clients: 15, malicious: 3, partition: "iid", alpha: 0.5, rounds: 20, fraction: 1, localEpochs: 1, algorithm: "fedavg", serverRate: 1, participation: "always", attackRound: 10, dropout: 0},
  online: {initial: 1000, steps: 40, perStep: 50, reporting: 0.5, delayed: 0.2, delay: 3, users: 20, accounts: 2, schedule: "boiling-frog", peak: 0.3, onset: 10, length: 5, feedback: false, stepEpochs: 2, memory: 500, stepRate: 0.3},
  pretrained: {from: "same-rows"},
  contributors: [],
  attackSource: null,
  defenses: [[{id: "activation-clustering", params: {decision: "confirmed", silhouetteThreshold: 0.15, sizeThreshold: 0.45, examineLarger: true, foreignShare: 0.6, sureness: 0.75, retrainEpochs: 5, components: 10, restarts: 10}}]],
  baselines: true,
  probes: [],
  trusted: {rows: null, from: "held-out"},
  stream: {length: 1000, onset: 0.5, share: 0.2},
} as const;
