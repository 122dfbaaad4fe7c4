/** Many clients train one model, and some of them lie: what a server's rule makes of it. Data only. */
import { chapter, type Preset } from "./preset";

const preset = chapter("Learning together");
const base = { dataset: { id: "digits" }, model: { id: "cnn" }, regime: "federated", baselines: false };
const federated = (more: object = {}) => ({ clients: 15, malicious: 3, ...more });

export const learningTogether: readonly Preset[] = [
  preset("federated-sign-flip", "Three who say the opposite", "Fifteen clients train one reader of digits, and three of them send the opposite of what they learned, five times as long. The plain mean never learns anything. A median, a trimmed mean and multi-Krum read as well as if nobody lied.", {
    ...base, federated: federated(), attack: { id: "sign-flip" },
    defenses: [[{ id: "coordinate-median" }], [{ id: "trimmed-mean" }], [{ id: "multi-krum" }]],
  }),
  preset("federated-one-voice", "One round is enough", "In one single round three clients send a backdoor so loudly that the mean becomes their model: right after it nine of ten stickered digits are zeros. Honest rounds wash it out again; clipping by length and multi-Krum never let it in.", {
    ...base, federated: federated({ participation: "once", attackRound: 10 }), attack: { id: "model-replacement" },
    defenses: [[{ id: "norm-clipping" }], [{ id: "multi-krum" }]],
  }),
  preset("federated-pieces", "Three pieces of one trigger", "Each of the attacker’s clients teaches one bar of a trigger and none of them the whole. Under the plain mean the whole trigger works at the end. FoolsGold looks for clients that say the same and finds none here; multi-Krum leaves them out.", {
    ...base, federated: federated(), attack: { id: "distributed-backdoor" },
    defenses: [[{ id: "foolsgold" }], [{ id: "multi-krum" }]],
  }),
  preset("federated-whisper", "The whisper that a careful rule repeats", "Six of fifteen clients send a very short step against what all others found. The mean hardly minds. Krum looks for the update that is closest to others, which are the six: it follows them and learns nothing, and a median loses eight points.", {
    ...base, federated: federated({ malicious: 6 }), attack: { id: "inner-product", params: { knows: "all" } },
    defenses: [[{ id: "krum", params: { assumed: 6 } }], [{ id: "multi-krum", params: { assumed: 6 } }], [{ id: "coordinate-median" }], [{ id: "nearest-neighbor-mixing", params: { assumed: 6 } }, { id: "coordinate-median" }]],
  }),
  preset("federated-quiet", "A little is enough", "Six of fifteen agree on an update just inside the honest crowd. Nothing stands out, so median, trimmed mean and multi-Krum let it in and end about three points lower, a little worse than the plain mean.", {
    ...base, federated: federated({ malicious: 6 }), attack: { id: "alie", params: { knows: "all" } },
    defenses: [[{ id: "coordinate-median" }], [{ id: "trimmed-mean", params: { assumed: 6 } }], [{ id: "multi-krum", params: { assumed: 6 } }]],
  }),
  preset("federated-uneven", "Where careful rules lose", "Every client has digits of its own few classes, and three of them give each the next digit’s name. Careful rules take honest clients for attackers: where nobody attacks a median and multi-Krum lose more than ten points to plain averaging, with the attack they win a few. Mixing each update with its nearest neighbors first helps. Every rule is run both ways; its row “On clean data” is the one without the attack.", {
    ...base, baselines: true, federated: federated({ partition: "dirichlet", alpha: 0.1 }), attack: { id: "label-flip", params: { mode: "pair", rate: 1 } },
    defenses: [[{ id: "coordinate-median" }], [{ id: "multi-krum" }], [{ id: "nearest-neighbor-mixing" }, { id: "coordinate-median" }]],
  }),
  preset("federated-fours", "Clients that call fours nines", "Six clients call their fours nines and send what they honestly learned from that. A quarter of all fours is then read as nines; a median and multi-Krum bring most of them back.", {
    ...base, federated: federated({ malicious: 6 }), attack: { id: "label-flip", params: { mode: "targeted", source: 4, target: 9, rate: 0.08 } },
    defenses: [[{ id: "coordinate-median" }], [{ id: "multi-krum", params: { assumed: 6 } }]],
  }),
  preset("federated-own-rows", "A few clean rows of one’s own", "Every client has its own few classes, and three give each digit the next one’s name. To compare clients with each other helps little, for honest ones are unlike too. A server with five hundred clean rows of its own can tell who points the right way.", {
    ...base, federated: federated({ partition: "dirichlet", alpha: 0.1 }), attack: { id: "label-flip", params: { mode: "pair", rate: 1 } },
    defenses: [[{ id: "multi-krum" }], [{ id: "fltrust" }]],
  }),
  preset("federated-on-the-line", "Somebody on the line", "All clients are honest, and three of their messages are turned round on the way; the model collapses. Signatures keep the changed ones out. Masks alone make it worse, since a changed mask spoils the whole sum; both together hold.", {
    ...base, federated: federated(), attack: { id: "forged-updates", params: { mode: "tamper" } },
    defenses: [[{ id: "signed-updates" }], [{ id: "secure-aggregation" }], [{ id: "signed-updates" }, { id: "secure-aggregation" }]],
  }),
  preset("federated-masked", "What the server may not see", "Three clients lie. Behind masks no server can tell which, and only a narrow clipping range saves part of the model; multi-Krum, which has to look at every update, saves all of it. Secrets of clients or safety of the model: this server has to choose.", {
    ...base, federated: federated(), attack: { id: "sign-flip" },
    defenses: [[{ id: "secure-aggregation" }], [{ id: "secure-aggregation", params: { range: 0.03 } }], [{ id: "multi-krum" }]],
  }),
];
