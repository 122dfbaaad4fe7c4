/** What must be known beside the finding, such as a broken assumption; a column's own notes stay in the column. */
import { useRun } from "../../state/run";
import { Notice } from "../../ui/Notice";

export function Warnings() {
  const notices = useRun((s) => s.notices);
  const results = useRun((s) => s.results);
  const inColumns = new Set(Object.values(results).flatMap((r) => r.notes.map((n) => n.text)));
  const shown = notices.filter((n) => !inColumns.has(n.text));
  return shown.map((note) => <Notice key={note.text} level={note.level}>{note.text}</Notice>);
}
