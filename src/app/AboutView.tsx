/** About: privacy and how to check it, limits, ethics, data and licenses, how to cite, offline use, keys. Text and a few facts of the engine. */
import { Copy } from "lucide-react";
import { useState } from "react";
import { datasets, ENGINE_VERSION } from "../engine/index";
import { OfflineStatus } from "./parts/OfflineStatus";
import { PageHeader } from "./parts/PageHeader";
import { ProseList, ProsePage, ProseSection } from "./parts/Prose";
import { RouteLink } from "./parts/RouteLink";
import { pageAddress } from "./state/address";
import { about as words } from "./text/about-words";
import { shortcuts } from "./text/words";
import { Button } from "./ui/Button";
import { Kbd } from "./ui/Kbd";

/** What the browser was told, word for word. */
const rule = (): string => document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute("content") ?? "";

/** Text to take away. */
function Quote({ title, text }: { readonly title: string; readonly text: string }) {
  const [said, setSaid] = useState("");
  const copy = () => void navigator.clipboard.writeText(text).then(() => setSaid(words.cite.copied), () => setSaid(words.cite.failed));
  return (
    <div>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-medium">{title}</h3>
        <Button size="sm" icon={<Copy />} onClick={copy} aria-label={`${words.cite.copy}: ${title}`}>{words.cite.copy}</Button>
      </div>
      <pre tabIndex={0} role="group" aria-label={title} translate="no" className="mt-1.5 overflow-x-auto rounded-lg border border-line bg-paper p-3 font-sans text-sm whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</pre>
      <p role="status" className="min-h-5 text-sm text-muted">{said}</p>
    </div>
  );
}

/** A table; where there is no room for three columns the cells of a row stand below each other. */
function Data() {
  const shipped = datasets.all.filter((d) => d.id !== "own").map((d) => ({ id: d.id, title: d.title, facts: d.facts }));
  return (
    <table className="w-full border-collapse text-sm max-sm:block">
      <caption className="sr-only">{words.data.table}</caption>
      <thead className="max-sm:sr-only">
        <tr className="border-b border-edge">
          {[words.data.name, words.data.source, words.data.license].map((head) => <th key={head} scope="col" className="py-1.5 pe-4 text-start font-medium">{head}</th>)}
        </tr>
      </thead>
      <tbody className="max-sm:block">
        {shipped.map(({ id, title, facts }) => (
          <tr key={id} className="border-b border-line align-top max-sm:flex max-sm:flex-col max-sm:gap-0.5 max-sm:py-2">
            <th scope="row" className="text-start font-medium sm:min-w-28 sm:py-1.5 sm:pe-4 sm:font-normal">{title}</th>
            <td className="text-muted [overflow-wrap:anywhere] sm:py-1.5 sm:pe-4">{facts.source}</td>
            <td className="text-muted sm:py-1.5">{facts.license}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function AboutView() {
  const { privacy, limits, ethics, data, cite, keys, accessible, offline } = words, year = "2026", address = pageAddress();
  return (
    <>
      <PageHeader />
      <ProsePage title={words.title} lead={words.lead}>
        <ProseSection title={privacy.title} text={privacy.text}>
          <h3 className="mt-1 font-semibold">{privacy.checkTitle}</h3>
          <ProseList ordered items={privacy.check} />
          <p className="text-sm text-muted">{privacy.rule}</p>
          <pre tabIndex={0} role="group" aria-label={privacy.rule} translate="no" className="rounded-lg border border-line bg-paper p-3 font-sans text-sm whitespace-pre-wrap [overflow-wrap:anywhere]">{rule()}</pre>
        </ProseSection>
        <ProseSection title={offline.title}><OfflineStatus /></ProseSection>
        <ProseSection title={limits.title} text={limits.text} />
        <ProseSection title={ethics.title} text={ethics.text} />
        <ProseSection title={data.title} text={[data.text]}><Data /><p className="leading-relaxed">{data.own}</p></ProseSection>
        <ProseSection title={cite.title} text={[cite.text]}>
          <Quote title={cite.plain} text={cite.citation(ENGINE_VERSION, year, address)} />
          <Quote title={cite.bibtex} text={cite.entry(ENGINE_VERSION, year, address)} />
        </ProseSection>
        <ProseSection title={keys.title} text={[keys.text]}>
          <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-4 gap-y-1.5 text-sm">
            {shortcuts.map(({ keys: combination, what }) => (
              <div key={combination} className="contents">
                <dt className="flex gap-1 whitespace-nowrap">{combination.split(" + ").map((key) => <Kbd key={key}>{key}</Kbd>)}</dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </ProseSection>
        <ProseSection title={accessible.title}>
          <p className="leading-relaxed">{accessible.text} <RouteLink to={{ page: "accessibility" }} className="rounded-xs underline decoration-edge underline-offset-3 hover:decoration-ink">{accessible.link}</RouteLink></p>
        </ProseSection>
      </ProsePage>
    </>
  );
}
