/**
 * How visible the attack is, in numbers: how far touched inputs are from their originals, how many labels were changed, how
 * many rows only hide the others. Numbers about rows, not about models.
 */
import type { ReactNode } from "react";
import type { DatasetMeta, PoisonReport } from "../../../engine/index";
import { CraftTerm } from "../../parts/CraftTerm";
import { stealth as words } from "../../text/craft-words";
import { count, number, percentPlain, ratio } from "../../text/format";

function Figure({ term, value, note }: { readonly term: ReactNode; readonly value: string; readonly note: string }) {
  return (
    <div className="min-w-0">
      <dt className="text-sm leading-snug text-muted">{term}</dt>
      <dd className="m-0">
        <span className="block text-xl leading-snug font-semibold">{value}</span>
        <span className="block text-xs leading-snug text-muted">{note}</span>
      </dd>
    </div>
  );
}

export function Stealth({ report, meta }: { readonly report: PoisonReport; readonly meta: DatasetMeta }) {
  // Columns of a table have units of their own; one distance over all of them would mean nothing.
  const seen = meta.columns ? undefined : report.stealth;
  if (report.poisoned === 0) return null;
  const sure = (value: number) => number(Number(value.toPrecision(2)));
  const spread = (edge: string) => (seen?.changed === 1 ? words.single : `${words.mean}; ${edge}`);
  return (
    <section aria-label={words.title} className="mb-4 rounded-lg border border-line px-4 py-3">
      <div className="mb-2 flex flex-wrap items-baseline gap-x-3">
        <h3 className="text-sm font-semibold">{words.title}</h3>
        <p className="text-xs text-muted">{seen ? `${words.inputs(seen.changed)}, ${meta.modality === "image" ? words.unit : words.axes}` : !report.stealth && report.added === 0 ? words.same : ""}</p>
      </div>
      <dl className="m-0 grid grid-cols-[repeat(auto-fit,minmax(8rem,1fr))] gap-x-5 gap-y-3">
        {seen && <Figure term={<><CraftTerm id="linf">L∞</CraftTerm>, {words.linf}</>} value={sure(seen.linf.mean)} note={spread(words.most(sure(seen.linf.max)))} />}
        {seen && <Figure term={<><CraftTerm id="l2">L2</CraftTerm>, {words.l2}</>} value={sure(seen.l2.mean)} note={spread(words.most(sure(seen.l2.max)))} />}
        {seen?.ssim && <Figure term={<><CraftTerm id="ssim">{words.ssimShort}</CraftTerm>, {words.ssim}</>} value={ratio(seen.ssim.mean)} note={spread(words.least(ratio(seen.ssim.min)))} />}
        <Figure term={<CraftTerm id="relabeled">{words.relabeled}</CraftTerm>} value={words.of(report.relabeled, report.poisoned)} note={report.relabeled === 0 ? words.noLabel : words.ofPoisoned} />
        {report.cover !== undefined && <Figure term={<CraftTerm id="cover">{words.cover}</CraftTerm>} value={count(report.cover)} note={words.coverShare(percentPlain(Number((report.cover / report.rows).toPrecision(3))))} />}
      </dl>
    </section>
  );
}
