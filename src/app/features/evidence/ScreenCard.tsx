/** What a guard did to harmless inputs, and once the truth is revealed to the attacker's: rates with n and interval, and its scores. */
import { useMemo } from "react";
import type { ArmResult } from "../../../engine/index";
import { toneOf } from "../../charts/arm-style";
import { RateFigure } from "../../charts/RateFigure";
import { useRun } from "../../state/run";
import { evidence, screen as words } from "../../text/evidence-words";
import { ratio } from "../../text/format";
import { HistogramView } from "./HistogramView";
import { POISON } from "./series";

function Rate({ arm, title, why, rate }: { readonly arm: ArmResult; readonly title: string; readonly why: string; readonly rate: NonNullable<ArmResult["screen"]>["falseAcceptances"] | "hidden" }) {
  if (rate === "hidden")
    return <div className="min-w-0"><p className="text-sm leading-snug text-muted">{title}</p><p className="text-xl leading-snug font-semibold">?</p><p className="text-xs leading-snug text-muted">{words.hidden}</p></div>;
  return <RateFigure size="md" tone={toneOf(arm.kind)} rate={rate} caption={<><span className="block font-medium text-ink">{title}</span>{why}</>} labels={{ none: evidence.nothing }} />;
}

export function ScreenCard({ arm, revealed }: { readonly arm: ArmResult; readonly revealed: boolean }) {
  const report = arm.screen, scores = useRun((s) => s.artifacts[arm.id]?.screen);
  const groups = useMemo(() => [
    ...(scores?.testScores ? [{ title: words.harmless, values: scores.testScores }] : []),
    ...(revealed && scores?.goalScores && scores.goalScores.length > 0 ? [{ title: words.triggered, values: scores.goalScores, look: POISON }] : []),
  ], [scores, revealed]);
  if (!report) return null;
  return (
    <section aria-label={words.title(report.title)} className="flex min-w-0 flex-col gap-3 rounded-lg border border-line p-3">
      <h4 className="text-sm font-semibold">{words.title(report.title)}</h4>
      <div className="grid grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] gap-x-4 gap-y-3">
        <Rate arm={arm} title={words.falseRejections} why={words.falseRejectionsWhy} rate={report.falseRejections} />
        {report.falseAcceptances && <Rate arm={arm} title={words.falseAcceptances} why={words.falseAcceptancesWhy} rate={revealed ? report.falseAcceptances : "hidden"} />}
        <Rate arm={arm} title={words.accepted} why={words.acceptedWhy} rate={report.acceptedAccuracy} />
        {report.auroc !== null && (
          <div className="min-w-0">
            <p className="text-sm leading-snug font-medium">{words.auroc}</p>
            <p className="text-xl leading-snug font-semibold">{revealed ? ratio(report.auroc) : "?"}</p>
            <p className="text-xs leading-snug text-muted">{revealed ? words.aurocWhy : words.hidden}</p>
          </div>
        )}
      </div>
      {revealed && <p className="text-sm text-muted">{words.finding(report)}</p>}
      {scores && groups.length > 0 && (
        <HistogramView title={words.scores} says={words.scoresWhy(scores.suspiciousWhen)} xTitle={scores.scoreName ?? words.score} groups={groups} threshold={scores.threshold === undefined ? undefined : { value: scores.threshold, title: words.threshold }} />
      )}
    </section>
  );
}
