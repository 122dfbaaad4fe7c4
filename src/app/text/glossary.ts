/**
 * The words of the field, each explained in one or two plain sentences. Shown behind a tap wherever a term stands, and
 * together in Help. No numbers of any experiment in here.
 */
export interface Term {
  readonly term: string;
  readonly meaning: string;
}

export const glossary = {
  auprc: { term: "Area under the precision-recall curve", meaning: "How well the model’s scores rank the rows of the class that matters above the others, over all thresholds. A ranking by chance scores as much as that class’s share." },
  attackSuccess: { term: "Attack success rate", meaning: "Of the test inputs the attacker cares about, the share that the model now reads as the attacker wants. For a backdoor: test images that carry the trigger and do not already belong to the target class. A clean model scores close to zero." },
  auroc: { term: "AUROC", meaning: "How well suspicion scores rank poisoned rows above honest ones. 1.00 is a perfect ranking, 0.50 is no better than guessing." },
  availability: { term: "Availability attack", meaning: "An attack that only wants the model to get worse overall, with no particular answer in mind." },
  backdoor: { term: "Backdoor", meaning: "A hidden rule planted in training: the model behaves normally until an input carries the trigger." },
  baseline: { term: "Baseline", meaning: "Something simple to compare a defense with. The random filter removes as many rows without looking; the oracle knows the truth and removes exactly the poisoned ones." },
  batch: { term: "Batch", meaning: "The few training rows that the model looks at before it adjusts its weights once." },
  cleanAccuracy: { term: "Clean accuracy", meaning: "The share of untouched test inputs that the model reads correctly. It says nothing about inputs that carry a trigger." },
  confusion: { term: "Confusion matrix", meaning: "A table of mistakes: each row is a true class, each column what the model answered. Everything off the diagonal is an error." },
  dataPoisoning: { term: "Data poisoning", meaning: "Changing or adding training data so that the model learns something its owner did not intend." },
  defense: { term: "Defense", meaning: "Something the model’s owner does against poisoning: filter suspicious training rows, or repair the trained model. It never sees which rows are poisoned." },
  epoch: { term: "Epoch", meaning: "One pass of the model over the whole training set." },
  falsePositive: { term: "False positive rate", meaning: "The share of honest rows that the defense flagged by mistake." },
  interval: { term: "95 % interval", meaning: "The range in which the true rate plausibly lies, given how few test inputs were counted (Wilson interval)." },
  labelFlip: { term: "Label flipping", meaning: "The input stays as it is, but its label is changed to a wrong class." },
  loss: { term: "Loss", meaning: "How surprised the model is by the right answers, on average. Training makes it small." },
  oracle: { term: "Oracle filter", meaning: "A filter that knows the truth and removes exactly the poisoned rows. No real defender has it; it shows what the best filter could reach." },
  perClassRecall: { term: "Per-class recall", meaning: "Of the test inputs that truly belong to a class, the share that the model reads as that class." },
  poisonRate: { term: "Poison rate", meaning: "The share of the training set that the attacker controls." },
  precision: { term: "Precision", meaning: "Of all that was called something, the share that really is: of a filter, rows it flagged that were poisoned; of a model, inputs it called by the class’s name that belong to it." },
  recall: { term: "Recall", meaning: "Of the test inputs that truly belong to the class that matters, the share that the model finds." },
  random: { term: "Random filter", meaning: "Removes as many rows as the defense did, picked blindly. A defense that does no better than this has found nothing." },
  robustAccuracy: { term: "Robust accuracy", meaning: "The share of inputs that carry the trigger and are still read as their true class." },
  seed: { term: "Seed", meaning: "The number that all randomness grows from. The same seed gives the same data split, the same starting weights and the same result." },
  targetClass: { term: "Target class", meaning: "The answer that the attacker wants the model to give." },
  trigger: { term: "Trigger", meaning: "The mark that switches a backdoor on, such as a small white sticker in a corner." },
  truePositive: { term: "True positive rate", meaning: "The share of poisoned rows that the defense found." },
  trusted: { term: "Trusted set", meaning: "A small set of clean data that a defender is assumed to own. It is never poisoned and never used for the reported test numbers." },
} as const satisfies Record<string, Term>;

export type TermId = keyof typeof glossary;
