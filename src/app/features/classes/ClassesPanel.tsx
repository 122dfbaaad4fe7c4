/** Per-class recall of every model: which classes paid for the attack or the defense. A table, because ten numbers a model are read, not seen. */
import { usePreview } from "../../state/preview";
import { isBaseline } from "../../state/arms";
import { useRun } from "../../state/run";
import { useRunPreview } from "../../state/run-preview";
import { percent, range, signedPoints } from "../../text/format";
import { classes as words } from "../../text/words";
import { GlossaryTerm } from "../../parts/GlossaryTerm";
import { cx } from "../../ui/cx";
import { EmptyState } from "../../ui/EmptyState";

/** A change of at least this many points is set in bold. */
const NOTABLE = 0.05;

export function ClassesPanel() {
  const arms = useRun((s) => s.arms);
  const results = useRun((s) => s.results);
  const meta = useRunPreview((s) => s.preview?.meta);
  const fallback = usePreview((s) => s.preview?.meta);
  const names = (meta ?? fallback)?.classNames ?? [];
  const shown = arms.filter((a) => !isBaseline(a) && results[a.id]?.classMetrics["perClassRecall"]);
  if (shown.length === 0) return <EmptyState title={words.emptyTitle}>{words.empty}</EmptyState>;
  const recall = (arm: string, label: number) => results[arm]?.classMetrics["perClassRecall"]?.[label];
  return (
    <div>
      <p className="mb-3 max-w-[75ch] text-muted"><GlossaryTerm id="perClassRecall">{words.term}</GlossaryTerm>{words.explain}</p>
      <div role="region" tabIndex={0} aria-label={words.table} className="relative overflow-x-auto rounded-md border border-line">
        <table className="w-full text-sm">
          <thead>
            <tr className="text-muted">
              <th scope="col" className="border-b border-line px-3 py-1.5 text-start font-medium">{words.class}</th>
              {shown.map((a) => <th key={a.id} scope="col" className="border-b border-line px-3 py-1.5 text-end font-medium">{a.title}</th>)}
            </tr>
          </thead>
          <tbody>
            {names.map((name, label) => {
              const base = recall("clean", label)?.value;
              return (
                <tr key={name} className="border-b border-line last:border-0">
                  <th scope="row" className="px-3 py-1 text-start font-medium">{name}</th>
                  {shown.map((a) => {
                    const rate = recall(a.id, label);
                    const change = rate && base !== undefined && a.id !== "clean" ? rate.value - base : null;
                    return (
                      <td key={a.id} className="px-3 py-1 text-end whitespace-nowrap" title={rate ? words.interval(range(rate.low, rate.high), rate.n) : undefined}>
                        {rate ? percent(rate.value) : "–"}
                        {change !== null && <span className={cx("ms-2 inline-block w-12", Math.abs(change) >= NOTABLE ? "font-semibold" : "text-muted")}>{signedPoints(change)}</span>}
                      </td>
                    );
                  })}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}
