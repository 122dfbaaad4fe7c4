/** A table of evidence as text: shares as percent, differences in points, whole counts, and other numbers alike within a column. Pure. */
import type { Evidence } from "../../../engine/index";
import { evidence as words } from "../../text/evidence-words";
import { alike } from "../../charts/column";
import { count, percent, signedPoints } from "../../text/format";
import type { TableData } from "../../ui/DataTable";

type Table = Extract<Evidence, { kind: "table" }>;

export function cellText(value: string | number | null, as: Table["columns"][number]["as"], plain: (value: number) => string): string {
  if (value === null || (typeof value === "number" && !Number.isFinite(value))) return "–";
  if (typeof value === "string") return value;
  return as === "share" ? percent(value) : as === "points" ? signedPoints(value) : as === "count" ? count(value) : plain(value);
}

export function tableOf(shown: Table): TableData {
  const plain = shown.columns.map((_, i) => alike(shown.rows.flatMap((row) => { const cell = row.cells[i]; return typeof cell === "number" ? [cell] : []; })));
  return {
    columns: shown.columns.map((c) => ({ title: c.title, numeric: c.as !== "text" })),
    rows: shown.rows.map((row) => row.cells.map((cell, i) => `${i === 0 && row.flagged ? `${words.flag} ` : ""}${cellText(cell, shown.columns[i]?.as ?? "text", plain[i] ?? String)}`)),
  };
}
