/** The model audit: the report of a finished run that tested a model from a file, to read here and to save. Tests nothing itself. */
import { Download } from "lucide-react";
import { useId, useMemo } from "react";
import { isAudit, ownModels } from "../../../engine/index";
import { auditHtml, auditReport, type AuditFinding, type AuditReport } from "../../../engine/later";
import { ModelsGone } from "../../parts/ModelsGone";
import { save } from "../../state/files";
import { useRun } from "../../state/run";
import { goneModels } from "../../text/gone-words";
import { audit as words } from "../../text/model-words";
import { Badge } from "../../ui/Badge";
import { Button } from "../../ui/Button";
import { DataTable } from "../../ui/DataTable";
import { Notice } from "../../ui/Notice";

function Lines({ lines }: { readonly lines: readonly string[] }) {
  return <ul className="list-disc space-y-1 ps-5 break-words">{lines.map((line, i) => <li key={i}>{line}</li>)}</ul>;
}

function Finding({ finding }: { readonly finding: AuditFinding }) {
  const id = useId(), { table } = finding;
  return (
    <section aria-labelledby={id} className="flex flex-col gap-2 border-t border-line pt-3">
      <h4 id={id} className="flex flex-wrap items-center gap-2 font-semibold">{finding.title} <Badge>{words.verdicts[finding.verdict]}</Badge></h4>
      <div className="text-sm text-muted"><Lines lines={finding.tested} /></div>
      <p className="text-sm font-medium">{words.found}</p>
      <div className="text-sm"><Lines lines={finding.found} /></div>
      {table && (
        <details className="text-sm">
          <summary className="min-h-6 cursor-pointer">{words.more}</summary>
          <DataTable labelledBy={id} data={{ columns: table.columns.map((title) => ({ title })), rows: table.rows }} />
        </details>
      )}
      <p>{finding.means}</p>
    </section>
  );
}

const stem = ({ model }: AuditReport): string => `model-audit-${model.hash.slice(0, 8)}`;

function Report({ report }: { readonly report: AuditReport }) {
  return (
    <div className="flex max-w-[80ch] flex-col gap-4">
      <Notice level={report.verdict === "suspicious" ? "warning" : "info"} announce={false}>{report.summary}</Notice>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" icon={<Download />} onClick={() => save(`${stem(report)}.html`, "text/html", auditHtml(report))}>{words.html}</Button>
        <Button size="sm" icon={<Download />} onClick={() => save(`${stem(report)}.json`, "application/json", `${JSON.stringify(report, null, 2)}\n`)}>{words.json}</Button>
      </div>
      <p className="text-sm text-muted">{words.testedOn(report.data.title, report.data.testRows, report.run.seed)}</p>
      <h3 className="font-semibold">{words.tested}</h3>
      <p className="-mt-3 text-sm text-muted">{words.intervals}</p>
      {report.findings.map((f) => <Finding key={f.id} finding={f} />)}
      <section className="border-t border-line pt-3"><h3 className="pb-2 font-semibold">{words.notTested}</h3><Lines lines={report.notTested} /></section>
      {report.warnings.length > 0 && <section className="border-t border-line pt-3"><h3 className="pb-2 font-semibold">{words.warnings}</h3><Lines lines={report.warnings} /></section>}
    </div>
  );
}

export function AuditPanel() {
  const result = useRun((s) => s.result), evidence = useRun((s) => s.evidence), recorded = useRun((s) => s.recorded), here = result !== null && isAudit(result.spec);
  const known = here && ownModels.find(String(result.spec.model.params["hash"])) !== undefined;
  const report = useMemo(() => (known && result ? auditReport(result, new Map(Object.entries(evidence).map(([arm, shown]) => [arm, shown.flatMap((s) => s.shown)]))) : null), [known, result, evidence]);
  if (recorded && here) return <ModelsGone text={goneModels.audit} />;
  return <div className="pt-3">{report ? <Report report={report} /> : <p className="text-muted">{here ? words.gone : words.none}</p>}</div>;
}
