/** The top of a column: which model this is, how it learned, and its two numbers with their meaning and doubt. */
import type { ArmInfo } from "../../../engine/index";
import { armStyles, toneOf } from "../../charts/arm-style";
import { markerPath } from "../../charts/markers";
import { RateFigure } from "../../charts/RateFigure";
import { GlossaryTerm } from "../../parts/GlossaryTerm";
import { columnTitle } from "../../state/arms";
import { useRun } from "../../state/run";
import { armCaptions, columns as words, metricWords } from "../../text/words";
import { headline, useArmCurve, useArmResult } from "./live";

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
  return (
    <div className="border-t-3 pt-2" style={{ borderColor: armStyles[toneOf(arm.kind)].fill }}>
      <h3 className="flex items-center gap-2 font-semibold" style={{ color: armStyles[toneOf(arm.kind)].text }}>
        <ArmMark arm={arm} />
        {columnTitle(arm)}
      </h3>
      <p className="text-sm leading-snug text-muted">{arm.kind === "defended" ? arm.title : armCaptions[arm.kind]}</p>
    </div>
  );
}

export function ColumnNumbers({ arm, hasGoal, triggered }: { readonly arm: ArmInfo; readonly hasGoal: boolean; readonly triggered: boolean }) {
  const result = useArmResult(arm.id);
  const curve = useArmCurve(arm.id);
  const epochs = useRun((s) => s.epochs);
  const cleanAccuracy = useRun((s) => s.results["clean"]?.metrics["cleanAccuracy"]?.value);
  const tone = toneOf(arm.kind);
  const accuracy = headline("cleanAccuracy", result, curve), success = headline("attackSuccess", result, curve);
  const last = curve.at(-1)?.epoch ?? 0;
  const live = { interval: () => words.afterEpoch(last, epochs), none: words.notYet };
  const m = metricWords;
  return (
    <div className="grid grid-cols-2 gap-3">
      <RateFigure tone={tone} rate={accuracy.rate} clean={result && arm.kind !== "clean" ? cleanAccuracy : undefined} caption={<GlossaryTerm id="cleanAccuracy">{m.cleanAccuracy.label}</GlossaryTerm>} labels={accuracy.live ? live : undefined} />
      {hasGoal && <RateFigure tone={tone} rate={success.rate} caption={<GlossaryTerm id="attackSuccess">{triggered ? m.attackSuccess.label : words.targeted}</GlossaryTerm>} labels={success.live ? live : undefined} />}
    </div>
  );
}
