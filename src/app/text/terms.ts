/** All glossaries at once, for whoever looks a word up. Large: nothing that is on screen before somebody asks should need it. */
import { courseTerms } from "./course-terms";
import { craftTerms } from "./craft-terms";
import { glossary, type Term } from "./glossary";
import { probeTerms } from "./probe-terms";

/** The explanation of a term, from whichever glossary has it. */
export function termOf(id: string): Term | null {
  for (const terms of [glossary, craftTerms, probeTerms, courseTerms] as readonly Readonly<Record<string, Term>>[]) if (Object.hasOwn(terms, id)) return terms[id]!;
  return null;
}
