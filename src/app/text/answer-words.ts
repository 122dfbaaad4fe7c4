/** What is said where a model, or the guard before it, named no class, and what numbers mean of a model that fell apart. */
import { NO_ANSWER, type ArmResult } from "../../engine/index";
import { count } from "./format";

type Unanswered = NonNullable<ArmResult["unanswered"]>;

const words = {
  away: "turned away by the guard",
  none: "no answer",
  unanswered: ({ test, goal }: Unanswered) => `This model gave no answer to ${count(test.count)} of ${count(test.of)} untouched test inputs${goal ? ` and ${count(goal.count)} of ${count(goal.of)} attacked ones` : ""}, because what it computed was not a number. They count as wrong${goal ? ", and never as a success of the attack" : ""}.`,
  lastSound: (tick: string, now: number) => (now > 0 ? `Measured on the model as it was after ${tick} ${count(now)}, the last one that ended in numbers.` : `Measured on the model as it was before it learned: no ${tick} ended in numbers.`),
} as const;

/** What was answered: a class by its name, or why there is none. */
export const answerName = (names: readonly string[], answer: number | undefined): string => (answer === NO_ANSWER ? words.none : answer === undefined || answer < 0 ? words.away : (names[answer] ?? "?"));

/** What the numbers of a model that diverged mean; null for any other. `tick`: epoch, round or step. */
export const numbersOfFallen = ({ diverged, unanswered, curve }: Pick<ArmResult, "diverged" | "unanswered" | "curve">, tick: string): string | null => (!diverged ? null : unanswered ? words.unanswered(unanswered) : words.lastSound(tick, curve.at(-1)?.epoch ?? 0));

/** Which inputs stand in no cell of a matrix. */
export const inNoCell = ({ test }: Unanswered): string => `Without the ${count(test.count)} of ${count(test.of)} that got no answer.`;
