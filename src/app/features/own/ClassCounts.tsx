/** How many rows each class has, as a table with a bar behind each number, so that an imbalance is seen at once. */
import type { ImportLook } from "../../../engine/index";
import { count } from "../../text/format";
import { look as words } from "../../text/own-words";

export function ClassCounts({ counts }: { readonly counts: ImportLook["classCounts"] }) {
  const most = Math.max(1, ...counts.map((c) => c.rows));
  return (
    <table className="w-full table-fixed border-collapse text-sm">
      <caption className="pb-1 text-start font-medium">{words.classes}</caption>
      <thead className="sr-only"><tr><th scope="col">{words.class}</th><th scope="col">{words.rowsInClass}</th></tr></thead>
      <tbody>
        {counts.map((c) => (
          <tr key={c.name}>
            <th scope="row" className="w-2/5 truncate py-0.5 pe-3 text-start font-normal" title={c.name}>{c.name}</th>
            <td className="py-0.5 text-end tabular-nums">
              <span aria-hidden="true" className="float-start mt-1.5 block h-2.5 rounded-sm bg-baseline-fill" style={{ width: `${(70 * c.rows) / most}%` }} />
              {count(c.rows)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
