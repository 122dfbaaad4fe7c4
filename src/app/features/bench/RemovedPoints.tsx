/** What a filter did to two-dimensional data: one plane each for found, lost and missed rows. */
import { useMemo } from "react";
import type { Preview } from "../../../engine/index";
import { DecisionRegion } from "../../charts/DecisionRegion";
import { axesOf, planeOf, plotPoints } from "../../parts/points";
import { count } from "../../text/format";

export interface RemovedPointsProps {
  readonly preview: Preview;
  readonly groups: readonly { readonly title: string; readonly rows: Int32Array }[];
}

function Plane({ preview, title, rows }: { readonly preview: Preview; readonly title: string; readonly rows: Int32Array }) {
  const points = useMemo(() => plotPoints(preview, rows), [preview, rows]);
  const domain = useMemo(() => planeOf(preview), [preview]);
  const axes = useMemo(() => axesOf(preview.meta), [preview]);
  return <DecisionRegion title={`${title} (${count(rows.length)})`} points={points} domain={domain} axes={axes} classNames={preview.meta.classNames} maxSize={280} />;
}

export function RemovedPoints({ preview, groups }: RemovedPointsProps) {
  return (
    <div className="grid gap-x-6 gap-y-4 lg:grid-cols-3">
      {groups.map((g) => <Plane key={g.title} preview={preview} title={g.title} rows={g.rows} />)}
    </div>
  );
}
