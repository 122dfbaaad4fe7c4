/** Inputs crafted against finished models, clean and poisoned ones alike. Data only. */
import { chapter, type Preset } from "./preset";

const preset = chapter("Probing a finished model");
const backdoored = { dataset: { id: "digits" }, model: { id: "cnn" }, attack: { id: "badnets", params: { rate: 0.05, target: 0 } }, defenses: [] };

export const probing: readonly Preset[] = [
  preset("digits-pgd", "A digit with a whisper of noise", "Changes that are hardly visible break nearly every reading, of the clean model as of the poisoned one, while noise of the same size costs little.", {
    ...backdoored, probes: [{ id: "fgsm" }, { id: "pgd" }],
  }),
  preset("digits-transfer", "Fooling a model you never saw", "Examples made on models of the attacker’s own fool the victim, too: another seed, another architecture, half of the data. Random noise of the same size does not.", {
    ...backdoored, probes: [{ id: "transfer" }, { id: "momentum-iterative" }],
  }),
  preset("digits-universal", "One change for every picture", "A single pattern laid over every picture fools most of them, and on the backdoored model a fainter one is enough. Beside it the smallest change that does it for each picture.", {
    ...backdoored, probes: [{ id: "universal-perturbation" }, { id: "deepfool" }],
  }),
  preset("digits-corruptions", "Weather, not malice", "Noise, blur, brightness and rotation, in five strengths: what a model meets without any attacker. The honest baseline for every probe.", {
    ...backdoored, probes: [{ id: "corruptions" }],
  }),
  preset("spam-evasion", "0penAI and friends", "Spam that is misspelled with look-alike letters or padded with good words until the filter lets it pass; no training row was touched for it.", {
    dataset: { id: "sms-spam" }, model: { id: "word-embedding" }, training: { epochs: 5 }, attack: null, defenses: [],
    probes: [{ id: "text-evasion" }],
  }),
];
