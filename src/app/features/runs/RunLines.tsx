/** What a run differs in, a line each, the further ones behind a button; names that somebody has chosen may be long. */
import { runCard as words } from "../../text/runs-words";

function Lines({ lines }: { readonly lines: readonly string[] }) {
  return <ul className="m-0 list-none p-0 text-sm leading-snug">{lines.map((line, i) => <li key={i} className="mt-0.5 [overflow-wrap:anywhere]">{line}</li>)}</ul>;
}

export function RunLines({ lines, more }: { readonly lines: readonly string[]; readonly more: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <>
      <Lines lines={lines} />
      {more.length > 0 && (
        <details className="text-sm">
          <summary className="min-h-6 w-fit cursor-pointer py-0.5 text-muted">{words.more(more.length)}</summary>
          <Lines lines={more} />
        </details>
      )}
    </>
  );
}
