/** The top of a column: which model this is and how it learned. Light: the empty bench shows it too. */
import type { ArmInfo } from "../../../engine/index";
import { armStyles, toneOf } from "../../charts/arm-style";
import { markerPath } from "../../charts/markers";
import { armTitle } from "../../state/arms";
import { useShownSpec } from "../../state/use-shown-spec";
import { captionOf } from "../../text/words";
import { isTampered } from "../../state/edit";

/** The marker that stands for this arm in every chart. */
function ArmMark({ arm }: { readonly arm: ArmInfo }) {
  const style = armStyles[toneOf(arm.kind)];
  return (
    <svg aria-hidden="true" viewBox="-8 -8 16 16" className="size-4 shrink-0">
      <path d={markerPath(style.marker, 6)} fill={style.fill} />
    </svg>
  );
}

export function ColumnTitle({ arm }: { readonly arm: ArmInfo }) {
  const spec = useShownSpec();
  return (
    <div className="border-t-3 pt-2" style={{ borderColor: armStyles[toneOf(arm.kind)].fill }}>
      <h3 className="flex items-center gap-2 font-semibold max-md:gap-1" style={{ color: armStyles[toneOf(arm.kind)].text }}>
        <ArmMark arm={arm} />
        {arm.title}
      </h3>
      <p className="text-sm leading-snug text-muted">{arm.kind === "defended" ? armTitle(arm, spec) : captionOf(arm.kind, spec.regime, isTampered(spec))}</p>
    </div>
  );
}
