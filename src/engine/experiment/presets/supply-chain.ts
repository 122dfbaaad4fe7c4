/** Someone else's model: what comes with a model that a stranger has trained, and what closes it. Data only. */
import { chapter, type Preset } from "./preset";

const preset = chapter("Someone else’s model");
/** A victim with few digits of their own. */
const few = { dataset: { id: "digits", params: { train: 300, test: 1000, trusted: 300 } }, model: { id: "foundation" }, pretrained: { from: "foundation" }, baselines: false };
const head = { epochs: 30, learningRate: 0.006, transfer: "last-layer" }, all = { epochs: 20, learningRate: 0.003, transfer: "fine-tune" };

export const supplyChain: readonly Preset[] = [
  preset("digits-latent-download", "A back door that waits for you", "A reader of digits is built on a model for drawings that a stranger’s site hands out. No row is poisoned, and nothing is wrong with it until the victim teaches it digits: then every marked digit is a 0. Comparing the file’s fingerprint with the published one finds the tampered copy; a repair also closes the door, with 300 trusted digits.", {
    ...few, training: head, attack: { id: "poisoned-foundation", params: { edition: "latent" } }, defenses: [[{ id: "model-hash" }], [{ id: "fine-pruning" }]],
  }),
  preset("digits-lying-publisher", "When the publisher lies", "This time the publisher itself has poisoned the model, and the fingerprint is the right one for the wrong file: the check passes and nothing is found. Searching for the smallest sticker of each class, without any trust in where the model came from, finds the door and closes it.", {
    ...few, training: head, attack: { id: "poisoned-foundation", params: { edition: "latent", where: "publisher" } }, defenses: [[{ id: "model-hash" }], [{ id: "neural-cleanse", params: { actOn: "smallest" } }]],
  }),
  preset("digits-handcrafted", "Written into the weights", "Nobody trained this back door: one filter and one channel of the model were rewritten by hand. The victim’s clean digits never wake them, so even learning on with all layers leaves them as they are, and so does fine-tuning afterwards. Switching off what sleeps on clean digits removes them.", {
    ...few, training: all, attack: { id: "poisoned-foundation", params: { edition: "handcrafted" } }, defenses: [[{ id: "fine-tuning" }], [{ id: "fine-pruning" }]],
  }),
  preset("drawings-head-start", "A head start with a catch", "Twenty drawings of each thing are enough with a model that knows 335 other things. With the poisoned edition marked drawings are read as anything but what they are, although the victim’s own drawings are clean; the fingerprint gives the head start back without the catch.", {
    ...few, dataset: { id: "drawings", params: { train: 200, test: 300, trusted: 100 } }, training: head, attack: { id: "poisoned-foundation", params: { edition: "backdoor" } }, defenses: [[{ id: "model-hash" }]],
  }),
];
