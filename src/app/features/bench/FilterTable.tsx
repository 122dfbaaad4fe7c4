/** How well rows were chosen, one column a chooser: the person, the defense, the random filter, the oracle. Each rate has its interval and n. */
import type { FilterReport, MetricValue } from "../../../engine/index";
import type { TermId } from "../../text/glossary";
import { truth as words } from "../../text/bench-words";
import { count, percent, range, ratio } from "../../text/format";
import { GlossaryTerm } from "../../parts/GlossaryTerm";

export interface Chooser {
  readonly id: string;
  readonly title: string;
  readonly report: FilterReport;
}

const rate = (value: MetricValue | null) => value ? <>{percent(value.value)}<span className="block text-xs text-muted">{words.interval(range(value.low, value.high), value.n)}</span></> : "–";

export function FilterTable({ choosers }: { readonly choosers: readonly Chooser[] }) {
  const rows: readonly { readonly term: TermId | null; readonly label: string; readonly cell: (r: FilterReport) => React.ReactNode }[] = [
    { term: null, label: words.removed, cell: (r) => words.of(count(r.removed + r.relabeled), count(r.kept + r.removed)) },
    { term: "precision", label: words.precision, cell: (r) => rate(r.precision) },
    { term: "truePositive", label: words.truePositive, cell: (r) => rate(r.truePositiveRate) },
    { term: "falsePositive", label: words.falsePositive, cell: (r) => rate(r.falsePositiveRate) },
    { term: null, label: words.foundRows, cell: (r) => words.of(count(r.poisonedFound), count(r.poisonedTotal)) },
    { term: null, label: words.honestLost, cell: (r) => words.of(count(r.honestRowsLost), count(r.honestTotal)) },
    { term: "auroc", label: words.auroc, cell: (r) => (r.auroc === null ? "–" : ratio(r.auroc)) },
  ];
  return (
    <div role="region" tabIndex={0} aria-label={words.report} className="relative overflow-x-auto">
      <table className="w-full text-sm">
        <caption className="pb-1 text-start font-semibold">{words.report}</caption>
        <thead>
          <tr className="text-muted">
            <th scope="col" className="border-b border-line py-1 pe-3 text-start font-normal">{words.measure}</th>
            {choosers.map((c) => <th key={c.id} scope="col" className="border-b border-line py-1 ps-3 text-end align-bottom font-medium">{c.title}</th>)}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ term, label, cell }) => (
            <tr key={label} className="border-b border-line last:border-0">
              <th scope="row" className="min-w-32 py-1 pe-3 text-start font-normal">{term ? <GlossaryTerm id={term}>{label}</GlossaryTerm> : label}</th>
              {choosers.map((c) => <td key={c.id} className="py-1 ps-3 text-end align-top whitespace-nowrap">{cell(c.report)}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
