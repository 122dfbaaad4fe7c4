/** Many clients train one model, and some of them lie: what a server's rule makes of it. Data only. */
import { chapter, type Preset } from "./preset";

const preset = chapter("Learning together");
const base = { dataset: { id: "digits" }, model: { id: "cnn" }, regime: "federated", baselines: false };
const federated = (more: object = {}) => ({ clients: 15, malicious: 3, ...more });

export const learningTogether: readonly Preset[] = [
  preset("federated-sign-flip", "Three who say the opposite", "x", {
    ...base, federated: federated(), attack: { id: "sign-flip" },
    defenses: [[{ id: "coordinate-median" }], [{ id: "trimmed-mean" }], [{ id: "multi-krum" }]],
  }),
  preset("federated-one-voice", "One round is enough", "x", {
    ...base, federated: federated({ participation: "once", attackRound: 10 }), attack: { id: "model-replacement" },
    defenses: [[{ id: "norm-clipping" }], [{ id: "multi-krum" }]],
  }),
  preset("federated-pieces", "Three pieces of one trigger", "x", {
    ...base, federated: federated(), attack: { id: "distributed-backdoor" },
    defenses: [[{ id: "foolsgold" }], [{ id: "multi-krum" }]],
  }),
  preset("federated-whisper", "The whisper that a careful rule repeats", "x", {
    ...base, federated: federated({ malicious: 6 }), attack: { id: "inner-product", params: { knows: "all" } },
    defenses: [[{ id: "krum", params: { assumed: 6 } }], [{ id: "multi-krum", params: { assumed: 6 } }], [{ id: "coordinate-median" }], [{ id: "nearest-neighbor-mixing", params: { assumed: 6 } }, { id: "coordinate-median" }]],
  }),
  preset("federated-quiet", "A little is enough", "x", {
    ...base, federated: federated({ malicious: 6 }), attack: { id: "alie", params: { knows: "all" } },
    defenses: [[{ id: "coordinate-median" }], [{ id: "trimmed-mean", params: { assumed: 6 } }], [{ id: "multi-krum", params: { assumed: 6 } }]],
  }),
  preset("federated-uneven", "Where careful rules lose", "x", {
    ...base, federated: federated({ partition: "dirichlet", alpha: 0.1 }), attack: { id: "label-flip", params: { mode: "pair", rate: 1 } },
    defenses: [[{ id: "coordinate-median" }], [{ id: "multi-krum" }], [{ id: "nearest-neighbor-mixing" }, { id: "coordinate-median" }]],
  }),
  preset("federated-fours", "Clients that call fours nines", "x", {
    ...base, federated: federated({ malicious: 6 }), attack: { id: "label-flip", params: { mode: "targeted", source: 4, target: 9, rate: 0.1 } },
    defenses: [[{ id: "coordinate-median" }], [{ id: "multi-krum", params: { assumed: 6 } }]],
  }),
];
