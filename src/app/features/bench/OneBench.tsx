/**
 * The bench of one defense: its scores, the review, the decision, and after the reveal what the truth says. Keeps the draft;
 * hands the truth to nobody before it is asked for.
 */
import { useCallback, useMemo } from "react";
import type { ArmArtifacts, ArmResult, Preview, Spec } from "../../../engine/index";
import { plotPoints } from "../../parts/points";
import { deliveredItem, trainItem } from "../../parts/rows/items";
import { draftKey, setDraft, setRevealed, useBench, type Draft } from "../../state/bench";
import { pickedIn } from "../../state/by-hand";
import { scores as scoreWords, truth as words } from "../../text/bench-words";
import { Switch } from "../../ui/Switch";
import { Decision } from "./Decision";
import { dropped, FIRST_BUDGET, rank, thresholdFor, withAlike } from "./draft";
import { Revealed } from "./Revealed";
import { Review } from "./Review";
import { Scores } from "./Scores";
import { useFingerprints } from "./use-fingerprints";

export interface OneBenchProps {
  readonly arm: ArmResult;
  readonly spec: Spec;
  readonly preview: Preview;
  readonly filter: NonNullable<ArmArtifacts["filter"]>;
  readonly scores: Float32Array;
}

export function OneBench({ arm, spec, preview, filter, scores }: OneBenchProps) {
  const { meta, train, truth } = preview, key = draftKey(spec, arm.pipeline ?? 0);
  const ranking = useMemo(() => rank(scores), [scores]);
  const acted = (arm.filter?.removed ?? 0) + (arm.filter?.relabeled ?? 0);
  const first = useMemo<Draft>(() => ({ threshold: thresholdFor(ranking, acted), budget: FIRST_BUDGET, rule: "beyond", inspected: [] }), [ranking, acted]);
  const draft = useBench((s) => s.drafts[key]) ?? first, revealed = useBench((s) => s.revealed);
  const change = useCallback((next: Draft) => setDraft(key, next), [key]);
  const fingerprints = useFingerprints(train);
  const drop = useMemo(() => dropped(train.n, ranking, draft), [train, ranking, draft]);
  const all = useMemo(() => (fingerprints ? withAlike(drop, fingerprints) : drop), [drop, fingerprints]);
  const itemOf = useCallback((row: number) => (revealed ? trainItem(preview, row) : deliveredItem({ meta: preview.meta, train: preview.train }, row)), [preview, revealed]);
  const points = useMemo(() => {
    if (meta.modality !== "points") return null;
    const { poisoned, originalLabels, ...seen } = plotPoints(preview);
    return revealed ? { ...seen, poisoned, originalLabels } : seen;
  }, [preview, meta, revealed]);
  const decided = useMemo(() => fingerprints !== null && pickedIn(spec, fingerprints.filter((_, i) => all[i] === 1)) !== null, [spec, fingerprints, all]);
  return (
    <div className="flex flex-col gap-6">
      <div className="grid items-start gap-x-6 gap-y-6 lg:grid-cols-2">
        <Scores meta={meta} train={train} scores={scores} scoreName={filter.scoreName ?? scoreWords.score} ranking={ranking} threshold={draft.threshold} onThreshold={(threshold) => change({ ...draft, threshold })} poisoned={revealed ? truth.poisoned : undefined} />
        <Review meta={meta} labels={train.labels} scores={scores} ranking={ranking} draft={draft} onChange={change} itemOf={itemOf} points={points} />
      </div>
      <Decision train={train} draft={draft} onChange={change} drop={drop} all={all} fingerprints={fingerprints} chain={spec.defenses[arm.pipeline ?? 0] ?? []} />
      <div className="max-w-xl border-t border-line pt-4"><Switch label={words.reveal} checked={revealed} onChange={setRevealed} description={<>{words.why} {words.hidden}</>} /></div>
      {revealed && <Revealed arm={arm} preview={preview} filter={filter} scores={scores} ranking={ranking} threshold={draft.threshold} drop={all} decided={decided} />}
    </div>
  );
}
