/** Words around attacks that craft their poison, explained like those in glossary.ts. */

export const craftTerms = {
  linf: { term: "L∞ distance", meaning: "The largest change of any single value. On pictures from 0 (black) to 1 (white), 0.1 means that no pixel moved by more than a tenth of the way." },
  l2: { term: "L2 distance", meaning: "The length of the whole change: all differences squared, added up, and the root taken. A faint change everywhere and a loud one in a corner can have the same length." },
  ssim: { term: "Structural similarity (SSIM)", meaning: "How alike two pictures look in brightness, contrast and structure: 1.00 is identical. Below about 0.9 most people see a difference side by side." },
  relabeled: { term: "Labels changed", meaning: "Poisoned rows whose label is not the true one. An attack that changes no label cannot be found by checking labels." },
  cover: { term: "Cover rows", meaning: "Rows that carry the trigger but keep their true label. They do no harm; they are there so that the trigger alone does not give the poisoned rows away." },
  targetHit: { term: "Target hit", meaning: "Whether the one image that the attack is about is read as the attacker wants. It is about that image alone and never an attack success rate." },
  nearMiss: { term: "Near-miss accuracy", meaning: "The share of test images with something like the trigger, but not the trigger itself, that are still read correctly. High means that only the real trigger works. WaNet calls it noise-mode accuracy." },
  surrogate: { term: "Surrogate", meaning: "A model of the attacker’s own, trained on data like the victim’s, that stands in for the model they cannot see." },
} as const;
export type CraftTermId = keyof typeof craftTerms;
