/** Words around probes of a finished model, explained like those in glossary.ts. */

export const probeTerms = {
  evasion: { term: "Adversarial example", meaning: "An input changed on purpose, often too little for a person to notice, so that a finished model misreads it. Nothing is trained on it." },
  epsilon: { term: "ε (epsilon)", meaning: "How much an input may be changed at most. On pictures a value runs from 0 (black) to 1 (white): with ε = 0.1 no pixel moves by more than a tenth of the way." },
  masking: { term: "Gradient masking", meaning: "A model whose slopes are too flat or too jagged to follow makes gradient attacks fail without being any safer. It shows when a stronger attack does worse than a weaker one, or a blind one better than one that sees the weights." },
} as const;
