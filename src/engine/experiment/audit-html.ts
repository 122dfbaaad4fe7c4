/** A model audit as one standalone page to read, print and keep: everything escaped, no script, nothing loaded from anywhere. */
import { AUDIT_VERDICTS, type AuditFinding, type AuditReport, type AuditTable } from "./audit";

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (c) => ENTITIES[c]!);

const STYLE = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}h1{font-size:1.5rem;line-height:1.2}h2{font-size:1.15rem;margin:2rem 0 .5rem;border-top:1px solid #8884;padding-top:1rem}h3{font-size:1rem;margin:1.5rem 0 .25rem}p,ul{margin:.4rem 0}ul{padding-left:1.2rem}table{border-collapse:collapse;margin:.6rem 0;font-size:.875rem;display:block;overflow-x:auto}th,td{text-align:left;padding:.2rem .7rem .2rem 0;border-bottom:1px solid #8884;vertical-align:top;font-variant-numeric:tabular-nums}code{overflow-wrap:anywhere;font-size:.875rem}.verdict{font-weight:600}.sum{border:2px solid;border-radius:.5rem;padding:.75rem 1rem}@media print{body{margin:0;max-width:none}table{display:table;break-inside:avoid}h2,h3{break-after:avoid}}`;

const e = escapeHtml;
const list = (lines: readonly string[]): string => (lines.length > 0 ? `<ul>${lines.map((l) => `<li>${e(l)}</li>`).join("")}</ul>` : "");
const tableOf = ({ columns, rows }: AuditTable): string => `<table><thead><tr>${columns.map((c) => `<th scope="col">${e(c)}</th>`).join("")}</tr></thead><tbody>${rows.map((r) => `<tr>${r.map((c) => `<td>${e(c)}</td>`).join("")}</tr>`).join("")}</tbody></table>`;
const finding = (f: AuditFinding): string => `<section><h3>${e(f.title)}: <span class="verdict">${e(AUDIT_VERDICTS[f.verdict])}</span></h3>${list(f.tested)}<p><strong>Found</strong></p>${list(f.found)}${f.table ? tableOf(f.table) : ""}<p>${e(f.means)}</p></section>`;

export function auditHtml(report: AuditReport): string {
  const { model, data, run } = report, count = (n: number) => n.toLocaleString("en-US");
  const facts: AuditTable = { columns: ["Model", model.name], rows: [
    ["Fingerprint (SHA-256 of layers and weights)", model.hash], ["Takes", `${model.input.join(" × ")} values, pixels ${model.pixels === "bytes" ? "of 0 to 255" : "of 0 to 1"}`], ["Gives", `${count(model.classes)} classes`], ["Parameters", count(model.parameters)],
    ["Tested on", `${data.title}, ${count(data.testRows)} test rows, seed ${run.seed}`], ["Run", `${run.key.slice(0, 12)}, ${run.backend}, engine ${run.engine}`],
  ] };
  const layers: AuditTable = { columns: ["Layer", "Kind", "Output", "Parameters"], rows: model.layers.map((l) => [l.name, l.kind, l.shape.join(" × "), count(l.parameters)]) };
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>Model audit: ${e(model.name)}</title><style>${STYLE}</style></head><body>
<h1>Model audit: ${e(model.name)}</h1>
<p class="sum">${e(report.summary)}</p>
${tableOf(facts)}
<h2>What was tested, and what was found</h2>
<p>Rates come with their 95 % interval in parentheses.</p>
${report.findings.map(finding).join("\n")}
<h2>What was not tested</h2>
${list(report.notTested)}
${report.warnings.length > 0 ? `<h2>Warnings of the run</h2>${list(report.warnings)}` : ""}
<h2>The network, as it was read</h2>
<p>The file was read as numbers; nothing in it was executed.</p>
${list(model.notes)}${tableOf(layers)}
<p>Made by Hemlock in this browser or terminal. Neither the model nor the data were sent anywhere.</p>
</body></html>
`;
}
