/** A word with its definition from the glossary one tap away. Used by several features; knows no experiment. */
import type { ReactNode } from "react";
import { glossary, type TermId } from "../text/glossary";
import { Term } from "../ui/Term";

export function GlossaryTerm({ id, children }: { readonly id: TermId; readonly children: ReactNode }) {
  return <Term title={glossary[id].term} definition={glossary[id].meaning}>{children}</Term>;
}
