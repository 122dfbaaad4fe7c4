/** Help: what to do here, the keys, and the whole glossary. Opened from the header or with ?. */
import { setView, useView } from "../../state/view";
import { courseTerms } from "../../text/course-terms";
import { craftTerms } from "../../text/craft-terms";
import { glossary } from "../../text/glossary";
import { LOCALE } from "../../text/locale";
import { probeTerms } from "../../text/probe-terms";
import { help, shortcuts } from "../../text/words";
import { Dialog } from "../../ui/Dialog";
import { Kbd } from "../../ui/Kbd";

/** Every glossary; a word that two of them explain stands here once. */
const terms = [...new Map([courseTerms, craftTerms, probeTerms, glossary].flatMap((words) => Object.values(words)).map((t) => [t.term.toLowerCase(), t])).values()].toSorted((a, b) => a.term.localeCompare(b.term, LOCALE));

export function HelpDialog() {
  const open = useView((s) => s.dialog === "help");
  return (
    <Dialog open={open} onOpenChange={(next) => setView({ dialog: next ? "help" : null })} title={help.title} size="lg">
      <div tabIndex={0} role="region" aria-label={help.text} className="grid gap-x-10 gap-y-6 rounded-sm pb-4 lg:grid-cols-[20rem_1fr]">
        <div className="flex flex-col gap-6">
          <section>
            <h3 className="mb-1 font-semibold">{help.howTitle}</h3>
            <ol className="list-decimal space-y-1 ps-5">
              {help.how.map((line) => <li key={line}>{line}</li>)}
            </ol>
            <p className="mt-3 text-sm text-muted">{help.privacy}</p>
          </section>
          <section>
            <h3 className="mb-1 font-semibold">{help.keysTitle}</h3>
            <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-3 gap-y-1.5 text-sm">
              {shortcuts.map(({ keys, what }) => (
                <div key={keys} className="contents">
                  <dt className="flex gap-1 whitespace-nowrap">{keys.split(" + ").map((key) => <Kbd key={key}>{key}</Kbd>)}</dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        </div>
        <section>
          <h3 className="mb-1 font-semibold">{help.glossaryTitle}</h3>
          <dl className="grid gap-x-8 gap-y-3 text-sm sm:grid-cols-2">
            {terms.map(({ term, meaning }) => (
              <div key={term}>
                <dt className="font-medium">{term}</dt>
                <dd className="leading-snug text-muted">{meaning}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Dialog>
  );
}
