/** Each model's probabilities for the subject, side by side, with and without the trigger. Before a run it says what will come. */
import { useMemo } from "react";
import { attacks, type Preview, type Spec } from "../../../engine/index";
import { toneOf } from "../../charts/arm-style";
import { ProbabilityBars } from "../../charts/ProbabilityBars";
import { isBaseline } from "../../state/arms";
import { ModelsGone } from "../../parts/ModelsGone";
import { keptAnswer } from "../../state/kept-answers";
import { useRun } from "../../state/run";
import { pinned as words } from "../../text/words";
import { useAnswers } from "./use-answers";

export interface AnswersProps {
  readonly subject: { readonly plain: Float32Array; readonly triggered: Float32Array | null; readonly truth: number | null; readonly row?: number } | null;
  readonly preview: Preview;
  readonly spec: Spec;
}

export function Answers({ subject, preview, spec }: AnswersProps) {
  const arms = useRun((s) => s.arms);
  const artifacts = useRun((s) => s.artifacts), recorded = useRun((s) => s.recorded);
  const shown = useMemo(() => arms.filter((a) => !isBaseline(a)), [arms]);
  const question = useMemo(() => {
    if (!subject) return null;
    if (!subject.triggered) return subject.plain;
    const both = new Float32Array(subject.plain.length * 2);
    both.set(subject.plain);
    both.set(subject.triggered, subject.plain.length);
    return both;
  }, [subject]);
  // A recorded run remembers its answers about test rows and can give no others.
  const ready = shown.filter((a) => artifacts[a.id]), row = subject?.row;
  const answers = useAnswers(recorded ? [] : ready.map((a) => a.id), question, subject?.triggered ? 2 : 1);
  if (recorded && row === undefined) return <ModelsGone />;
  if (ready.length === 0) return <p className="max-w-[44ch] self-center text-sm text-muted">{words.before}</p>;
  const { classNames } = preview.meta, k = classNames.length;
  const plugin = spec.attack ? attacks.find(spec.attack.id) : undefined;
  const target = subject && subject.truth !== null && spec.attack ? (plugin?.target?.(spec.attack.params, subject.truth, k) ?? null) : null;
  return (
    <div className="min-w-0 flex-1">
      {answers.problem && <p className="mb-2 text-sm text-error">{answers.problem}</p>}
      <div className="grid grid-cols-[repeat(auto-fit,minmax(11rem,1fr))] gap-x-4 gap-y-4">
        {ready.map((arm) => {
          const kept = recorded ? keptAnswer(artifacts[arm.id], row!, preview) : null;
          // One after the other, as a model gives them.
          const p = recorded ? kept && Float32Array.from([...kept.plain, ...(subject?.triggered != null ? (kept.triggered ?? []) : [])]) : answers.byArm[arm.id];
          return (
            <ProbabilityBars
              key={arm.id}
              caption={arm.title}
              tone={toneOf(arm.kind)}
              classNames={classNames}
              plain={p ? p.subarray(0, k) : new Float32Array(k)}
              triggered={subject?.triggered && !(recorded && p?.length === k) ? (p ? p.subarray(k, 2 * k) : new Float32Array(k)) : null}
              trueClass={subject?.truth ?? undefined}
              targetClass={target}
            />
          );
        })}
      </div>
    </div>
  );
}
