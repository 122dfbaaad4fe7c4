/** One piece of evidence in the view that its kind asks for. */
import { useId, useMemo } from "react";
import type { Evidence } from "../../../engine/index";
import { evidence as words } from "../../text/evidence-words";
import { DataTable } from "../../ui/DataTable";
import { Figure } from "../../ui/Figure";
import { BarsView } from "./BarsView";
import { tableOf } from "./cells";
import { HistogramView } from "./HistogramView";
import { LinesView } from "./LinesView";
import { PicturesView } from "./PicturesView";

function TableView({ shown }: { readonly shown: Extract<Evidence, { kind: "table" }> }) {
  const data = useMemo(() => tableOf(shown), [shown]), titleId = useId();
  return (
    <Figure title={<span id={titleId}>{shown.title}</span>} finding={`${shown.says}${shown.rows.some((r) => r.flagged) ? ` ${words.flagNote}` : ""}`} headingLevel={4}>
      <DataTable data={data} labelledBy={titleId} maxHeight={280} />
    </Figure>
  );
}

export function EvidenceView({ shown, range }: { readonly shown: Evidence; readonly range: readonly [number, number] }) {
  switch (shown.kind) {
    case "bars": return <BarsView shown={shown} />;
    case "lines": return <LinesView shown={shown} />;
    case "pictures": return <PicturesView shown={shown} range={range} />;
    case "histogram": return <HistogramView title={shown.title} says={shown.says} xTitle={shown.xTitle} groups={shown.groups} threshold={shown.threshold} />;
    case "table": return <TableView shown={shown} />;
  }
}
