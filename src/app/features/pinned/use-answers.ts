/** Asks every model on screen what it makes of some inputs. Answers arrive per arm; old ones go when the question changes. */
import { useEffect, useState } from "react";
import { engine } from "../../state/engine";
import { useRun } from "../../state/run";

export interface Answers {
  /** Class probabilities of each input, one after the other, by arm id. */
  readonly byArm: Readonly<Record<string, Float32Array>>;
  readonly problem: string | null;
}

const NOTHING: Answers = { byArm: {}, problem: null };

/** `inputs` must stay the same object while the question is the same. */
export function useAnswers(armIds: readonly string[], inputs: Float32Array | null, n: number): Answers {
  const [answers, setAnswers] = useState<Answers>(NOTHING);
  const artifacts = useRun((s) => s.artifacts);
  const keys = armIds.map((id) => `${id}=${artifacts[id]?.modelKey ?? ""}`).join(" ");
  useEffect(() => {
    let wanted = true;
    setAnswers(NOTHING);
    if (!inputs) return;
    for (const pair of keys.split(" ")) {
      const [arm = "", key = ""] = pair.split("=");
      if (!key) continue;
      void engine().predict(key, inputs, n).then((outcome) => {
        if (!wanted) return;
        setAnswers((a) => (outcome.ok ? { ...a, byArm: { ...a.byArm, [arm]: outcome.value } } : { ...a, problem: outcome.problem.message }));
      });
    }
    return () => {
      wanted = false;
    };
  }, [keys, inputs, n]);
  return answers;
}
