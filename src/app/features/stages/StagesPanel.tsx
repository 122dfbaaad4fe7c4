/** What the run was made of: each stage, the models it served, whether it was computed or already known, and how long it took. */
import { useRun } from "../../state/run";
import { duration } from "../../text/format";
import { stages as words } from "../../text/words";
import { Badge } from "../../ui/Badge";
import { EmptyState } from "../../ui/EmptyState";

export function StagesPanel() {
  const stages = useRun((s) => s.stages);
  const arms = useRun((s) => s.arms);
  const result = useRun((s) => s.result);
  if (stages.length === 0) return <EmptyState title={words.emptyTitle}>{words.empty}</EmptyState>;
  const titles = new Map(arms.map((a) => [a.id, a.title]));
  const known = stages.filter((s) => s.cached).length;
  return (
    <div>
      <p className="mb-3 max-w-[75ch] text-muted">
        {words.summary(stages.length - known, known)} {result && words.made(result.engine.version, result.engine.backend, result.key.slice(0, 12))}
      </p>
      <div role="region" tabIndex={0} aria-label={words.table} className="max-h-112 overflow-auto rounded-md border border-line">
        <table className="w-full text-sm">
          <thead>
            <tr className="text-start text-muted">
              {[words.stage, words.models, words.how].map((title) => <th key={title} scope="col" className="sticky top-0 border-b border-line bg-paper px-3 py-1.5 font-medium">{title}</th>)}
              <th scope="col" className="sticky top-0 border-b border-line bg-paper px-3 py-1.5 text-end font-medium">{words.seconds}</th>
            </tr>
          </thead>
          <tbody>
            {stages.map((s) => (
              <tr key={s.id} className="border-b border-line align-top last:border-0">
                <th scope="row" className="px-3 py-1.5 text-start font-normal">{s.title}</th>
                <td className="px-3 py-1.5 text-muted">{s.arms.length === arms.length && arms.length > 1 ? words.all : s.arms.map((id) => titles.get(id) ?? id).join(", ")}</td>
                <td className="px-3 py-1.5 whitespace-nowrap">{s.status === "done" ? <Badge>{s.cached ? words.cached : words.computed}</Badge> : <span className="text-muted">{s.status === "running" ? words.running : words.waiting}</span>}</td>
                <td className="px-3 py-1.5 text-end whitespace-nowrap">{s.status === "done" && !s.cached ? duration(s.seconds) : "–"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
