/** Results by who delivered the rows: counts, agreement of each model with each source's labels, what a filter took of it. */
import { isBaseline } from "../../state/arms";
import { useRun } from "../../state/run";
import { count, percent, range } from "../../text/format";
import { sourceTable as words } from "../../text/scenario-words";
import { classes } from "../../text/words";
import { EmptyState } from "../../ui/EmptyState";
import type { Rate } from "../../../engine/index";

function Share({ rate }: { readonly rate: Rate | null }) {
  return <td className="px-3 py-1 text-end whitespace-nowrap" title={rate ? classes.interval(range(rate.low, rate.high), rate.n) : undefined}>{rate ? percent(rate.value) : "–"}</td>;
}

export function SourcesPanel() {
  const arms = useRun((s) => s.arms), results = useRun((s) => s.results);
  const shown = arms.filter((a) => !isBaseline(a) && results[a.id]?.sources), poisoned = shown.find((a) => a.kind !== "clean") ?? shown[0];
  if (!poisoned) return <EmptyState title={words.emptyTitle}>{words.empty}</EmptyState>;
  const of = (arm: string, s: number) => results[arm]!.sources![s]!, first = results[poisoned.id]!.sources!;
  const filtered = shown.filter((a) => results[a.id]!.sources!.some((s) => s.flagged)), tested = shown.filter((a) => results[a.id]!.sources!.some((s) => s.testAccuracy));
  const head = "border-b border-line px-3 py-1.5 text-end align-bottom font-medium";
  return (
    <div>
      <p className="mb-3 max-w-[75ch] text-muted">{words.explain}</p>
      <div role="region" tabIndex={0} aria-label={words.table} className="relative overflow-x-auto rounded-md border border-line">
        <table className="w-full text-sm">
          <thead>
            <tr className="text-muted">
              <th scope="col" className={`${head} text-start!`}>{words.source}</th>
              <th scope="col" className={head}>{words.rows}</th>
              <th scope="col" className={head}>{words.poisoned}</th>
              {shown.map((a) => <th key={a.id} scope="col" className={head}>{words.agreement(a.title)}</th>)}
              {filtered.map((a) => <th key={a.id} scope="col" className={head}>{words.flagged(a.title)}</th>)}
              {tested.map((a) => <th key={a.id} scope="col" className={head}>{words.test(a.title)}</th>)}
            </tr>
          </thead>
          <tbody>
            {first.map((source, s) => (
              <tr key={source.name} className="border-b border-line last:border-0">
                <th scope="row" className="px-3 py-1 text-start font-medium">{source.name}</th>
                <td className="px-3 py-1 text-end">{count(source.rows)}</td>
                <td className="px-3 py-1 text-end">{count(source.poisoned)}</td>
                {shown.map((a) => <Share key={a.id} rate={of(a.id, s).agreement} />)}
                {filtered.map((a) => <Share key={a.id} rate={of(a.id, s).flagged} />)}
                {tested.map((a) => <Share key={a.id} rate={of(a.id, s).testAccuracy} />)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
