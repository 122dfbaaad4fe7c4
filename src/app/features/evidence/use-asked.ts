/** Asks the worker for something about a finished model and keeps the answer; a new question forgets the old. */
import { useEffect, useState } from "react";
import type { Outcome } from "../../../engine/index";

export interface Asked<T> {
  readonly value: T | null;
  /** Why there is none, as a sentence. */
  readonly problem: string | null;
}

const nothing = { value: null, problem: null } as const;

/** `question` names what is asked; null: nothing. `ask` is called once for each. */
export function useAsked<T>(question: string | null, ask: () => Promise<Outcome<T>>): Asked<T> {
  const [kept, setKept] = useState<{ readonly question: string | null; readonly answer: Asked<T> }>({ question: null, answer: nothing });
  useEffect(() => {
    if (question === null) return;
    let wanted = true;
    void ask().then((outcome) => {
      if (wanted) setKept({ question, answer: outcome.ok ? { value: outcome.value, problem: null } : { value: null, problem: outcome.problem.message } });
    });
    return () => { wanted = false; };
    // The question's name says everything that `ask` depends on.
  }, [question]); // eslint-disable-line react-hooks/exhaustive-deps
  return kept.question === question ? kept.answer : nothing;
}
