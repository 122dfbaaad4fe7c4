/** What a run differs in, a line each; names that somebody has chosen may be long. */
export function RunLines({ lines }: { readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return <ul className="m-0 list-none p-0 text-sm leading-snug">{lines.map((line, i) => <li key={i} className="mt-0.5 [overflow-wrap:anywhere]">{line}</li>)}</ul>;
}
