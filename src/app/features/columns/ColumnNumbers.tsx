/** The two numbers of a column with their meaning and doubt; while the model learns, those of its last epoch, round or step. */
import type { ReactNode } from "react";
import type { ArmInfo } from "../../../engine/index";
import { toneOf } from "../../charts/arm-style";
import { RateFigure } from "../../charts/RateFigure";
import { GlossaryTerm } from "../../parts/GlossaryTerm";
import { useRun } from "../../state/run";
import { isBusy } from "../../state/run-state";
import { ticks } from "../../text/pace";
import { columns as words, metricWords } from "../../text/words";
import { headline, useArmCurve, useArmResult } from "./live";

interface ColumnNumbersProps {
  readonly arm: ArmInfo;
  readonly hasGoal: boolean;
  readonly triggered: boolean;
  /** Stands beside the accuracy where there is no rate of success. */
  readonly second?: ReactNode;
}

export function ColumnNumbers({ arm, hasGoal, triggered, second }: ColumnNumbersProps) {
  const result = useArmResult(arm.id);
  const curve = useArmCurve(arm.id);
  const epochs = useRun((s) => s.epochs), regime = useRun((s) => s.spec?.regime ?? "central");
  const cleanAccuracy = useRun((s) => s.results["clean"]?.metrics["cleanAccuracy"]?.value);
  const tone = toneOf(arm.kind);
  const accuracy = headline("cleanAccuracy", result, curve), success = headline("attackSuccess", result, curve);
  const last = curve.at(-1)?.epoch ?? 0;
  const busy = useRun((s) => isBusy(s.phase));
  const live = { interval: () => (busy ? words.after : words.stoppedAt)(ticks[regime], last, epochs), intervalName: "", none: words.notYet };
  const m = metricWords;
  return (
    <div className="grid grid-cols-2 gap-2 xl:gap-3">
      <RateFigure tone={tone} rate={accuracy.rate} clean={result && arm.kind !== "clean" ? cleanAccuracy : undefined} caption={<GlossaryTerm id="cleanAccuracy">{m.cleanAccuracy.label}</GlossaryTerm>} labels={accuracy.live ? live : undefined} />
      {hasGoal && <RateFigure tone={tone} rate={success.rate} caption={<GlossaryTerm id="attackSuccess">{triggered ? m.attackSuccess.label : words.targeted}</GlossaryTerm>} labels={success.live ? live : undefined} />}
      {!hasGoal && second}
    </div>
  );
}
