/** A word of the attacker's tools with its definition one tap away; the terms that stand on the first screen are in GlossaryTerm. */
import type { ReactNode } from "react";
import { craftTerms, type CraftTermId } from "../text/craft-terms";
import { Term } from "../ui/Term";

export function CraftTerm({ id, children }: { readonly id: CraftTermId; readonly children: ReactNode }) {
  return <Term title={craftTerms[id].term} definition={craftTerms[id].meaning}>{children}</Term>;
}
