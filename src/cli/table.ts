/**
 * Results as text for people: one row an arm, one column a metric, then what the filters did and the warnings. Pure
 * formatting; scripts read `--json` instead.
 */
import { metrics as registry, type MetricValue } from "../engine/index";
import type { FilterDocument, RunDocument } from "./report";

/** Columns padded to their widest cell; the first is left-aligned, the others right-aligned. */
export function alignTable(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, c) => Math.max(...rows.map((r) => (r[c] ?? "").length)));
  const line = (row: readonly string[]) => row.map((cell, c) => (c === 0 ? cell.padEnd(widths[c]!) : cell.padStart(widths[c]!))).join("  ").trimEnd();
  const [head, ...body] = rows;
  return [line(head!), widths.map((w) => "─".repeat(w)).join("  "), ...body.map(line)].join("\n");
}

export const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

/** `96.8 % (95.5–97.7)`: the value with its interval, or its range over seeds. */
export function showRate(rate: MetricValue | null | undefined): string {
  return rate ? `${percent(rate.value)} (${(rate.low * 100).toFixed(1)}–${(rate.high * 100).toFixed(1)})` : "–";
}

const count = (n: number) => (Number.isInteger(n) ? String(n) : n.toFixed(1));
const share = (v: number | null) => (v === null ? "–" : percent(v));

function filterRow(name: string, f: FilterDocument): string[] {
  return [name, count(f.removed), count(f.relabeled), share(f.truePositiveRate), share(f.falsePositiveRate), share(f.precision), `${count(f.honestRowsLost)} of ${count(f.honestRows)}`];
}

/** Everything `run` prints without `--json`. */
export function showDocument(doc: RunDocument): string {
  const ids = [...new Set(doc.arms.flatMap((a) => Object.keys(a.metrics)))].filter((id) => doc.arms.some((a) => a.metrics[id]));
  const titles = ids.map((id) => registry.find(id)?.title ?? id);
  const parts = [alignTable([["arm", ...titles, "seconds"], ...doc.arms.map((a) => [a.id, ...ids.map((id) => showRate(a.metrics[id])), a.seconds.toFixed(1)])])];
  const filtered = doc.arms.filter((a) => a.filter);
  if (filtered.length > 0)
    parts.push(alignTable([["filter", "removed", "relabeled", "poison found", "honest flagged", "precision", "honest rows lost"], ...filtered.map((a) => filterRow(a.id, a.filter!))]));
  const told = doc.arms.filter((a) => a.sources);
  if (told.length > 0)
    parts.push(alignTable([["source", "arm", "rows", "poisoned", "agrees with its labels", "flagged", "test accuracy"], ...told.flatMap((a) => a.sources!.map((s) =>
      [s.name, a.id, count(s.rows), count(s.poisoned), showRate(s.agreement), showRate(s.flagged), showRate(s.testAccuracy)]))]));
  const { poison } = doc;
  parts.push(poison.poisoned > 0 ? `${poison.poisoned} of ${poison.rows} training rows are poisoned (${percent(poison.poisoned / poison.rows)}).` : `None of the ${poison.rows} training rows is poisoned.`);
  parts.push(doc.seeds.length > 1
    ? `Mean of seeds ${doc.seeds.join(", ")}; in parentheses the lowest and the highest. Counts are means.`
    : `One run, seed ${doc.seeds[0]}; in parentheses the 95 % interval over the test rows.`);
  const notes = [...new Set(doc.arms.flatMap((a) => a.notes.filter((n) => n.level === "info").map((n) => `Note: ${n.text}`)))];
  const remarks = [...doc.warnings.map((w) => `Warning: ${w}`), ...notes];
  if (remarks.length > 0) parts.push(remarks.join("\n"));
  parts.push(`${doc.engine.backend}, engine ${doc.engine.version}, run ${doc.key.slice(0, 12)}, ${doc.seconds.toFixed(1)} s`);
  return `${parts.join("\n\n")}\n`;
}
