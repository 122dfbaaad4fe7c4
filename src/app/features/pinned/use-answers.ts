/** Asks every model on screen what it makes of some inputs. Answers arrive model by model; a new question forgets the old. */
import { useEffect, useState } from "react";
import { engine } from "../../state/engine";
import { useRun } from "../../state/run";

export interface Answers {
  /** Class probabilities of each input, one after the other, by arm id. */
  readonly byArm: Readonly<Record<string, Float32Array>>;
  readonly problem: string | null;
}

interface Kept {
  readonly inputs: Float32Array | null;
  readonly byModel: Readonly<Record<string, Float32Array>>;
  readonly problems: Readonly<Record<string, string>>;
}

/** `inputs` must stay the same object while the question is the same. */
export function useAnswers(armIds: readonly string[], inputs: Float32Array | null, n: number): Answers {
  const artifacts = useRun((s) => s.artifacts);
  const [kept, setKept] = useState<Kept>({ inputs: null, byModel: {}, problems: {} });
  const models = [...new Set(armIds.flatMap((id) => artifacts[id]?.modelKey ?? []))].join(" ");
  useEffect(() => {
    let wanted = true;
    if (!inputs) return;
    for (const model of models.split(" ").filter(Boolean))
      void engine().predict(model, inputs, n).then((outcome) => {
        if (!wanted) return;
        setKept((old) => {
          const now = old.inputs === inputs ? old : { inputs, byModel: {}, problems: {} };
          return outcome.ok ? { ...now, byModel: { ...now.byModel, [model]: outcome.value } } : { ...now, problems: { ...now.problems, [model]: outcome.problem.message } };
        });
      });
    return () => {
      wanted = false;
    };
  }, [models, inputs, n]);
  if (kept.inputs !== inputs) return { byArm: {}, problem: null };
  const byArm = Object.fromEntries(armIds.flatMap((id) => {
    const answer = kept.byModel[artifacts[id]?.modelKey ?? ""];
    return answer ? [[id, answer]] : [];
  }));
  return { byArm, problem: models.split(" ").map((model) => kept.problems[model]).find(Boolean) ?? null };
}
