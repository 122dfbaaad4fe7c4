/** A table of evidence as text: shares as percent, differences in points, whole counts. Pure. */
import type { Evidence } from "../../../engine/index";
import { evidence as words } from "../../text/evidence-words";
import { count, number, percent, signedPoints } from "../../text/format";
import type { TableData } from "../../ui/DataTable";

type Table = Extract<Evidence, { kind: "table" }>;

export function cellText(value: string | number | null, as: Table["columns"][number]["as"]): string {
  if (value === null || (typeof value === "number" && !Number.isFinite(value))) return "–";
  if (typeof value === "string") return value;
  return as === "share" ? percent(value) : as === "points" ? signedPoints(value) : as === "count" ? count(value) : number(value);
}

export function tableOf(shown: Table): TableData {
  return {
    columns: shown.columns.map((c) => ({ title: c.title, numeric: c.as !== "text" })),
    rows: shown.rows.map((row) => row.cells.map((cell, i) => `${i === 0 && row.flagged ? `${words.flag} ` : ""}${cellText(cell, shown.columns[i]?.as ?? "text")}`)),
  };
}
