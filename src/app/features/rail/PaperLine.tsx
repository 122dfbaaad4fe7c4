/** Where a method comes from: authors, year, title, with a link that leaves the page in a new tab. */
import type { Paper } from "../../../engine/index";
import { rail as words } from "../../text/words";

export function PaperLine({ paper }: { readonly paper: Paper | undefined }) {
  if (!paper) return null;
  return (
    <p className="text-muted">
      {paper.authors} {paper.year}: <a href={paper.link} target="_blank" rel="noreferrer" className="text-ink underline underline-offset-2">{paper.title}<span className="sr-only"> {words.newTab}</span></a>
    </p>
  );
}
