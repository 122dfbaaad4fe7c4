/** Recall and precision of the class that matters, and a warning where accuracy alone would mislead. Two-class data only. */
import type { ArmInfo, DatasetMeta } from "../../../engine/index";
import { toneOf } from "../../charts/arm-style";
import { RateFigure } from "../../charts/RateFigure";
import { GlossaryTerm } from "../../parts/GlossaryTerm";
import { useRun } from "../../state/run";
import { twoClass as words } from "../../text/scenario-words";
import { useArmResult } from "./live";

/** Below this share of the class in the test rows accuracy is said to mislead. */
const RARE = 0.1;

export function TwoClassNumbers({ arm, meta }: { readonly arm: ArmInfo; readonly meta: DatasetMeta | null }) {
  const result = useArmResult(arm.id), clean = useRun((s) => s.results["clean"]);
  if (!result || meta?.positive === undefined) return null;
  const name = meta.classNames[meta.positive]!, tone = toneOf(arm.kind), base = (id: string) => (arm.kind === "clean" ? undefined : clean?.metrics[id]?.value);
  const real = result.classMetrics["perClassRecall"]?.[meta.positive]?.n ?? 0, all = result.metrics["cleanAccuracy"]?.n ?? 0;
  return (
    <div className="flex flex-col gap-1">
      <div className="grid grid-cols-2 gap-2 xl:gap-3">
        <RateFigure size="md" tone={tone} rate={result.metrics["recall"] ?? null} clean={base("recall")} caption={<GlossaryTerm id="recall">{words.recall(name)}</GlossaryTerm>} />
        <RateFigure size="md" tone={tone} rate={result.metrics["precision"] ?? null} clean={base("precision")} caption={<GlossaryTerm id="precision">{words.precision(name)}</GlossaryTerm>} labels={{ none: words.none(name) }} />
      </div>
      {arm.kind === "clean" && all > 0 && real / all < RARE && <p className="text-xs leading-snug text-muted">{words.base(name, real / all)}</p>}
    </div>
  );
}
