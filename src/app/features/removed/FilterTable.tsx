/** How well a filter filtered, next to a random filter and an oracle. Rates with their counts; no interval is hidden. */
import type { ArmResult, MetricValue } from "../../../engine/index";
import type { TermId } from "../../text/glossary";
import { count, percent, range, ratio } from "../../text/format";
import { removed as words } from "../../text/words";
import { GlossaryTerm } from "../../parts/GlossaryTerm";

const rate = (value: MetricValue | null | undefined) => (value ? <span title={words.interval(range(value.low, value.high), value.n)}>{percent(value.value)}</span> : "–");

export function FilterTable({ arms }: { readonly arms: readonly ArmResult[] }) {
  const rows: readonly { readonly term: TermId | null; readonly label: string; readonly cell: (a: ArmResult) => React.ReactNode }[] = [
    { term: "truePositive", label: words.truePositive, cell: (a) => rate(a.filter?.truePositiveRate) },
    { term: "falsePositive", label: words.falsePositive, cell: (a) => rate(a.filter?.falsePositiveRate) },
    { term: "precision", label: words.precision, cell: (a) => rate(a.filter?.precision) },
    { term: null, label: words.foundRows, cell: (a) => (a.filter ? words.of(count(a.filter.poisonedFound), count(a.filter.poisonedTotal)) : "–") },
    { term: null, label: words.honestLost, cell: (a) => (a.filter ? words.of(count(a.filter.honestRowsLost), count(a.filter.honestTotal)) : "–") },
    { term: "auroc", label: words.auroc, cell: (a) => (a.filter?.auroc === null || a.filter?.auroc === undefined ? "–" : ratio(a.filter.auroc)) },
  ];
  return (
    <div role="region" tabIndex={0} aria-label={words.report} className="relative overflow-x-auto">
      <table className="w-full text-sm">
        <caption className="pb-1 text-left font-semibold">{words.report}</caption>
        <thead>
          <tr className="text-muted">
            <th scope="col" className="border-b border-line py-1 pr-3 text-left font-normal">{words.measure}</th>
            {arms.map((a) => <th key={a.id} scope="col" className="border-b border-line py-1 pl-3 text-right font-medium">{a.kind === "defended" ? words.thisDefense : a.title}</th>)}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ term, label, cell }) => (
            <tr key={label} className="border-b border-line last:border-0">
              <th scope="row" className="py-1 pr-3 text-left font-normal">{term ? <GlossaryTerm id={term}>{label}</GlossaryTerm> : label}</th>
              {arms.map((a) => <td key={a.id} className="py-1 pl-3 text-right whitespace-nowrap">{cell(a)}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
