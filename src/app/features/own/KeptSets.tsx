/** The data sets a person has already: in memory or kept in this browser, each with Use and Forget. Empty when there are none. */
import { Trash2 } from "lucide-react";
import { chooseOwnSet, useOwnSets } from "../../state/own";
import { forget } from "../../state/own-use";
import { storage as words } from "../../text/own-words";
import { Button } from "../../ui/Button";

export function KeptSets() {
  const sets = useOwnSets();
  if (sets.length === 0) return null;
  return (
    <section aria-label={words.sets} className="mb-3">
      <h3 className="pb-1 text-sm font-semibold">{words.sets}</h3>
      <ul className="flex flex-wrap gap-2">
        {sets.map((s) => (
          <li key={s.hash} className="flex max-w-full flex-wrap items-center gap-x-3 gap-y-1 rounded-lg border border-line py-1.5 pe-1.5 ps-3 text-sm">
            <span className="min-w-0"><span className="block truncate font-medium">{s.title}</span><span className="text-muted">{words.facts(s.rows, s.classes, s.kept)}</span></span>
            <span className="flex gap-1">
              <Button size="sm" aria-label={words.useNamed(s.title)} onClick={() => void chooseOwnSet(s.hash)}>{words.useSet}</Button>
              {s.kept && <Button size="sm" variant="ghost" icon={<Trash2 />} aria-label={words.forgetNamed(s.title)} onClick={() => void forget(s.hash, s.title)}>{words.forget}</Button>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
