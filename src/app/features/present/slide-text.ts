/** A slide's sentence as plain text for a title, a speaker or a screen reader: a number that is not there yet is an ellipsis. Pure. */
import { piecesOf, said, type Read } from "../../text/story-text";

export function slideText(text: string, read: Read): string {
  return piecesOf(text).map((p) => {
    if (p.kind === "words") return p.text;
    if (p.kind === "term") return p.words;
    const value = read(p.arm, p.metric);
    return value === null ? "…" : said(p.metric, value);
  }).join("");
}
