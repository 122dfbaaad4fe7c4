/**
 * Numbers of attacks that a rate of success does not fit: whether the one chosen image is read as wanted (yes or no, and how
 * sure), and how many near misses of a trigger are still read correctly.
 */
import type { ArmInfo, DatasetMeta } from "../../../engine/index";
import { armStyles, toneOf } from "../../charts/arm-style";
import { RateFigure } from "../../charts/RateFigure";
import { CraftTerm } from "../../parts/CraftTerm";
import { useRun } from "../../state/run";
import { answerName } from "../../text/answer-words";
import { hit as words } from "../../text/craft-words";
import { columns } from "../../text/words";
import { useArmResult } from "./live";

export function TargetHit({ arm, meta, wanted }: { readonly arm: ArmInfo; readonly meta: DatasetMeta; readonly wanted: number }) {
  const artifacts = useRun((s) => s.artifacts[arm.id]), rate = useArmResult(arm.id)?.metrics["targetHit"];
  const answer = artifacts?.goalPredicted?.[0], sure = answer === undefined ? 0 : (artifacts?.goalProbabilities?.[answer] ?? 0);
  return (
    <div className="min-w-0">
      <p className="text-sm leading-snug text-muted"><CraftTerm id="targetHit">{words.label}</CraftTerm></p>
      <p className="text-[1.625rem] leading-tight font-semibold tracking-tight xl:text-headline" style={{ color: rate ? armStyles[toneOf(arm.kind)].text : undefined }}>{rate ? (answer === wanted ? words.yes : words.no) : "–"}</p>
      <p className="text-xs leading-snug text-muted">{rate && answer !== undefined ? (answer < 0 ? answerName(meta.classNames, answer) : words.reads(meta.classNames[answer] ?? "?", sure)) : columns.notYet}</p>
    </div>
  );
}

export function NearMiss({ arm }: { readonly arm: ArmInfo }) {
  const rate = useArmResult(arm.id)?.metrics["nearMissAccuracy"], clean = useRun((s) => s.results["clean"]?.metrics["nearMissAccuracy"]?.value);
  if (!rate) return null;
  return <RateFigure size="md" tone={toneOf(arm.kind)} rate={rate} clean={arm.kind === "clean" ? undefined : clean} caption={<CraftTerm id="nearMiss">{words.nearMiss}</CraftTerm>} />;
}
