/** The training points of two-dimensional data in their plane, poisoned ones marked. For images see the strip. */
import { useMemo } from "react";
import type { Preview } from "../../../engine/index";
import { DecisionRegion } from "../../charts/DecisionRegion";
import { axesOf, planeOf, plotPoints } from "../../parts/points";
import { samples as words } from "../../text/words";

export function PointsFigure({ preview }: { readonly preview: Preview }) {
  const points = useMemo(() => plotPoints(preview), [preview]);
  const domain = useMemo(() => planeOf(preview), [preview]);
  const axes = useMemo(() => axesOf(preview.meta), [preview]);
  return <DecisionRegion title={words.points} points={points} domain={domain} axes={axes} classNames={preview.meta.classNames} maxSize={440} />;
}
