/**
 * Signs that a model only hides its gradients: attacks that follow them find little, and yet the model is easily fooled.
 * Judges numbers that the PGD probe measured; crafts nothing. A note, never a proof, and no note is no proof either.
 * Athalye, Carlini, Wagner 2018, "Obfuscated Gradients Give a False Sense of Security".
 */
import type { Note } from "../core/plugins";

export interface MaskingEvidence {
  /** Rows under attack. */
  readonly n: number;
  readonly epsilons: readonly number[];
  /** Rows that withstood, for each ε: PGD from random places alone, one step of FGSM, and random noise. */
  readonly pgd: readonly number[];
  readonly fgsm: readonly number[];
  readonly noise: readonly number[];
  /** For each ε: rows that were fooled somewhere on PGD's way and not at its end, less those fooled at the end only; counted at the step that fooled most. */
  readonly undone: readonly number[];
  /** Rows that withstood when every value could be anything; null where that was not tried. */
  readonly unbounded: number | null;
}

/** Share of the rows, and their least number, before a difference counts: in the plane PGD now and then sits on a small hill where FGSM happens to jump past. */
const MARGIN = 0.05, FEW = 5;

/** One warning for each sign, in words that begin alike; none for a model that behaves as models do. */
export function maskingNotes({ n, epsilons, pgd, fgsm, noise, undone, unbounded }: MaskingEvidence): Note[] {
  const notes: Note[] = [], clear = Math.max(FEW, MARGIN * n), percent = (rows: number) => `${Math.round((100 * rows) / n)} %`;
  const sign = (text: string) => notes.push({ level: "warning", text: `This looks like gradient masking, not robustness: ${text}` });
  const worst = (gap: (i: number) => number) => epsilons.reduce((best, _, i) => (gap(i) > gap(best) ? i : best), 0);
  const f = worst((i) => pgd[i]! - fgsm[i]!), r = worst((i) => pgd[i]! - noise[i]!), u = worst((i) => undone[i]!);
  if (pgd[f]! - fgsm[f]! >= clear) sign(`at ε ${epsilons[f]} one step (FGSM) leaves ${percent(fgsm[f]!)} right, and PGD with its many steps ${percent(pgd[f]!)}.`);
  if (unbounded !== null && unbounded >= clear) sign(`even where every value may become anything, ${percent(unbounded)} stay right; following a true gradient would leave about none.`);
  if (pgd[r]! - noise[r]! >= clear) sign(`at ε ${epsilons[r]} random noise leaves ${percent(noise[r]!)} right, and PGD, which sees the model, ${percent(pgd[r]!)}.`);
  if (undone[u]! >= clear) sign(`at ε ${epsilons[u]} more steps help the model: ${percent(undone[u]!)} of the rows were fooled on the way and right again at the end.`);
  return notes;
}
