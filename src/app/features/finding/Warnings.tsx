/** What must be known beside the finding, such as a broken assumption; a column's own notes stay in the column. */
import { isBaseline } from "../../state/arms";
import { useRun } from "../../state/run";
import { saidOnce } from "../../text/finding-warnings";
import { Notice } from "../../ui/Notice";

export function Warnings() {
  const notices = useRun((s) => s.notices), arms = useRun((s) => s.arms);
  const results = useRun((s) => s.results);
  const inColumns = new Set(Object.values(results).flatMap((r) => r.notes.map((n) => n.text)));
  // Baselines are not probed, so that nothing is said of them.
  const models = arms.filter((a) => !isBaseline(a) && a.kind !== "attack-baseline");
  return saidOnce(notices.filter((n) => !inColumns.has(n.text)), models).map((note) => <Notice key={note.text} level={note.level}>{note.text}</Notice>);
}
