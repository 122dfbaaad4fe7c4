/** A model that keeps learning from its users, the attacker's accounts among them. Data only. */
import { chapter, type Preset } from "./preset";

const preset = chapter("A model that never stops learning");

export const streams: readonly Preset[] = [
  preset("spam-drip", "The spam filter that listens", "A spam filter keeps learning from what its users report. In every step two accounts report some spam with a strange phrase as harmless, until the phrase lets three of four spam messages through. A monitor hears the contradictions within a few steps; beside it a rollback to the model from before, and a quarantine that lets reports wait until similar messages agree with them.", {
    dataset: { id: "sms-spam" }, model: { id: "word-embedding" }, training: { epochs: 10 }, attack: { id: "text-trigger", params: { phrase: "cobalt penguin" } },
    regime: "online", online: { schedule: "drip", peak: 0.2, initial: 1500, perStep: 40 }, defenses: [[{ id: "label-drift" }], [{ id: "rollback" }], [{ id: "quarantine-window" }]],
  }),
  preset("digits-boiling-frog", "The boiling frog", "Stickered digits with wrong labels come ever more often among the users’ labels, too slowly to be felt. Undefended, the sticker works at the end. A monitor raises its alarm long before; beside it the same alarm takes the model back to the last one from before the poison, which the page names.", {
    dataset: { id: "digits" }, model: { id: "cnn" }, attack: { id: "badnets", params: { rate: 0.05, target: 0 } },
    regime: "online", online: { schedule: "boiling-frog" }, defenses: [[{ id: "label-drift" }], [{ id: "rollback" }]],
  }),
  preset("digits-burst", "A flood of reports", "For eight steps more than half of all labels come from two accounts. A limit of two reports per user and step throws nine in ten of those away and an eighth of the honest ones, yet what slipped through works on long after the flood. A quarantine, which asks similar rows, lets none in.", {
    dataset: { id: "digits" }, model: { id: "cnn" }, attack: { id: "badnets", params: { rate: 0.05, target: 0 } },
    regime: "online", online: { schedule: "burst", peak: 0.6, length: 8 }, baselines: false, defenses: [[{ id: "rate-limit" }], [{ id: "quarantine-window" }]],
  }),
];
