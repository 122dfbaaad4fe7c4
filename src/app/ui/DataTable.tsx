/** A real table for the twin of a chart: sticky head, numbers to the right, scrolls inside its own box. Not sortable. */
import { cx } from "./cx";

export interface TableColumn {
  readonly title: string;
  /** Right-aligned. */
  readonly numeric?: boolean;
}

export interface TableData {
  readonly columns: readonly TableColumn[];
  /** First cell of each row is its header. A line break in a cell is kept; otherwise cells do not wrap. */
  readonly rows: readonly (readonly (string | number)[])[];
}

export interface DataTableProps {
  readonly data: TableData;
  readonly caption?: string;
  readonly labelledBy?: string;
  readonly maxHeight?: number;
}

export function DataTable({ data, caption, labelledBy, maxHeight = 320 }: DataTableProps) {
  return (
    <div role="group" tabIndex={0} aria-labelledby={labelledBy} aria-label={labelledBy ? undefined : caption} className="overflow-auto rounded-md border border-line" style={{ maxHeight }}>
      <table aria-labelledby={labelledBy} className="w-full border-collapse text-sm">
        {caption && <caption className="px-2 py-1 text-start text-muted">{caption}</caption>}
        <thead>
          <tr>
            {data.columns.map((column, i) => (
              <th key={i} scope="col" className={cx("sticky top-0 border-b border-line bg-paper px-2 py-1 font-medium text-muted", column.numeric ? "text-end" : "text-start")}>{column.title}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.rows.map((row, r) => (
            <tr key={r} className="border-b border-line last:border-0">
              {row.map((cell, c) => {
                const look = cx("px-2 py-1 font-normal whitespace-pre", data.columns[c]?.numeric ? "text-end" : "text-start");
                return c === 0 ? <th key={c} scope="row" className={look}>{cell}</th> : <td key={c} className={look}>{cell}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
