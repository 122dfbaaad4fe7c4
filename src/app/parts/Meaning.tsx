/** What a glossary says about a term: its name, its meaning. The glossaries come along, so this is loaded when somebody asks. */
import { termOf } from "../text/terms";

export const TermName = ({ id }: { readonly id: string }) => termOf(id)?.term;

export const Meaning = ({ id }: { readonly id: string }) => termOf(id)?.meaning;
