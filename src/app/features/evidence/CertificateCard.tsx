/** How many answers are proven to withstand how much: a step line, its median, and what it means. */
import { useMemo } from "react";
import type { CertificateReport } from "../../../engine/index";
import { certificate as words } from "../../text/evidence-words";
import { LinesView, type LinesEvidence } from "./LinesView";

export function CertificateCard({ report }: { readonly report: CertificateReport }) {
  const shown = useMemo<LinesEvidence>(() => ({
    kind: "lines", id: "certificate", title: report.title, says: "", xTitle: report.xTitle, yTitle: words.y, percent: true,
    lines: [{ id: "certified", title: words.line, points: report.points }],
  }), [report]);
  return (
    <section aria-label={report.title} className="max-w-3xl min-w-0 rounded-lg border border-line p-3">
      <LinesView shown={shown} stepped finding={<>{words.median(report)} {words.uncertified(report.uncertified)} {words.n(report.n)}<span className="mt-1 block">{words.meaning}</span></>} />
    </section>
  );
}
